-- Published tables of figures (docs/figures.md). fz:<step> holds the files of a step, json and csv, and at, when they were
-- frozen; fz lists the steps. They are written once, by the parent of whichever machine comes first, and never again.

do -- what is local in this file is used in this file alone

local STEP = '^%d%d%d%d%-?Q?%d*$'
local FILE_MAX = 4 * 1024 * 1024

local function is_step(text)
	return #text <= 7 and text:find(STEP) ~= nil
end

local function is_file(text)
	return #text > 0 and #text <= FILE_MAX
end

-- none -> there. step, at, json, csv. It needs no lease: what is frozen belongs to no node. DUP: it was there.
local function freeze(keys, args)
	local p, step, at, json, csv = pool_prefix(keys), unpack(args)
	if not p or #args ~= 4 or not is_step(step) or not at:find('^%d+$') then return {'RANGE'} end
	if not is_file(json) or not is_file(csv) then return {'RANGE'} end
	local key = p .. 'fz:' .. step
	if redis.call('EXISTS', key) == 1 then return {'DUP'} end
	redis.call('HSET', key, 'json', json, 'csv', csv, 'at', at)
	redis.call('SADD', p .. 'fz', step)
	return {'OK'}
end

-- The files of a step; of none ('') which steps there are, by name.
local function frozen(keys, args)
	local p, step = pool_prefix(keys), args[1]
	if not p or #args ~= 1 or step ~= '' and not is_step(step) then return {'RANGE'} end
	if step == '' then
		local steps = redis.call('SMEMBERS', p .. 'fz')
		table.sort(steps)
		return {'OK', unpack(steps)}
	end
	local files = load(p .. 'fz:' .. step)
	if not files then return {'GONE'} end
	return {'OK', files.json, files.csv, files.at}
end

redis.register_function('s1_freeze', freeze)
redis.register_function{function_name = 's1_frozen', callback = frozen, flags = {'no-writes', 'allow-oom'}}

end

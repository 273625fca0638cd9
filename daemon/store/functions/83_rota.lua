-- The rota: who of the duty leads has the whole pool, and when. P`rota` is a sorted set: score = from, member
-- "<cid> <from> <until> <name>", times of the day in Unix milliseconds, since people wrote them.

local rota = {}

do -- what is local in this file is used in this file alone

-- Milliseconds: one watch, and how long one that is over is kept. Entries of a pool at a time.
local WATCH_MOST, WATCH_KEPT = 86400000, 60 * 86400000
local ENTRIES = 1000

local function read_entry(member)
	local cid, from, till, name = member:match('^(%S+) (%d+) (%d+) (.*)$')
	return cid and {cid = cid, from = tonumber(from), till = tonumber(till), name = name, member = member}
end

-- Entries with a part between the two moments, by their beginning.
local function between(x, from, to)
	local list = {}
	for _, member in ipairs(redis.call('ZRANGEBYSCORE', x.p .. 'rota', digits(math.max(from - WATCH_MOST, 0)), '(' .. to)) do
		local entry = read_entry(member)
		if entry and entry.till > from then list[#list + 1] = entry end
	end
	return list
end

-- Who has the pool now.
function rota.now(x)
	local now = day_time(x)
	return between(x, now, digits(now + 1))
end

-- Has this person the pool now?
function rota.leads(x, cid)
	for _, entry in ipairs(rota.now(x)) do
		if entry.cid == cid then return true end
	end
	return false
end

local function forgotten(x)
	return math.max(day_time(x) - WATCH_KEPT, 0)
end

-- Takes away what has been over for long.
function rota.prune(x)
	redis.call('ZREMRANGEBYSCORE', x.p .. 'rota', '-inf', '(' .. digits(forgotten(x)))
end

-- What begins or goes on from a moment on: who, from, until, name each.
local function look(x, a)
	local answer = {'OK'}
	for _, entry in ipairs(between(x, a.from, '+inf')) do
		for _, word in ipairs({entry.cid, digits(entry.from), digits(entry.till), entry.name}) do answer[#answer + 1] = word end
	end
	return answer
end

local function own_then(x, a)
	for _, entry in ipairs(between(x, a.from, digits(a.till))) do
		if entry.cid == a.cid then return entry end
	end
	return nil
end

-- none -> there. Nobody has two at a time; two people may.
local function add(x, a)
	local key, now = x.p .. 'rota', day_time(x)
	if a.till <= a.from or a.till - a.from > WATCH_MOST or a.till <= now then return {'RANGE'} end
	local member = table.concat({a.cid, digits(a.from), digits(a.till), a.name}, ' ')
	local other = own_then(x, a)
	if other then return {other.member == member and 'DUP' or 'STATE'} end
	rota.prune(x)
	if redis.call('ZCARD', key) >= ENTRIES then return {'FULL'} end
	redis.call('ZADD', key, a.from, member)
	audit(x, a.agency, a.by, 'rota_added', '', a.cid .. ' ' .. digits(a.from))
	return {'OK'}
end

-- there -> none.
local function drop(x, a)
	for _, entry in ipairs(between(x, a.from, digits(a.from + 1))) do
		if entry.cid == a.cid and entry.from == a.from then
			redis.call('ZREM', x.p .. 'rota', entry.member)
			audit(x, a.agency, a.by, 'rota_dropped', '', a.cid .. ' ' .. digits(a.from))
			return {'OK'}
		end
	end
	return {'GONE'}
end

-- there -> over: this person leads no more, because the account is disabled or has another role. What has been stays.
local function strike(x, a)
	local key, now, count = x.p .. 'rota', day_time(x), 0
	for _, entry in ipairs(between(x, now, '+inf')) do
		if entry.cid == a.cid then
			redis.call('ZREM', key, entry.member)
			if entry.from < now then
				redis.call('ZADD', key, entry.from, table.concat({a.cid, digits(entry.from), digits(now), entry.name}, ' '))
			end
			audit(x, a.agency, '', 'rota_struck', '', a.cid .. ' ' .. digits(entry.from))
			count = count + 1
		end
	end
	return {count > 0 and 'OK' or 'GONE'}
end

-- A watch is whole, lies where it begins, and is not kept for ever (P21).
function rota.fsck(x, found)
	local flat = redis.call('ZRANGE', x.p .. 'rota', 0, -1, 'WITHSCORES')
	for i = 1, #flat, 2 do
		local entry = read_entry(flat[i])
		local is_whole = entry and entry.cid:find('^%x+$') and #entry.cid == 32 and entry.till > entry.from
			and entry.till - entry.from <= WATCH_MOST and entry.from == tonumber(flat[i + 1])
		if not is_whole then found('P21 watch ' .. flat[i]) end
		if is_whole and entry.till < forgotten(x) - WATCH_MOST then found('P21 watch ' .. flat[i] .. ' is long over') end
	end
end

-- Who has the pool now: the one who has it longest by name; and everybody's id, by which nodes know who sees the whole pool.
scene[#scene + 1] = function(x, put)
	local leads = rota.now(x)
	if #leads == 0 then return end
	put('lead', leads[1].cid .. ' ' .. digits(leads[1].till) .. ' ' .. leads[1].name)
	for i = 1, #leads do leads[i] = leads[i].cid end
	put('leads', table.concat(leads, ' '))
end

local BY = {'by', 'id'}
local AGENCY = {'agency', 'word'} -- of who writes

redis.register_function{function_name = 's1_rota', callback = question({{'from', 'num'}}, look), flags = {'no-writes', 'allow-oom'}}
redis.register_function('s1_rota_add', fenced({BY, AGENCY, {'cid', 'id'}, {'from', 'num'}, {'till', 'num'}, {'name', 'text'}}, add))
redis.register_function{function_name = 's1_rota_drop', callback = fenced({BY, AGENCY, {'cid', 'id'}, {'from', 'num'}}, drop),
	flags = {'allow-oom'}}
redis.register_function{function_name = 's1_rota_strike', callback = leaseless({AGENCY, {'cid', 'id'}}, strike), flags = {'allow-oom'}}

end

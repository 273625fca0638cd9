#!lua name=samtale1
-- Routing by Redis Functions, and the rooms' logs. This first piece holds what every function stands on: the
-- checks of arguments, the fence, the clock, the keys. The pieces are joined in the order of their names into
-- one library. All state of a pool lies under its prefix P = "{<pool>}:" and each function is one transition:
-- it reads and checks first, then makes writes that cannot fail, because Redis does not roll a script back.
--
-- An answer is a list whose first word is OK, DUP, or why not: RANGE (an argument no function takes), FENCED
-- (the node has no lease of that epoch), NOTOWNER (another node holds it), GONE, STATE, FULL. Never an error.

-- The loader of tests puts true here: then the key testclock stands for the time. Never in a service.
local TEST = false

-- Timers in milliseconds, and limits, as they are until a node says otherwise (node_up).
local SETTING = {
	{'widen1', 30000}, {'widen2', 30000}, {'offer', 20000}, {'receipt', 3000}, {'ready', 10000},
	{'grace_w', 600000}, {'grace_r', 1200000}, {'lost', 300000}, {'wrap', 300000}, {'max_wait', 2700000},
	{'bonus', 60000}, {'boost1', 300000}, {'boost2', 1800000}, {'lease', 10000}, {'bury', 45000},
	{'limit', 10000}, {'streak', 3}, {'offset', 0},
}

-- What an argument may look like: a pattern and a longest length.
local KIND = {
	id = {'^%x+$', 32}, hash = {'^%x+$', 64}, word = {'^[%w_%-]+$', 64}, word0 = {'^[%w_%-]*$', 64},
	words = {'^[%w_%- ]*$', 2200}, num = {'^%d+$', 15}, session = {'^%d+$', 20},
	signed = {'^%-?%d+$', 6}, text = {'^%C*$', 256}, node = {'^[%w_.%-]+$', 31}, bytes = {'', 65536},
}

local function fits(kind, value)
	local rule = KIND[kind]
	return #value <= rule[2] and value:find(rule[1]) ~= nil and (kind ~= 'id' or #value == 32)
		and (kind ~= 'hash' or #value == 64)
end

-- Names the arguments as spec = {{name, kind}, ...} says; nil when one is missing, too many or does not fit.
local function parse(spec, args)
	if #args ~= #spec then return nil end
	local a = {}
	for i = 1, #spec do
		if not fits(spec[i][2], args[i]) then return nil end
		a[spec[i][1]] = args[i]
		if spec[i][2] == 'num' then a[spec[i][1]] = tonumber(args[i]) end
	end
	return a
end

local function time_ms()
	local t = redis.call('TIME')
	return tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000)
end

-- The one clock of routing: Unix milliseconds that never go back, even when another Redis takes over whose
-- clock is behind. seen is the highest time any function has written.
local function now(p, seen)
	local t = TEST and tonumber(redis.call('GET', p .. 'testclock') or nil) or time_ms()
	return math.max(t, seen)
end

-- Settings, epoch and clock lie in one hash, because each inner command costs microseconds.
local function context(p, node)
	local names = {}
	for i = 1, #SETTING do names[i] = SETTING[i][1] end
	names[#names + 1] = 'clk'
	names[#names + 1] = 'epoch ' .. node
	local values = redis.call('HMGET', p .. 'cfg', unpack(names))
	local x = {p = p, node = node, cfg = {}}
	for i = 1, #SETTING do x.cfg[names[i]] = tonumber(values[i] or SETTING[i][2]) end
	x.clk = tonumber(values[#SETTING + 1] or 0)
	x.epoch = values[#SETTING + 2]
	x.now = now(p, x.clk)
	return x
end

local function keep_clock(x)
	if x.now - x.clk >= 50 then redis.call('HSET', x.p .. 'cfg', 'clk', x.now) end
end

local function pool_prefix(keys)
	return #keys == 1 and keys[1]:find('^{[%w_%-]+}:$') and keys[1] or nil
end

-- Wraps a transition: arguments node, epoch and those of spec; a node without its lease changes nothing.
local function fenced(spec, body)
	return function(keys, args)
		local p, node, epoch = pool_prefix(keys), table.remove(args, 1), table.remove(args, 1)
		if not p or not node or not epoch or not fits('node', node) then return {'RANGE'} end
		local a = parse(spec, args)
		if not a then return {'RANGE'} end
		local x = context(p, node)
		if not x.epoch or x.epoch ~= epoch then return {'FENCED'} end
		x.home = node .. '#' .. epoch
		keep_clock(x)
		return body(x, a)
	end
end

-- Wraps a question: it needs no lease and writes nothing.
local function question(spec, body)
	return function(keys, args)
		local p, a = pool_prefix(keys), parse(spec, args)
		if not p or not a then return {'RANGE'} end
		return body(context(p, ''), a)
	end
end

-- A hash as a table of strings, or nil when it is not there.
local function load(key)
	local flat = redis.call('HGETALL', key)
	if #flat == 0 then return nil end
	local t = {}
	for i = 1, #flat, 2 do t[flat[i]] = flat[i + 1] end
	return t
end

-- Writes fields of a hash and of the table that was loaded from it.
local function put(key, t, ...)
	local pairs_ = {...}
	for i = 1, #pairs_, 2 do
		if type(pairs_[i + 1]) == 'number' then
			pairs_[i + 1] = string.format('%.0f', pairs_[i + 1])
		end
		t[pairs_[i]] = pairs_[i + 1]
	end
	redis.call('HSET', key, unpack(pairs_))
end

-- Is the word one of a list parted by spaces?
local function listed(list, word)
	return (' ' .. list .. ' '):find(' ' .. word .. ' ', 1, true) ~= nil
end

local function version()
	return {'OK', 1}
end

redis.register_function{function_name = 's1_version', callback = version, flags = {'no-writes', 'allow-oom'}}

#!lua name=samtale1
-- Routing by Redis Functions, and the rooms' logs. This first piece holds what every function stands on: the
-- settings, the checks of arguments, the clock. The pieces are joined in the order of their names into one
-- library. All state of a pool lies under its prefix P = "{<pool>}:" and each function is one transition: it
-- reads and checks first, then makes writes that cannot fail, because Redis does not roll a script back.
--
-- An answer is a list whose first word is OK, DUP, or why not: RANGE (an argument no function takes), FENCED
-- (the node has no lease of that epoch), NOTOWNER (another node holds it), GONE, STATE, FULL, OFF (nobody of
-- the target is on duty), WISH (the youth wished otherwise). Never an error.

-- The loader of tests puts true here: then the key testclock stands for the time of the day. Never in a service.
local TEST = false

-- Timers in milliseconds, and limits, as they are until a node says otherwise (node_up).
local SETTING = {
	{'widen1', 30000}, {'widen2', 30000}, {'offer', 20000}, {'receipt', 3000}, {'ready', 10000},
	{'grace_w', 600000}, {'grace_r', 1200000}, {'park', 300000}, {'told', 20000}, {'choose', 60000},
	{'lost', 300000}, {'wrap', 300000}, {'entry', 2700000}, {'warn', 900000}, {'frame', 3600000},
	{'frame_warn', 600000}, {'extend', 1800000}, {'bonus', 60000}, {'boost1', 300000}, {'boost2', 1800000},
	{'lease', 10000}, {'moving', 5000}, {'bury', 45000}, {'limit', 10000}, {'streak', 3},
	{'counted', 1}, -- 0: a pool to practise in, of which no counter says anything
}

-- What an argument may look like: a pattern, a least and a greatest length. empty: or no text at all. number: it
-- is handed on as one.
local KIND = {
	id = {'^%x+$', 32, 32}, id0 = {'^%x+$', 32, 32, empty = true}, hash = {'^%x+$', 64, 64},
	name = {'^[%w_%-]+$', 22, 22}, word = {'^[%w_%-]+$', 1, 64}, word0 = {'^[%w_%-]*$', 0, 64},
	words = {'^[%w_%- ]*$', 0, 2200}, num = {'^%d+$', 1, 15, number = true}, digits = {'^%d+$', 1, 15},
	session = {'^%d+$', 1, 20}, signed = {'^%-?%d+$', 1, 6}, text = {'^%C*$', 0, 256}, node = {'^[%w_.%-]+$', 1, 31},
	ticks = {'^[%w_:%- ]*$', 0, 2200}, lines = {'^[^%z\1-\9\11-\31\127]*$', 0, 2200}, bytes = {'', 0, 65536}, stream0 = {'^%d+%-%d+$', 3, 41, empty = true},
	way = {'^[mw]$', 1, 1},
}

local function fits(rule, value)
	if rule.empty and value == '' then return true end
	return #value >= rule[2] and #value <= rule[3] and value:find(rule[1]) ~= nil
end

-- Names the arguments as spec = {{name, kind}, ...} says; nil when one is missing, too many or does not fit.
local function parse(spec, args)
	if #args ~= #spec then return nil end
	local a = {}
	for i = 1, #spec do
		local rule, value = KIND[spec[i][2]], args[i]
		if not fits(rule, value) then return nil end
		a[spec[i][1]] = rule.number and tonumber(value) or value
	end
	return a
end

-- A whole number as Redis keeps it; ".." would cut it at 14 digits.
local function digits(number)
	return string.format('%d', number)
end

-- Is the word one of a list parted by spaces?
local function listed(list, word)
	return (' ' .. list .. ' '):find(' ' .. word .. ' ', 1, true) ~= nil
end

-- The list without the word.
local function unlisted(list, word)
	local left = {}
	for other in list:gmatch('%S+') do
		if other ~= word then left[#left + 1] = other end
	end
	return table.concat(left, ' ')
end

local function with(list, word)
	return list == '' and word or list .. ' ' .. word
end

-- What make makes of a text, kept for as many texts as are met again and again. Nobody writes to it.
local function keeping(most, make)
	local known, count = {}, 0
	return function(text)
		local made = known[text]
		if made then return made end
		if count == most then known, count = {}, 0 end
		made = make(text)
		known[text], count = made, count + 1
		return made
	end
end

-- The time of the day in Unix milliseconds: what the machine says, or the tests. It may jump, so that it is only shown and
-- counted by; what routing waits for goes by x.now (decision 0021). p is the pool's prefix.
local function time_ms(p)
	if TEST then return tonumber(redis.call('GET', p .. 'testclock') or '0') end
	local t = redis.call('TIME')
	return tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000)
end

-- A hash as a table of strings, or nil when it is not there.
local function load(key)
	local flat = redis.call('HGETALL', key)
	if #flat == 0 then return nil end
	local t = {}
	for i = 1, #flat, 2 do t[flat[i]] = flat[i + 1] end
	return t
end

local function pool_prefix(keys)
	return #keys == 1 and keys[1]:find('^{[%w_%-]+}:$') and keys[1] or nil
end

local function version()
	return {'OK', 1}
end

redis.register_function{function_name = 's1_version', callback = version, flags = {'no-writes', 'allow-oom'}}

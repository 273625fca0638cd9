-- After the end: what a youth may still say of a visit that is over, and the counters by day and agency. A permit, af:<name of
-- the visit's token>, stands for LIFE: ag the agency that answered, m the municipality of the wish ('' when it was not said, or
-- "not mine"), t the topic, sv 1 once the survey is counted. The name of the token before leads to it by to alone. It names no
-- room, no text and nobody; the code to come back with lies under its own hash (KEY_CODE of the store), outside the pools.
--
-- n:a:<YYYYMMDD> holds "<agency> <what>": survey (how many were answered), place:yes, place:partly, place:no, before:1 to
-- before:5, now:1 to now:5, change:better, change:same, change:worse, and tapped, who wanted to write at a shut door. Each
-- question stands for itself, so that no two answers of one visit are found together. A day is kept for KEPT: a year, and the
-- month after it in which the year's report is made.

local after = {}

do -- what is local in this block is used in it alone

local LIFE = 3600 -- seconds
local KEPT = 400 * 86400 -- seconds

-- What is counted of each answer, by its number; 0 is no answer.
local ANSWERS = {
	place = {'place:yes', 'place:partly', 'place:no'},
	before = {'before:1', 'before:2', 'before:3', 'before:4', 'before:5'},
	now = {'now:1', 'now:2', 'now:3', 'now:4', 'now:5'},
}

local CHANGES = {'change:better', 'change:same', 'change:worse'}

-- By the pool's own day.
local function count_agency(x, agency, what)
	if x.cfg.counted == 0 then return end
	local key = x.p .. 'n:a:' .. asked.hour_now(x):sub(1, 8)
	redis.call('HINCRBY', key, agency .. ' ' .. what, 1)
	redis.call('EXPIRE', key, KEPT, 'NX')
end

-- C -> gone: the visit leaves its permit. Not one that was left quickly, which leaves nothing.
function after.begin(x, y, agency)
	local key = x.p .. 'af:' .. y.h
	redis.call('HSET', key, 'ag', agency, 'm', y.w ~= '2' and y.m or '', 't', y.t)
	redis.call('EXPIRE', key, LIFE)
	if y.hp == '' then return end
	local before = x.p .. 'af:' .. y.hp
	redis.call('HSET', before, 'to', y.h)
	redis.call('EXPIRE', before, LIFE)
end

-- The permit that a token's name leads to, and its key; nil when it is over, or there was none.
local function permit(x, name)
	local key = x.p .. 'af:' .. name
	local t = load(key)
	if t and t.to then
		key = x.p .. 'af:' .. t.to
		t = load(key)
	end
	return t, key
end

local function change_of(before, now)
	return now > before and CHANGES[1] or now == before and CHANGES[2] or CHANGES[3]
end

-- Counted once a visit; what is said again is a DUP.
local function survey(x, a)
	if a.place > 3 or a.before > 5 or a.now > 5 or a.place + a.before + a.now == 0 then return {'RANGE'} end
	local t, key = permit(x, a.token)
	if not t then return {'GONE'} end
	if t.sv then return {'DUP'} end
	redis.call('HSET', key, 'sv', '1')
	count_agency(x, t.ag, 'survey')
	for question, words in pairs(ANSWERS) do
		if a[question] > 0 then count_agency(x, t.ag, words[a[question]]) end
	end
	if a.before > 0 and a.now > 0 then count_agency(x, t.ag, change_of(a.before, a.now)) end
	return {'OK'}
end

-- What a code to come back with may carry.
local function code(x, a)
	local t = permit(x, a.token)
	if not t then return {'GONE'} end
	return {'OK', t.ag, t.m, t.t}
end

-- Somebody wanted to write, and the agency's door was shut.
local function tapped(x, a)
	count_agency(x, a.agency, 'tapped')
	return {'OK'}
end

-- How often each of the words was counted, in all.
local function sum_of(n, agency, words)
	local sum = 0
	for i = 1, #words do sum = sum + tonumber(n[agency .. ' ' .. words[i]] or 0) end
	return sum
end

-- No question has more answers than surveys came, and only who said both changed.
local function fsck_day(day, n, found)
	for field in pairs(n) do
		local agency = field:match('^(%S+) ')
		local most, counted = tonumber(n[agency .. ' survey'] or 0), {}
		for question, words in pairs(ANSWERS) do
			counted[question] = sum_of(n, agency, words)
			if counted[question] > most then
				found('after: ' .. question .. ' of ' .. agency .. ' on ' .. day .. ': ' .. counted[question] .. ' of ' .. most)
			end
		end
		local changes = sum_of(n, agency, CHANGES)
		if changes > math.min(counted.before, counted.now) then found('after: change of ' .. agency .. ' on ' .. day) end
	end
end

-- Every permit and every day's counters end by themselves; ids gives the names of a kind of key.
function after.fsck(x, ids, found)
	for _, day in ipairs(ids(x, 'n:a')) do
		fsck_day(day, load(x.p .. 'n:a:' .. day), found)
		if redis.call('TTL', x.p .. 'n:a:' .. day) < 0 then found('after: counters of ' .. day .. ' without an end') end
	end
	for _, name in ipairs(ids(x, 'af')) do
		if redis.call('TTL', x.p .. 'af:' .. name) < 0 then found('after: permit ' .. name .. ' without an end') end
	end
end

local TOKEN = {'token', 'name'}

redis.register_function('s1_survey', fenced({TOKEN, {'place', 'num'}, {'before', 'num'}, {'now', 'num'}}, survey))
redis.register_function{function_name = 's1_code', callback = fenced({TOKEN}, code), flags = {'allow-oom'}}
redis.register_function('s1_tapped', fenced({{'agency', 'word'}}, tapped))

end

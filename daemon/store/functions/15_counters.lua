-- Arrivals, answers and endings, counted inside the function that makes them: by hour for the pool, by day and
-- region, by month, region and topic. No table holds hour and region together, so that a small cell says little.
-- A visit is counted under one region and topic for its whole life, and in the steps in which it asked, whatever becomes of
-- it; "not my municipality" counts under the county. What is counted: arrived, answered:<bound of the wait>, refused, diverted,
-- abandoned:<word> (never answered) or ended:<word>:<bound of the conversation's length>; of those that ended so, silent (not
-- both sides wrote) and uncounted (the form says test, hoax or wrong place): the rest are conversations. Beside the days stands
-- the ledger, "<region> by:<agency>": who answered first. n:o:<YYYYMMDD> "<agency>" holds for how many minutes its door was open.
-- n:t has the pool's totals since ever, for monitoring: they never fall.

-- Under which region and topic this visit is counted, as long as its wish is what it was.
local function place_counted(y)
	local region = y.co ~= '' and 'c' .. y.co or 'n'
	if y.w ~= '2' and y.m ~= '' then region = 'm' .. y.m end
	return region .. ' ' .. y.t
end

-- Before the wish or the topic changes: the visit stays counted where it was.
local function keep_place_counted(y)
	if y.rg == '' then y.rg = place_counted(y) end
end

-- Counts so many at a place and an hour of the pool, YYYYMMDDHH.
local function count_at(x, place, hour, what, by)
	if x.cfg.counted == 0 then return end
	redis.call('HINCRBY', x.p .. 'n:h:' .. hour, what, by)
	redis.call('HINCRBY', x.p .. 'n:d:' .. hour:sub(1, 8), place:match('^%S+') .. ' ' .. what, by)
	redis.call('HINCRBY', x.p .. 'n:m:' .. hour:sub(1, 6), place .. ' ' .. what, by)
end

local totals = {}

-- Upper bounds of spans in seconds.
totals.BOUNDS = {10, 30, 60, 120, 300, 600, 1200, 1800, 3600}

-- The lowest bound that so many milliseconds do not pass.
function totals.bound_of(ms)
	for i = 1, #totals.BOUNDS do
		if ms <= totals.BOUNDS[i] * 1000 then return digits(totals.BOUNDS[i]) end
	end
	return 'more'
end

function totals.add(x, what, by)
	if x.cfg.counted == 0 then return end
	redis.call('HINCRBY', x.p .. 'n:t', what, by)
end

-- A span of so many milliseconds: its bound, and the sum.
function totals.span(x, what, ms)
	totals.add(x, what .. ':' .. totals.bound_of(ms), 1)
	totals.add(x, what .. ':sum', digits(math.max(ms, 0)))
end

-- ms: of what has a bound, the span.
local function count(x, y, what, ms)
	if x.cfg.counted == 0 then return end
	local place = y.rg ~= '' and y.rg or place_counted(y)
	local minute, hour = asked.when(x, y)
	count_at(x, place, hour, ms and what .. ':' .. totals.bound_of(ms) or what, 1)
	totals.add(x, what, 1)
	recent.count(x, minute, place, what)
end

-- The first agency that answered the visit.
local function count_ledger(x, y, agency)
	if x.cfg.counted == 0 then return end
	local place, _, hour = y.rg ~= '' and y.rg or place_counted(y), asked.when(x, y)
	redis.call('HINCRBY', x.p .. 'n:d:' .. hour:sub(1, 8), place:match('^%S+') .. ' by:' .. agency, 1)
end

do -- what is local in this block is used in it alone

local KINDS = {h = 10, d = 8, m = 6, a = 8, f = 6, o = 8, w = 10} -- the digits of a step

-- One step of one kind of counters as it is.
local function counts(x, a)
	if KINDS[a.kind] ~= #a.step then return {'RANGE'} end
	local answer = redis.call('HGETALL', x.p .. 'n:' .. a.kind .. ':' .. a.step)
	table.insert(answer, 1, 'OK')
	return answer
end

-- For how many minutes doors were open on a day that is over, "<agency>:<minutes> ...": what was said first stands.
local function opened(x, a)
	if #a.day ~= 8 then return {'RANGE'} end
	if x.cfg.counted == 0 then return {'OK'} end
	local key, list = x.p .. 'n:o:' .. a.day, {}
	for agency, minutes in a.minutes:gmatch('([^: ]+):(%d+)') do
		if redis.call('HEXISTS', key, agency) == 0 then
			list[#list + 1] = agency
			list[#list + 1] = minutes
		end
	end
	if #list == 0 then return {'DUP'} end
	redis.call('HSET', key, unpack(list))
	return {'OK'}
end

redis.register_function{function_name = 's1_counts', callback = question({{'kind', 'word'}, {'step', 'digits'}}, counts),
	flags = {'no-writes', 'allow-oom'}}
redis.register_function('s1_opened', fenced({{'day', 'digits'}, {'minutes', 'ticks'}}, opened))

end

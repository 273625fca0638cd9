-- Arrivals, answers and endings, counted inside the function that makes them: by hour for the pool, by day and
-- region, by month, region and topic. No table holds hour and region together, so that a small cell says little.
-- A visit is counted under one region and topic for its whole life; "not my municipality" counts under the county.
-- n:t has the pool's totals since ever, for monitoring: they never fall.

local local_date -- the pool's own date and hour

do -- what is local in this block is used in it alone

-- The civil date of a count of days since 1970-01-01 (Howard Hinnant, "chrono-compatible low-level date algorithms").
local function civil(days)
	local z = days + 719468
	local era = math.floor(z / 146097)
	local doe = z - era * 146097
	local yoe = math.floor((doe - math.floor(doe / 1460) + math.floor(doe / 36524)
		- math.floor(doe / 146096)) / 365)
	local doy = doe - (365 * yoe + math.floor(yoe / 4) - math.floor(yoe / 100))
	local mp = math.floor((5 * doy + 2) / 153)
	local day = doy - math.floor((153 * mp + 2) / 5) + 1
	local month = mp < 10 and mp + 3 or mp - 9
	local year = yoe + era * 400 + (month <= 2 and 1 or 0)
	return year, month, day
end

-- The pool's own date and hour, by the time of the day and the offset that nodes send with each beat.
function local_date(x)
	local seconds = math.floor(day_time(x) / 1000) + x.offset * 60
	local year, month, day = civil(math.floor(seconds / 86400))
	return string.format('%04d%02d', year, month), string.format('%02d', day),
		string.format('%02d', math.floor(seconds % 86400 / 3600))
end

end

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

-- Counts so many at a place and a time of the pool: month, day, hour.
local function count_at(x, place, when, what, by)
	if x.cfg.counted == 0 then return end
	local month, day, hour = unpack(when)
	redis.call('HINCRBY', x.p .. 'n:h:' .. month .. day .. hour, what, by)
	redis.call('HINCRBY', x.p .. 'n:d:' .. month .. day, place:match('^%S+') .. ' ' .. what, by)
	redis.call('HINCRBY', x.p .. 'n:m:' .. month, place .. ' ' .. what, by)
end

local totals = {}

-- Upper bounds of spans in seconds.
totals.BOUNDS = {10, 30, 60, 120, 300, 600, 1200, 1800, 3600}

function totals.add(x, what, by)
	if x.cfg.counted == 0 then return end
	redis.call('HINCRBY', x.p .. 'n:t', what, by)
end

-- A span of so many milliseconds: the lowest bound that it does not pass, and the sum.
function totals.span(x, what, ms)
	local bound = 'more'
	for i = #totals.BOUNDS, 1, -1 do
		if ms <= totals.BOUNDS[i] * 1000 then bound = digits(totals.BOUNDS[i]) end
	end
	totals.add(x, what .. ':' .. bound, 1)
	totals.add(x, what .. ':sum', digits(math.max(ms, 0)))
end

-- what: arrived, answered, refused, diverted, abandoned:<word> (never answered) or ended:<word>; of those that ended so,
-- silent (not both sides wrote) and uncounted (the form says test, hoax or wrong place): the rest are conversations.
local function count(x, y, what)
	count_at(x, y.rg ~= '' and y.rg or place_counted(y), {local_date(x)}, what, 1)
	totals.add(x, what, 1)
end

-- Arrivals, answers and endings, counted inside the function that makes them: by hour for the pool, by day and
-- region, by month, region and topic. No table holds hour and region together, so that a small cell says little.
-- A visit is counted under one region for its whole life; "not my municipality" counts under the county.

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

-- The pool's own date and hour, by the offset that nodes send with each beat.
local function local_date(x)
	local seconds = math.floor(x.now / 1000) + x.cfg.offset * 60
	local year, month, day = civil(math.floor(seconds / 86400))
	return string.format('%04d%02d', year, month), string.format('%02d', day),
		string.format('%02d', math.floor(seconds % 86400 / 3600))
end

local function region_counted(y)
	if y.w ~= '2' and y.m ~= '' then return 'm' .. y.m end
	return y.co ~= '' and 'c' .. y.co or 'n'
end

-- what: arrived, answered, abandoned:<word> (never answered) or ended:<word>.
local function count(x, y, what)
	local month, day, hour = local_date(x)
	redis.call('HINCRBY', x.p .. 'n:h:' .. month .. day .. hour, what, 1)
	redis.call('HINCRBY', x.p .. 'n:d:' .. month .. day, y.rg .. ' ' .. what, 1)
	redis.call('HINCRBY', x.p .. 'n:m:' .. month, y.rg .. ' ' .. y.t .. ' ' .. what, 1)
end

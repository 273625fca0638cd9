-- When a visit asked, as the people of its pool call it: whatever becomes of a visit is counted in the hour, the day and the
-- month in which it asked, so that arrived is the sum of all that became of those visits in every single one of them. The
-- visit keeps that moment (a): the minute, and how far its pool was east of UTC then, since summer time may begin or end
-- while it is here; both in one number, which Redis keeps in six bytes.

local asked = {}

do -- what is local in this block is used in it alone

local MINUTE = 60000 -- ms
local SINCE = 26297280 -- the minute with which 2020 begins
local QUARTERS, UTC = 128, 64 -- of an hour: how many zones there can be, and which of them is at 0

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

-- The minute of the day's time (Unix) in which a moment of the pool's clock lies.
function asked.minute(x, at)
	return math.floor((day_time(x) + at - x.now) / MINUTE)
end

-- YYYYMMDDHH of a minute, so many minutes east of UTC.
function asked.hour_of(minute, offset)
	local there = minute + offset
	local year, month, day = civil(math.floor(there / 1440))
	return string.format('%04d%02d%02d%02d', year, month, day, math.floor(there % 1440 / 60))
end

-- How far the pool is east of UTC from now on; from when on that is so, and what it was before, is kept for who looks back.
function asked.set_offset(x, offset)
	if offset == x.offset then return end
	redis.call('HSET', x.p .. 'cfg', 'offset', offset, 'offset was', x.offset .. ' ' .. digits(asked.minute(x, x.now)))
end

-- How far the pool was east of UTC in each minute of late, as a function.
function asked.offset_then(x)
	local before, since = (redis.call('HGET', x.p .. 'cfg', 'offset was') or ''):match('^(%S+) (%d+)$')
	before, since = tonumber(before or x.offset), tonumber(since or 0)
	return function(minute) return minute < since and before or x.offset end
end

-- The hour that it is in the pool now. Its first eight digits are the day, its first six the month.
function asked.hour_now(x)
	return asked.hour_of(asked.minute(x, x.now), x.offset)
end

-- What a visit that asked at this moment of the pool's clock keeps of it.
function asked.mark(x, at)
	return digits((asked.minute(x, at) - SINCE) * QUARTERS + math.floor(x.offset / 15) + UTC)
end

-- The minute in which the visit asked, and the hour in which it is counted.
function asked.when(x, y)
	if y.a == '' then y.a = asked.mark(x, asked_at(x, y)) end -- begun before the library knew of it
	local kept = tonumber(y.a)
	local minute = math.floor(kept / QUARTERS) + SINCE
	return minute, asked.hour_of(minute, (kept % QUARTERS - UTC) * 15)
end

end

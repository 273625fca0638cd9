-- The last two hours of a pool minute by minute: who asked, where and about what, and what has become of whom. rc is a hash:
-- "<minute> a <topic> <place>" holds arrivals (place as in the counters), "<minute> <result> <place>" those of that minute's arrivals
-- there who were answered, abandoned, refused or diverted, so that the rest waits. What is older than KEPT is taken out by the sweep, once
-- a minute; its arrivals go on into n:w:<YYYYMMDDHH>, "<topic>", by hour and topic of the whole pool, for the surge rule alone,
-- and are forgotten after WEEKS.

local recent = {}

do -- what is local in this block is used in it alone

local KEPT = 125 -- minutes
local WEEKS = 9 * 7 * 86400 -- seconds
local PAGE = 1000 -- fields in one command

local RESULTS = {answered = true, abandoned = true, refused = true, diverted = true}

-- what as in the counters; what happens to those who were answered is not of the moment. place is region and topic.
function recent.count(x, minute, place, what)
	local result = what:match('^%a+')
	local region, topic = place:match('^(%S+) (%S+)$')
	if result == 'arrived' then
		redis.call('HINCRBY', x.p .. 'rc', digits(minute) .. ' a ' .. topic .. ' ' .. region, 1)
	elseif RESULTS[result] then
		redis.call('HINCRBY', x.p .. 'rc', digits(minute) .. ' ' .. result .. ' ' .. region, 1)
	end
end

-- Fields that are over, and the arrivals in them by hour and topic.
local function find_old(x, now)
	local old, hours, flat, offset = {}, {}, redis.call('HGETALL', x.p .. 'rc'), asked.offset_then(x)
	for i = 1, #flat, 2 do
		local minute = tonumber(flat[i]:match('^%d+'))
		if minute < now - KEPT then
			local topic = flat[i]:match('^%d+ a (%S+)')
			old[#old + 1] = flat[i]
			if topic then
				local hour = asked.hour_of(minute, offset(minute))
				hours[hour] = hours[hour] or {}
				hours[hour][topic] = (hours[hour][topic] or 0) + tonumber(flat[i + 1])
			end
		end
	end
	return old, hours
end

function recent.roll(x)
	local turn = digits(math.floor(x.now / 60000))
	if x.rolled == turn then return end
	redis.call('HSET', x.p .. 'cfg', 'rolled', turn)
	local old, hours = find_old(x, asked.minute(x, x.now))
	for hour, topics in pairs(hours) do
		local key = x.p .. 'n:w:' .. hour
		for topic, n in pairs(topics) do redis.call('HINCRBY', key, topic, n) end
		redis.call('EXPIRE', key, WEEKS, 'NX')
	end
	for i = 1, #old, PAGE do redis.call('HDEL', x.p .. 'rc', unpack(old, i, math.min(i + PAGE - 1, #old))) end
end

end

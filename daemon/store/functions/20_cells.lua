-- Cells: who waits where, who is free where, and where anybody is staffed. A cell is a scope (m<municipality>,
-- c<county> or n) and a topic.
--   d:<scope>:<topic>  waiting visits by eff        h:<scope>  topic by eff of that cell's oldest
--   a:<scope>:<topic>  free counsellors by load * 1e13 + idle since
--   st                 <scope>:<topic> -> counsellors available * 1e6 + their capacity
-- All of them are exact at every moment; fsck demands it.

local STAFF_UNIT = 1000000

-- The scopes that a visit waits in, narrowest first. "Only mine" never leaves its municipality; "not mine"
-- never stands in it.
local function scopes_waited(y)
	local list, level = {}, tonumber(y.lv)
	if y.m ~= '' and y.w ~= '2' then list[1] = 'm' .. y.m end
	if y.w == '1' then return list end
	if level >= 1 and y.co ~= '' then list[#list + 1] = 'c' .. y.co end
	if level >= 2 then list[#list + 1] = 'n' end
	return list
end

-- The scopes a counsellor serves. A national agency has no municipality and serves the nation.
local function scopes_served(c)
	if c.m == '' then return {'n'} end
	local list, scope = {'m' .. c.m}, tonumber(c.sc)
	if scope >= 1 and c.co ~= '' then list[2] = 'c' .. c.co end
	if scope >= 2 then list[#list + 1] = 'n' end
	return list
end

local function demand_enter(x, y, sid)
	local scopes = scopes_waited(y)
	for i = 1, #scopes do
		redis.call('ZADD', x.p .. 'd:' .. scopes[i] .. ':' .. y.t, y.eff, sid)
		redis.call('ZADD', x.p .. 'h:' .. scopes[i], 'LT', y.eff, y.t)
	end
	y.queued = true
end

local function demand_leave(x, y, sid)
	if not y.queued then return end
	local scopes = scopes_waited(y)
	for i = 1, #scopes do
		local cell = x.p .. 'd:' .. scopes[i] .. ':' .. y.t
		redis.call('ZREM', cell, sid)
		local head = redis.call('ZRANGE', cell, 0, 0, 'WITHSCORES')
		if head[2] then
			redis.call('ZADD', x.p .. 'h:' .. scopes[i], head[2], y.t)
		else
			redis.call('ZREM', x.p .. 'h:' .. scopes[i], y.t)
		end
	end
	y.queued = false
end

local function supply_score(c)
	return tonumber(c.ld) * 10000000000000 + tonumber(c.id)
end

local function supply_each(x, c, command, ...)
	local scopes = scopes_served(c)
	for i = 1, #scopes do
		for topic in c.t:gmatch('%S+') do
			redis.call(command, x.p .. 'a:' .. scopes[i] .. ':' .. topic, ...)
		end
	end
end

-- fr says whether it stands in its cells; the caller writes it.
local function supply_leave(x, c, cid)
	if c.fr == '1' then supply_each(x, c, 'ZREM', cid) end
end

local function supply_enter(x, c, cid)
	supply_each(x, c, 'ZADD', supply_score(c), cid)
end

-- Adds the counsellor's capacity to what is staffed (sign 1) or takes it away (-1). Where nobody is left, those
-- who wait there are widened by the sweep: a job, because they may be many.
local function staff(x, c, sign)
	local scopes = scopes_served(c)
	for i = 1, #scopes do
		for topic in c.t:gmatch('%S+') do
			local cell = scopes[i] .. ':' .. topic
			if redis.call('HINCRBY', x.p .. 'st', cell, sign * (STAFF_UNIT + tonumber(c.cap))) == 0 then
				redis.call('HDEL', x.p .. 'st', cell)
				redis.call('ZADD', x.p .. 'dl', x.now, 'u:' .. cell)
			end
		end
	end
end

-- Is anybody available there, busy or not? Beside those of the scope but_not, when one is given.
local function staffed(x, scope, topic, but_not)
	local st = redis.call('HMGET', x.p .. 'st', scope .. ':' .. topic, (but_not or '') .. ':' .. topic)
	return tonumber(st[1] or 0) - tonumber(st[2] or 0) >= STAFF_UNIT
end

-- The first level at or above the given one that anybody serves; 2 when nobody serves any. "Only mine" has 0.
local function first_staffed(x, y, level)
	if y.w == '1' then return 0 end
	if level == 0 and y.w ~= '2' and y.m ~= '' and staffed(x, 'm' .. y.m, y.t) then return 0 end
	local but_not = y.w == '2' and 'm' .. y.m or nil
	if level <= 1 and y.co ~= '' and staffed(x, 'c' .. y.co, y.t, but_not) then return 1 end
	return 2
end

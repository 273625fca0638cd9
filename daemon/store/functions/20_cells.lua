-- Cells: who waits where, who is free where, and where anybody is staffed. A cell is a scope (m<municipality>,
-- c<county> or n) and a topic.
--   d:<scope>:<topic>  waiting visits by eff        h:<scope>  topic by eff of that cell's oldest
--   a:<scope>:<topic>  free counsellors by load * 1e13 + idle since
--   st                 <scope>:<topic> -> counsellors available * 1e6 + their capacity
-- All of them are exact at every moment; fsck demands it.

local STAFF_UNIT = 1000000

-- The scopes that a visit waits in, narrowest first. "Only mine" never leaves its municipality; "not mine"
-- never stands in it; who was handed to an agency stands where that agency answers.
local function scopes_waited(y)
	if y.to ~= '' then return {y.tm ~= '' and 'm' .. y.tm or 'n'} end
	local list, level = {}, tonumber(y.v)
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

-- Do two lists of scopes share one?
local function share_one(list, others)
	for i = 1, #list do
		for j = 1, #others do
			if list[i] == others[j] then return true end
		end
	end
	return false
end

local function demand_enter(x, y)
	local scopes = scopes_waited(y)
	for i = 1, #scopes do
		redis.call('ZADD', x.p .. 'd:' .. scopes[i] .. ':' .. y.t, y.e, y.sid)
		redis.call('ZADD', x.p .. 'h:' .. scopes[i], 'LT', y.e, y.t)
	end
	y.queued = true
end

local function demand_leave(x, y)
	if not y.queued then return end
	local scopes = scopes_waited(y)
	for i = 1, #scopes do
		local cell = x.p .. 'd:' .. scopes[i] .. ':' .. y.t
		redis.call('ZREM', cell, y.sid)
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

-- fr says whether it stands in its cells.
local function supply_leave(x, c)
	if c.fr == '1' then supply_each(x, c, 'ZREM', c.cid) end
	c.fr = '0'
end

local function supply_enter(x, c)
	supply_each(x, c, 'ZADD', supply_score(c), c.cid)
	c.fr = '1'
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
				remind(x, 'u:' .. cell, x.now)
			end
		end
	end
end

-- Of the youth's own municipality and its county: is anybody available there, busy or not? For "not mine" the
-- county counts without the own municipality.
local function staffed_near(x, y)
	local st = redis.call('HMGET', x.p .. 'st', 'm' .. y.m .. ':' .. y.t, 'c' .. y.co .. ':' .. y.t)
	local own, county = tonumber(st[1] or 0), tonumber(st[2] or 0)
	if y.w == '2' then return false, county - own >= STAFF_UNIT end
	return y.m ~= '' and own > 0, county > 0
end

-- The first level at or above the given one that anybody serves; 2 when nobody serves any. "Only mine" has 0.
local function first_staffed(x, y, level)
	if y.w == '1' then return 0 end
	if level >= 2 then return 2 end
	local own, county = staffed_near(x, y)
	if level == 0 and own then return 0 end
	return county and y.co ~= '' and 1 or 2
end

-- Questions: where a visit stands, the pool at a glance. They write nothing and need no lease.

do -- what is local in this file is used in this file alone

-- Exact for so many profiles; beyond, the staffed table answers, which knows no language and no wish.
local PROFILES_EXACT = 256
-- TOPIC_FOR_ALL of directory/directory.h.
local FOR_ALL = 'unsure'

-- What of a topic's profiles are counsellors that this visit has excluded, as profile -> count * 1e6 + capacity.
local function excluded_profiles(x, y)
	local out = {}
	for cid in y.ex:gmatch('%S+') do
		local c = shift(x, cid)
		if c and c.st == 'A' and listed(c.t, y.t) then
			local profile = profile_of(c)
			out[profile] = (out[profile] or 0) + STAFF_UNIT + tonumber(c.cap)
		end
	end
	return out
end

-- Calls take with each profile on duty that stands where this visit waits and may serve it as far as places and the
-- agency go, and with its capacity.
local function each_near(x, y, scopes, take)
	local excluded, flat = excluded_profiles(x, y), redis.call('HGETALL', x.p .. 'pr:' .. y.t)
	for i = 1, #flat, 2 do
		local left = tonumber(flat[i + 1]) - (excluded[flat[i]] or 0)
		local c = left > 0 and read_profile(flat[i])
		if c and share_one(scopes_served(c), scopes) and place_allowed(y, c) and (y.to == '' or y.to == c.ag) then
			take(c, left % STAFF_UNIT)
		end
	end
end

-- Capacity on duty that may answer this visit where it waits; and, when nobody of them writes the language that the
-- youth put first, the languages that they do write.
local function chances(x, y, scopes)
	if redis.call('HLEN', x.p .. 'pr:' .. y.t) > PROFILES_EXACT then
		local st = redis.call('HGET', x.p .. 'st', scopes[#scopes] .. ':' .. y.t)
		return tonumber(st or 0) % STAFF_UNIT, ''
	end
	local slots, first, understood, written = 0, y.l:match('%S+') or '', false, ''
	each_near(x, y, scopes, function(c, capacity)
		if speaks(y.l, c.l) then slots = slots + capacity end
		understood = understood or speaks(first, c.l)
		for language in c.l:gmatch(understood and '^$' or '%S+') do
			if not listed(written, language) then written = with(written, language) end
		end
	end)
	return slots, understood and '' or written
end

-- The same for a visit whose counsellor is found: only who waits needs to know of all the others.
local function chances_left(x, y, scopes)
	if y.st == 'W' or y.st == 'D' then return chances(x, y, scopes) end
	local c = shift(x, y.c)
	if y.st == 'O' and not speaks(y.l:match('%S+') or '', c.l) then return chances(x, y, scopes) end
	return tonumber(c.cap), ''
end

-- Nobody on duty takes the topic of who waits: would somebody answer if it were the one that everybody takes? It is not said to
-- those who wait for their own municipality or for one agency: not everybody on duty is asked for them, and they would lose
-- their place.
local function others_answer(x, y, slots, written)
	if slots > 0 or written ~= '' or y.t == FOR_ALL or y.st ~= 'W' and y.st ~= 'D' then return '0' end
	if y.w == '1' or y.to ~= '' then return '0' end
	local other = setmetatable({t = FOR_ALL, v = '2'}, {__index = y})
	return chances(x, other, scopes_waited(other)) > 0 and '1' or '0'
end

-- The youth's own municipality cannot answer now, so others are asked.
local function widened(x, y)
	if y.m == '' or y.w ~= '0' or y.v == '0' then return '0' end
	return (y.u == '2' and staffed_near(x, y)) and '0' or '1'
end

local function status(x, a)
	local y = visit(x, a.sid)
	if not y then return {'GONE'} end
	local scopes = scopes_waited(y)
	local cell = scopes[#scopes] .. ':' .. y.t
	local ahead = redis.call('ZCOUNT', x.p .. 'd:' .. cell, '-inf', '(' .. y.e)
	local slots, written = chances_left(x, y, scopes)
	local c = (y.st == 'M' or y.st == 'C') and shift(x, y.c)
	return {'OK', y.st, y.v, widened(x, y), y.w, y.m, digits(ahead), digits(slots),
		redis.call('HGET', x.p .. 'les', cell) or '0', y.kr, c and c.al or '', c and c.ag or '',
		digits(math.max(x.now - asked_at(x, y), 0)), written, c and c.cid or '', staff_seat(y), y.t, y.se, invited.shown(x, y),
		acts.topic_asked(y), others_answer(x, y, slots, written)}
end

-- How long the one has waited who has waited longest, as the nodes that live said with their last beats.
local function longest_wait(x)
	local cfg, oldest = load(x.p .. 'cfg') or {}, x.now
	for name, value in pairs(cfg) do
		if name:sub(1, 7) == 'oldest ' then oldest = math.min(oldest, tonumber(value)) end
	end
	return x.now - oldest
end

local function pool_status(x)
	local on_duty, available, slots, rooms, seen, where = 0, 0, 0, 0, {}, {}
	for _, cid in ipairs(redis.call('HKEYS', x.p .. 'on')) do
		local v = redis.call('HMGET', x.p .. 'c:' .. cid, 'st', 'm', 'cap')
		if v[1] ~= 'L' then on_duty = on_duty + 1 end
		if v[1] == 'A' then
			available, slots = available + 1, slots + tonumber(v[3])
			if v[2] ~= '' and not seen[v[2]] then
				seen[v[2]] = true
				where[#where + 1] = v[2]
			end
		end
		rooms = rooms + redis.call('HLEN', x.p .. 'cc:' .. cid)
	end
	local numbers = {x.waiting, longest_wait(x), on_duty, available, slots, rooms}
	local answer = {'OK'}
	for i = 1, #numbers do answer[i + 1] = digits(numbers[i]) end
	answer[#answer + 1] = table.concat(where, ' ')
	return answer
end

redis.register_function{function_name = 's1_status', callback = question({SID}, status),
	flags = {'no-writes', 'allow-oom'}}
redis.register_function{function_name = 's1_pool_status', callback = question({}, pool_status),
	flags = {'no-writes', 'allow-oom'}}

end

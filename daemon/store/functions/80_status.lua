-- Questions: where a visit stands, the pool at a glance. They write nothing and need no lease.

-- Exact for so many on shift; beyond, the staffed table answers, which knows no language and no wish.
local COUNT_EXACT = 256

-- Capacity on duty that may answer this visit at its widest.
local function slots_for(x, y, scopes)
	local scope = scopes[#scopes]
	if redis.call('SCARD', x.p .. 'on') > COUNT_EXACT then
		return tonumber(redis.call('HGET', x.p .. 'st', scope .. ':' .. y.t) or 0) % STAFF_UNIT
	end
	local slots = 0
	for _, cid in ipairs(redis.call('SMEMBERS', x.p .. 'on')) do
		local v = redis.call('HMGET', x.p .. 'c:' .. cid, 'st', 'm', 'co', 'li', 't', 'l', 'cap', 'sc')
		local c = {m = v[2], co = v[3], li = v[4], t = v[5], l = v[6], sc = v[8]}
		local serves = false
		if v[1] == 'A' and listed(c.t, y.t) and may_serve(y, c, cid) then
			for _, served in ipairs(scopes_served(c)) do
				for i = 1, #scopes do serves = serves or served == scopes[i] end
			end
		end
		if serves then slots = slots + tonumber(v[7]) end
	end
	return slots
end

local function status(x, a)
	local y = load(x.p .. 'y:' .. a.sid)
	if not y then return {'GONE'} end
	local scopes = scopes_waited(y)
	local cell = scopes[#scopes] .. ':' .. y.t
	local ahead = redis.call('ZCOUNT', x.p .. 'd:' .. cell, '-inf', '(' .. y.eff)
	local c = (y.st == 'M' or y.st == 'C') and load(x.p .. 'c:' .. y.c)
	return {'OK', y.st, y.lv, y.wd, y.w, y.m, tostring(ahead), string.format('%.0f', slots_for(x, y, scopes)),
		redis.call('HGET', x.p .. 'les', cell) or '0', y.r, c and c.al or '', c and c.ag or ''}
end

local function pool_status(x)
	local oldest = redis.call('ZRANGE', x.p .. 'wait', 0, 0, 'WITHSCORES')
	local on_duty, available, slots, rooms, seen, where = 0, 0, 0, 0, {}, {}
	for _, cid in ipairs(redis.call('SMEMBERS', x.p .. 'on')) do
		local v = redis.call('HMGET', x.p .. 'c:' .. cid, 'st', 'm', 'cap')
		if v[1] ~= 'L' then on_duty = on_duty + 1 end
		if v[1] == 'A' then
			available, slots = available + 1, slots + tonumber(v[3])
			if v[2] ~= '' and not seen[v[2]] then
				seen[v[2]] = true
				where[#where + 1] = v[2]
			end
		end
		rooms = rooms + redis.call('SCARD', x.p .. 'cc:' .. cid)
	end
	local numbers = {redis.call('ZCARD', x.p .. 'wait'), oldest[2] and x.now - tonumber(oldest[2]) or 0,
		on_duty, available, slots, rooms}
	local answer = {'OK'}
	for i = 1, #numbers do answer[i + 1] = string.format('%.0f', numbers[i]) end
	answer[#answer + 1] = table.concat(where, ' ')
	return answer
end

redis.register_function{function_name = 's1_status', callback = question({SID}, status),
	flags = {'no-writes', 'allow-oom'}}
redis.register_function{function_name = 's1_pool_status', callback = question({}, pool_status),
	flags = {'no-writes', 'allow-oom'}}

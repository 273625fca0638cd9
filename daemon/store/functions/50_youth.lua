-- The youth's transitions: ask, attach, detach, change, cancel, ready, leave.

-- none -> W or O. Asking again with the same sid gives the same answer.
local function y_enq(x, a)
	local key = x.p .. 'y:' .. a.sid
	local old = redis.call('HMGET', key, 'st', 'lv', 'h', 'hp')
	if old[1] then
		if old[3] ~= a.hash and old[4] ~= a.hash then return {'STATE'} end
		return {'DUP', old[1], old[2]}
	end
	if a.urgency > 2 or a.who > 2 or (a.who == 1 and a.m == '') then return {'RANGE'} end
	if redis.call('ZCARD', x.p .. 'wait') >= x.cfg.limit then return {'FULL'} end
	local y = {m = a.m, co = a.co, t = a.topic, w = tostring(a.who), u = tostring(a.urgency), n = x.home}
	local open = first_staffed(x, y, 0)
	local level = open
	if a.urgency == 2 and a.who ~= 1 then level = 2 end
	y.lv = tostring(level)
	local boost = a.urgency == 2 and x.cfg.boost2 or a.urgency == 1 and x.cfg.boost1 or 0
	put(key, y, 'st', 'W', 'm', a.m, 'co', a.co, 't', a.topic, 'l', a.languages, 'u', a.urgency, 'w', a.who,
		'av', a.avoid, 'lv', level, 'wd', (open > 0 and a.m ~= '' and a.who == 0) and 1 or 0,
		'eff', x.now - boost, 'at', x.now, 'ex', '', 'c', '', 'o', '', 'n', x.home, 's', a.session,
		'h', a.hash, 'hp', '', 'lh', '', 'r', '', 'an', 0, 'rg', region_counted(y),
		'wa', widen_at(x, y))
	redis.call('SADD', x.p .. 'own:' .. x.home, 'y:' .. a.sid)
	redis.call('ZADD', x.p .. 'wait', x.now, a.sid)
	redis.call('ZADD', x.p .. 'dl', x.now + x.cfg.max_wait, 'p:' .. a.sid)
	count(x, y, 'arrived')
	requeue(x, y, a.sid)
	return {'OK', y.st, y.lv}
end

-- The tokens after presented was shown and next is handed out: h, hp, and the one that is good for nothing now.
-- The same for both is a socket that stays and asks again after an outage: nothing is handed out.
local function turn_token(y, presented, next_)
	if presented == next_ then return y.h, y.hp, '' end
	return next_, presented, presented == y.hp and y.h or y.hp
end

-- D -> W or O; W, O, M, C stay and change hands. The presented token stays good until next is presented.
local function y_attach(x, a)
	local key = x.p .. 'y:' .. a.sid
	local y = load(key)
	if not y or (a.presented ~= y.h and a.presented ~= y.hp) then return {'GONE'} end
	local h, hp, retired = turn_token(y, a.presented, a.next)
	if y.n ~= '' and (y.n ~= x.home or y.s ~= a.session) then tell(x, y, a.sid, 'taken') end
	if y.n ~= '' then redis.call('SREM', x.p .. 'own:' .. y.n, 'y:' .. a.sid) end
	redis.call('SADD', x.p .. 'own:' .. x.home, 'y:' .. a.sid)
	redis.call('ZREM', x.p .. 'dl', 'g:' .. a.sid)
	local was_away = y.n == ''
	put(key, y, 'n', x.home, 's', a.session, 'h', h, 'hp', hp)
	if y.st == 'D' then
		requeue(x, y, a.sid)
	elseif y.st == 'C' then
		local c = load(x.p .. 'c:' .. y.c)
		if was_away then tell(x, c, y.c, 'back', 'r', y.r) end
		if c.n == '' then tell(x, y, a.sid, 'away', 'r', y.r, 'a', c.aw) end
	end
	return {'OK', y.st, y.lv, retired}
end

-- The visit without a socket: W or O -> D, M and C stay with their deadline.
local function detach_youth(x, y, sid)
	redis.call('SREM', x.p .. 'own:' .. y.n, 'y:' .. sid)
	put(x.p .. 'y:' .. sid, y, 'n', '', 's', '0')
	if y.st == 'W' then
		demand_leave(x, y, sid)
		redis.call('ZREM', x.p .. 'dl', 'w:' .. sid)
		requeue(x, y, sid)
	elseif y.st == 'O' then
		local cid = y.c
		local c = load(x.p .. 'c:' .. cid)
		withdraw(x, sid, c, cid, 'cancelled')
		requeue(x, y, sid)
		settle(x, c, cid)
	elseif y.st == 'C' then
		redis.call('ZADD', x.p .. 'dl', x.now + x.cfg.grace_r, 'g:' .. sid)
		tell(x, load(x.p .. 'c:' .. y.c), y.c, 'away', 'r', y.r, 'a', x.now)
	end
end

-- W or O -> D; M, C, D stay. Without effect when the visit is held elsewhere.
local function y_detach(x, a)
	local y = load(x.p .. 'y:' .. a.sid)
	if not y or y.n ~= x.home or y.s ~= a.session then return {'OK'} end
	y.queued = y.st == 'W'
	detach_youth(x, y, a.sid)
	return {'OK'}
end

-- May this node speak for the visit? Yes while it holds it, or while nobody does.
local function held(x, y)
	return y.n == x.home or y.n == ''
end

-- The wish in the fields of y, and the level that follows from it.
local function new_wish(x, y, who, languages)
	local level = y.w == '1' and 0 or tonumber(y.lv)
	local z = {w = tostring(who), l = languages, m = y.m, co = y.co, t = y.t}
	if who == 2 then level = math.max(level, 1) end
	level = first_staffed(x, z, level)
	if y.u == '2' and who ~= 1 then level = 2 end
	z.lv = tostring(level)
	z.wa = (z.lv == y.lv and z.w == y.w) and y.wa or string.format('%.0f', widen_at(x, z))
	z.wd = (who == 0 and y.m ~= '' and level > 0 and not staffed(x, 'm' .. y.m, y.t)) and '1' or '0'
	return z
end

-- W, O or D stay, at the same place with another wish; an offer that no longer fits is withdrawn.
local function y_change(x, a)
	local key = x.p .. 'y:' .. a.sid
	local y = load(key)
	if not y then return {'GONE'} end
	if not held(x, y) then return {'NOTOWNER'} end
	if a.who > 2 or (a.who == 1 and y.m == '') then return {'RANGE'} end
	if y.st == 'M' or y.st == 'C' then return {'STATE'} end
	local z = new_wish(x, y, a.who, a.languages)
	if y.st == 'W' then
		y.queued = true
		demand_leave(x, y, a.sid)
		redis.call('ZREM', x.p .. 'dl', 'w:' .. a.sid)
	end
	put(key, y, 'w', z.w, 'l', z.l, 'lv', z.lv, 'wa', z.wa, 'wd', z.wd)
	if y.st == 'W' then
		requeue(x, y, a.sid)
	elseif y.st == 'O' then
		local cid = y.c
		local c = load(x.p .. 'c:' .. cid)
		if not may_serve(y, c, cid) then
			withdraw(x, a.sid, c, cid, 'cancelled')
			requeue(x, y, a.sid)
			settle(x, c, cid)
		end
	end
	return {'OK', y.st, y.lv}
end

-- W, O, M or D -> gone, and whoever had the offer or the room is freed.
local function stop_waiting(x, y, sid, word)
	local cid = y.c
	local c = cid ~= '' and load(x.p .. 'c:' .. cid)
	y.queued = y.st == 'W'
	gone(x, y, sid, word)
	if not c then return end
	if y.st == 'O' then
		withdraw(x, sid, c, cid, 'cancelled')
	else
		tell(x, c, cid, 'revoked', 'o', y.o, 'w', 'cancelled')
		release(x, c, cid, sid, false)
	end
	settle(x, c, cid)
end

-- W, O, M or D -> gone. Cancelling what is gone is OK; a room is ended, not cancelled.
local function y_cancel(x, a)
	local y = load(x.p .. 'y:' .. a.sid)
	if not y then return {'DUP'} end
	if not held(x, y) then return {'NOTOWNER'} end
	if y.st == 'C' then return {'STATE'} end
	stop_waiting(x, y, a.sid, a.word)
	return {'OK'}
end

-- M -> C. A late answer of a visit that went to D brings it back to its place.
local function y_ready(x, a)
	local key = x.p .. 'y:' .. a.sid
	local y = load(key)
	if not y then return {'GONE'} end
	if y.n ~= x.home then return {'NOTOWNER'} end
	if y.st == 'C' and y.r == a.room then return {'DUP'} end
	if y.st == 'D' then
		redis.call('ZREM', x.p .. 'dl', 'g:' .. a.sid)
		requeue(x, y, a.sid)
		tell_queued(x, y, a.sid)
	end
	if y.st ~= 'M' or y.r ~= a.room then return {'STATE'} end
	local c = load(x.p .. 'c:' .. y.c)
	local scopes = scopes_waited(y)
	redis.call('ZREM', x.p .. 'dl', 'r:' .. a.sid, 'p:' .. a.sid)
	redis.call('ZREM', x.p .. 'wait', a.sid)
	redis.call('HSET', x.p .. 'les', scopes[#scopes] .. ':' .. y.t, x.now - tonumber(y.at))
	if y.an ~= '1' then count(x, y, 'answered') end
	put(key, y, 'st', 'C', 'ra', x.now, 'an', '1')
	tell_visit(x, y, a.sid, c, y.c, 'opened', 'r', y.r, 'o', y.o, 'a', y.ra)
	if c.n == '' then tell(x, y, a.sid, 'away', 'r', y.r, 'a', c.aw) end
	return {'OK'}
end

-- Binds the leave ticket to the visit; the one it replaces is good for nothing any more.
local function y_bind(x, a)
	local y = load(x.p .. 'y:' .. a.sid)
	if not y then return {'GONE'} end
	if y.lh ~= '' and y.lh ~= a.hash then redis.call('ZADD', x.p .. 'dl', x.now, 'b:{l:' .. y.lh .. '}') end
	put(x.p .. 'y:' .. a.sid, y, 'lh', a.hash)
	return {'OK'}
end

local SID, SESSION = {'sid', 'id'}, {'session', 'session'}

redis.register_function('s1_y_enq', fenced({SESSION, SID, {'hash', 'hash'}, {'m', 'word0'}, {'co', 'word0'},
	{'topic', 'word'}, {'languages', 'words'}, {'avoid', 'words'}, {'urgency', 'num'}, {'who', 'num'}}, y_enq))
redis.register_function('s1_y_attach', fenced({SESSION, SID, {'presented', 'hash'}, {'next', 'hash'}}, y_attach))
redis.register_function{function_name = 's1_y_detach', callback = fenced({SESSION, SID}, y_detach),
	flags = {'allow-oom'}}
redis.register_function('s1_y_change', fenced({SID, {'who', 'num'}, {'languages', 'words'}}, y_change))
redis.register_function{function_name = 's1_y_cancel', callback = fenced({SID, {'word', 'word'}}, y_cancel),
	flags = {'allow-oom'}}
redis.register_function('s1_y_ready', fenced({SID, {'room', 'id'}}, y_ready))
redis.register_function('s1_y_bind', fenced({SID, {'hash', 'hash'}}, y_bind))

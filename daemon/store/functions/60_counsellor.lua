-- The counsellor's transitions: on shift and off, attach, detach, and the three answers to an offer.

-- The shift as the console shows it: state, capacity, load, and the rooms that are open.
local function shift_answer(x, c, cid)
	local answer = {'OK', c.st, c.cap, c.ld}
	if c.st == 'X' then return answer end
	for _, sid in ipairs(redis.call('SMEMBERS', x.p .. 'cc:' .. cid)) do
		local y = load(x.p .. 'y:' .. sid)
		if y and y.st == 'C' then
			local row = {y.r, y.o, y.ra, visit_seen(x, y, sid, c)}
			for i = 1, #row do answer[#answer + 1] = tostring(row[i]) end
		end
	end
	return answer
end

-- The shift belongs to this session from now on; who had it is told, rooms whose counsellor was away are told.
local function hold(x, c, cid, session)
	if c.n == x.home and c.s == session then return end
	if c.n ~= '' then
		tell(x, c, cid, 'taken')
		redis.call('SREM', x.p .. 'own:' .. c.n, 'c:' .. cid)
	end
	local was_away = c.n == '' and c.st == 'L'
	put(x.p .. 'c:' .. cid, c, 'n', x.home, 's', session, 'ds', '')
	redis.call('SADD', x.p .. 'own:' .. x.home, 'c:' .. cid)
	if was_away then tell_rooms(x, cid, 'back', x.now) end
end

-- A pending offer goes back; gives the visit, which the caller requeues once the counsellor is as it shall be.
local function give_back(x, c, cid, why)
	if c.o == '' then return nil end
	local sid = c.os
	local y = load(x.p .. 'y:' .. sid)
	withdraw(x, sid, c, cid, why)
	return sid, y
end

local function same_settings(c, a)
	return c.m == a.m and c.co == a.co and c.li == a.lives and c.t == a.topics and c.l == a.languages
		and tonumber(c.sc) == a.scope and tonumber(c.cap) == a.capacity
end

-- Writes the settings; who is available is staffed by the new ones.
local function set_shift(x, c, cid, a)
	local state = c.st
	if state == 'A' then turn(x, c, cid, 'P') end
	local lowered = a.capacity < tonumber(c.cap) and tonumber(c.ld) > a.capacity
	put(x.p .. 'c:' .. cid, c, 'm', a.m, 'co', a.co, 'li', a.lives, 't', a.topics, 'l', a.languages,
		'sc', a.scope, 'cap', a.capacity, 'ov', lowered and c.ld or c.ov)
	if state == 'A' then turn(x, c, cid, 'A') end
end

local function drop_wraps(x, c, cid)
	for sid in c.wr:gmatch('%S+') do
		redis.call('ZREM', x.p .. 'dl', 'k:' .. cid .. ':' .. sid)
		c.ld = string.format('%.0f', tonumber(c.ld) - 1)
	end
	put(x.p .. 'c:' .. cid, c, 'wr', '', 'ld', c.ld)
end

local function new_shift(x, a)
	local c = {}
	put(x.p .. 'c:' .. a.cid, c, 'st', 'P', 'm', a.m, 'co', a.co, 'ag', a.agency, 'al', a.alias, 'li', a.lives,
		't', a.topics, 'l', a.languages, 'cap', a.capacity, 'sc', a.scope, 'ld', 0, 'id', x.now, 'o', '',
		'os', '', 'oa', 0, 'rc', 0, 'dc', 0, 'n', '', 's', 0, 'ds', '', 'b', 'P', 'ov', 0, 'fr', 0,
		'wr', '', 'lo', '', 'ln', '', 'aw', 0)
	redis.call('SADD', x.p .. 'on', a.cid)
	return c
end

-- off, A, P, Z or L -> A, P, Z or off. Pausing, draining or leaving withdraws a pending offer; off with rooms
-- open is draining. The word of a session that has been detached is too late.
local function c_set(x, a)
	if not a.state:find('^[APZX]$') or a.capacity < 1 or a.capacity > 3 or a.scope > 2 then return {'RANGE'} end
	local key = x.p .. 'c:' .. a.cid
	local c = load(key)
	if c and c.ds == x.home .. ':' .. a.session then return {'STATE'} end
	if not c and a.state == 'X' then return {'OK', 'X', tostring(a.capacity), '0'} end
	if not c then c = new_shift(x, a) end
	hold(x, c, a.cid, a.session)
	local sid, y
	if a.state ~= 'A' or not same_settings(c, a) then
		sid, y = give_back(x, c, a.cid, a.state == 'A' and 'cancelled' or 'paused')
	end
	put(key, c, 'al', a.alias, 'ag', a.agency, 'dc', 0)
	if not same_settings(c, a) then set_shift(x, c, a.cid, a) end
	if a.state == 'A' and c.st ~= 'A' then put(key, c, 'id', x.now) end
	if a.state == 'X' then drop_wraps(x, c, a.cid) end
	turn(x, c, a.cid, a.state == 'X' and 'Z' or a.state)
	if y then requeue(x, y, sid) end
	if c.st == 'Z' and c.ld == '0' then
		off(x, c, a.cid)
	else
		settle(x, c, a.cid)
	end
	return shift_answer(x, c, a.cid)
end

-- L -> what it was before; others stay and change hands. Somebody who is not on shift stays off. An offer that
-- is out is told again, because the socket that knew it may be gone.
local function c_attach(x, a)
	local c = load(x.p .. 'c:' .. a.cid)
	if not c then return {'OK', 'X', '1', '0'} end
	hold(x, c, a.cid, a.session)
	if c.st == 'L' then turn(x, c, a.cid, c.b) end
	if c.o ~= '' then
		local left = math.max(tonumber(c.oa) + x.cfg.offer - x.now, 0)
		tell_visit(x, load(x.p .. 'y:' .. c.os), c.os, c, a.cid, 'offer', 'o', c.o, 'lf', left)
	end
	settle(x, c, a.cid)
	return shift_answer(x, c, a.cid)
end

-- Any -> L: the offer goes on at once, the rooms wait for the grace.
local function detach_counsellor(x, c, cid)
	local sid, y = give_back(x, c, cid, nil)
	turn(x, c, cid, 'L')
	redis.call('SREM', x.p .. 'own:' .. c.n, 'c:' .. cid)
	put(x.p .. 'c:' .. cid, c, 'ds', c.n .. ':' .. c.s, 'n', '', 's', '0', 'aw', x.now)
	redis.call('ZADD', x.p .. 'dl', x.now + x.cfg.lost, 'l:' .. cid)
	tell_rooms(x, cid, 'away', x.now)
	if y then requeue(x, y, sid) end
end

-- A, P, Z or L -> L. Without effect when the shift is held elsewhere.
local function c_detach(x, a)
	local c = load(x.p .. 'c:' .. a.cid)
	if not c or c.n ~= x.home or c.s ~= a.session then return {'OK'} end
	detach_counsellor(x, c, a.cid)
	return {'OK'}
end

-- The counsellor's hash when this node may speak for it; else nil and the answer.
local function speaker(x, cid)
	local c = load(x.p .. 'c:' .. cid)
	if not c then return nil, {'GONE'} end
	if c.n ~= x.home then return nil, {'NOTOWNER'} end
	return c
end

-- O stays: the offer is on the screen, its deadline is the long one now. A receipt that comes after the offer
-- was taken for lost proves that somebody is there: L -> what it was.
local function received(x, a)
	local c, answer = speaker(x, a.cid)
	if not c then return answer end
	if c.o == a.offer then
		put(x.p .. 'c:' .. a.cid, c, 'rc', '1')
		redis.call('ZADD', x.p .. 'dl', tonumber(c.oa) + x.cfg.offer, 'o:' .. c.os)
		return {'OK'}
	end
	if c.st == 'L' and c.lo == a.offer then
		turn(x, c, a.cid, c.b)
		tell_shift(x, c, a.cid, 'resumed')
		settle(x, c, a.cid)
	end
	return {'STATE'}
end

-- O -> M: one room, one counsellor; the youth's client has to answer now.
local function accept(x, a)
	local c, answer = speaker(x, a.cid)
	if not c then return answer end
	if c.o ~= a.offer then
		for _, sid in ipairs(redis.call('SMEMBERS', x.p .. 'cc:' .. a.cid)) do
			if redis.call('HGET', x.p .. 'y:' .. sid, 'o') == a.offer then return {'DUP'} end
		end
		return {'STATE'}
	end
	local sid = c.os
	local y = load(x.p .. 'y:' .. sid)
	put(x.p .. 'y:' .. sid, y, 'st', 'M', 'r', a.room)
	put(x.p .. 'c:' .. a.cid, c, 'o', '', 'os', '', 'dc', '0')
	redis.call('SADD', x.p .. 'cc:' .. a.cid, sid)
	redis.call('ZREM', x.p .. 'dl', 'o:' .. sid)
	redis.call('ZADD', x.p .. 'dl', x.now + x.cfg.ready, 'r:' .. sid)
	tell(x, y, sid, 'matched', 'r', a.room, 'al', c.al, 'ag', c.ag)
	settle(x, c, a.cid)
	return {'OK'}
end

-- O -> W or O with somebody else; this counsellor is not asked again for it. Three in a row pause.
local function decline(x, a)
	local c, answer = speaker(x, a.cid)
	if not c then return answer end
	if c.o ~= a.offer then return {c.ln == a.offer and 'DUP' or 'STATE'} end
	local sid = c.os
	local y = load(x.p .. 'y:' .. sid)
	local streak = tonumber(c.dc) + 1
	withdraw(x, sid, c, a.cid, nil)
	put(x.p .. 'c:' .. a.cid, c, 'dc', streak, 'ln', a.offer)
	put(x.p .. 'y:' .. sid, y, 'ex', y.ex .. ' ' .. a.cid)
	if streak >= x.cfg.streak then
		turn(x, c, a.cid, 'P')
		tell_shift(x, c, a.cid, 'declined')
	end
	requeue(x, y, sid)
	settle(x, c, a.cid)
	return {'OK'}
end

local CID, OFFER = {'cid', 'id'}, {'offer', 'session'}

redis.register_function('s1_c_set', fenced({SESSION, CID, {'alias', 'text'}, {'agency', 'word'}, {'m', 'word0'},
	{'co', 'word0'}, {'lives', 'word0'}, {'topics', 'words'}, {'languages', 'words'}, {'capacity', 'num'},
	{'scope', 'num'}, {'state', 'word'}}, c_set))
redis.register_function('s1_c_attach', fenced({SESSION, CID}, c_attach))
redis.register_function{function_name = 's1_c_detach', callback = fenced({SESSION, CID}, c_detach),
	flags = {'allow-oom'}}
redis.register_function('s1_received', fenced({CID, OFFER}, received))
redis.register_function('s1_accept', fenced({CID, OFFER, {'room', 'id'}}, accept))
redis.register_function('s1_decline', fenced({CID, OFFER}, decline))

-- The counsellor's transitions: on shift and off, attach, detach, and the three answers to an offer.

local hold, drop_wraps, set_end, detach_shift, speaker, CID

do -- what is local in this block is used in it alone

-- The shift as the console shows it: state, capacity, load, and the rooms that are open; each row ends with 1 where it is
-- another's, who has invited this one, and, where it is not, with who is beside.
local function add_room(x, answer, y, c, entry, is_invited)
	local row = {y.r, entry.seat, entry.offer, told_as(x, y.ra), unpack(visit_seen(x, y, c))}
	for i = 1, #row do answer[#answer + 1] = row[i] end
	answer[#answer + 1] = is_invited and '1' or '0'
	answer[#answer + 1] = is_invited and '' or invited.shown(x, y)
end

local function shift_answer(x, c)
	local answer = {'OK', c.st, c.cap, c.ld}
	if c.dead then return answer end
	for _, sid in ipairs(redis.call('HVALS', x.p .. 'cc:' .. c.cid)) do
		local y = visit(x, sid)
		if y and y.st == 'C' then
			add_room(x, answer, y, c, {seat = staff_seat(y), offer = y.o}, false)
		end
	end
	for _, y in ipairs(invited.visits(x, c)) do add_room(x, answer, y, c, invited.entry(y, c.cid), true) end
	return answer
end

-- The word of a session that has been detached, or overtaken by however many since, is too late: the shift was last
-- taken by a turn of a ticket that is not older than its own.
local function too_late(x, c, a)
	return a.turn <= (tonumber(c.tu) or 0) and not has_already(x, c, a.session)
end

-- The shift belongs to this session from now on; who had it is told, rooms that heard their counsellor was away
-- hear that it is back. A page that knows nothing of before is told whose forms are still due.
function hold(x, c, a)
	c.tu = digits(math.max(a.turn, tonumber(c.tu) or 0))
	if c.n == x.home and c.s == a.session then return end
	if c.n ~= '' then
		if not has_already(x, c, a.session) then tell(x, c, 'taken') end
		redis.call('SREM', x.p .. 'own:' .. c.n, 'c:' .. c.cid)
	elseif c.st == 'L' and c.lg ~= '0' then
		tell_rooms(x, c, 'back', x.now)
	end
	c.n, c.s = x.home, a.session
	redis.call('SADD', x.p .. 'own:' .. x.home, 'c:' .. c.cid)
	for room in c.wr:gmatch('%x+') do tell(x, c, 'form', 'r', room) end
end

local function same_settings(c, a)
	return c.m == a.m and c.co == a.co and c.li == a.lives and c.ag == a.agency and c.t == a.topics
		and c.l == a.languages and tonumber(c.sc) == a.scope and tonumber(c.cap) == a.capacity
end

-- Writes the settings; who is available is staffed by the new ones.
local function set_shift(x, c, a)
	local state = c.st
	if state == 'A' then turn(x, c, 'P') end
	if a.capacity < tonumber(c.cap) and tonumber(c.ld) > a.capacity then c.ov = c.ld end
	c.m, c.co, c.li, c.ag, c.t, c.l = a.m, a.co, a.lives, a.agency, a.topics, a.languages
	c.sc, c.cap = digits(a.scope), digits(a.capacity)
	note_on_shift(x, c)
	if state == 'A' then turn(x, c, 'A') end
end

function drop_wraps(x, c)
	for room in c.wr:gmatch('%x+') do
		remind(x, 'k:' .. c.cid .. ':' .. room, false)
		form.settle(x, c.cid, room)
		add_load(c, -1)
	end
	c.wr = ''
end

local function begin_shift(x, a)
	local c = new_shift(x, a.cid)
	c.st, c.m, c.co, c.ag, c.al, c.li = 'P', a.m, a.co, a.agency, a.alias, a.lives
	c.t, c.l, c.cap, c.sc = a.topics, a.languages, digits(a.capacity), digits(a.scope)
	c.ld, c.id, c.sn, c.dc, c.b, c.ov, c.fr, c.un, c.es = '0', digits(x.now), digits(x.now), '0', 'P', '0', '0', '0', '0'
	note_on_shift(x, c)
	return c
end

-- The end of the shift; 0 for none. Another one than before is told of in its own time again. The two clocks never say
-- exactly the same, so that a moment's difference is none.
function set_end(c, un)
	local before, same = tonumber(c.un), 2000
	if (before == 0) ~= (un == 0) or math.abs(before - un) > same then c.un, c.es = digits(un), '0' end
end

-- After the last entry nobody new is let in: who would be available drains.
local function past_entry(x, un)
	return un > 0 and x.now >= un - x.cfg.entry
end

-- L -> what it was before.
local function come_back(x, c)
	local closing = c.b == 'A' and past_entry(x, tonumber(c.un))
	turn(x, c, closing and 'Z' or c.b)
	if closing then c.en = '1' end
end

-- z is said by the clock of a node, of a shift that it takes for draining: it stays as it is, but for a drain that the last entry alone
-- has begun (en), which ends when the hours are longer.
local function wished(x, c, state, un)
	if state ~= 'z' then return state end
	if c and (c.st == 'A' or c.st == 'P') then return c.st end
	return c and c.st == 'Z' and c.en == '1' and not past_entry(x, un) and 'A' or 'Z'
end

-- off, A, P, Z or L -> A, P, Z or off. Pausing, draining or leaving withdraws a pending offer; off with rooms
-- open is draining.
local function c_set(x, a)
	if not a.state:find('^[APZXz]$') or a.capacity < 1 or a.capacity > 3 or a.scope > 2 then return {'RANGE'} end
	local c = shift(x, a.cid)
	if c and too_late(x, c, a) then return {'STATE'} end
	local un = a['until'] > 0 and meant_by(x, a['until']) or 0
	local by_clock = a.state == 'z'
	a.state = wished(x, c, a.state, un)
	local closing = a.state == 'A' and past_entry(x, un)
	if not c and (a.state == 'X' or closing) then return {'OK', 'X', digits(a.capacity), '0'} end
	c = c or begin_shift(x, a)
	hold(x, c, a)
	set_end(c, un)
	local state, y, before = (closing or a.state == 'X') and 'Z' or a.state, nil, c.st
	if state ~= 'A' or not same_settings(c, a) then
		y = take_back_offer(x, c, state == 'A' and 'cancelled' or 'paused')
	end
	c.al, c.dc = a.alias, '0'
	if not same_settings(c, a) then set_shift(x, c, a) end
	if state == 'A' and c.st ~= 'A' then c.id = digits(x.now) end
	if a.state == 'X' then drop_wraps(x, c) end
	turn(x, c, state)
	c.en = closing and '1' or by_clock and c.en or ''
	if y then requeue(x, y) end
	if c.st == 'Z' and c.ld == '0' then
		off(x, c, closing and 'entry' or nil)
	else
		if closing and before ~= 'Z' then tell_shift(x, c, 'entry') end
		settle(x, c)
	end
	return shift_answer(x, c)
end

-- L -> what it was before; others stay and change hands. Somebody who is not on shift stays off. An offer that
-- is out is told again, because the socket that knew it may be gone. The ticket was turned in a step of its own: whom a
-- later turn has overtaken on the way here comes too late.
local function c_attach(x, a)
	local c = shift(x, a.cid)
	if not c then return {'OK', 'X', '1', '0'} end
	if too_late(x, c, a) then return {'LATE'} end
	hold(x, c, a)
	if c.st == 'L' then come_back(x, c) end
	if c.o ~= '' then
		local y = visit(x, c.os)
		local left = math.max(invited.since(y, c) + x.cfg.offer - x.now, 0)
		tell_visit(x, y, c, 'offer', 'o', c.o, 'lf', digits(left), 'iv', invited.is_asked(y, c) and '1' or '0')
	end
	settle(x, c)
	return shift_answer(x, c)
end

-- Any -> L: the offer goes on at once, the rooms wait for the grace.
function detach_shift(x, c)
	local y = take_back_offer(x, c, nil)
	redis.call('SREM', x.p .. 'own:' .. c.n, 'c:' .. c.cid)
	turn(x, c, 'L')
	c.n, c.s, c.aw, c.lg = '', '0', digits(x.now), '0'
	if y then requeue(x, y) end
end

-- The shift when this node may speak for it; else nil and the answer.
function speaker(x, cid)
	local c = shift(x, cid)
	if not c then return nil, {'GONE'} end
	if c.n ~= x.home then return nil, {'NOTOWNER'} end
	return c
end

CID = {'cid', 'id'}

-- A, P, Z or L -> L. Without effect when the shift is held elsewhere.
local function c_detach(x, a)
	local c = shift(x, a.cid)
	if c and c.n == x.home and c.s == a.session then detach_shift(x, c) end
	return {'OK'}
end

-- A login whose place another has taken: its socket hears of it, while its node lives.
local function c_oust(x, a)
	if redis.call('HEXISTS', x.p .. 'cfg', 'epoch ' .. a.other) == 1 then
		tell(x, {n = a.other, s = a.session, cid = a.cid}, 'ousted')
	end
	return {'OK'}
end

-- O stays: the offer is on the screen, its deadline is the long one now, as an invitation's is always. A receipt that comes after the offer
-- was taken for lost proves that somebody is there: L -> what it was.
local function received(x, a)
	local c, answer = speaker(x, a.cid)
	if not c then return answer end
	if c.o == a.offer then
		local y = visit(x, c.os)
		if not invited.is_asked(y, c) then y.rc = '1' end
		return {'OK'}
	end
	if c.st == 'L' and c.lo == a.offer then
		come_back(x, c)
		tell_shift(x, c, 'resumed')
		settle(x, c)
	end
	return {'STATE'}
end

-- Was this offer accepted already, and is its room still there?
local function accepted(x, c, id)
	for _, sid in ipairs(redis.call('HVALS', x.p .. 'cc:' .. c.cid)) do
		if visit(x, sid).o == id then return true end
	end
	for _, y in ipairs(invited.visits(x, c)) do
		if invited.entry(y, c.cid).offer == id then return true end
	end
	return false
end

-- O -> M: one room, one counsellor; the youth's client has to answer now. room is the name of a new one. C stays, with one
-- more, when it is an invitation.
local function accept(x, a)
	local c, answer = speaker(x, a.cid)
	if not c then return answer end
	if c.o ~= a.offer then return {accepted(x, c, a.offer) and 'DUP' or 'STATE'} end
	local y = visit(x, c.os)
	if invited.is_asked(y, c) then return invited.join(x, y, c) end
	y.st, y.r, y.ma = 'M', room_for(x, y, a.room), digits(x.now)
	c.o, c.os, c.dc = '', '', '0'
	redis.call('HSET', x.p .. 'cc:' .. a.cid, y.r, y.sid)
	tell(x, y, 'matched', 'r', y.r, 'se', staff_seat(y), 'vt', y.t, 'al', c.al, 'ag', c.ag, 'c', c.cid)
	settle(x, c)
	return {'OK'}
end

-- O -> W or O with somebody else; this counsellor is not asked again for it. Three in a row pause.
local function decline(x, a)
	local c, answer = speaker(x, a.cid)
	if not c then return answer end
	if c.o ~= a.offer then return {c.ln == a.offer and 'DUP' or 'STATE'} end
	local y = visit(x, c.os)
	if invited.is_asked(y, c) then
		c.ln = a.offer
		invited.take_back(x, y, c, nil, 'declined')
		settle(x, c)
		return {'OK'}
	end
	local streak = tonumber(c.dc) + 1
	withdraw(x, y, c, nil)
	c.dc, c.ln = digits(streak), a.offer
	y.ex = with(y.ex, a.cid)
	acts.look_again(x, y)
	if streak >= x.cfg.streak then
		turn(x, c, 'P')
		tell_shift(x, c, 'declined')
	end
	requeue(x, y)
	settle(x, c)
	return {'OK'}
end

local OFFER, TURN = {'offer', 'session'}, {'turn', 'num'}

redis.register_function('s1_c_set', fenced({SESSION, CID, TURN, {'alias', 'text'}, {'agency', 'word'}, {'m', 'word0'},
	{'co', 'word0'}, {'lives', 'word0'}, {'topics', 'words'}, {'languages', 'words'}, {'capacity', 'num'},
	{'scope', 'num'}, {'until', 'num'}, {'state', 'word'}}, c_set))
redis.register_function('s1_c_attach', fenced({SESSION, CID, TURN}, c_attach))
redis.register_function{function_name = 's1_c_detach', callback = fenced({SESSION, CID}, c_detach),
	flags = {'allow-oom'}}
redis.register_function('s1_c_oust', fenced({SESSION, CID, {'other', 'node'}}, c_oust))
redis.register_function('s1_received', fenced({CID, OFFER}, received))
redis.register_function('s1_accept', fenced({CID, OFFER, {'room', 'id'}}, accept))
redis.register_function('s1_decline', fenced({CID, OFFER}, decline))

end

-- The youth's transitions: ask, attach, detach, change, cancel, ready, and back after a failover.

local turn_token, tell_proposal, detach_visit, held, stop_waiting, SID, SESSION

do -- what is local in this block is used in it alone

-- A visit that this node holds from now on, at its place; not yet in a state.
local function begin_visit(x, a)
	local y = new_visit(x, a.sid)
	y.m, y.co, y.t, y.l, y.av = a.m, a.co, a.topic, a.languages, a.avoid
	y.u, y.w = digits(a.urgency), digits(a.who)
	write_wish(y)
	y.n, y.s, y.h = x.home, a.session, a.hash
	redis.call('SADD', x.p .. 'own:' .. x.home, 'y:' .. a.sid)
	return y
end

local function wish_fits(a, m)
	return a.who <= 2 and (a.urgency or 0) <= 2 and (a.who ~= 1 or m ~= '')
end

-- Counted as if it had been there for a moment, under the region and topic it asked for.
local function refuse_full(x, a)
	local y = {m = a.m, co = a.co, t = a.topic, w = digits(a.who), rg = '', a = asked.mark(x, x.now)}
	count(x, y, 'arrived')
	count(x, y, 'refused')
	return {'FULL'}
end

-- none -> W or O. Asking again with the same sid gives the same answer.
local function y_enq(x, a)
	local old = visit(x, a.sid)
	if old then
		if old.h ~= a.hash and old.hp ~= a.hash then return {'STATE'} end
		return {'DUP', old.st, old.v}
	end
	if not wish_fits(a, a.m) then return {'RANGE'} end
	if x.waiting >= x.cfg.limit then return refuse_full(x, a) end
	local y = begin_visit(x, a)
	acts.meet(x, y, (a.urgency == 2 and a.who ~= 1) and 2 or 0)
	y.wa = widen_at(x, y)
	y.e, y.a = digits(x.now - boost(x, y.u)), asked.mark(x, x.now)
	count(x, y, 'arrived')
	requeue(x, y)
	return {'OK', y.st, y.v}
end

-- The name that was to be handed out, when it is not: nobody will ever present it. The same for both is a socket that
-- stays and asks again after an outage, with the name it has.
local function unused(a)
	return a.presented ~= a.next and a.next or ''
end

-- Hands out a.next for a.presented in t, a visit or a ticket: its h is the newest name, hp the one presented for it, ha
-- how often the client had presented hp before. Answers a word and the name that is good for nothing from now on. LATE
-- is a RESUME that another with the same token, sent after it, has overtaken: what that one was given must stay good. And
-- LATE is who asks again after an outage, or after it hung, with a name that somebody has presented meanwhile.
function turn_token(t, a)
	local again = a.presented == t.hp
	if not again and a.presented ~= t.h then return 'GONE', unused(a) end
	if a.presented == a.next then return again and 'LATE' or 'OK', '' end
	if again and a.attempt < tonumber(t.ha) then return 'LATE', a.next end
	local retired = again and t.h or t.hp
	t.h, t.hp, t.ha = a.next, a.presented, digits(a.attempt)
	return 'OK', retired
end

-- What the youth has been asked and has not answered yet.
function tell_proposal(x, y)
	local kind, target = y.pr:match('^(%S+) (%S+)')
	local colleague = kind == 'invite' and shift(x, target)
	if kind then tell(x, y, 'proposed', 'r', y.r, 'k', kind, 'g', target, 'ag', colleague and colleague.ag or '') end
end

-- The visit is this session's from now on; whoever had it, and the counsellor, are told. D -> W or O.
local function adopt(x, y, session)
	local was_away = y.n == ''
	if not was_away and not has_already(x, y, session) then tell(x, y, 'taken') end
	if not was_away then redis.call('SREM', x.p .. 'own:' .. y.n, y.item) end
	redis.call('SADD', x.p .. 'own:' .. x.home, y.item)
	y.n, y.s, y.ya = x.home, session, ''
	if y.st == 'D' then
		requeue(x, y)
	elseif y.st == 'C' then
		local c = shift(x, y.c)
		if was_away then invited.tell_staff(x, y, nil, 'back', 'r', y.r) end
		if c.n == '' and c.lg ~= '0' then tell(x, y, 'away', 'r', y.r, 'a', told_as(x, c.aw)) end
		tell_proposal(x, y)
	end
end

-- D -> W or O; W, O, M, C stay and change hands. The presented token stays good until next is presented.
local function y_attach(x, a)
	local y = visit(x, a.sid)
	if not y then return {'GONE', '', '', unused(a)} end
	local word, name = turn_token(y, a)
	if word ~= 'OK' then return {word, '', '', name} end
	adopt(x, y, a.session)
	return {'OK', y.st, y.v, name}
end

-- The visit without a socket: W or O -> D, M and C stay with their deadline.
function detach_visit(x, y)
	redis.call('SREM', x.p .. 'own:' .. y.n, 'y:' .. y.sid)
	y.n, y.s, y.ya = '', '', digits(x.now)
	if y.st == 'W' then
		demand_leave(x, y)
		requeue(x, y)
	elseif y.st == 'O' then
		local c = shift(x, y.c)
		withdraw(x, y, c, 'cancelled')
		requeue(x, y)
		settle(x, c)
	elseif y.st == 'C' then
		invited.tell_staff(x, y, nil, 'away', 'r', y.r, 'a', told_as(x, y.ya))
	end
end

-- W or O -> D; M, C, D stay. Without effect when the visit is held elsewhere.
local function y_detach(x, a)
	local y = visit(x, a.sid)
	if y and y.n == x.home and y.s == a.session then detach_visit(x, y) end
	return {'OK'}
end

-- May this node speak for the visit? Yes while it holds it, or while nobody does.
function held(x, y)
	return y.n == x.home or y.n == ''
end

-- The wish in the fields of y, and the level that follows from it.
local function take_wish(x, y, who, languages)
	local level, was = y.w == '1' and 0 or tonumber(y.v), y.w .. ' ' .. y.v .. ' ' .. y.to
	keep_place_counted(y)
	acts.unbind(y)
	y.w, y.l, y.pk = digits(who), languages, ''
	write_wish(y)
	acts.look_again(x, y)
	if who == 2 then level = math.max(level, 1) end
	if y.u == '2' and who ~= 1 then level = 2 end
	y.v = digits(first_staffed(x, y, level))
	if y.w .. ' ' .. y.v .. ' ' ~= was then y.wa = widen_at(x, y) end
end

-- W or O goes on as its wish and whom it is asked of are now; an offer that no longer fits is withdrawn. It has left its cells.
function acts.go_on(x, y)
	if y.st == 'W' then
		requeue(x, y)
	elseif y.st == 'O' then
		local c = shift(x, y.c)
		if may_serve(y, c) and listed(c.t, y.t) then return end
		withdraw(x, y, c, 'cancelled')
		requeue(x, y)
		settle(x, c)
	end
end

-- W, O or D stay, at the same place with another wish; an offer that no longer fits is withdrawn. In M and C it is
-- what holds when the room is given back; who wants to leave it now swaps. A wish that is said again, as pages do on a new
-- socket, changes nothing: not where an act or a hand-over has led the visit either.
local function y_change(x, a)
	local y = visit(x, a.sid)
	if not y then return {'GONE'} end
	if not held(x, y) then return {'NOTOWNER'} end
	if not wish_fits(a, y.m) then return {'RANGE'} end
	if y.w == digits(a.who) and y.l == a.languages then return {'OK', y.st, y.v} end
	demand_leave(x, y)
	take_wish(x, y, a.who, a.languages)
	acts.go_on(x, y)
	return {'OK', y.st, y.v}
end

-- W, O, M or D -> gone, and whoever had the offer or the room is freed.
function stop_waiting(x, y, word)
	local c = y.c ~= '' and shift(x, y.c)
	gone(x, y, word)
	if not c then return end
	if y.st == 'O' then
		withdraw(x, y, c, 'cancelled')
	else
		tell(x, c, 'revoked', 'o', y.o, 'w', 'cancelled')
		release(x, c, y.r, false)
	end
	settle(x, c)
end

SID, SESSION = {'sid', 'name'}, {'session', 'session'}

-- W, O, M or D -> gone. Cancelling what is gone is OK; a room is ended, not cancelled.
local function y_cancel(x, a)
	local y = visit(x, a.sid)
	if not y then return {'DUP'} end
	if not held(x, y) then return {'NOTOWNER'} end
	if y.st == 'C' then return {'STATE'} end
	stop_waiting(x, y, a.word)
	return {'OK'}
end

-- C begins: the room is open, the counsellor hears of it and of its own seat there.
local function open_room(x, y, c)
	y.se = staff_seat(y)
	y.st, y.an, y.ra, y.pk, y.to, y.tm, y.rd = 'C', '1', digits(x.now), '', '', '', ''
	y.fe, y.fs = digits(x.now + x.cfg.frame), ''
	tell_visit(x, y, c, 'opened', 'r', y.r, 'se', y.se, 'o', y.o, 'a', told_as(x, y.ra))
	if c.n == '' and c.lg ~= '0' then tell(x, y, 'away', 'r', y.r, 'a', told_as(x, c.aw)) end
end

-- The visit's first room was opened at that moment: its wait is over, and its conversation begins, whoever it is handed to.
local function answered_at(x, y, at)
	local waited = at - asked_at(x, y)
	count(x, y, 'answered', waited)
	totals.span(x, 'wait', waited)
	y.fa = digits(at)
end

-- M -> C. A late answer of a visit that went to D brings it back to its place.
local function y_ready(x, a)
	local y = visit(x, a.sid)
	if not y then return {'GONE'} end
	if y.n ~= x.home then return {'NOTOWNER'} end
	if y.st == 'C' and y.r == a.room then return {'DUP'} end
	if y.st == 'D' then
		y.ya = ''
		requeue(x, y)
		tell_queued(x, y)
	end
	if y.st ~= 'M' or y.r ~= a.room then return {'STATE'} end
	local scopes = scopes_waited(y)
	redis.call('HSET', x.p .. 'les', scopes[#scopes] .. ':' .. y.t, digits(x.now - asked_at(x, y)))
	local c = shift(x, y.c)
	if y.an ~= '1' then
		answered_at(x, y, x.now)
		count_ledger(x, y, c.ag)
	end
	open_room(x, y, c)
	return {'OK'}
end

-- Binds the leave ticket to the visit; the one it replaces is good for nothing any more.
local function y_bind(x, a)
	local y = visit(x, a.sid)
	if not y then return {'GONE'} end
	if y.lh ~= '' and y.lh ~= a.hash then bury(x, '{l:' .. y.lh .. '}', 0) end
	y.lh = a.hash
	return {'OK'}
end

-- none -> C: both ends of a room say that it was there, so it wins over an offer that the counsellor has.
local function room_again(x, y, a)
	local c = shift(x, a.cid)
	if not c or c.st == 'Z' and c.ld == '0' then return false end
	local other = tonumber(c.ld) >= tonumber(c.cap) and take_back_offer(x, c, 'cancelled') or nil
	if tonumber(c.ld) < tonumber(c.cap) then
		redis.call('HSET', x.p .. 'cc:' .. c.cid, a.room, y.sid)
		y.st, y.c, y.r, y.an, y.ra, y.fe = 'C', c.cid, a.room, '1', digits(x.now), digits(x.now + x.cfg.frame)
		y.so = a.own < a.seat and digits(a.own) or ''
		add_load(c, 1)
	end
	if other then requeue(x, other) end
	settle(x, c)
	return y.st == 'C' and y.r ~= ''
end

-- What is still there, but perhaps older than what the node knows: its session and its token hold.
local function know_again(x, y, a)
	if y.h ~= a.hash then y.h, y.hp, y.ha = a.hash, y.h, '0' end
	if y.n ~= x.home or y.s ~= a.session then adopt(x, y, a.session) end
	return {'DUP', y.st, y.v}
end

-- It had been answered: what is known of that is counted again. Who was first is known of the first seat alone.
local function answered_before(x, y, a, giver)
	y.an = '1'
	answered_at(x, y, math.min(math.max(a.answered, a.asked), x.now))
	if giver and a.own == 1 then count_ledger(x, y, giver.ag) end
end

-- none -> W, O or C: what a failover lost is put back by the node that holds it, at its original place: with the room that it
-- had, and whoever was there (no cid: nobody). It is counted again, because its counts were lost with it.
local function y_back(x, a)
	local old = visit(x, a.sid)
	if old then return know_again(x, old, a) end
	if not wish_fits(a, a.m) or a.level > 2 then return {'RANGE'} end
	if a.seat > SEAT_LAST or a.own > a.seat or (a.cid ~= '' and a.own == 0) then return {'RANGE'} end
	local giver = a.cid ~= '' and shift(x, a.cid)
	if giver and wraps(giver, a.room) then return {'GONE'} end -- it has ended, only the node has not heard of it
	local y = begin_visit(x, a)
	local at = math.min(a.asked, x.now)
	y.e, y.a = digits(at - boost(x, y.u)), asked.mark(x, at)
	y.v = a.who == 1 and '0' or digits(math.max(a.level, a.who == 2 and 1 or 0))
	if a.room == '' then acts.redirect(x, y) end
	y.wa = widen_at(x, y)
	count(x, y, 'arrived')
	if a.answered > 0 then answered_before(x, y, a, giver) end
	y.kr, y.se = a.room, digits(a.seat)
	if a.cid == '' or not room_again(x, y, a) then
		if a.cid ~= '' then vacate(x, y) end
		requeue(x, y)
	end
	return {'OK', y.st, y.v}
end

local ASK = {SESSION, SID, {'hash', 'name'}, {'m', 'word0'}, {'co', 'word0'}, {'topic', 'word'},
	{'languages', 'words'}, {'avoid', 'words'}, {'urgency', 'num'}, {'who', 'num'}}
local BACK = {ASK[1], ASK[2], ASK[3], ASK[4], ASK[5], ASK[6], ASK[7], ASK[8], ASK[9], ASK[10], {'asked', 'num'},
	{'level', 'num'}, {'room', 'id0'}, {'cid', 'id0'}, {'answered', 'num'}, {'seat', 'num'}, {'own', 'num'}}

redis.register_function('s1_y_enq', fenced(ASK, y_enq))
redis.register_function('s1_y_back', fenced(BACK, y_back))
redis.register_function('s1_y_attach', fenced({SESSION, SID, {'presented', 'name'}, {'next', 'name'},
	{'attempt', 'num'}}, y_attach))
redis.register_function{function_name = 's1_y_detach', callback = fenced({SESSION, SID}, y_detach),
	flags = {'allow-oom'}}
redis.register_function('s1_y_change', fenced({SID, {'who', 'num'}, {'languages', 'words'}}, y_change))
redis.register_function{function_name = 's1_y_cancel', callback = fenced({SID, {'word', 'word'}}, y_cancel),
	flags = {'allow-oom'}}
redis.register_function('s1_y_ready', fenced({SID, {'room', 'id'}}, y_ready))
redis.register_function('s1_y_bind', fenced({SID, {'hash', 'name'}}, y_bind))

end

-- Deadlines: every one lies in the sorted set dl, and any node may sweep it. A member is a kind and an id: y a visit
-- and c a shift (one each: the state says what is due), k a wrap-up, n a node's lease, u a cell nobody staffs any
-- more, h a hold, i an invitation, a the end of an act, r a queue that an act leads on or no longer, b a key for a node to delete, or a room's seats for it to close (B once more, should that
-- node have died with it). Each handler takes its item away or puts it later; an item whose object is gone does neither harm
-- nor work.

do -- what is local in this file is used in this file alone

-- W at level 0 or 1 -> level + 1, past levels that nobody serves; or from the agency it was handed to, to everybody.
local function widen(x, y)
	demand_leave(x, y)
	if y.to ~= '' then
		acts.unbind(y)
		y.v = y.w == '1' and '0' or '2'
	else
		y.v = digits(first_staffed(x, y, tonumber(y.v) + 1))
	end
	y.wa = widen_at(x, y)
	tell_queued(x, y)
	requeue(x, y)
end

-- O -> W: confirmed and unanswered pauses the counsellor; never confirmed means the line is lost, not the person.
local function offer_over(x, y)
	local c = shift(x, y.c)
	if y.rc == '1' then
		withdraw(x, y, c, 'missed')
		y.ex = with(y.ex, c.cid)
		acts.look_again(x, y)
		turn(x, c, 'P')
		tell_shift(x, c, 'missed')
	else
		c.lo = c.o
		withdraw(x, y, c, 'unconfirmed')
		turn(x, c, 'L')
		tell_shift(x, c, 'lost')
	end
	requeue(x, y)
end

-- M -> D: the phone did not answer. The slot is free and nobody has a mark against them.
local function ready_over(x, y)
	local c, room = shift(x, y.c), y.r
	tell(x, c, 'revoked', 'o', y.o, 'w', 'unanswered')
	tell_queued(x, y, 'r', room, 'w', 'unanswered')
	part(y)
	y.st = 'D'
	if y.n ~= '' then y.ya = digits(x.now) end
	release(x, c, room, false)
	settle(x, c)
end

-- D, or C without a socket -> gone. C that is as long as it was meant to be stays: both hear it, nobody is cut off.
local function room_due(x, y)
	local c = shift(x, y.c)
	if y.n ~= '' then
		local why = y.fs == '' and 'soon' or 'over'
		y.fs = y.fs == '' and '1' or '2'
		tell_period(x, y, y.r, y.fe, why)
		tell_period(x, c, y.r, y.fe, why)
		return
	end
	gone(x, y, 'away')
	release(x, c, y.r, y)
	tell(x, c, 'ended', 'r', y.r, 'w', 'away')
	settle(x, c)
end

local function grace_over(x, y)
	tell(x, y, 'ended', 'r', '', 'w', 'away')
	gone(x, y, 'away')
end

-- L -> off, the rooms back into the queue, but for those it was invited to, which it leaves. A page that is there and confirms nothing is paused, and keeps them.
local function loss_over(x, c)
	if c.n ~= '' then
		turn(x, c, 'P')
		tell_shift(x, c, 'missed')
		return
	end
	local sids = redis.call('HVALS', x.p .. 'cc:' .. c.cid)
	drop_wraps(x, c)
	for _, y in ipairs(invited.visits(x, c)) do invited.leave(x, y, c) end
	off(x, c)
	for i = 1, #sids do give_back(x, visit(x, sids[i]), c, 'lost') end
end

-- L: the rooms hear that their counsellor is away, later that the youth may choose somebody else, later they go back.
local function loss_due(x, c)
	if c.n ~= '' or c.lg == '2' then return loss_over(x, c) end
	tell_rooms(x, c, 'away', c.aw)
	c.lg = digits(tonumber(c.lg) + 1)
end

local function busy(x, c)
	return c.iv ~= '' or redis.call('HLEN', x.p .. 'cc:' .. c.cid) > 0
end

-- A -> Z or off: nobody new is let in any more.
local function last_entry(x, c)
	if c.st ~= 'A' then return end
	local y = take_back_offer(x, c, 'paused')
	turn(x, c, 'Z')
	c.en = '1'
	if y then requeue(x, y) end
	if c.ld == '0' then return off(x, c, 'entry') end
	tell_shift(x, c, 'entry')
end

local function end_near(x, c)
	if busy(x, c) then tell_period(x, c, '', c.un, 'soon') end
end

-- P or Z -> Z, off when nothing is left; nobody who talks is cut off.
local function end_reached(x, c)
	if busy(x, c) then tell_period(x, c, '', c.un, 'over') end
	turn(x, c, 'Z')
	if c.ld == '0' then return off(x, c, 'over') end
	tell_shift(x, c, 'over')
end

local END_STEPS = {['0'] = last_entry, ['1'] = end_near, ['2'] = end_reached}

local function end_due(x, c)
	local step = END_STEPS[c.es]
	c.es = digits(tonumber(c.es) + 1)
	step(x, c)
end

local VISIT_DUE = {W = widen, O = offer_over, M = ready_over, D = grace_over, C = room_due}

local function due_visit(x, sid, item)
	local y = visit(x, sid)
	if not y then return remind(x, item, false) end
	y.due = false -- written again in any case: what lies in dl may be older than the settings
	local at = visit_deadline(x, y)
	if at and at <= x.now then VISIT_DUE[y.st](x, y) end
end

local function due_shift(x, cid, item)
	local c = shift(x, cid)
	if not c then return remind(x, item, false) end
	c.due = false
	local at = shift_deadline(x, c)
	if at and at <= x.now then (c.st == 'L' and loss_due or end_due)(x, c) end
end

local function due_wrap(x, id, item)
	local cid, room = id:match('^(.*):(.*)$')
	local c = shift(x, cid)
	remind(x, item, false)
	if c and wraps(c, room) then end_wrap(x, c, room) end
end

-- A lease is over: up to 64 of its sessions are detached in this call.
local function lease_over(x, home, item)
	if home == x.home then return remind(x, item, x.now + x.cfg.lease) end
	local node, epoch = home:match('^([^#]*)#(.*)$')
	if redis.call('HGET', x.p .. 'cfg', 'epoch ' .. node) == epoch then forget_node(x, node) end
	local held_ = redis.call('SRANDMEMBER', x.p .. 'own:' .. home, 64)
	for i = 1, #held_ do
		local kind, id = held_[i]:sub(1, 1), held_[i]:sub(3)
		if kind == 'y' then
			detach_visit(x, visit(x, id))
		else
			detach_shift(x, shift(x, id))
		end
	end
	if #held_ < 64 then remind(x, item, false) end
end

-- The last who staffed a cell went: those waiting there, whose level it was, are widened at once, 64 a call. id is
-- the cell and, behind a blank, the place of the last who was looked at.
local function due_unstaffed(x, id, item)
	local cell, from = id:match('^(%S+) ?(%S*)$')
	remind(x, item, false)
	if redis.call('HEXISTS', x.p .. 'st', cell) == 1 then return end
	local level = ({m = '0', c = '1', n = '2'})[cell:sub(1, 1)]
	local page = redis.call('ZRANGEBYSCORE', x.p .. 'd:' .. cell, from == '' and '-inf' or '(' .. from, '+inf',
		'WITHSCORES', 'LIMIT', 0, 64)
	for i = 1, #page, 2 do
		local y = visit(x, page[i])
		if y.to ~= '' or (y.v == level and level ~= '2' and y.w ~= '1') then
			widen(x, y)
		elseif y.v == level then
			tell_queued(x, y)
		end
	end
	if #page == 128 then remind(x, 'u:' .. cell .. ' ' .. page[128], x.now) end
end

-- Handles up to limit due items, oldest first. Answers how many, the keys to delete and the seats to close (vacate).
local function sweep(x, a)
	local handlers = {y = due_visit, c = due_shift, k = due_wrap, n = lease_over, u = due_unstaffed, h = due_hold,
		i = invited.due, a = acts.due, r = acts.sort_queue}
	local due = redis.call('ZRANGEBYSCORE', x.p .. 'dl', '-inf', x.now, 'LIMIT', 0, math.min(a.limit, 64))
	local answer = {'OK', digits(#due)}
	recent.roll(x)
	for i = 1, #due do
		local kind, id = due[i]:sub(1, 1), due[i]:sub(3)
		if kind == 'b' or kind == 'B' then
			remind(x, due[i], false)
			if kind == 'b' then remind(x, 'B:' .. id, x.now + x.cfg.lease) end
			answer[#answer + 1] = id
		else
			local handle = handlers[kind] -- another version's deadline is left to it
			if handle then handle(x, id, due[i]) end
		end
	end
	return answer
end

redis.register_function{function_name = 's1_sweep', callback = fenced({{'limit', 'num'}}, sweep),
	flags = {'allow-oom'}}

end

-- What happens to a room beside its end: swap, park, the frame of a conversation, the wrap-up behind it.

-- Nobody of the counsellor's municipality is asked again in this visit: it may know the youth. Nil where the youth wants nobody
-- else: the wish stands above it.
local function avoid_place(y, c)
	if y.w == '1' then return nil end
	if c.m ~= '' and not listed(y.av, c.m) then
		y.av = with(y.av, c.m)
		write_wish(y)
	end
	return true
end

-- C -> W, O or D at its place, this counsellor excluded; no reason asked, from either side. elsewhere: the counsellor's place too.
local function swap(x, a)
	local y, c, by_youth = room_of(x, a.id, a.room)
	if not y then return c end
	if a.elsewhere > 1 or (by_youth and a.elsewhere > 0) then return {'RANGE'} end
	if y.st ~= 'C' then return {'STATE'} end
	if a.elsewhere == 1 and not avoid_place(y, c) then return {'WISH'} end
	give_back(x, y, c, 'swapped')
	release(x, c, a.room, y)
	if by_youth then tell(x, c, 'ended', 'r', a.room, 'w', 'swapped') end
	settle(x, c)
	return {'OK'}
end

-- C -> D, of a youth that has been away for long enough: the slot is free, and the youth comes back at the head,
-- to this counsellor if it can be.
local function park(x, a)
	local y, c, by_youth = room_of(x, a.cid, a.room)
	if not y then return c end
	if by_youth or y.st ~= 'C' or y.n ~= '' or x.now - tonumber(y.ya) < x.cfg.park then return {'STATE'} end
	local others = invited.dismiss(x, y, 'parked')
	vacate(x, y)
	y.v, y.wa, y.pk = y.w == '1' and '0' or '2', '', c.cid
	requeue(x, y)
	release(x, c, a.room, false)
	tell(x, c, 'ended', 'r', a.room, 'w', 'parked')
	settle(x, c)
	invited.settle(x, others)
	return {'OK'}
end

local function tell_period(x, to, room, at, why)
	tell(x, to, 'period', 'r', room, 'a', told_as(x, at), 'w', why)
end

-- The shift ends at the earliest so long from now.
local function extend_shift(x, c)
	local later = x.now + x.cfg.extend
	if c.un == '0' then return {'STATE'} end
	if tonumber(c.un) >= later then return {'DUP', told_as(x, c.un)} end
	set_end(c, later)
	c.en = '' -- whether it takes visits until then, it says itself
	tell_period(x, c, '', c.un, 'extended')
	return {'OK', told_as(x, c.un)}
end

-- A conversation, or with no room the shift, ends at the earliest so long from now; both sides hear until when.
local function extend(x, a)
	local c, answer = speaker(x, a.cid)
	if not c then return answer end
	if a.room == '' then return extend_shift(x, c) end
	local y, why = room_of(x, a.cid, a.room)
	if not y then return why[1] == 'DUP' and {'GONE'} or why end
	if y.st ~= 'C' then return {'STATE'} end
	local later = digits(x.now + x.cfg.extend)
	if tonumber(y.fe) >= tonumber(later) then return {'DUP', told_as(x, y.fe)} end
	y.fe, y.fs = later, ''
	tell_period(x, y, a.room, y.fe, 'extended')
	tell_period(x, c, a.room, y.fe, 'extended')
	return {'OK', told_as(x, y.fe)}
end

-- The slot is free: the wrap-up is over, by itself or early.
local function end_wrap(x, c, room)
	c.wr = unlisted(unlisted(c.wr, room), room .. '+')
	form.settle(x, c.cid, room)
	add_load(c, -1)
	c.id = digits(x.now)
	tell_shift(x, c, 'wrapped')
	settle(x, c)
end

-- The wrap-up of a room ends now, or once lasts longer.
local function wrap(x, a)
	local c, answer = speaker(x, a.cid)
	if not c then return answer end
	if a.what ~= 'done' and a.what ~= 'more' then return {'RANGE'} end
	if not wraps(c, a.room) then return {'GONE'} end
	local item = 'k:' .. a.cid .. ':' .. a.room
	if a.what == 'done' then
		remind(x, item, false)
		end_wrap(x, c, a.room)
	else
		if listed(c.wr, a.room .. '+') then return {'DUP'} end
		c.wr = with(unlisted(c.wr, a.room), a.room .. '+')
		remind(x, item, tonumber(redis.call('ZSCORE', x.p .. 'dl', item)) + x.cfg.wrap)
	end
	return {'OK'}
end

redis.register_function('s1_swap', fenced({PERSON, ROOM, {'elsewhere', 'num'}}, swap))
redis.register_function('s1_park', fenced({CID, ROOM}, park))
redis.register_function('s1_extend', fenced({CID, {'room', 'id0'}}, extend))
redis.register_function('s1_wrap', fenced({CID, ROOM, {'what', 'word'}}, wrap))

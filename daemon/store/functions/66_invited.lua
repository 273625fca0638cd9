-- Colleagues in a room beside the one who answers (the visit's c): up to two, each named by that one and let in by the youth.
-- Who is invited is asked by an offer of its own and carries the room as one of its load; it owns nothing: it leaves by itself,
-- and when the room is given back or over, every one of them is out of it. An invitation puts no mark on who does not take it.
--   visit iv  who is there so: words <seat>:<cid>:<offer>    io  the invitation that is out: offer, cid, since when
--   shift iv  the visits whose rooms it is in so
-- And in dl i:<sid>, the end of an invitation.

do -- what is local in this file is used in this file alone

local MOST = 2

local function words_of(y)
	local list = {}
	for seat, cid, id in y.iv:gmatch('(%d+):(%x+):(%d+)') do list[#list + 1] = {seat = seat, cid = cid, offer = id} end
	return list
end

-- The person's entry in that room: seat, cid, offer; or nil.
function invited.entry(y, cid)
	for _, entry in ipairs(words_of(y)) do
		if entry.cid == cid then return entry end
	end
	return nil
end

-- Is the offer that this counsellor has an invitation? y is the visit it is about.
function invited.is_asked(y, c)
	return c.o ~= '' and y.io:match('^%d+') == c.o
end

-- Since when an offer has been out, whatever it is.
function invited.since(y, c)
	return tonumber(invited.is_asked(y, c) and y.io:match('%d+$') or y.oa)
end

-- What keeps the room from taking one more, or nil.
function invited.refuses(y, cid)
	if y.c == cid or invited.entry(y, cid) then return 'off' end
	if y.io ~= '' or #words_of(y) >= MOST or tonumber(y.se) >= SEAT_LAST then return 'full' end
	return nil
end

-- Tells the staff of a room, whoever owns it first, but for one.
function invited.tell_staff(x, y, but, ...)
	local owner = shift(x, y.c)
	if owner and owner ~= but then tell(x, owner, ...) end
	for _, entry in ipairs(words_of(y)) do
		local c = shift(x, entry.cid)
		if c and c ~= but then tell(x, c, ...) end
	end
end

-- C stays: the colleague is asked. The caller knows that nothing refuses.
function invited.ask(x, y, c)
	local id = digits(redis.call('INCR', x.p .. 'seq'))
	supply_leave(x, c)
	c.o, c.os = id, y.sid
	add_load(c, 1)
	y.io = table.concat({id, c.cid, digits(x.now)}, ' ')
	remind(x, 'i:' .. y.sid, x.now + x.cfg.offer)
	tell_visit(x, y, c, 'offer', 'o', id, 'lf', digits(x.cfg.offer), 'iv', '1')
end

-- The invitation is over, and the counsellor's offer with it: why tells it (nil: it knows), word tells who invited (nil: nobody).
-- The caller settles the counsellor.
function invited.take_back(x, y, c, why, word)
	withdraw(x, y, c, why)
	y.io = ''
	remind(x, 'i:' .. y.sid, false)
	if word then
		tell(x, shift(x, y.c), 'handed', 'r', y.r, 'w', word)
		tell(x, y, 'handed', 'r', y.r, 'w', 'off')
	end
end

-- C stays, with one more in the room.
function invited.join(x, y, c)
	local id = c.o
	if y.so == '' then y.so = y.se end
	y.se = digits(y.se + 1)
	invited.tell_staff(x, y, nil, 'joined', 'r', y.r, 'se', y.se, 'ag', c.ag)
	tell(x, y, 'joined', 'r', y.r, 'se', y.se, 'ag', c.ag)
	y.iv, y.io = with(y.iv, table.concat({y.se, c.cid, id}, ':')), ''
	remind(x, 'i:' .. y.sid, false)
	c.o, c.os, c.dc, c.iv = '', '', '0', with(c.iv, y.sid)
	tell_visit(x, y, c, 'opened', 'r', y.r, 'se', y.se, 'o', id, 'a', told_as(x, y.ra), 'iv', '1')
	settle(x, c)
	return {'OK'}
end

-- The slot that the room had is free; the caller settles the counsellor.
local function free(x, y, c)
	c.iv = unlisted(c.iv, y.sid)
	add_load(c, -1)
	c.id = digits(x.now)
end

-- One of them goes, and the room goes on: its own seat is closed, the others are told.
function invited.leave(x, y, c)
	local entry = invited.entry(y, c.cid)
	y.iv = unlisted(y.iv, table.concat({entry.seat, c.cid, entry.offer}, ':'))
	free(x, y, c)
	bury(x, '{r:' .. y.r .. '}:=' .. entry.seat, 0)
	invited.tell_staff(x, y, nil, 'left', 'r', y.r, 'se', entry.seat)
	tell(x, y, 'left', 'r', y.r, 'se', entry.seat)
end

-- The room is given back or over: whoever is there so, or asked, hears of it. Gives their shifts, which the caller settles
-- when the visit is where it shall be. Its seats the caller closes with the owner's.
function invited.dismiss(x, y, word)
	local shifts = {}
	if y.io ~= '' then
		shifts[1] = shift(x, y.io:match('^%d+ (%x+)'))
		invited.take_back(x, y, shifts[1], 'cancelled')
	end
	for _, entry in ipairs(words_of(y)) do
		local c = shift(x, entry.cid)
		free(x, y, c)
		tell(x, c, 'ended', 'r', y.r, 'w', word)
		shifts[#shifts + 1] = c
	end
	y.iv, y.so = '', ''
	return shifts
end

function invited.settle(x, shifts)
	for i = 1, #shifts do settle(x, shifts[i]) end
end

-- The visits whose rooms this counsellor is in by invitation.
function invited.visits(x, c)
	local list = {}
	for sid in c.iv:gmatch('%S+') do list[#list + 1] = visit(x, sid) end
	return list
end

-- Which seats there are beside the owner's, and of whose agency: "<seat> <slug>" each.
function invited.shown(x, y)
	local list = {}
	for i, entry in ipairs(words_of(y)) do list[i] = entry.seat .. ' ' .. shift(x, entry.cid).ag end
	return table.concat(list, ' ')
end

-- C stays: the colleague has not answered in time.
function invited.due(x, sid, item)
	local y = visit(x, sid)
	local at = y and y.io ~= '' and tonumber(y.io:match('%d+$')) + x.cfg.offer
	if not at then return remind(x, item, false) end
	if at > x.now then return remind(x, item, at) end
	local c = shift(x, y.io:match('^%d+ (%x+)'))
	invited.take_back(x, y, c, 'missed', 'missed')
	settle(x, c)
end

-- C stays: who was invited leaves.
local function invited_leave(x, a)
	local c, answer = speaker(x, a.cid)
	if not c then return answer end
	for _, y in ipairs(invited.visits(x, c)) do
		if y.r == a.room then
			invited.leave(x, y, c)
			settle(x, c)
			return {'OK'}
		end
	end
	return {'DUP'}
end

-- What is wrong with the invitations of a visit (P19).
function invited.fsck(x, y, found)
	local seats, list = {[staff_seat(y)] = true}, words_of(y)
	if y.st ~= 'C' and (y.iv ~= '' or y.io ~= '' or y.so ~= '') then
		found('P19 visit ' .. y.sid .. ' in ' .. y.st .. ' has somebody beside')
	end
	if #list + (y.io ~= '' and 1 or 0) > MOST then found('P19 room of ' .. y.sid .. ' is too full') end
	for _, entry in ipairs(list) do
		local c = shift(x, entry.cid)
		if not c or not listed(c.iv, y.sid) then found('P19 ' .. entry.cid .. ' does not know of ' .. y.sid) end
		if entry.cid == y.c then found('P19 ' .. y.c .. ' is invited to its own room of ' .. y.sid) end
		if seats[entry.seat] or tonumber(entry.seat) > tonumber(y.se) then
			found('P19 seat ' .. entry.seat .. ' of ' .. y.sid)
		end
		seats[entry.seat] = true
	end
	if y.io == '' then return end
	local c = shift(x, y.io:match('^%d+ (%x+)'))
	if not c or c.os ~= y.sid or not invited.is_asked(y, c) then found('P19 invitation of ' .. y.sid) end
	local is = tonumber(redis.call('ZSCORE', x.p .. 'dl', 'i:' .. y.sid) or nil)
	if not is or is < tonumber(y.io:match('%d+$')) + x.cfg.offer then found('P9 invitation of ' .. y.sid) end
end

redis.register_function{function_name = 's1_invited_leave', callback = fenced({{'cid', 'id'}, {'room', 'id'}}, invited_leave),
	flags = {'allow-oom'}}

end

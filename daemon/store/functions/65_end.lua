-- The end of a room, from either side or by the ticket of a quick exit.

-- The visit in a room, spoken for by its youth (id is the sid) or its counsellor (the cid). nil and the answer when
-- there is no such room, or another node speaks for them. Gives the visit, the counsellor, and whether the youth
-- it is.
local function room_of(x, id, room)
	local by_youth = #id == KIND.name[2]
	local sid = by_youth and id or redis.call('HGET', x.p .. 'cc:' .. id, room)
	local y = sid and visit(x, sid)
	if not y or y.r ~= room then return nil, {'DUP'} end
	local c = shift(x, y.c)
	local home = by_youth and y.n or c.n
	if home ~= '' and home ~= x.home then return nil, {'NOTOWNER'} end
	return y, c, by_youth
end

-- Either side's name: a sid or a cid.
local PERSON, ROOM = {'id', 'word'}, {'room', 'id'}

do -- what is local in this block is used in it alone

-- C or M -> gone; the other side is told. Ending what has ended is OK.
local function end_(x, a)
	local y, c, by_youth = room_of(x, a.id, a.room)
	if not y then return c end
	if not by_youth then tell(x, y, 'ended', 'r', a.room, 'w', a.word) end
	if y.st == 'M' then
		stop_waiting(x, y, a.word)
	else
		gone(x, y, a.word)
		release(x, c, a.room, y)
		if by_youth then tell(x, c, 'ended', 'r', a.room, 'w', a.word) end
		settle(x, c)
	end
	return {'OK'}
end

-- How a visit is over that its youth has left: quickly (left_quickly), or without a socket that would have heard it. The page may
-- not know whether there is a room: a queue is not left, and a room not cancelled.
local function way_out(y, word)
	if word == 'left_quickly' then return word end
	if y.st == 'C' then return 'left' end
	return word == 'diverted' and word or 'cancelled'
end

-- Any state -> gone, by the leave ticket alone. Whoever still shows the visit is told.
local function y_leave(x, a)
	local y = visit(x, a.sid)
	if not y or y.lh ~= a.hash then return {'DUP'} end
	local word = way_out(y, a.word)
	tell(x, y, 'ended', 'r', y.r, 'w', word)
	if y.st == 'C' then
		local c = shift(x, y.c)
		gone(x, y, word)
		release(x, c, y.r, y)
		tell(x, c, 'ended', 'r', y.r, 'w', word)
		settle(x, c)
	else
		stop_waiting(x, y, word)
	end
	return {'OK'}
end

-- C stays: this side has written. When both have, the visit is one of those that may be conversations.
local function wrote(x, a)
	local y, c, by_youth = room_of(x, a.id, a.room)
	if not y then return c[1] == 'DUP' and {'GONE'} or c end
	local side = by_youth and 'youth' or 'staff'
	if y.bw == side or y.bw == 'both' then return {'DUP'} end
	y.bw = y.bw == '' and side or 'both'
	if not by_youth then totals.span(x, 'reply', x.now - tonumber(y.ra)) end
	return {'OK'}
end

redis.register_function{function_name = 's1_end', callback = fenced({PERSON, ROOM, {'word', 'word'}}, end_),
	flags = {'allow-oom'}}
redis.register_function{function_name = 's1_wrote', callback = fenced({PERSON, ROOM}, wrote), flags = {'allow-oom'}}
redis.register_function{function_name = 's1_y_leave', callback = fenced({SID, {'hash', 'name'}, {'word', 'word'}}, y_leave),
	flags = {'allow-oom'}}

end

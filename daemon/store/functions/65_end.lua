-- The end of a room, from either side or by the ticket of a quick exit.

-- C -> gone; the slot is freed after the wrap-up. The caller tells who has to know, and settles.
local function end_room(x, y, sid, word)
	local cid = y.c
	local c = load(x.p .. 'c:' .. cid)
	gone(x, y, sid, word)
	release(x, c, cid, sid, true)
	return c, cid
end

-- The visit behind a room that this youth or this counsellor is in.
local function visit_of(x, id, room)
	local y = load(x.p .. 'y:' .. id)
	if y then return y, id, true end
	for _, sid in ipairs(redis.call('SMEMBERS', x.p .. 'cc:' .. id)) do
		y = load(x.p .. 'y:' .. sid)
		if y and y.r == room then return y, sid, false end
	end
	return nil
end

-- C or M -> gone; the other side is told. Ending what has ended is OK.
local function end_(x, a)
	local y, sid, by_youth = visit_of(x, a.id, a.room)
	if not y or y.r ~= a.room then return {'DUP'} end
	local c = load(x.p .. 'c:' .. y.c)
	local speaker_home = by_youth and y.n or c.n
	if speaker_home ~= '' and speaker_home ~= x.home then return {'NOTOWNER'} end
	local held_youth = {n = y.n, s = y.s}
	if y.st == 'M' then
		stop_waiting(x, y, sid, a.word)
	else
		local cid
		c, cid = end_room(x, y, sid, a.word)
		if by_youth then tell(x, c, cid, 'ended', 'r', a.room, 'w', a.word) end
		settle(x, c, cid)
	end
	if not by_youth then tell(x, held_youth, sid, 'ended', 'r', a.room, 'w', a.word) end
	return {'OK'}
end

-- Any state -> gone, by the leave ticket alone. Whoever still shows the visit is told.
local function y_leave(x, a)
	local y = load(x.p .. 'y:' .. a.sid)
	if not y or y.lh ~= a.hash then return {'DUP'} end
	local room = y.r
	local held_youth = {n = y.n, s = y.s}
	if y.st == 'C' then
		local c, cid = end_room(x, y, a.sid, 'left_quickly')
		tell(x, c, cid, 'ended', 'r', room, 'w', 'left_quickly')
		settle(x, c, cid)
	else
		stop_waiting(x, y, a.sid, 'left_quickly')
	end
	tell(x, held_youth, a.sid, 'ended', 'r', room, 'w', 'left_quickly')
	return {'OK'}
end

redis.register_function{function_name = 's1_end', callback = fenced({{'id', 'id'}, {'room', 'id'},
	{'word', 'word'}}, end_), flags = {'allow-oom'}}
redis.register_function{function_name = 's1_y_leave', callback = fenced({SID, {'hash', 'hash'}}, y_leave),
	flags = {'allow-oom'}}

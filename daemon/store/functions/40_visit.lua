-- What several transitions share: a visit back into the queue, a visit over, a counsellor settled after a change.
-- A visit y:<sid> is in one of W waiting, O offered, M accepted and not yet ready, C talking, D detached.
-- A counsellor c:<cid> is A available, P paused, Z draining, L lost; X stands for off, where no hash is left.

-- Keys that die with the visit or the room. They lie in other slots, so the sweep hands them to a node for
-- deletion: tokens at once, a room's log after those who left it had time to read the end.
local function bury(x, key, after)
	remind(x, 'b:' .. key, x.now + after)
end

local function bury_room(x, room)
	bury(x, '{r:' .. room .. '}:st', x.cfg.bury)
	bury(x, '{r:' .. room .. '}:log', x.cfg.bury)
	bury(x, '{r:' .. room .. '}:notes', x.cfg.bury)
end

-- The highest number of a seat in a room: 0 is the youth's, each one of the staff gets the next. None is given twice.
local SEAT_LAST = 127

-- The visit's room: the same from its first match to its end. A new one takes the given name; so does the one behind a room
-- in which every seat has been had.
local function room_for(x, y, name)
	if tonumber(y.se) == SEAT_LAST then
		bury_room(x, y.kr)
		y.kr, y.se = '', '0'
	end
	if y.kr == '' then y.kr = name end
	return y.kr
end

-- The seat of the one who answers; while the youth has not said READY the one that will be given. Who is invited later has a
-- higher one.
local function staff_seat(y)
	if y.st == 'M' then return digits(y.se + 1) end
	return y.so ~= '' and y.so or y.se
end

-- Who answered, and whoever was beside, has left the room, which waits with its youth. Rooms lie in slots of their own: a node closes the seat, at
-- once, by what the sweep hands it as if it were a key, {r:<room>}:<seat>; so do those whom the news reach first.
local function vacate(x, y)
	bury(x, '{r:' .. y.kr .. '}:' .. y.se, 0)
end

-- Colleagues beside the one who answers: 66_invited.lua. Calls for help: 66_help.lua.
local invited, help = {}, {}

-- What supervisors have done that stands: 84_acts.lua.
local acts = {}

-- When the visit is widened next: never at level 2, never when only its own municipality may answer, and not while an act sends it
-- to one agency.
local function widen_at(x, y)
	if acts.bound(y) then return '' end
	if y.w == '1' or y.v == '2' then return '' end
	return digits(x.now + (y.v == '0' and x.cfg.widen1 or x.cfg.widen2))
end

-- Is the visit sent to one agency by an act that stands?
function acts.bound(y)
	return y.rd ~= '' and y.to ~= ''
end

-- The visit is asked of everybody again, whoever sent it to one agency.
function acts.unbind(y)
	if y.to ~= '' then y.rd = '' end
	y.to, y.tm = '', ''
end

-- No counsellor and no room any more.
local function part(y)
	y.c, y.o, y.oa, y.rc, y.r, y.ma, y.ra, y.fe, y.fs, y.pr = '', '', '', '', '', '', '', '', '', ''
end

-- Any state without a counsellor -> O with the next, or W; D when nobody holds the visit. eff stays what it was.
local function requeue(x, y)
	help.over(x, y)
	part(y)
	if y.n == '' then
		y.st = 'D'
		return
	end
	local c = find_counsellor(x, y)
	if c then return offer(x, y, c) end
	y.st = 'W'
	demand_enter(x, y)
end

-- Who leaves quickly leaves nothing, and whom a counsellor blocked is given nothing.
local NOTHING_AFTER = {left_quickly = true, blocked = true}

-- Any state -> no more; a talk leaves a permit, also one that was given back and not answered again. The caller has freed the
-- counsellor, or frees it next.
local function gone(x, y, word)
	local agency = y.st == 'C' and shift(x, y.c).ag or y.ag
	if agency ~= '' and not NOTHING_AFTER[word] then after.begin(x, y, agency) end
	demand_leave(x, y)
	help.over(x, y)
	y.dead = true
	if y.n ~= '' then redis.call('SREM', x.p .. 'own:' .. y.n, 'y:' .. y.sid) end
	if y.an == '1' then
		count(x, y, 'ended:' .. word, x.now - (tonumber(y.fa) or x.now))
		if y.bw ~= 'both' then count(x, y, 'silent') end
	else
		count(x, y, word == 'diverted' and word or 'abandoned:' .. word)
	end
	for _, name in ipairs({'h', 'hp'}) do
		if y[name] ~= '' then bury(x, '{t:' .. y[name] .. '}', 0) end
	end
	if y.lh ~= '' then bury(x, '{l:' .. y.lh .. '}', 0) end
	if y.kr ~= '' then bury_room(x, y.kr) end
	invited.settle(x, invited.dismiss(x, y, word))
end

-- The shift is over: no offer, no room, no wrap-up is left.
local function off(x, c, why)
	redis.call('DEL', x.p .. 'cc:' .. c.cid)
	redis.call('HDEL', x.p .. 'on', c.cid)
	if c.n ~= '' then redis.call('SREM', x.p .. 'own:' .. c.n, 'c:' .. c.cid) end
	c.dead = true
	c.st, c.ld = 'X', '0'
	if why then tell_shift(x, c, why) end
end

-- Changes the presence. Only those available are staffed and stand in cells.
local function turn(x, c, state)
	if c.st == 'A' and state ~= 'A' then
		supply_leave(x, c)
		staff(x, c, -1)
		count_profile(x, c, -1)
		acts.on_staff(x, c)
	elseif c.st ~= 'A' and state == 'A' then
		staff(x, c, 1)
		count_profile(x, c, 1)
		acts.on_staff(x, c)
	end
	if state == 'L' and c.st ~= 'L' then c.b, c.aw, c.lg = c.st, digits(x.now), '0' end
	if c.st ~= state then c.sn = digits(x.now) end
	if state ~= 'Z' and state ~= 'L' then c.en = '' end
	c.st = state
end

-- After any change: a free counsellor takes the next youth or stands in its cells, a drained one goes off.
local function settle(x, c)
	if c.st == 'Z' and c.ld == '0' then return off(x, c, 'drained') end
	if not has_room(c) then return supply_leave(x, c) end
	local y = find_youth(x, c)
	if y then return offer(x, y, c) end
	supply_enter(x, c)
end

-- Is the counsellor in the wrap-up of this room?
local function wraps(c, room)
	return listed(c.wr, room) or listed(c.wr, room .. '+')
end

-- The counsellor's part of a room is over: the slot is free, or busy with the wrap-up. talked: the visit, when they talked,
-- which is what a form and a wrap-up are for; else false.
local function release(x, c, room, talked)
	redis.call('HDEL', x.p .. 'cc:' .. c.cid, room)
	if talked then form.begin(x, talked, c, room) end
	if talked and x.cfg.wrap > 0 then
		remind(x, 'k:' .. c.cid .. ':' .. room, x.now + x.cfg.wrap)
		c.wr = with(c.wr, room)
	else
		add_load(c, -1)
		c.id = digits(x.now)
	end
end

-- C -> W, O or D at its original place, asking everybody (or for a while the agency it was handed to), not this
-- counsellor again. The visit keeps its room; what the next one can read there is the youth's to say (docs/encryption.md).
local function give_back(x, y, c, why)
	local room, others = y.r, invited.dismiss(x, y, why)
	vacate(x, y)
	y.ex, y.ag = with(y.ex, c.cid), c.ag
	acts.look_again(x, y)
	y.v = y.w == '1' and '0' or '2'
	y.wa = y.to ~= '' and digits(x.now + x.cfg.widen2) or ''
	tell_queued(x, y, 'r', room, 'w', why)
	requeue(x, y)
	invited.settle(x, others)
end

-- What a counsellor's rooms are told when its socket goes or comes back.
local function tell_rooms(x, c, kind, at)
	local sids = redis.call('HVALS', x.p .. 'cc:' .. c.cid)
	for i = 1, #sids do
		local y = visit(x, sids[i])
		if y and y.st == 'C' then tell(x, y, kind, 'r', y.r, 'a', told_as(x, at)) end
	end
end

-- Hands the counsellor's offer back: the visit, which the caller requeues once the counsellor is as it shall be; none when it
-- was an invitation.
local function take_back_offer(x, c, why)
	if c.o == '' then return nil end
	local y = visit(x, c.os)
	if invited.is_asked(y, c) then return invited.take_back(x, y, c, why, 'off') end
	withdraw(x, y, c, why)
	return y
end

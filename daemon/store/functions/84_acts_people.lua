-- Acts of a moment, about who is on shift (84_acts.lua): a pause, the way out of a shift, an offer to somebody else.

do -- what is local in this file is used in this file alone

-- Acts of a moment. OK, DUP (it is so already), or why not. The line of a pause or a drain has the agency as its place.
acts.now = {}

-- How many are on shift whom an announcement is for.
function acts.staff_reached(x, act)
	local count = 0
	for _, text in ipairs(redis.call('HVALS', x.p .. 'on')) do
		if act.place == '' or read_profile(text).ag == act.place then count = count + 1 end
	end
	return digits(count)
end

local function tell_by(x, c, act)
	tell(x, c, 'bidden', 'w', act.kind, 'al', act.name)
end

-- A, P, Z or L -> P, and whoever was offered goes on.
local function pause(x, act, c)
	if c.st ~= 'A' and not (c.st == 'L' and c.b == 'A') then return 'DUP' end
	local y = take_back_offer(x, c, 'paused')
	if c.st == 'L' then c.b = 'P' else turn(x, c, 'P') end
	if y then requeue(x, y) end
	tell_shift(x, c, 'bidden')
	tell_by(x, c, act)
	return 'OK'
end

function acts.now.pause(x, act)
	local c = acts.person_of(x, act)
	if not c then return 'GONE' end
	act.place = c.ag
	return pause(x, act, c)
end

-- Any -> Z, or off when nothing is left; nobody who talks is cut off.
local function drain(x, act, c)
	c.en = ''
	if c.st == 'Z' or c.st == 'L' and c.b == 'Z' then return false end
	local y = take_back_offer(x, c, 'paused')
	tell_by(x, c, act)
	if c.st == 'L' then
		c.b = 'Z'
	else
		turn(x, c, 'Z')
		if c.ld == '0' then off(x, c, 'drained') else tell_shift(x, c, 'bidden') end
	end
	if y then requeue(x, y) end
	return true
end

-- One person, or with a place everybody of the agency.
function acts.now.drain(x, act)
	if act.target ~= '' then
		local c = acts.person_of(x, act)
		if not c then return 'GONE' end
		act.place = c.ag
		return drain(x, act, c) and 'OK' or 'DUP'
	end
	if act.place == '' or not acts.place_fits(act) then return 'RANGE' end
	local some, on = false, redis.call('HGETALL', x.p .. 'on')
	for i = 1, #on, 2 do
		if read_profile(on[i + 1]).ag == act.place and drain(x, act, shift(x, on[i])) then some = true end
	end
	return some and 'OK' or 'DUP'
end

-- O stays: the offer that the target has is another's, place: who is free.
function acts.now.reassign(x, act)
	local c, to = acts.person_of(x, act), shift(x, act.place)
	local y = c and c.o ~= '' and visit(x, c.os)
	if not y or invited.is_asked(y, c) then return 'GONE' end
	if not to or act.reach ~= '' and to.ag ~= act.reach then return 'GONE' end
	if to.st ~= 'A' or not listed(to.t, y.t) or not share_one(acts.widest(y, y.to, y.tm), scopes_served(to)) then return 'OFF' end
	if not has_room(to) then return 'FULL' end
	if not may_serve(y, to) then return 'WISH' end
	withdraw(x, y, c, 'cancelled')
	part(y)
	offer(x, y, to)
	settle(x, c)
	return 'OK'
end

end

-- Hand-over: the counsellor proposes, the youth says yes or no, and then the visit goes back into the queue at its
-- place with another topic, or for one agency, or one counsellor first; or, of the kind invite, one colleague is asked to come
-- in beside (66_invited.lua). And the manual pick, which is an offer like any other.

do -- what is local in this file is used in this file alone

-- What keeps this one colleague from taking it now, or nil.
local function colleague_refuses(y, c)
	if not c or c.st ~= 'A' then return 'off' end
	if not wish_allows(y, c) then return 'wish' end
	return not has_room(c) and 'full' or nil
end

-- What keeps the nearest of those on duty for a topic from taking it, or nil. Of one agency somebody must have a slot;
-- of the whole pool (no slug) it is enough that somebody will have one.
local function staff_refuses(x, y, giver, topic, slug)
	local rank, nearest = {off = 1, wish = 2, full = 3}, 'off'
	local on = redis.call('HGETALL', x.p .. 'on')
	for i = 1, #on, 2 do
		if on[i] ~= giver.cid and (not slug or read_profile(on[i + 1]).ag == slug) then
			local c = shift(x, on[i])
			local why = not listed(c.t, topic) and 'off' or colleague_refuses(y, c)
			if not why or (why == 'full' and not slug) then return nil end
			if rank[why] > rank[nearest] then nearest = why end
		end
	end
	return nearest
end

-- Why a hand-over cannot be now: off, full, wish; nil when it can. The giver keeps the room until it can.
local function handover_refused(x, y, giver, kind, target)
	if kind == 'topic' then return staff_refuses(x, y, giver, target) end
	if kind == 'agency' then return staff_refuses(x, y, giver, y.t, target) end
	if target == giver.cid then return 'off' end
	if kind == 'invite' and invited.refuses(y, target) then return invited.refuses(y, target) end
	return colleague_refuses(y, shift(x, target))
end

-- C stays: the youth is asked. A second proposal takes the place of the first.
local function propose(x, a)
	local y, c, by_youth = room_of(x, a.cid, a.room)
	if not y then return c[1] == 'DUP' and {'GONE'} or c end
	if by_youth or not listed('topic agency counsellor invite', a.kind) then return {'RANGE'} end
	if y.st ~= 'C' then return {'STATE'} end
	local proposal = table.concat({a.kind, a.target, a.m}, ' ')
	if y.pr == proposal then return {'DUP'} end
	local refused = handover_refused(x, y, c, a.kind, a.target)
	if refused then return {refused:upper()} end
	y.pr = proposal
	tell_proposal(x, y)
	return {'OK'}
end

-- C -> W, O or D at its place for whom it is handed to; the giver is not asked again.
local function hand_over(x, y, giver, kind, target, m)
	keep_place_counted(y)
	if kind == 'topic' then
		y.t = target
		write_wish(y)
	elseif kind == 'agency' then
		y.to, y.tm = target, m
	else
		y.pk = target
	end
	give_back(x, y, giver, 'handed')
end

-- The youth's answer to a proposal. What has become impossible meanwhile leaves both where they are.
local function consent(x, a)
	local y, c, by_youth = room_of(x, a.sid, a.room)
	if not y then return c[1] == 'DUP' and {'GONE'} or c end
	if not by_youth or a.yes > 1 then return {'RANGE'} end
	if y.st ~= 'C' or y.pr == '' then return {'STATE'} end
	local kind, target, m = y.pr:match('^(%S+) (%S+) (%S*)$')
	local why = a.yes == 0 and 'no' or handover_refused(x, y, c, kind, target)
	y.pr = ''
	if why then
		tell(x, c, 'handed', 'r', a.room, 'w', why)
		if why ~= 'no' then tell(x, y, 'handed', 'r', a.room, 'w', why) end
		return {'OK', why}
	end
	if kind == 'invite' then
		invited.ask(x, y, shift(x, target))
		return {'OK', 'done'}
	end
	hand_over(x, y, c, kind, target, m)
	release(x, c, a.room, y)
	tell(x, c, 'ended', 'r', a.room, 'w', 'handed')
	settle(x, c)
	return {'OK', 'done'}
end

-- W -> O: the oldest of a cell that this person may serve, chosen by hand.
local function pick(x, a)
	local c, answer = speaker(x, a.cid)
	if not c then return answer end
	if c.st ~= 'A' then return {'STATE'} end
	if not has_room(c) then return {'FULL'} end
	local found
	each_lowest({{key = x.p .. 'd:' .. a.scope .. ':' .. a.topic, score = 0, bias = 0}}, function(sid)
		local y = visit(x, sid)
		found = may_serve(y, c) and y or nil
		return found
	end)
	if not found then return {'GONE'} end
	offer(x, found, c)
	return {'OK'}
end

redis.register_function('s1_propose', fenced({CID, ROOM, {'kind', 'word'}, {'target', 'word'}, {'m', 'word0'}},
	propose))
redis.register_function('s1_consent', fenced({SID, ROOM, {'yes', 'num'}}, consent))
redis.register_function('s1_pick', fenced({CID, {'scope', 'word'}, {'topic', 'word'}}, pick))

end

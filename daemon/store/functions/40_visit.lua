-- What several transitions share: a visit back into the queue, a visit over, a counsellor settled after a change.
-- A visit y:<sid> is in one of W waiting, O offered, M accepted and not yet ready, C talking, D detached.
-- A counsellor c:<cid> is A available, P paused, Z draining, L lost; X stands for off, where no hash is left.

-- Keys that die with the visit. They lie in other slots, so the sweep hands them to a node for deletion: tokens
-- at once, a room's log after those who left it had time to read the end.
local function bury(x, y)
	local items = {}
	for _, name in ipairs({'h', 'hp'}) do
		if y[name] ~= '' then items[#items + 1] = {x.now, 'b:{t:' .. y[name] .. '}'} end
	end
	if y.lh ~= '' then items[#items + 1] = {x.now, 'b:{l:' .. y.lh .. '}'} end
	for _, item in ipairs(items) do redis.call('ZADD', x.p .. 'dl', item[1], item[2]) end
end

local function bury_room(x, room)
	if room == '' then return end
	redis.call('ZADD', x.p .. 'dl', x.now + x.cfg.bury, 'b:{r:' .. room .. '}:st',
		x.now + x.cfg.bury, 'b:{r:' .. room .. '}:log')
end

-- When the visit is widened next, 0 for never.
local function widen_at(x, y)
	if y.w == '1' or y.lv == '2' then return 0 end
	return x.now + (y.lv == '0' and x.cfg.widen1 or x.cfg.widen2)
end

-- O, M, C or new -> O with somebody else, or W; D when nobody holds the visit. eff stays what it was.
local function requeue(x, y, sid)
	local key = x.p .. 'y:' .. sid
	if y.n == '' then
		put(key, y, 'st', 'D', 'c', '', 'o', '')
		redis.call('ZADD', x.p .. 'dl', x.now + x.cfg.grace_w, 'g:' .. sid)
		return
	end
	local cid, c = find_counsellor(x, y)
	if cid then return offer(x, y, sid, c, cid) end
	put(key, y, 'st', 'W', 'c', '', 'o', '')
	demand_enter(x, y, sid)
	if y.wa ~= '0' then redis.call('ZADD', x.p .. 'dl', y.wa, 'w:' .. sid) end
end

-- Any state -> no more. The caller has freed the counsellor, or frees it next.
local function gone(x, y, sid, word)
	demand_leave(x, y, sid)
	redis.call('DEL', x.p .. 'y:' .. sid)
	if y.n ~= '' then redis.call('SREM', x.p .. 'own:' .. y.n, 'y:' .. sid) end
	redis.call('ZREM', x.p .. 'dl', 'w:' .. sid, 'o:' .. sid, 'r:' .. sid, 'g:' .. sid, 'p:' .. sid)
	redis.call('ZREM', x.p .. 'wait', sid)
	count(x, y, (y.an == '1' and 'ended:' or 'abandoned:') .. word)
	bury(x, y)
	bury_room(x, y.r)
end

-- The shift is over: no offer, no room, no wrap-up is left.
local function off(x, c, cid, why)
	redis.call('DEL', x.p .. 'c:' .. cid, x.p .. 'cc:' .. cid)
	redis.call('SREM', x.p .. 'on', cid)
	if c.n ~= '' then redis.call('SREM', x.p .. 'own:' .. c.n, 'c:' .. cid) end
	redis.call('ZREM', x.p .. 'dl', 'l:' .. cid)
	c.st, c.ld = 'X', '0'
	if why then tell_shift(x, c, cid, why) end
end

-- Changes the presence. Only those available are staffed and stand in cells.
local function turn(x, c, cid, state)
	if c.st == 'A' and state ~= 'A' then
		supply_leave(x, c, cid)
		staff(x, c, -1)
	elseif c.st ~= 'A' and state == 'A' then
		staff(x, c, 1)
	end
	local before = c.st
	if state ~= 'L' then
		redis.call('ZREM', x.p .. 'dl', 'l:' .. cid)
	elseif before ~= 'L' then
		put(x.p .. 'c:' .. cid, c, 'b', before)
	end
	put(x.p .. 'c:' .. cid, c, 'st', state, 'fr', c.st == state and c.fr or '0')
end

-- After any change: a free counsellor takes the next youth or stands in its cells, a drained one goes off.
local function settle(x, c, cid)
	if c.st == 'Z' and c.ld == '0' then return off(x, c, cid, 'drained') end
	if c.st ~= 'A' or c.o ~= '' or tonumber(c.ld) >= tonumber(c.cap) then
		if c.fr == '1' then
			supply_leave(x, c, cid)
			put(x.p .. 'c:' .. cid, c, 'fr', '0')
		end
		return tell_load(x, c, cid)
	end
	local sid, y = find_youth(x, c, cid)
	if sid then return offer(x, y, sid, c, cid) end
	supply_enter(x, c, cid)
	if c.fr ~= '1' then put(x.p .. 'c:' .. cid, c, 'fr', '1') end
	tell_load(x, c, cid)
end

-- The counsellor's part of a room is over: the slot is free, or busy with the wrap-up.
local function release(x, c, cid, sid, wrap)
	redis.call('SREM', x.p .. 'cc:' .. cid, sid)
	if wrap and x.cfg.wrap > 0 then
		redis.call('ZADD', x.p .. 'dl', x.now + x.cfg.wrap, 'k:' .. cid .. ':' .. sid)
		put(x.p .. 'c:' .. cid, c, 'wr', c.wr .. ' ' .. sid)
	else
		put(x.p .. 'c:' .. cid, c, 'ld', tonumber(c.ld) - 1, 'id', x.now)
	end
end

-- C or M -> W, O or D at its original place, asking everybody, not this counsellor again. A new counsellor gets
-- a new room: nobody reads along what was written to another.
local function room_back(x, y, sid, cid)
	local room = y.r
	bury_room(x, room)
	redis.call('ZADD', x.p .. 'wait', y.at, sid)
	redis.call('ZADD', x.p .. 'dl', x.now + x.cfg.max_wait, 'p:' .. sid)
	redis.call('ZREM', x.p .. 'dl', 'r:' .. sid)
	put(x.p .. 'y:' .. sid, y, 'ex', y.ex .. ' ' .. cid, 'r', '', 'lv', y.w == '1' and '0' or '2', 'wa', '0')
	tell(x, y, sid, 'queued', 'v', y.lv, 'r', room, 'w', 'lost')
	requeue(x, y, sid)
end

-- What a counsellor's rooms are told when its socket goes or comes back.
local function tell_rooms(x, cid, kind, at)
	local sids = redis.call('SMEMBERS', x.p .. 'cc:' .. cid)
	for i = 1, #sids do
		local y = load(x.p .. 'y:' .. sids[i])
		if y and y.st == 'C' then tell(x, y, sids[i], kind, 'r', y.r, 'a', at) end
	end
end

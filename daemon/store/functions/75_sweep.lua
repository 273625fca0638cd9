-- Deadlines: every one lies in the sorted set dl, and any node may sweep it. A member is a kind and an id:
-- w widening, o an offer, r the youth's answer to a match, g the youth's grace, p the longest wait, k a wrap-up,
-- l a lost counsellor, n a node's lease, u a cell nobody staffs any more, b a key for a node to delete. Each
-- handler takes its item away or puts it later; an item whose object is gone does neither harm nor work.

-- W at level 0 or 1 -> level + 1, past levels that nobody serves.
local function widen(x, y, sid)
	y.queued = true
	demand_leave(x, y, sid)
	y.lv = string.format('%.0f', first_staffed(x, y, tonumber(y.lv) + 1))
	put(x.p .. 'y:' .. sid, y, 'lv', y.lv, 'wa', widen_at(x, y), 'wd', (y.m ~= '' and y.w == '0') and 1 or 0)
	tell_queued(x, y, sid)
	requeue(x, y, sid)
end

local function due_widen(x, sid, item)
	redis.call('ZREM', x.p .. 'dl', item)
	local y = load(x.p .. 'y:' .. sid)
	if y and y.st == 'W' then widen(x, y, sid) end
end

-- O -> W: confirmed and unanswered pauses the counsellor; never confirmed means the line is lost, not the person.
local function due_offer(x, sid, item)
	redis.call('ZREM', x.p .. 'dl', item)
	local y = load(x.p .. 'y:' .. sid)
	if not y or y.st ~= 'O' then return end
	local cid = y.c
	local c = load(x.p .. 'c:' .. cid)
	if c.rc == '1' then
		withdraw(x, sid, c, cid, 'missed')
		put(x.p .. 'y:' .. sid, y, 'ex', y.ex .. ' ' .. cid)
		turn(x, c, cid, 'P')
		tell_shift(x, c, cid, 'missed')
	else
		put(x.p .. 'c:' .. cid, c, 'lo', c.o)
		withdraw(x, sid, c, cid, 'unconfirmed')
		turn(x, c, cid, 'L')
		redis.call('ZADD', x.p .. 'dl', x.now + x.cfg.lost, 'l:' .. cid)
		tell_shift(x, c, cid, 'lost')
	end
	requeue(x, y, sid)
end

-- M -> D: the phone did not answer. The slot is free and nobody has a mark against them.
local function due_ready(x, sid, item)
	redis.call('ZREM', x.p .. 'dl', item)
	local y = load(x.p .. 'y:' .. sid)
	if not y or y.st ~= 'M' then return end
	local cid = y.c
	local c = load(x.p .. 'c:' .. cid)
	tell(x, c, cid, 'revoked', 'o', y.o, 'w', 'unanswered')
	tell(x, y, sid, 'queued', 'v', y.lv, 'r', y.r, 'w', 'unanswered')
	bury_room(x, y.r)
	put(x.p .. 'y:' .. sid, y, 'st', 'D', 'c', '', 'o', '', 'r', '')
	redis.call('ZADD', x.p .. 'dl', x.now + x.cfg.grace_w, 'g:' .. sid)
	release(x, c, cid, sid, false)
	settle(x, c, cid)
end

-- D or C without a socket -> gone.
local function due_grace(x, sid, item)
	redis.call('ZREM', x.p .. 'dl', item)
	local y = load(x.p .. 'y:' .. sid)
	if not y or (y.st ~= 'D' and (y.st ~= 'C' or y.n ~= '')) then return end
	local room = y.r
	if y.st == 'D' then
		tell(x, y, sid, 'ended', 'r', '', 'w', 'away')
		gone(x, y, sid, 'away')
		return
	end
	local c, cid = end_room(x, y, sid, 'away')
	tell(x, c, cid, 'ended', 'r', room, 'w', 'away')
	settle(x, c, cid)
end

-- W, O, M, D stay: nobody is dropped, the youth's screen is asked to show alternatives.
local function due_patience(x, sid, item)
	redis.call('ZADD', x.p .. 'dl', x.now + x.cfg.max_wait, item)
	local y = load(x.p .. 'y:' .. sid)
	tell(x, y, sid, 'queued', 'v', y.lv, 'w', 'long')
end

local function due_wrap(x, id, item)
	redis.call('ZREM', x.p .. 'dl', item)
	local cid, sid = id:match('^(.*):(.*)$')
	local c = load(x.p .. 'c:' .. cid)
	if not c or not listed(c.wr, sid) then return end
	local left = ''
	for other in c.wr:gmatch('%S+') do
		if other ~= sid then left = left .. ' ' .. other end
	end
	put(x.p .. 'c:' .. cid, c, 'wr', left, 'ld', tonumber(c.ld) - 1, 'id', x.now)
	tell_shift(x, c, cid, 'wrapped')
	settle(x, c, cid)
end

-- L -> off, the rooms back into the queue. A page that is there and confirms nothing is paused, and keeps them.
local function due_lost(x, cid, item)
	redis.call('ZREM', x.p .. 'dl', item)
	local c = load(x.p .. 'c:' .. cid)
	if not c or c.st ~= 'L' then return end
	if c.n ~= '' then
		turn(x, c, cid, 'P')
		tell_shift(x, c, cid, 'missed')
		return
	end
	local sids = redis.call('SMEMBERS', x.p .. 'cc:' .. cid)
	drop_wraps(x, c, cid)
	off(x, c, cid)
	for i = 1, #sids do
		room_back(x, load(x.p .. 'y:' .. sids[i]), sids[i], cid)
	end
end

-- The last who staffed a cell went: those waiting there, whose level it was, are widened at once.
local function due_unstaffed(x, cell, item)
	redis.call('ZREM', x.p .. 'dl', item)
	if redis.call('HEXISTS', x.p .. 'st', cell) == 1 then return end
	local level = ({m = '0', c = '1', n = '2'})[cell:sub(1, 1)]
	local sids = redis.call('ZRANGE', x.p .. 'd:' .. cell, 0, -1)
	for i = 1, #sids do
		local key = x.p .. 'y:' .. sids[i]
		local seen = redis.call('HMGET', key, 'lv', 'w')
		if seen[1] == level and level ~= '2' and seen[2] ~= '1' then
			redis.call('ZREM', x.p .. 'dl', 'w:' .. sids[i])
			widen(x, load(key), sids[i])
		elseif level == '0' and seen[2] == '1' or level == '2' then
			tell(x, load(key), sids[i], 'queued', 'v', seen[1])
		end
	end
end

-- Handles up to limit due items, oldest first. Answers how many, and the keys to delete.
local function sweep(x, a)
	local handlers = {w = due_widen, o = due_offer, r = due_ready, g = due_grace, p = due_patience,
		k = due_wrap, l = due_lost, n = function(_, home) lease_over(x, home) end, u = due_unstaffed}
	local due = redis.call('ZRANGEBYSCORE', x.p .. 'dl', '-inf', x.now, 'LIMIT', 0, math.min(a.limit, 64))
	local answer = {'OK', string.format('%.0f', #due)}
	for i = 1, #due do
		local kind, id = due[i]:sub(1, 1), due[i]:sub(3)
		if kind == 'b' then
			redis.call('ZREM', x.p .. 'dl', due[i])
			answer[#answer + 1] = id
		else
			local due_at = redis.call('ZSCORE', x.p .. 'dl', due[i])
			if due_at and tonumber(due_at) <= x.now then handlers[kind](x, id, due[i]) end
		end
	end
	return answer
end

redis.register_function{function_name = 's1_sweep', callback = fenced({{'limit', 'num'}}, sweep),
	flags = {'allow-oom'}}

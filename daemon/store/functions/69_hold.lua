-- Duty holds: lines of a conversation that a counsellor has sealed to a supervisor of the same agency, in a room of its own
-- ({r:<hold>}: as any room). Here lies who may open it and until when: ho:<hold>, its deadline in dl, hos:<agency> which there
-- are, and au:<agency>, a stream of what was done that nothing ever takes from. A hold is M in the making, for an hour at most, or H
-- held; it ends by the supervisor's decision or by its deadline, and nobody can put that off but once. Nothing here knows a line.

local due_hold -- what the sweep does with one

do -- what is local in this file is used in this file alone

-- Milliseconds. The one extension is as long as the life, and counts from its end. What is being made for longer has lost
-- who makes it.
local HOLD_LIFE, HOLD_MAKING = 7 * 86400000, 3600000
-- Of an agency at a time.
local HOLDS = 32
-- Seconds for which Redis keeps the log of a hold that routing forgot beyond its end: a jump of a day takes none too early.
local HOLD_SLACK = 86400

-- The end of a hold, by whom and why: nothing of it stays but lines of audit. Both are told who have it open.
local function hold_over(x, id, h, who, what)
	redis.call('DEL', x.p .. 'ho:' .. id)
	redis.call('SREM', x.p .. 'hos:' .. h.ag, id)
	remind(x, 'h:' .. id, false)
	bury(x, '{r:' .. id .. '}:st', 0)
	bury(x, '{r:' .. id .. '}:log', 0)
	bury(x, '{r:' .. id .. '}:notes', 0)
	audit(x, h.ag, who, what, id, h.sv)
	for _, cid in ipairs({h.by, h.sv}) do
		local c = shift(x, cid)
		if c then tell(x, c, 'ended', 'r', id, 'w', 'hold_' .. what) end
	end
end

-- M or H -> gone: its time is over.
function due_hold(x, id, item)
	local h = load(x.p .. 'ho:' .. id)
	if not h then return remind(x, item, false) end
	if tonumber(h.un) > x.now then return remind(x, item, tonumber(h.un)) end
	hold_over(x, id, h, '', 'over')
end

-- As whom this person has to do with the hold: 0 who gives, 1 who decides, nil nobody. Who is of another agency by now
-- has nothing to do with it any more.
local function seat_of(c, h)
	if h.ag ~= c.ag then return nil end
	return h.sv == c.cid and 1 or h.by == c.cid and 0 or nil
end

-- The hold and the seat that this person has in it; nil and the answer.
local function hold_of(x, a)
	local c, answer = speaker(x, a.cid)
	if not c then return nil, answer end
	local h = load(x.p .. 'ho:' .. a.hold)
	local seat = h and tonumber(h.un) > x.now and seat_of(c, h)
	if not seat then return nil, {'GONE'} end
	return h, seat, c
end

-- When it is over once it is given.
local function life_of(h)
	return h.st == 'H' and tonumber(h.un) or tonumber(h.at) + HOLD_LIFE
end

-- What its two people see of a hold: id, room it is about (only who gives), seat, the other's name, topic, since, until,
-- extended, told, given, and how many seconds Redis shall keep its log.
local function add_row(x, answer, id, h, seat)
	local row = {id, seat == 0 and h.rm or '', digits(seat), seat == 0 and h.sn or h.bn, h.t, told_as(x, h.at),
		told_as(x, h.un), h.ex, h.td, h.st == 'H' and '1' or '0',
		digits(math.ceil((life_of(h) - x.now) / 1000) + HOLD_SLACK)}
	for i = 1, #row do answer[#answer + 1] = row[i] end
	return answer
end

-- none -> M. room is a conversation of this counsellor's that goes on, and both have decided the same: to report, or to avert.
local function hold_make(x, a)
	local c, answer = speaker(x, a.cid)
	if not c then return answer end
	local key, before = x.p .. 'ho:' .. a.hold, load(x.p .. 'ho:' .. a.hold)
	if before then return before.by == a.cid and add_row(x, {'DUP'}, a.hold, before, 0) or {'STATE'} end
	local sid = redis.call('HGET', x.p .. 'cc:' .. a.cid, a.room)
	local y = sid and visit(x, sid)
	if not y or y.r ~= a.room or y.st ~= 'C' then return {'GONE'} end
	if a.supervisor == a.cid or a.told > 1 then return {'RANGE'} end
	if not help.is_decided(y, a.supervisor) then return {'STATE'} end
	if redis.call('SCARD', x.p .. 'hos:' .. c.ag) >= HOLDS then return {'FULL'} end
	local h = {st = 'M', ag = c.ag, by = a.cid, bn = c.al, sv = a.supervisor, sn = a.name, rm = a.room, t = y.t,
		at = digits(x.now), un = digits(x.now + HOLD_MAKING), ex = '0', td = digits(a.told)}
	for name, value in pairs(h) do redis.call('HSET', key, name, value) end
	redis.call('SADD', x.p .. 'hos:' .. c.ag, a.hold)
	remind(x, 'h:' .. a.hold, tonumber(h.un))
	audit(x, c.ag, a.cid, a.told == 1 and 'made' or 'made_untold', a.hold, a.supervisor)
	local supervisor = shift(x, a.supervisor)
	if supervisor then tell(x, supervisor, 'held', 'r', a.hold) end
	return add_row(x, {'OK'}, a.hold, h, 0)
end

-- M -> H: all lines are given; who gave them has nothing more to do with it.
local function hold_give(x, a)
	local h, seat = hold_of(x, a)
	if not h then return seat end
	if seat ~= 0 then return {'RANGE'} end
	if h.st == 'H' then return {'DUP'} end
	h.un = life_of(h)
	redis.call('HSET', x.p .. 'ho:' .. a.hold, 'st', 'H', 'un', digits(h.un))
	remind(x, 'h:' .. a.hold, h.un)
	audit(x, h.ag, a.cid, 'given', a.hold, h.sv)
	local supervisor = shift(x, h.sv)
	if supervisor then tell(x, supervisor, 'held', 'r', a.hold) end
	return {'OK'}
end

-- M or H stays: it is opened, by who gives while it is made, by who decides as long as it is there. Each look of the
-- supervisor's at what is given is a line: before, her desk opens it unasked and shows nothing.
local function hold_open(x, a)
	local h, seat = hold_of(x, a)
	if not h then return seat end
	if seat == 0 and h.st ~= 'M' then return {'GONE'} end
	if seat == 1 and h.st == 'H' then audit(x, h.ag, a.cid, 'opened', a.hold, h.sv) end
	return add_row(x, {'OK'}, a.hold, h, seat)
end

-- H stays, seven days longer, once.
local function hold_keep(x, a)
	local h, seat = hold_of(x, a)
	if not h then return seat end
	if seat ~= 1 then return {'RANGE'} end
	if h.st ~= 'H' or h.ex ~= '0' then return {'STATE'} end
	h.ex, h.un = '1', digits(tonumber(h.un) + HOLD_LIFE)
	redis.call('HSET', x.p .. 'ho:' .. a.hold, 'ex', h.ex, 'un', h.un)
	remind(x, 'h:' .. a.hold, tonumber(h.un))
	audit(x, h.ag, a.cid, 'extended', a.hold, h.sv)
	return add_row(x, {'OK'}, a.hold, h, seat)
end

-- M or H -> gone, by the supervisor's decision; M -> gone also by who made it.
local function hold_drop(x, a)
	local h, seat = hold_of(x, a)
	if not h then return seat end
	if seat == 0 and h.st ~= 'M' then return {'STATE'} end
	hold_over(x, a.hold, h, a.cid, 'dropped')
	return {'OK'}
end

-- Who is on shift for this agency, and there.
local function there(x, agency)
	local flat, cids = redis.call('HGETALL', x.p .. 'on'), {}
	for i = 1, #flat, 2 do
		local c = read_profile(flat[i + 1]).ag == agency and shift(x, flat[i])
		if c and c.st ~= 'L' then cids[#cids + 1] = c.cid end
	end
	return table.concat(cids, ' ')
end

-- Who is there of this person's agency; which holds this person may open now.
local function hold_list(x, a)
	local c, why = speaker(x, a.cid)
	if not c then return why end
	local answer, all = {'OK', there(x, c.ag)}, redis.call('SMEMBERS', x.p .. 'hos:' .. c.ag)
	table.sort(all)
	for i = 1, #all do
		local h = load(x.p .. 'ho:' .. all[i])
		local seat = h and tonumber(h.un) > x.now and seat_of(c, h)
		if seat == 1 or seat == 0 and h.st == 'M' then add_row(x, answer, all[i], h, seat) end
	end
	return answer
end

-- The lines of audit of an agency behind an id (none: from the first), up to 64: id, at, who, what, hold, supervisor each.
local function hold_audit(x, a)
	local answer = {'OK'}
	local lines = redis.call('XRANGE', x.p .. 'au:' .. a.agency, a.from == '' and '-' or '(' .. a.from, '+', 'COUNT', 64)
	for i = 1, #lines do
		answer[#answer + 1] = lines[i][1]
		for field = 2, #lines[i][2], 2 do answer[#answer + 1] = lines[i][2][field] end
	end
	return answer
end

-- How long Redis keeps the room of a hold, in seconds: routing ends it in its own time, this is for one that routing forgot.
-- Said before the first entry; after it only when the hold is kept longer.
local function hold_live(keys, args)
	local a = #keys == 1 and keys[1]:find('^{r:%x+}:$') and #keys[1] == 37 and parse({{'seconds', 'num'}}, args)
	if not a or a.seconds > (2 * HOLD_LIFE) / 1000 + HOLD_SLACK then return {'RANGE'} end
	if redis.call('EXPIRE', keys[1] .. 'st', a.seconds) == 0 then return {'GONE'} end
	redis.call('EXPIRE', keys[1] .. 'log', a.seconds)
	redis.call('EXPIRE', keys[1] .. 'notes', a.seconds)
	return {'OK'}
end

local CID, HOLD = {'cid', 'id'}, {'hold', 'id'}

redis.register_function('s1_hold_make', fenced({CID, HOLD, {'room', 'id'}, {'supervisor', 'id'}, {'name', 'text'},
	{'told', 'num'}}, hold_make))
redis.register_function('s1_hold_give', fenced({CID, HOLD}, hold_give))
redis.register_function('s1_hold_open', fenced({CID, HOLD}, hold_open))
redis.register_function('s1_hold_keep', fenced({CID, HOLD}, hold_keep))
redis.register_function{function_name = 's1_hold_drop', callback = fenced({CID, HOLD}, hold_drop), flags = {'allow-oom'}}
redis.register_function('s1_hold_list', fenced({CID}, hold_list))
redis.register_function{function_name = 's1_hold_audit', callback = question({{'agency', 'word'}, {'from', 'stream0'}},
	hold_audit), flags = {'no-writes', 'allow-oom'}}
redis.register_function('s1_hold_live', hold_live)

end

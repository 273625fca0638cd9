-- Rooms: under {r:<room>}: a stream log whose ids are <offset>-0, and st, a text that is everything else, because a
-- message then costs one read, one entry and one write. What became of a message with an old cseq stands in the log.

do -- what is local in this file is used in this file alone

local ROOM_SEATS = 2
local ROOM_ENTRIES, ROOM_BYTES = 5000, 8 * 1024 * 1024
-- Seconds. Routing buries a room in its own time; this is for one that a failover made it forget, and so long that a clock
-- which is put forward by a day takes no room from those who talk.
local ROOM_LIFE = 259200

local function room_prefix(keys)
	return #keys == 1 and keys[1]:find('^{r:%x+}:$') and #keys[1] == 37 and keys[1] or nil
end

local function room_function(spec, body)
	return function(keys, args)
		local p, a = room_prefix(keys), parse(spec, args)
		if not p or not a or (a.seat and a.seat >= ROOM_SEATS) then return {'RANGE'} end
		return body(p, a)
	end
end

-- The words of st: log epoch, key epoch, last offset, bytes, who needs the log no more (seats, or CLOSED, or NONE); and
-- for each seat claim (0: never taken), last cseq, offset seen, session and node; last the replication id that the epoch
-- counts for, or NONE. They stay texts: numbers cost time.
local EPOCH, KEY_EPOCH, LAST, BYTES, LEFT = 1, 2, 3, 4, 5
local CLAIM, CSEQ, SEEN, ON, NODE = 6, 7, 8, 9, 10 -- of seat 0; those of the next lie SEAT_WORDS further on
local SEAT_WORDS = 5
local HISTORY = LEFT + SEAT_WORDS * ROOM_SEATS + 1
local NONE, CLOSED = '-', 'closed'
local SHAPE = '^' .. ('(%S+) '):rep(HISTORY - 1) .. '(%S+)$'

-- The room as a list of its words, or nil when there is none.
local function room_load(p)
	local text = redis.call('GET', p .. 'st')
	return text and {text:match(SHAPE)}
end

local function room_save(p, r, ...)
	redis.call('SET', p .. 'st', table.concat(r, ' '), ...)
end

-- none -> there, without seats. There already: the same answer.
local function room_open(p)
	if redis.call('EXISTS', p .. 'st') == 1 then return {'DUP'} end
	local r = {'1', '0', '0', '0', NONE}
	for _ = 1, ROOM_SEATS do
		for _, word in ipairs({'0', '0', '0', '0', NONE}) do r[#r + 1] = word end
	end
	r[HISTORY] = NONE
	room_save(p, r, 'EX', ROOM_LIFE)
	return {'OK'}
end

-- Adds seat, seen, session and node of everybody but one to an answer.
local function add_peers(answer, r, but)
	local n = #answer
	for seat = 0, ROOM_SEATS - 1 do
		local at = seat * SEAT_WORDS
		if seat ~= but and r[at + CLAIM] ~= '0' then
			answer[n + 1], answer[n + 2], answer[n + 3], answer[n + 4] = seat, r[at + SEEN], r[at + ON], r[at + NODE]
			n = n + 4
		end
	end
	return answer
end

-- Under another replication id than before, entries that nobody acknowledged may be gone and their offsets given again:
-- a new epoch begins. No id: Redis loses nothing by a restart, see docs/routing.md.
local function note_history(r, history)
	if history == '' or r[HISTORY] == history then return end
	if r[HISTORY] ~= NONE then r[EPOCH] = digits(r[EPOCH] + 1) end
	r[HISTORY] = history
end

-- The seat belongs to this session from now on; the claim it raises fences whoever had it. Nobody appends on a new
-- connection before, so the epoch is looked at here alone.
local function room_attach(p, a)
	local r, at = room_load(p), a.seat * SEAT_WORDS
	if not r or r[LEFT] ~= NONE then return {'GONE'} end
	note_history(r, a.history)
	r[at + CLAIM], r[at + ON], r[at + NODE] = digits(r[at + CLAIM] + 1), a.session, a.node
	room_save(p, r, 'KEEPTTL')
	return add_peers({'OK', r[at + CLAIM], r[EPOCH], r[at + CSEQ] + 1, r[LAST]}, r, a.seat)
end

-- Where the log has that message of the seat, or nil. Read from the end, where a retransmission looks.
local function offset_of(p, a)
	local seat, cseq, newest = digits(a.seat), digits(a.cseq), '+'
	while true do
		local entries = redis.call('XREVRANGE', p .. 'log', newest, '-', 'COUNT', 64)
		for i = 1, #entries do
			local fields = entries[i][2] -- s, seat, c, cseq ...
			if fields[2] == seat and fields[4] == cseq then return entries[i][1]:match('^%d+') end
		end
		if #entries < 64 then return nil end
		newest = '(' .. entries[64][1]
	end
end

-- Why this message cannot be added, or nil. The order matters: a stored text whose ack was lost must not be
-- taken for a new one.
local function append_refusal(p, r, a)
	if not r then return {'GONE'} end
	local at = a.seat * SEAT_WORDS
	if r[at + CLAIM] ~= a.claim then return {'STALE'} end
	local last = tonumber(r[at + CSEQ])
	if a.cseq <= last then
		local offset = offset_of(p, a)
		return offset and add_peers({'DUP', offset, r[EPOCH], '0'}, r, a.seat) or {'RANGE'}
	end
	if r[LEFT] ~= NONE then return {'GONE'} end
	if a.cseq > last + 1 then return {'GAP', last + 1} end
	if a.key_epoch ~= r[KEY_EPOCH] and tonumber(a.key_epoch) < tonumber(r[KEY_EPOCH]) then return {'EPOCH'} end
	if tonumber(r[LAST]) >= ROOM_ENTRIES or r[BYTES] + #a.payload > ROOM_BYTES then return {'FULL'} end
	return nil
end

-- Adds one message, exactly once and in the sender's order. time: when, Unix milliseconds, for people to read.
local function room_append(p, a)
	local r = room_load(p)
	local refusal = append_refusal(p, r, a)
	if refusal then return refusal end
	local offset, cseq = digits(r[LAST] + 1), digits(a.cseq)
	r[KEY_EPOCH], r[LAST], r[BYTES] = a.key_epoch, offset, digits(r[BYTES] + #a.payload)
	r[a.seat * SEAT_WORDS + CSEQ] = cseq
	redis.call('XADD', p .. 'log', offset .. '-0', 's', digits(a.seat), 'c', cseq, 'k', a.kind, 'e', a.key_epoch,
		't', a.time, 'p', a.payload)
	room_save(p, r, 'KEEPTTL')
	if offset == '1' then redis.call('EXPIRE', p .. 'log', ROOM_LIFE) end
	return add_peers({'OK', offset, r[EPOCH], a.time}, r, a.seat)
end

-- Notes the highest offset seen; a lower one, or one that is not there yet, changes nothing.
local function room_seen(p, a)
	local r, at = room_load(p), a.seat * SEAT_WORDS
	if not r then return {'GONE'} end
	if r[at + CLAIM] ~= a.claim then return {'STALE'} end
	if a.offset > tonumber(r[at + SEEN]) and a.offset <= tonumber(r[LAST]) then
		r[at + SEEN] = digits(a.offset)
		room_save(p, r, 'KEEPTTL')
	end
	return {'OK'}
end

-- The room as it is left: nothing is added from now on, what is there can be read for a while.
local function leave_behind(p, r, left)
	r[LEFT] = left
	room_save(p, r, 'KEEPTTL')
	return {'OK'}
end

local function room_close(p)
	local r = room_load(p)
	if not r then return {'GONE'} end
	if r[LEFT] ~= NONE then return {'DUP'} end
	return leave_behind(p, r, CLOSED)
end

-- The seat needs the log no more. After the first nothing is added, after the last nothing is left.
local function room_leave(p, a)
	local r = room_load(p)
	if not r or r[LEFT]:find(a.seat, 1, true) then return {'DUP'} end
	local left = r[LEFT] .. a.seat
	for other = 0, ROOM_SEATS - 1 do
		local taken = r[other * SEAT_WORDS + CLAIM] ~= '0'
		if taken and not left:find(other, 1, true) then return leave_behind(p, r, left) end
	end
	redis.call('UNLINK', p .. 'st', p .. 'log')
	return {'OK'}
end

local SEAT, CLAIMED = {'seat', 'num'}, {'claim', 'digits'}

redis.register_function('s1_room_open', room_function({}, room_open))
redis.register_function('s1_room_attach', room_function({SEAT, SESSION, {'node', 'node'}, {'history', 'word0'}},
	room_attach))
redis.register_function('s1_room_append', room_function({SEAT, CLAIMED, {'cseq', 'num'}, {'key_epoch', 'digits'},
	{'kind', 'digits'}, {'time', 'digits'}, {'payload', 'bytes'}}, room_append))
redis.register_function('s1_room_seen', room_function({SEAT, CLAIMED, {'offset', 'num'}}, room_seen))
redis.register_function{function_name = 's1_room_close', callback = room_function({}, room_close),
	flags = {'allow-oom'}}
redis.register_function{function_name = 's1_room_leave', callback = room_function({SEAT}, room_leave),
	flags = {'allow-oom'}}

end

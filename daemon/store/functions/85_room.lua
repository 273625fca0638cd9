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

-- st: first what each message changes, as numbers of a fixed width, because text costs most of the time: last offset, bytes,
-- key epoch, and for each seat its last cseq. Then for each seat its claim (0: never taken), and who needs the log no more
-- (2^seat, or CLOSED; 0 nobody). Then words: log epoch, the replication id that it counts for (or NONE), and for each
-- seat offset seen, session, node.
local COUNTS = '>I4I4I8I4I4'
local FRONT = COUNTS .. 'I4I4B'
local NONE, CLOSED = '-', 128

-- The room as a table, what a seat has by its number; or nil when there is none.
local function room_load(p)
	local text = redis.call('GET', p .. 'st')
	if not text then return nil end
	local r, at = {cseq = {}, claim = {}, seen = {}, on = {}, node = {}}, nil
	r.last, r.bytes, r.key_epoch, r.cseq[0], r.cseq[1], r.claim[0], r.claim[1], r.left, at = struct.unpack(FRONT, text)
	local word = text:sub(at):gmatch('%S+')
	r.epoch, r.history = word(), word()
	for seat = 0, ROOM_SEATS - 1 do r.seen[seat], r.on[seat], r.node[seat] = word(), word(), word() end
	return r
end

local function room_save(p, r, ...)
	local front = struct.pack(FRONT, r.last, r.bytes, r.key_epoch, r.cseq[0], r.cseq[1], r.claim[0], r.claim[1], r.left)
	local words = {r.epoch, r.history}
	for seat = 0, ROOM_SEATS - 1 do
		for _, name in ipairs({'seen', 'on', 'node'}) do words[#words + 1] = r[name][seat] end
	end
	redis.call('SET', p .. 'st', front .. table.concat(words, ' '), ...)
end

-- none -> there, without seats. There already: the same answer.
local function room_open(p)
	if redis.call('EXISTS', p .. 'st') == 1 then return {'DUP'} end
	local r = {last = 0, bytes = 0, key_epoch = 0, left = 0, epoch = '1', history = NONE,
		cseq = {}, claim = {}, seen = {}, on = {}, node = {}}
	for seat = 0, ROOM_SEATS - 1 do
		r.cseq[seat], r.claim[seat], r.seen[seat], r.on[seat], r.node[seat] = 0, 0, '0', '0', NONE
	end
	room_save(p, r, 'EX', ROOM_LIFE)
	return {'OK'}
end

-- Adds seat, seen, session and node of everybody but one to an answer.
local function add_peers(answer, r, but)
	local n = #answer
	for seat = 0, ROOM_SEATS - 1 do
		if seat ~= but and r.claim[seat] > 0 then
			answer[n + 1], answer[n + 2], answer[n + 3], answer[n + 4] = seat, r.seen[seat], r.on[seat], r.node[seat]
			n = n + 4
		end
	end
	return answer
end

-- Under another replication id than before, entries that nobody acknowledged may be gone and their offsets given again:
-- a new epoch begins. No id: Redis loses nothing by a restart, see docs/routing.md.
local function note_history(r, history)
	if history == '' or r.history == history then return end
	if r.history ~= NONE then r.epoch = digits(r.epoch + 1) end
	r.history = history
end

-- The seat belongs to this session from now on; the claim it raises fences whoever had it. Nobody appends on a new
-- connection before, so the epoch is looked at here alone.
local function room_attach(p, a)
	local r, seat = room_load(p), a.seat
	if not r or r.left ~= 0 then return {'GONE'} end
	note_history(r, a.history)
	r.claim[seat], r.on[seat], r.node[seat] = r.claim[seat] + 1, a.session, a.node
	room_save(p, r, 'KEEPTTL')
	return add_peers({'OK', r.claim[seat], r.epoch, r.cseq[seat] + 1, r.last}, r, seat)
end

-- Where the log has that message of the seat, or nil. Read from the end, where a retransmission looks.
local function offset_of(p, seat, cseq)
	local head, newest = '^' .. seat .. ' ' .. digits(cseq) .. ' ', '+'
	while true do
		local entries = redis.call('XREVRANGE', p .. 'log', newest, '-', 'COUNT', 64)
		for i = 1, #entries do
			if entries[i][2][2]:find(head) then return entries[i][1]:match('^%d+') end -- h, head, p, payload
		end
		if #entries < 64 then return nil end
		newest = '(' .. entries[64][1]
	end
end

-- The head of an entry: seat, cseq, key epoch, kind, and when, in Unix milliseconds, for people to read.
local HEAD = '^([01]) (%d+) (%d+) ([1-5]) %d+$'

-- Which key epoch a kind must name, se1.md section 3: OFFER (1) and ANSWER (2) at most the room's, so that a handshake
-- that an older grant overtook still comes; GRANT (3) the next one, which raises it; CONFIRM (4) and SAY (5) the room's.
local function is_of_epoch(kind, epoch, current)
	if kind == '3' then return epoch == current + 1 end
	return epoch == current or epoch < current and (kind == '1' or kind == '2')
end

-- Adds one message, exactly once and in the sender's order. Arguments: claim, head, payload. A pool spends its time here,
-- so that head and answer are one text each, and nothing is put into tables. The order of the checks matters: a stored
-- text whose ack was lost must not be taken for a new one, and what a gap holds back may be the grant.
local function room_append(keys, args)
	local p, claim, head, payload = room_prefix(keys), args[1], args[2], args[3]
	if not p or #args ~= 3 or #head > 64 or #payload > 65536 then return 'RANGE' end
	local seat, cseq, key_epoch, kind = head:match(HEAD)
	if not seat or #cseq > 15 or #key_epoch > 15 then return 'RANGE' end
	local text = redis.call('GET', p .. 'st')
	if not text then return 'GONE' end
	local last, bytes, current, cseq0, cseq1, claim0, claim1, left, at = struct.unpack(FRONT, text)
	local mine, expected = claim0, cseq0 + 1
	if seat == '1' then mine, expected = claim1, cseq1 + 1 end
	if mine ~= tonumber(claim) then return 'STALE' end
	local new, epoch = tonumber(cseq), tonumber(key_epoch)
	if new < expected then
		local offset = offset_of(p, seat, new)
		return offset and 'DUP ' .. offset .. ' ' .. text:sub(at) or 'RANGE'
	end
	if left ~= 0 then return 'GONE' end
	if new > expected then return 'GAP ' .. expected end
	if not is_of_epoch(kind, epoch, current) then return 'EPOCH' end
	if last >= ROOM_ENTRIES or bytes + #payload > ROOM_BYTES then return 'FULL' end
	if seat == '0' then cseq0 = new else cseq1 = new end
	local offset = digits(last + 1)
	redis.call('XADD', p .. 'log', offset .. '-0', 'h', head, 'p', payload)
	redis.call('SETRANGE', p .. 'st', '0', struct.pack(COUNTS, last + 1, bytes + #payload,
		kind == '3' and epoch or current, cseq0, cseq1))
	if last == 0 then redis.call('EXPIRE', p .. 'log', ROOM_LIFE) end
	return 'OK ' .. offset .. ' ' .. text:sub(at)
end

-- Notes the highest offset seen; a lower one, or one that is not there yet, changes nothing.
local function room_seen(p, a)
	local r, seat = room_load(p), a.seat
	if not r then return {'GONE'} end
	if r.claim[seat] ~= tonumber(a.claim) then return {'STALE'} end
	if a.offset > tonumber(r.seen[seat]) and a.offset <= r.last then
		r.seen[seat] = digits(a.offset)
		room_save(p, r, 'KEEPTTL')
	end
	return {'OK'}
end

-- The room as it is left: nothing is added from now on, what is there can be read for a while.
local function leave_behind(p, r, left)
	r.left = left
	room_save(p, r, 'KEEPTTL')
	return {'OK'}
end

local function room_close(p)
	local r = room_load(p)
	if not r then return {'GONE'} end
	if r.left ~= 0 then return {'DUP'} end
	return leave_behind(p, r, CLOSED)
end

local function has_left(left, seat)
	return math.floor(left / 2 ^ seat) % 2 == 1
end

-- The seat needs the log no more. After the first nothing is added, after the last nothing is left.
local function room_leave(p, a)
	local r = room_load(p)
	if not r or has_left(r.left, a.seat) then return {'DUP'} end
	local left = r.left + 2 ^ a.seat
	for other = 0, ROOM_SEATS - 1 do
		if r.claim[other] > 0 and not has_left(left, other) then return leave_behind(p, r, left) end
	end
	redis.call('UNLINK', p .. 'st', p .. 'log')
	return {'OK'}
end

local SEAT, CLAIMED = {'seat', 'num'}, {'claim', 'digits'}

redis.register_function('s1_room_open', room_function({}, room_open))
redis.register_function('s1_room_attach', room_function({SEAT, SESSION, {'node', 'node'}, {'history', 'word0'}},
	room_attach))
redis.register_function('s1_room_append', room_append)
redis.register_function('s1_room_seen', room_function({SEAT, CLAIMED, {'offset', 'num'}}, room_seen))
redis.register_function{function_name = 's1_room_close', callback = room_function({}, room_close),
	flags = {'allow-oom'}}
redis.register_function{function_name = 's1_room_leave', callback = room_function({SEAT}, room_leave),
	flags = {'allow-oom'}}

end

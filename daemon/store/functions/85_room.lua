-- Rooms: under {r:<room>}: a stream log whose ids are <offset>-0, and st, a text that is everything else, because a
-- message then costs one read, one entry and one write. What became of a message with an old cseq stands in the log.

local live_as_room, room_prefix, room_load, room_seat

do -- what is local in this block is used in it alone

-- What lies beside st lives as long, from its first entry on: longer in a duty hold, which has been given its time by then.
function live_as_room(p, key)
	local ends = redis.call('EXPIRETIME', p .. 'st')
	if ends > 0 then redis.call('EXPIREAT', p .. key, ends) end
end

function room_prefix(keys)
	return #keys == 1 and keys[1]:find('^{r:%x+}:$') and #keys[1] == 37 and keys[1] or nil
end

-- st: first what a message changes and what it is held against, as numbers of a fixed width, because text costs most of the
-- time. FRONT: last offset, bytes, key epoch, whether the log is closed, the highest seat of staff that ever was, and the
-- seats of staff that are open (0: the place is free). Behind it a PLACE for the youth and one for each of those: last cseq,
-- claim (0: never taken). Then words: log epoch, the replication id that it counts for (or NONE), and for each open seat its
-- number, offset seen, session, node.
local COUNTS, FRONT, PLACE = '>I4I4I8', '>I4I4I8BBBBB', '>I4I4'
local PLACES, BEHIND_COUNTS, FIRST_PLACE, PLACE_SIZE, WORDS = 4, 17, 22, 8, 54
local NONE = '-'

-- The room as a table, its open seats in a list, the youth's first, as they lie in st; or nil when there is none.
function room_load(p)
	local text = redis.call('GET', p .. 'st')
	if not text then return nil end
	local r, numbers = {seats = {}}, {0}
	r.last, r.bytes, r.key_epoch, r.closed, r.top, numbers[2], numbers[3], numbers[4] = struct.unpack(FRONT, text)
	for place = 1, PLACES do
		if place == 1 or numbers[place] > 0 then
			local cseq, claim = struct.unpack(PLACE, text, FIRST_PLACE + PLACE_SIZE * (place - 1))
			r.seats[#r.seats + 1] = {number = numbers[place], cseq = cseq, claim = claim}
		end
	end
	local word = text:sub(WORDS):gmatch('%S+')
	r.epoch, r.history = word(), word()
	for i = 1, #r.seats do
		local s = r.seats[i]
		s.number, s.seen, s.on, s.node = tonumber(word()), word(), word(), word()
	end
	return r
end

-- The open seat of that number, or nil.
function room_seat(r, number)
	for i = 1, #r.seats do
		if r.seats[i].number == number then return r.seats[i] end
	end
	return nil
end

-- Seconds. Routing buries a room in its own time; this is for one that a failover made it forget, and so long that a clock
-- which is put forward by a day takes no room from those who talk.
local ROOM_LIFE = 259200

local ROOM_ENTRIES, ROOM_BYTES = 5000, 8 * 1024 * 1024

local function room_function(spec, body)
	return function(keys, args)
		local p, a = room_prefix(keys), parse(spec, args)
		if not p or not a or (a.seat or 0) > SEAT_LAST then return {'RANGE'} end
		return body(p, a)
	end
end

local function new_seat(number)
	return {number = number, cseq = 0, claim = 0, seen = '0', on = '0', node = NONE}
end

local function room_save(p, r, ...)
	local numbers, places, words = {}, {}, {r.epoch, r.history}
	for i = 1, PLACES do
		local s = r.seats[i]
		numbers[i], places[i] = s and s.number or 0, struct.pack(PLACE, s and s.cseq or 0, s and s.claim or 0)
		if s then words[#words + 1] = table.concat({s.number, s.seen, s.on, s.node}, ' ') end
	end
	local front = struct.pack(FRONT, r.last, r.bytes, r.key_epoch, r.closed, r.top, numbers[2], numbers[3], numbers[4])
	redis.call('SET', p .. 'st', front .. table.concat(places) .. table.concat(words, ' '), ...)
end

-- none -> there, with the youth's seat, its log in that epoch: beyond the one in which a client has entries of it, when a
-- failover lost the room. There already: the same answer.
local function room_open(p, a)
	if redis.call('EXISTS', p .. 'st') == 1 then return {'DUP'} end
	local r = {last = 0, bytes = 0, key_epoch = 0, closed = 0, top = 0, epoch = digits(a.epoch), history = NONE,
		seats = {new_seat(0)}}
	room_save(p, r, 'EX', ROOM_LIFE)
	return {'OK'}
end

-- Adds seat, seen, session and node of everybody but one to an answer.
local function add_peers(answer, r, but)
	for i = 1, #r.seats do
		local s, n = r.seats[i], #answer
		if s.number ~= but and s.claim > 0 then
			answer[n + 1], answer[n + 2], answer[n + 3], answer[n + 4] = s.number, s.seen, s.on, s.node
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

-- Closes the seats of staff between two numbers: whoever had them says nothing more. True when there were any.
local function close_seats(r, from, to)
	local before = #r.seats
	for i = before, 2, -1 do
		if r.seats[i].number >= from and r.seats[i].number <= to then table.remove(r.seats, i) end
	end
	return #r.seats < before
end

-- The open seat of that number; one of staff that is higher than all before is opened. nil when it was closed.
local function seat_for(r, number)
	local s = room_seat(r, number)
	if s or number <= r.top then return s end
	s = new_seat(number)
	r.seats[#r.seats + 1], r.top = s, number
	return s
end

-- Is the one who answers there, and a place for one more?
local function has_seat_for(r, number)
	return room_seat(r, number) or (r.seats[2] and r.seats[2].number < number and #r.seats < PLACES)
end

-- The seat belongs to this session from now on; the claim it raises fences whoever had it, and the seats of staff below
-- `from` are closed. Who is invited (a seat above `from`) comes in behind the one who answers, whose seat a failover may have
-- lost, and when a place is free: STATE is to be asked again. Nobody appends on a new connection before, so the epoch is looked
-- at here alone.
local function room_attach(p, a)
	local r = room_load(p)
	if not r or r.closed ~= 0 then return {'GONE'} end
	close_seats(r, 1, a.from - 1)
	if a.seat > a.from and not has_seat_for(r, a.seat) then return {'STATE'} end
	local s = seat_for(r, a.seat)
	if not s then return {'STALE'} end
	note_history(r, a.history)
	s.claim, s.on, s.node = s.claim + 1, a.session, a.node
	room_save(p, r, 'KEEPTTL')
	return add_peers({'OK', s.claim, r.epoch, s.cseq + 1, r.last}, r, a.seat)
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
local HEAD = '^(%d+) (%d+) (%d+) ([1-5]) %d+$'

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
	if not seat or #seat > 3 or #cseq > 15 or #key_epoch > 15 then return 'RANGE' end
	local text = redis.call('GET', p .. 'st')
	if not text then return 'GONE' end
	local number, at = tonumber(seat), FIRST_PLACE
	local last, bytes, current, closed, _, second, third, fourth = struct.unpack(FRONT, text)
	if number ~= 0 then
		local place = number == second and 1 or number == third and 2 or number == fourth and 3
		if not place then return 'STALE' end
		at = FIRST_PLACE + PLACE_SIZE * place
	end
	local before, mine = struct.unpack(PLACE, text, at)
	if mine ~= tonumber(claim) then return 'STALE' end
	local new, epoch = tonumber(cseq), tonumber(key_epoch)
	if new <= before then
		local offset = offset_of(p, seat, new)
		return offset and 'DUP ' .. offset .. ' ' .. text:sub(WORDS) or 'RANGE'
	end
	if closed ~= 0 then return 'GONE' end
	if new > before + 1 then return 'GAP ' .. digits(before + 1) end
	if not is_of_epoch(kind, epoch, current) then return 'EPOCH' end
	if last >= ROOM_ENTRIES or bytes + #payload > ROOM_BYTES then return 'FULL' end
	local offset = digits(last + 1)
	redis.call('XADD', p .. 'log', offset .. '-0', 'h', head, 'p', payload)
	redis.call('SETRANGE', p .. 'st', '0', struct.pack(COUNTS, last + 1, bytes + #payload,
		kind == '3' and epoch or current) .. text:sub(BEHIND_COUNTS, at - 1) .. struct.pack('>I4', new))
	if last == 0 then live_as_room(p, 'log') end
	return 'OK ' .. offset .. ' ' .. text:sub(WORDS)
end

-- Notes the highest offset seen; a lower one, or one that is not there yet, changes nothing.
local function room_seen(p, a)
	local r = room_load(p)
	if not r then return {'GONE'} end
	local s = room_seat(r, a.seat)
	if not s or s.claim ~= tonumber(a.claim) then return {'STALE'} end
	if a.offset > tonumber(s.seen) and a.offset <= r.last then
		s.seen = digits(a.offset)
		room_save(p, r, 'KEEPTTL')
	end
	return {'OK'}
end

-- A closed log that nobody reads any more is gone, everything else is kept.
local function save_or_delete(p, r)
	local read = r.closed == 0
	for i = 1, #r.seats do read = read or r.seats[i].claim > 0 end
	if read then
		room_save(p, r, 'KEEPTTL')
	else
		redis.call('UNLINK', p .. 'st', p .. 'log', p .. 'notes')
	end
	return {'OK'}
end

-- The seats of staff from a number up to this one are closed; the log and the youth's seat stay. Whoever comes next gets a
-- higher one.
local function room_vacate(p, a)
	local r = room_load(p)
	if not r then return {'GONE'} end
	local found = close_seats(r, a.from, a.seat)
	if not found and r.top >= a.seat then return {'DUP'} end
	r.top = math.max(r.top, a.seat)
	return save_or_delete(p, r)
end

-- Nothing is added from now on, what is there can be read for a while.
local function room_close(p)
	local r = room_load(p)
	if not r then return {'GONE'} end
	if r.closed ~= 0 then return {'DUP'} end
	r.closed = 1
	room_save(p, r, 'KEEPTTL')
	return {'OK'}
end

-- The seat needs the log no more. After the first nothing is added, after the last nothing is left. A seat that is closed
-- has nothing to say of what goes on without it.
local function room_leave(p, a)
	local r = room_load(p)
	local s = r and room_seat(r, a.seat)
	if not s or s.claim == 0 then return {'DUP'} end
	r.closed, s.claim = 1, 0
	return save_or_delete(p, r)
end

local SEAT, CLAIMED = {'seat', 'num'}, {'claim', 'digits'}

redis.register_function('s1_room_open', room_function({{'epoch', 'num'}}, room_open))
redis.register_function('s1_room_attach', room_function({SEAT, SESSION, {'node', 'node'}, {'history', 'word0'},
	{'from', 'num'}}, room_attach))
redis.register_function('s1_room_append', room_append)
redis.register_function('s1_room_seen', room_function({SEAT, CLAIMED, {'offset', 'num'}}, room_seen))
redis.register_function{function_name = 's1_room_vacate', callback = room_function({SEAT, {'from', 'num'}}, room_vacate),
	flags = {'allow-oom'}}
redis.register_function{function_name = 's1_room_close', callback = room_function({}, room_close),
	flags = {'allow-oom'}}
redis.register_function{function_name = 's1_room_leave', callback = room_function({SEAT}, room_leave),
	flags = {'allow-oom'}}

end

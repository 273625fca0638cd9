-- Notes among the staff of a room: a lane beside its log, under {r:<room>}:notes, that no youth's seat ever reads. A stream
-- whose ids are <offset>-0: h head and p payload as in the log, and n, all that is counted: bytes, then each seat that has
-- written and its last cseq. So the newest entry says it all, nothing else must be kept or deleted, and a failover that
-- takes entries away takes their count away too.

do -- what is local in this file is used in this file alone

local LANE_ENTRIES, LANE_BYTES = 500, 1024 * 1024

-- The head of a note: staff seat, cseq, key epoch, the kind NOTE, and when, in Unix milliseconds, for people to read.
local NOTE_HEAD = '^([1-9]%d?%d?) (%d+) (%d+) 6 %d+$'

-- The lane as its newest entry tells it: last offset, bytes, and the last cseq of each seat.
local function lane_load(p)
	local newest = redis.call('XREVRANGE', p .. 'notes', '+', '-', 'COUNT', 1)[1]
	local lane = {last = 0, bytes = 0, cseq = {}}
	if not newest then return lane end
	lane.last = tonumber(newest[1]:match('^%d+'))
	local word = newest[2][6]:gmatch('%d+') -- h, head, p, payload, n, counts
	lane.bytes = tonumber(word())
	for seat in word do lane.cseq[tonumber(seat)] = tonumber(word()) end
	return lane
end

local function counts_of(lane)
	local words = {digits(lane.bytes)}
	for seat, cseq in pairs(lane.cseq) do words[#words + 1] = seat .. ' ' .. digits(cseq) end
	return table.concat(words, ' ')
end

-- Where the lane has that note of the seat; nil when a failover took it. There are 500 at most.
local function note_offset(p, seat, cseq)
	local head = '^' .. seat .. ' ' .. digits(cseq) .. ' '
	local entries = redis.call('XREVRANGE', p .. 'notes', '+', '-')
	for i = 1, #entries do
		local id, fields = entries[i][1], entries[i][2]
		if fields[2]:find(head) then return id:match('^%d+') end
	end
	return nil
end

-- The answer, with seat, session and node of each other staff seat that somebody has taken.
local function note_answer(word, offset, r, writer)
	local answer = {word, offset}
	for i = 1, #r.seats do
		local s, n = r.seats[i], #answer
		if s.number ~= 0 and s.number ~= writer and s.claim > 0 then
			answer[n + 1], answer[n + 2], answer[n + 3] = s.number, s.on, s.node
		end
	end
	return answer
end

-- Adds one note, exactly once and in the sender's order. Arguments and the order of the checks as of room_append. The key
-- epoch must be the room's: whoever came or went since its writer looked is not to be written to, or past.
local function note_append(keys, args)
	local p, claim, head, payload = room_prefix(keys), args[1], args[2], args[3]
	if not p or #args ~= 3 or #head > 64 or #payload > 65536 then return {'RANGE'} end
	local seat, cseq, key_epoch = head:match(NOTE_HEAD)
	if not seat or #cseq > 15 or #key_epoch > 15 then return {'RANGE'} end
	local new, writer = tonumber(cseq), tonumber(seat)
	local r = room_load(p)
	if not r then return {'GONE'} end
	local s = room_seat(r, writer)
	if not s or s.claim ~= tonumber(claim) then return {'STALE'} end
	local lane = lane_load(p)
	local written = lane.cseq[writer] or 0
	if new <= written then
		local offset = note_offset(p, seat, new)
		return offset and note_answer('DUP', offset, r, writer) or {'RANGE'}
	end
	if r.closed ~= 0 then return {'GONE'} end
	if new > written + 1 then return {'GAP', written + 1} end
	if r.key_epoch ~= tonumber(key_epoch) then return {'EPOCH'} end
	if lane.last >= LANE_ENTRIES or lane.bytes + #payload > LANE_BYTES then return {'FULL'} end
	local offset = digits(lane.last + 1)
	lane.bytes, lane.cseq[writer] = lane.bytes + #payload, new
	redis.call('XADD', p .. 'notes', offset .. '-0', 'h', head, 'p', payload, 'n', counts_of(lane))
	if lane.last == 0 then live_as_room(p, 'notes') end
	return note_answer('OK', offset, r, writer)
end

redis.register_function('s1_note_append', note_append)

end

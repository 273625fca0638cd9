-- Rooms: under {r:<room>}: a stream log whose ids are <offset>-0, and a hash st with the seats. Fields of st:
-- e log epoch, k key epoch, n last offset, b bytes, x seats that left, or closed; for seat i: c<i> claim, q<i> last cseq,
-- v<i> seen, s<i> session, n<i> node; and <i>:<cseq> the offset of that message, for retransmissions.

do -- what is local in this file is used in this file alone

local ROOM_SEATS = 2
local ROOM_ENTRIES, ROOM_BYTES = 5000, 8 * 1024 * 1024
local ROOM_FRESH, ROOM_LIFE, ROOM_LEFT = 120, 16200, 30 -- seconds

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

-- none -> fresh: it lives two minutes unless a counsellor takes the seat. There already: the same answer.
local function room_open(p)
	if redis.call('EXISTS', p .. 'st') == 1 then return {'DUP'} end
	redis.call('HSET', p .. 'st', 'e', 1, 'k', 0, 'n', 0, 'b', 0, 'x', '')
	redis.call('EXPIRE', p .. 'st', ROOM_FRESH)
	return {'OK'}
end

local SEAT_FIELDS = {'c', 'q', 'v', 's', 'n'}

-- The room and all its seats in one read; nil when there is none.
local function room_load(p)
	local names = {'e', 'k', 'n', 'b', 'x'}
	for seat = 0, ROOM_SEATS - 1 do
		for i = 1, #SEAT_FIELDS do names[#names + 1] = SEAT_FIELDS[i] .. seat end
	end
	local values = redis.call('HMGET', p .. 'st', unpack(names))
	if not values[1] then return nil end
	local r = {}
	for i = 1, #names do r[names[i]] = values[i] or (names[i]:sub(1, 1) == 'n' and #names[i] > 1 and '' or '0') end
	return r
end

-- Adds seat, seen, session and node of everybody but one to an answer.
local function add_peers(answer, r, but)
	for seat = 0, ROOM_SEATS - 1 do
		if seat ~= but and r['c' .. seat] ~= '0' then
			for _, value in ipairs({tostring(seat), r['v' .. seat], r['s' .. seat], r['n' .. seat]}) do
				answer[#answer + 1] = value
			end
		end
	end
	return answer
end

-- The seat belongs to this session from now on; the claim it raises fences whoever had it.
local function room_attach(p, a)
	local r = room_load(p)
	if not r or r.x ~= '' then return {'GONE'} end
	local seat = tostring(a.seat)
	local claim = redis.call('HINCRBY', p .. 'st', 'c' .. seat, 1)
	redis.call('HSET', p .. 'st', 's' .. seat, a.session, 'n' .. seat, a.node)
	if a.seat == 1 then
		redis.call('EXPIRE', p .. 'st', ROOM_LIFE)
		redis.call('EXPIRE', p .. 'log', ROOM_LIFE)
	end
	return add_peers({'OK', tostring(claim), r.e, string.format('%.0f', tonumber(r['q' .. seat]) + 1), r.n},
		r, a.seat)
end

-- Why this message cannot be added, or nil. The order matters: a stored text whose ack was lost must not be
-- taken for a new one.
local function append_refusal(p, r, a, seat)
	if not r then return {'GONE'} end
	if tonumber(r['c' .. seat]) ~= a.claim then return {'STALE'} end
	local last = tonumber(r['q' .. seat])
	if a.cseq <= last then
		local offset = redis.call('HGET', p .. 'st', seat .. ':' .. string.format('%.0f', a.cseq))
		if not offset then return {'RANGE'} end
		return add_peers({'DUP', offset, r.e, '0'}, r, a.seat)
	end
	if r.x ~= '' then return {'GONE'} end
	if a.cseq > last + 1 then return {'GAP', string.format('%.0f', last + 1)} end
	if a.key_epoch < tonumber(r.k) then return {'EPOCH'} end
	if tonumber(r.n) >= ROOM_ENTRIES or tonumber(r.b) + #a.payload > ROOM_BYTES then return {'FULL'} end
	return nil
end

-- Adds one message, exactly once and in the sender's order.
local function room_append(p, a)
	local r, seat = room_load(p), tostring(a.seat)
	local refusal = append_refusal(p, r, a, seat)
	if refusal then return refusal end
	local offset, cseq = string.format('%.0f', tonumber(r.n) + 1), string.format('%.0f', a.cseq)
	local at = digits(time_ms(p))
	local epoch = string.format('%.0f', a.key_epoch)
	redis.call('XADD', p .. 'log', offset .. '-0', 's', seat, 'c', cseq, 'k', tostring(a.kind), 'e', epoch,
		't', at, 'p', a.payload)
	redis.call('HSET', p .. 'st', 'n', offset, 'q' .. seat, cseq, 'k', epoch,
		'b', string.format('%.0f', tonumber(r.b) + #a.payload), seat .. ':' .. cseq, offset)
	if offset == '1' then
		redis.call('PEXPIRE', p .. 'log', math.max(redis.call('PTTL', p .. 'st'), 1))
	end
	return add_peers({'OK', offset, r.e, at}, r, a.seat)
end

-- Notes the highest offset seen; a lower one, or one that is not there yet, changes nothing.
local function room_seen(p, a)
	local r, seat = room_load(p), tostring(a.seat)
	if not r then return {'GONE'} end
	if tonumber(r['c' .. seat]) ~= a.claim then return {'STALE'} end
	if a.offset > tonumber(r['v' .. seat]) and a.offset <= tonumber(r.n) then
		redis.call('HSET', p .. 'st', 'v' .. seat, string.format('%.0f', a.offset))
	end
	return {'OK'}
end

-- Nothing is added from now on; what is there can be read for a while.
local function room_close(p)
	local r = room_load(p)
	if not r then return {'GONE'} end
	if r.x ~= '' then return {'DUP'} end
	redis.call('HSET', p .. 'st', 'x', 'closed')
	redis.call('EXPIRE', p .. 'st', ROOM_LEFT)
	redis.call('EXPIRE', p .. 'log', ROOM_LEFT)
	return {'OK'}
end

-- The seat needs the log no more. After the first nothing is added, after the last nothing is left.
local function room_leave(p, a)
	local r, seat = room_load(p), tostring(a.seat)
	if not r or listed(r.x, seat) then return {'DUP'} end
	local left = r.x .. ' ' .. seat
	local others = 0
	for i = 0, ROOM_SEATS - 1 do
		if r['c' .. i] ~= '0' and not listed(left, tostring(i)) then others = others + 1 end
	end
	if others == 0 then
		redis.call('UNLINK', p .. 'st', p .. 'log')
		return {'OK'}
	end
	redis.call('HSET', p .. 'st', 'x', left)
	redis.call('EXPIRE', p .. 'st', ROOM_LEFT)
	redis.call('EXPIRE', p .. 'log', ROOM_LEFT)
	return {'OK'}
end

local SEAT, CLAIM = {'seat', 'num'}, {'claim', 'num'}

redis.register_function('s1_room_open', room_function({}, room_open))
redis.register_function('s1_room_attach', room_function({SEAT, SESSION, {'node', 'node'}}, room_attach))
redis.register_function('s1_room_append', room_function({SEAT, CLAIM, {'cseq', 'num'}, {'key_epoch', 'num'},
	{'kind', 'num'}, {'payload', 'bytes'}}, room_append))
redis.register_function('s1_room_seen', room_function({SEAT, CLAIM, {'offset', 'num'}}, room_seen))
redis.register_function{function_name = 's1_room_close', callback = room_function({}, room_close),
	flags = {'allow-oom'}}
redis.register_function{function_name = 's1_room_leave', callback = room_function({SEAT}, room_leave),
	flags = {'allow-oom'}}

end

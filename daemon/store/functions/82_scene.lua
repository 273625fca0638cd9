-- What of the scene routing knows: who waits where, who is on, how much came lately. And the question that the nodes of those who
-- watch ask once a second. It names municipalities beside topics: who may read that is judged by the node, chat/reach.c.

do -- what is local in this file is used in this file alone

local PRESENCE = {A = 'available', P = 'paused', Z = 'draining', L = 'lost'}

-- Minutes that rates are of, and the results of P`rc`.
local SPANS = {15, 60}
local RESULTS = {'arrived', 'answered', 'abandoned', 'refused', 'diverted'}
local MINUTES_PER_HOUR, HOURS = 60, 24

-- The longest waiting and how many of each place and topic; offered and away are all of the pool.
local function waiting_now(x, put, now)
	local cells = {}
	each_visit(x, function(y)
		if y.st == 'C' or y.st == 'M' then now.rooms = now.rooms + 1 end
		if y.st == 'C' then
			if y.n == '' then now.away = now.away + 1 end
			return
		end
		local place, since = y.place, asked_at(x, y)
		local cell = cells[place]
		if not cell then
			cells[place] = {count = 1, oldest = since}
		else
			cell.count, cell.oldest = cell.count + 1, math.min(cell.oldest, since)
		end
		now.waiting = now.waiting + 1
		if y.st == 'O' then now.offered = now.offered + 1 end
	end)
	for place, cell in pairs(cells) do put('w ' .. place, digits(cell.count) .. ' ' .. told(x, cell.oldest)) end
end

local function staff_now(x, put, now)
	for _, cid in ipairs(redis.call('HKEYS', x.p .. 'on')) do
		local st, sn, ld, cap, ag, al, wr =
			unpack(redis.call('HMGET', x.p .. 'c:' .. cid, 'st', 'sn', 'ld', 'cap', 'ag', 'al', 'wr'))
		if PRESENCE[st] then
			local _, wraps_ = (wr or ''):gsub('%S+', '')
			now.wrapping = now.wrapping + wraps_
			if st ~= 'L' then now.on_duty = now.on_duty + 1 end
			if st == 'A' then
				now.free = now.free + math.max(tonumber(cap) - tonumber(ld), 0)
				now.capacity = now.capacity + tonumber(cap)
			end
			put('p ' .. cid, table.concat({PRESENCE[st], told(x, sn or x.now), ld, cap, ag, al}, ' '))
		end
	end
end

scene[#scene + 1] = function(x, put)
	local now = {rooms = 0, away = 0, wrapping = 0, offered = 0, waiting = 0, on_duty = 0, free = 0, capacity = 0}
	waiting_now(x, put, now)
	staff_now(x, put, now)
	local numbers = {now.rooms, now.away, now.wrapping, now.offered, now.waiting, now.on_duty, now.free, now.capacity}
	for i = 1, #numbers do numbers[i] = digits(numbers[i]) end
	put('now', table.concat(numbers, ' '))
end

local field_of = keeping(20000, function(text)
	local minute, what = text:match('^(%d+) (%a+)')
	return {minute = tonumber(minute), result = what == 'a' and 'arrived' or what}
end)

-- How much came in the last minutes, and what became of it so far.
scene[#scene + 1] = function(x, put)
	local minute, sums, flat = asked.minute(x, x.now), {}, redis.call('HGETALL', x.p .. 'rc')
	for i = 1, #SPANS do sums[i] = {} end
	for i = 1, #flat, 2 do
		local field = field_of(flat[i])
		for j = 1, #SPANS do
			if minute - field.minute < SPANS[j] then
				sums[j][field.result] = (sums[j][field.result] or 0) + tonumber(flat[i + 1])
			end
		end
	end
	for j = 1, #SPANS do
		local numbers = {}
		for i = 1, #RESULTS do numbers[i] = digits(sums[j][RESULTS[i]] or 0) end
		put('rate ' .. SPANS[j], table.concat(numbers, ' '))
	end
end

-- The last hours by the pool's own clock: who came, who of them was answered, who went without.
scene[#scene + 1] = function(x, put)
	local offset, last = asked.offset_then(x), ''
	for back = 0, HOURS - 1 do
		local minute = asked.minute(x, x.now) - back * MINUTES_PER_HOUR
		local hour = asked.hour_of(minute, offset(minute))
		local sums, flat = {arrived = 0, answered = 0, without = 0}, redis.call('HGETALL', x.p .. 'n:h:' .. hour)
		for i = 1, #flat, 2 do
			local what = flat[i]:match('^%a+')
			local name = (what == 'abandoned' or what == 'refused') and 'without' or what
			if sums[name] then sums[name] = sums[name] + tonumber(flat[i + 1]) end
		end
		-- Where summer time ends an hour is called so twice, and is one.
		if #flat > 0 and hour ~= last then
			put('h ' .. hour, digits(sums.arrived) .. ' ' .. digits(sums.answered) .. ' ' .. digits(sums.without))
		end
		last = hour
	end
end

-- The more wait, the more an answer costs, and the longer it stands: so many for each second. Whoever asks sooner is told the same
-- again, so that it costs no more however many nodes ask; SHARE is below 1 because their seconds do not begin together.
local SECOND, EACH, SHARE = 1000, 600, 0.7
local kept = {} -- by pool: answer, time of the day

local function still_stands(x)
	local last = kept[x.p]
	return last and not TEST and math.abs(day_time(x) - last.day) < last.every * SHARE
end

-- For how many milliseconds it stands, then names and values in turn.
local function whole_scene(x)
	if still_stands(x) then return kept[x.p].answer end
	local every = SECOND * (1 + math.floor(x.waiting / EACH))
	local answer = {'OK', digits(every)}
	local function put(name, value)
		answer[#answer + 1] = name
		answer[#answer + 1] = value
	end
	for i = 1, #scene do scene[i](x, put) end
	kept[x.p] = {answer = answer, day = day_time(x), every = every}
	return answer
end

redis.register_function{function_name = 's1_scene', callback = question({}, whole_scene), flags = {'no-writes', 'allow-oom'}}

end

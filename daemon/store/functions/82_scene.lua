-- What of the scene routing knows: who waits where, who is on, how much came lately. And the question that supervisors' nodes ask
-- once a second. It names municipalities beside topics: who may read that is judged by the node, chat/reach.c.

do -- what is local in this file is used in this file alone

local PRESENCE = {A = 'available', P = 'paused', Z = 'draining', L = 'lost'}

-- Minutes that rates are of, and the results of P`rc`.
local SPANS = {15, 60}
local RESULTS = {'arrived', 'answered', 'abandoned', 'refused', 'diverted'}
local MS_PER_MINUTE, MINUTES_PER_HOUR, HOURS = 60000, 60, 24

-- The longest waiting and how many of each place and topic; offered and away are all of the pool.
local function waiting_now(x, put, now)
	local cells = {}
	each_visit(x, function(y)
		if y.st == 'C' or y.st == 'M' then now.rooms = now.rooms + 1 end
		if y.st == 'C' then
			if y.n == '' then now.away = now.away + 1 end
			return
		end
		local place, asked = place_counted(y), asked_at(x, y)
		local cell = cells[place] or {count = 0, oldest = asked}
		cell.count, cell.oldest = cell.count + 1, math.min(cell.oldest, asked)
		cells[place] = cell
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

-- How much came in the last minutes, and what became of it so far.
scene[#scene + 1] = function(x, put)
	local minute, sums, flat = math.floor(day_time(x) / MS_PER_MINUTE), {}, redis.call('HGETALL', x.p .. 'rc')
	for i = 1, #SPANS do sums[i] = {} end
	for i = 1, #flat, 2 do
		local at, what = flat[i]:match('^(%d+) (%a+)')
		for j = 1, #SPANS do
			if at and minute - tonumber(at) < SPANS[j] then
				local result = what == 'a' and 'arrived' or what
				sums[j][result] = (sums[j][result] or 0) + tonumber(flat[i + 1])
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
	for back = 0, HOURS - 1 do
		local hour = asked.hour_of(asked.minute(x, x.now) - back * MINUTES_PER_HOUR, x.offset)
		local sums, flat = {arrived = 0, answered = 0, without = 0}, redis.call('HGETALL', x.p .. 'n:h:' .. hour)
		for i = 1, #flat, 2 do
			local what = flat[i]:match('^%a+')
			local name = (what == 'abandoned' or what == 'refused') and 'without' or what
			if sums[name] then sums[name] = sums[name] + tonumber(flat[i + 1]) end
		end
		if #flat > 0 then put('h ' .. hour, digits(sums.arrived) .. ' ' .. digits(sums.answered) .. ' ' .. digits(sums.without)) end
	end
end

-- What was answered last stands for a moment, so that it costs the same however many nodes ask.
local KEPT_MS = 700
local kept = {} -- by pool: answer and time of the day

-- Names and values in turn.
local function whole_scene(x)
	local last = kept[x.p]
	if last and not TEST and math.abs(day_time(x) - last.day) < KEPT_MS then return last.answer end
	local answer = {'OK'}
	local function put(name, value)
		answer[#answer + 1] = name
		answer[#answer + 1] = value
	end
	for i = 1, #scene do scene[i](x, put) end
	kept[x.p] = {answer = answer, day = day_time(x)}
	return answer
end

redis.register_function{function_name = 's1_scene', callback = question({}, whole_scene), flags = {'no-writes', 'allow-oom'}}

end

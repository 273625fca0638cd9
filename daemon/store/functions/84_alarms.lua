-- Alarms: what a supervisor must hear of. Nobody waits for them: every few seconds the parent of each machine asks for a
-- judgement, which begins what is so now, ends what is so no more, and answers what has just begun and what is to be told outside.
--   al   id -> "<kind> <since> <value> <limit> <taken or 0> <subject> | <taken by>", times in Unix milliseconds
--   als  at: when it was judged last; back: when it was again after nobody had for a while; first: since when arrivals are known;
--        "m <machine>": "<when> <workers missing>"; "t <id>": the ways by which it has been told outside (84_alarms_letters.lua)
-- A subject names a county, or a municipality together with its agency, to which alone it is told (docs/operations.md).

local alarms = {}

do -- what is local in this file is used in this file alone

-- Milliseconds between two judgements at least: two machines ask every five seconds each.
local PACE = 4000
-- A machine that says nothing is missed after this, and forgotten after that.
local MACHINE_LATE, MACHINE_GONE = 30000, 3600000
-- The oldest of a cell is told as it asked; moments this close are the same one, seen by two clocks.
local SAME = 2000
-- The share without an answer, and the surge of a topic: below so many visits there is no alarm.
local LEAST = 8
local LOST_MINUTES = 60
local SURGE = {minutes = 120, places = 3, weeks = 8, floor = 0.5, tail = 0.001, least_unknown = 12}
local HOUR, WEEK_HOURS = 60, 168

local function read_alarm(text)
	local kind, since, value, limit, taken, subject, by = text:match('^(%S+) (%d+) (%S+) (%S+) (%d+) (.-) | (.*)$')
	return kind and {kind = kind, since = since, value = value, limit = limit, taken = taken, subject = subject, by = by}
end

local function written(m)
	return table.concat({m.kind, m.since, m.value, m.limit, m.taken, m.subject, '| ' .. m.by}, ' ')
end

-- The doors of the pool's agencies as the parent knows them: "<slug>:<municipality>:<in its opening hours>:<minutes of
-- wait>:<percent without an answer>"; 0: it has no limit of its own.
local function read_doors(text)
	local doors = {}
	for slug, municipality, open, minutes, percent in text:gmatch('([^: ]+):([^: ]*):([01]):(%d+):(%d+)') do
		doors[#doors + 1] = {slug = slug, m = municipality, open = open == '1', minutes = tonumber(minutes), percent = tonumber(percent)}
	end
	return doors
end

-- --- each rule puts what is so now: found[id] = {kind, value, limit, subject} ---

local function put(found, id, kind, value, limit, subject)
	found[id] = {kind = kind, value = value, limit = limit, subject = subject}
end

-- A counsellor asks for help, and nobody has answered.
local function judge_help(x, a, found)
	for _, door in ipairs(a.doors) do
		for _, sid in ipairs(redis.call('SMEMBERS', x.p .. 'hs:' .. door.slug)) do
			local y = visit(x, sid)
			if y and y.hl:match('^%S+ %S+ 0 ') then put(found, 'help:' .. y.c, 'help', '0', '0', door.slug .. ' ' .. y.c) end
		end
	end
end

-- The region a visit counts for, its own municipality if it did not ask for others, and its county.
local function regions_of(y)
	local own = y.w ~= '2' and y.m ~= '' and 'm' .. y.m
	return own, y.co ~= '' and 'c' .. y.co or 'n'
end

local function note_oldest(oldest, region, y, at)
	local cell = region .. ' ' .. y.t
	oldest[cell] = math.min(oldest[cell] or at, at)
end

-- Who has waited longest in each cell has waited longer than it may.
local function judge_wait(x, a, found)
	local oldest, minutes, slug = {}, {}, {}
	for _, door in ipairs(a.doors) do
		if door.minutes > 0 and door.m ~= '' then minutes['m' .. door.m], slug['m' .. door.m] = door.minutes, door.slug end
	end
	each_waiting(x, function(y)
		local own, county = regions_of(y)
		local at = asked_at(x, y)
		note_oldest(oldest, county, y, at)
		if own and minutes[own] then note_oldest(oldest, own, y, at) end
	end)
	for cell, at in pairs(oldest) do
		local region, topic = cell:match('^(%S+) (%S+)$')
		local limit = minutes[region] or a.wait
		if x.now - at > limit * 60000 then
			local subject = cell .. (slug[region] and ' ' .. slug[region] or '')
			put(found, 'wait:' .. region .. ':' .. topic, 'wait', told(x, at), digits(limit), subject)
		end
	end
end

-- An agency's door is open, by its hours or an act, and nobody of it is on duty. Whoever is lost has a few minutes to come back.
local function judge_empty(x, a, found)
	local list, staffed = acts.standing(x), {}
	for _, cid in ipairs(redis.call('HKEYS', x.p .. 'on')) do
		staffed[redis.call('HGET', x.p .. 'c:' .. cid, 'ag') or ''] = true
	end
	for _, door in ipairs(a.doors) do
		local said = acts.door(list, door.slug)
		local open = said == 'open' or (door.open and not said)
		if open and not staffed[door.slug] then put(found, 'empty:' .. door.slug, 'empty', '0', '0', door.slug) end
	end
	a.staffed = next(staffed) ~= nil
end

local function add_share(shares, place, row)
	local share = shares[place] or {arrived = 0, lost = 0}
	shares[place] = share
	if row.topic then
		share.arrived = share.arrived + row.number
	elseif row.result == 'abandoned' or row.result == 'refused' then
		share.lost = share.lost + row.number
	end
end

-- subject: what stands before and behind the number that came.
local function put_share(found, id, share, limit, subject)
	if share and limit > 0 and share.arrived >= LEAST and share.lost * 100 > limit * share.arrived then
		put(found, id, 'lost', digits(share.lost), digits(limit), subject:format(digits(share.arrived)))
	end
end

-- Of those who asked within the last hour, more than the limit went without an answer: in the pool, and of a municipality by its
-- agency's own limit.
local function judge_lost(x, a, found)
	local shares = {}
	for _, row in ipairs(a.minutes) do
		if row.minute > a.minute - LOST_MINUTES then
			add_share(shares, '', row)
			if row.place ~= '' then add_share(shares, row.place, row) end
		end
	end
	put_share(found, 'lost', shares[''], a.lost, '%s')
	for _, door in ipairs(a.doors) do
		local place = door.m ~= '' and 'm' .. door.m
		if place then put_share(found, 'lost:' .. door.slug, shares[place], door.percent, place .. ' %s ' .. door.slug) end
	end
end

-- A worker does not run, or a whole machine says nothing any more. While Redis was away none could say anything.
local function judge_down(x, a, found)
	local back = tonumber(a.state.back or 0)
	for field, value in pairs(a.state) do
		local machine, at, missing = field:match('^m (.+)$'), value:match('^(%d+) (%d+)$')
		local silent = machine and a.day - math.max(tonumber(at), back) or 0
		if machine and silent > MACHINE_GONE then
			redis.call('HDEL', x.p .. 'als', field)
		elseif machine and (silent > MACHINE_LATE or missing ~= '0') then
			put(found, 'down:' .. machine, 'down', missing, '0', silent > MACHINE_LATE and 'machine' or 'worker')
		end
	end
end

-- Somebody is on duty in the pool, and nobody leads it.
local function judge_unled(x, a, found)
	if a.staffed and #rota.now(x) == 0 then put(found, 'unled', 'unled', '0', '0', '-') end
end

-- How likely it is that so many or more come where so many are usual.
local function poisson_tail(n, mean)
	if n <= mean then return 1 end
	local log_term = -mean
	for k = 1, n do log_term = log_term + math.log(mean / k) end
	local term, sum = math.exp(log_term), 0
	for k = n + 1, n + 1000 do
		sum = sum + term
		if term < sum * 1e-12 then break end
		term = term * mean / k
	end
	return sum
end

-- The pool's own name of an hour, counted since 1970 in its local time.
local function hour_name(hour)
	return asked.hour_of(hour * HOUR, 0)
end

-- What is usual of a topic in the two hours until now: the mean of the weeks before, each hour by how much of it is meant.
local function usual(x, a, topic)
	local last = a.minute + x.offset
	local first, sum = last - SURGE.minutes + 1, 0
	for hour = math.floor(first / HOUR), math.floor(last / HOUR) do
		local part = (math.min(last, hour * HOUR + HOUR - 1) - math.max(first, hour * HOUR) + 1) / HOUR
		for week = 1, SURGE.weeks do
			local number = redis.call('HGET', x.p .. 'n:w:' .. hour_name(hour - week * WEEK_HOURS), topic)
			sum = sum + part * tonumber(number or 0)
		end
	end
	return math.max(sum / SURGE.weeks, SURGE.floor)
end

-- Visits and municipalities by topic, of the last two hours.
local function crowds(a)
	local list = {}
	for _, row in ipairs(a.minutes) do
		if row.topic and row.minute > a.minute - SURGE.minutes then
			local crowd = list[row.topic] or {n = 0, places = 0, seen = {}}
			list[row.topic], crowd.n = crowd, crowd.n + row.number
			if row.place:sub(1, 1) == 'm' and not crowd.seen[row.place] then
				crowd.seen[row.place], crowd.places = true, crowd.places + 1
			end
		end
	end
	return list
end

-- Many more of a topic than usual, from several municipalities. The limit says what is usual, or - while too little is known.
local function judge_surge(x, a, found)
	local known = a.day - tonumber(a.state.first or a.day) >= SURGE.weeks * WEEK_HOURS * HOUR * 60000
	for topic, crowd in pairs(crowds(a)) do
		if crowd.n >= LEAST and crowd.places >= SURGE.places then
			local mean = known and usual(x, a, topic)
			if mean and poisson_tail(crowd.n, mean) < SURGE.tail or not mean and crowd.n >= SURGE.least_unknown then
				put(found, 'surge:' .. topic, 'surge', digits(crowd.n), mean and string.format('%.1f', mean) or '-',
					topic .. ' ' .. digits(crowd.places) .. ' ' .. digits(a.day))
			end
		end
	end
end

local RULES = {judge_help, judge_wait, judge_empty, judge_lost, judge_down, judge_unled, judge_surge}

-- --- what stands, and what changes ---

-- Whether the row may stay as it is, although this is not the same text: a moment that two clocks see, or the sum of a surge
-- that has not grown.
local SAME_ROW = {
	wait = function(m, now) return m.subject == now.subject and math.abs(tonumber(m.value) - tonumber(now.value)) <= SAME end,
	surge = function(m, now)
		return m.value == now.value and m.subject:match('^%S+ %S+') == now.subject:match('^%S+ %S+')
	end,
}

local function is_same(m, now)
	local rule = SAME_ROW[m.kind]
	if rule then return rule(m, now) end
	return m.value == now.value and m.limit == now.limit and m.subject == now.subject
end

-- Writes one that is so now. What stands then, as alarms.letters takes it.
local function keep(x, a, id, now, before)
	local m = before[id] and read_alarm(before[id])
	if m and is_same(m, now) then return {id = id, since = m.since, text = before[id]} end
	now.since, now.taken, now.by = m and m.since or digits(a.day), m and m.taken or '0', m and m.by or ''
	redis.call('HSET', x.p .. 'al', id, written(now))
	return {id = id, since = now.since, text = written(now), begun = not m}
end

-- "<minute> a <topic> <place>" and "<minute> <result> <place>" of the last two hours.
local function read_minutes(x)
	local rows = {}
	for field, number in pairs(load(x.p .. 'rc') or {}) do
		local minute, rest = field:match('^(%d+) (.+)$')
		if minute then
			local topic, place = rest:match('^a (%S+) (%S+)$')
			local result, of = rest:match('^(%a+) ?(%S*)$')
			rows[#rows + 1] = {minute = tonumber(minute), number = tonumber(number), topic = topic, place = place or of or '', result = result}
		end
	end
	return rows
end

-- Another machine has just judged; a clock that was set back is no reason to wait.
local function is_early(a)
	local since = a.day - tonumber(a.state.at or 0)
	return since >= 0 and since < PACE
end

local function note_judged(x, a)
	if a.day - tonumber(a.state.at or a.day) > MACHINE_LATE then
		a.state.back = digits(a.day)
		redis.call('HSET', x.p .. 'als', 'back', a.state.back)
	end
	redis.call('HSET', x.p .. 'als', 'at', digits(a.day))
end

local function over(x, a, id)
	redis.call('HDEL', x.p .. 'al', id)
	if a.state['t ' .. id] then redis.call('HDEL', x.p .. 'als', 't ' .. id) end
end

-- any -> the same: what stands as an alarm is what is so now. Answers what alarms.letters does of them. DUP: it was judged a moment ago.
local function judge(x, a)
	a.day = day_time(x)
	redis.call('HSET', x.p .. 'als', 'm ' .. a.machine, digits(a.day) .. ' ' .. digits(a.missing))
	a.state, a.doors = load(x.p .. 'als'), read_doors(a.doors)
	if is_early(a) then return alarms.unneeded(x, a, {'DUP', '0'}) end
	note_judged(x, a)
	if not a.state.first then redis.call('HSET', x.p .. 'als', 'first', digits(a.day)) end
	a.minute, a.minutes = math.floor(a.day / 60000), read_minutes(x)
	local found, before, stand = {}, load(x.p .. 'al') or {}, {}
	for _, rule in ipairs(RULES) do rule(x, a, found) end
	for id in pairs(before) do
		if not found[id] then over(x, a, id) end
	end
	for id, now in pairs(found) do stand[#stand + 1] = keep(x, a, id, now, before) end
	rota.prune(x)
	return alarms.letters(x, a, stand)
end

-- The machine ends as it should: nobody misses it.
local function leave(x, a)
	redis.call('HDEL', x.p .. 'als', 'm ' .. a.machine)
	return {'OK'}
end

-- Whose alarm it is: an agency's (its name, and with pool it is the pool's as well), or the pool's alone.
local OWNER = {
	help = function(subject) return subject:match('^%S+'), true end,
	wait = function(subject) return subject:match('^%S+ %S+ (%S+)$'), false end,
	lost = function(subject) return subject:match('^%S+ %S+ (%S+)$'), false end,
	empty = function(subject) return subject, true end,
}

local function reaches(m, agency, whole)
	local owner, pools = nil, true
	if OWNER[m.kind] then owner, pools = OWNER[m.kind](m.subject) end
	return owner == agency or (whole and (pools or not owner))
end

-- not taken -> taken, by an agency's supervisor what is the agency's, by who has the pool now the rest too. OFF: it has not.
local function take(x, a)
	local text = redis.call('HGET', x.p .. 'al', a.id)
	local m = text and read_alarm(text)
	if not m then return {'GONE'} end
	local whole = a.whole == 1 and rota.leads(x, a.cid)
	if not reaches(m, a.agency, whole) then return {'OFF'} end
	if m.taken ~= '0' then return {'DUP'} end
	m.taken, m.by = digits(day_time(x)), a.name
	redis.call('HSET', x.p .. 'al', a.id, written(m))
	audit(x, a.agency, a.cid, 'alarm_taken', '', a.id)
	return {'OK'}
end

scene[#scene + 1] = function(x, put_row)
	for id, text in pairs(load(x.p .. 'al') or {}) do put_row('a ' .. id, text) end
end

local KINDS = {help = true, wait = true, empty = true, lost = true, down = true, unled = true, surge = true}

-- What stands can be read by everybody who reads it, and nothing is told of what does not stand (P21).
function alarms.fsck(x, found)
	local stand = load(x.p .. 'al') or {}
	for id, text in pairs(stand) do
		local m = read_alarm(text)
		if not m or not KINDS[m.kind] or id:match('^%a+') ~= m.kind then found('P21 alarm ' .. id .. ' is ' .. text) end
	end
	for field in pairs(load(x.p .. 'als') or {}) do
		local id = field:match('^t (.+)$')
		if id and not stand[id] then found('P21 ' .. id .. ' was told and does not stand') end
	end
end

local MACHINE = {'machine', 'word'}

redis.register_function{function_name = 's1_alarms', callback = leaseless({MACHINE, {'missing', 'num'}, {'wait', 'num'}, {'lost', 'num'},
	{'doors', 'bytes'}, {'ways', 'ticks'}, {'lying', 'bytes'}}, judge), flags = {'allow-oom'}}
redis.register_function{function_name = 's1_alarms_leave', callback = leaseless({MACHINE}, leave), flags = {'allow-oom'}}
redis.register_function{function_name = 's1_alarm_take', callback = fenced({{'cid', 'id'}, {'agency', 'word'}, {'name', 'text'},
	{'whole', 'num'}, {'id', 'ticks'}}, take), flags = {'allow-oom'}}

end

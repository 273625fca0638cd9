-- Checks the properties of a pool (spec: routing, section 6) in one atomic step and answers what is wrong, one
-- finding a line with the number of its property. For tests and for operators; it reads everything.

do -- what is local in this file is used in this file alone

local function ids(x, kind)
	local keys, list = redis.call('KEYS', x.p .. kind .. ':*'), {}
	for i = 1, #keys do list[i] = keys[i]:sub(#x.p + #kind + 2) end
	table.sort(list)
	return list
end

local function due(x, item)
	return tonumber(redis.call('ZSCORE', x.p .. 'dl', item) or nil)
end

-- Everything that must be said of a deadline: there when one is due, and not early. Later only when it was overdue,
-- and put off because Redis itself had been away.
local function fsck_due(x, t, at, found)
	local is = due(x, t.item)
	if not at and is then found('P9 deadline ' .. t.item .. ' in ' .. t.st) end
	if at and not is then found('P9 no deadline ' .. t.item .. ' in ' .. t.st) end
	if at and is and (is < at or (is > at and at > x.now)) then
		found('P9 deadline ' .. t.item .. ' in ' .. t.st .. ' is ' .. digits(is) .. ', due ' .. digits(at))
	end
end

-- A visit and its counsellor must say the same of each other (P1), within what the youth wished (P14).
local function fsck_pair(x, y, found)
	local in_room = y.c ~= '' and y.r ~= '' and redis.call('HGET', x.p .. 'cc:' .. y.c, y.r) == y.sid
	if y.st == 'W' or y.st == 'D' then
		if y.c ~= '' or y.r ~= '' or y.o ~= '' then found('P1 visit ' .. y.sid .. ' in ' .. y.st .. ' has somebody') end
		return
	end
	local c = shift(x, y.c)
	if not c then return found('P1 visit ' .. y.sid .. ' in ' .. y.st .. ' without a counsellor') end
	if y.st == 'O' and (c.os ~= y.sid or c.o ~= y.o) then found('P1 offer of ' .. y.sid .. ' unknown to ' .. y.c) end
	if y.st == 'O' and not may_serve(y, c) then found('P14 offer of ' .. y.sid .. ' to ' .. y.c) end
	if in_room ~= (y.st ~= 'O') then found('P1 room of ' .. y.sid .. ' and ' .. y.c) end
	if y.st ~= 'O' and (#y.r ~= 32 or y.r ~= y.kr) then
		found('P1 visit ' .. y.sid .. ' in ' .. y.st .. ' without its room')
	end
	if y.st == 'C' and y.se == '0' then found('P17 ' .. y.sid .. ' talks with nobody in a seat') end
end

-- P17, as far as one moment shows it: one room a visit, and one visit a room. rooms says whose each is.
local function fsck_room(y, rooms, found)
	if tonumber(y.se) > SEAT_LAST then found('P17 seat ' .. y.se .. ' of ' .. y.sid) end
	if y.kr == '' then return end
	if rooms[y.kr] then found('P17 room of ' .. y.sid .. ' and ' .. rooms[y.kr]) end
	rooms[y.kr] = y.sid
end

local function fsck_owner(x, t, found)
	if t.n == '' then return end
	if redis.call('SISMEMBER', x.p .. 'own:' .. t.n, t.item) == 0 then found('P3 ' .. t.item .. ' not owned by ' .. t.n) end
	if not due(x, 'n:' .. t.n) then found('P9 home ' .. t.n .. ' of ' .. t.item .. ' without a lease') end
end

-- Everybody on shift with a free slot.
local function free_counsellors(x)
	local free = {}
	for _, cid in ipairs(redis.call('HKEYS', x.p .. 'on')) do
		local c = shift(x, cid)
		if c and has_room(c) then free[#free + 1] = c end
	end
	return free
end

-- P4, asked without the cells that the functions themselves look into.
local function fsck_idle(x, y, free, found)
	local scopes = scopes_waited(y)
	for _, c in ipairs(free) do
		if listed(c.t, y.t) and may_serve(y, c) and share_one(scopes_served(c), scopes) then
			found('P4 visit ' .. y.sid .. ' waits and ' .. c.cid .. ' is free')
		end
	end
end

-- Visits; gives demand[cell][sid] with what the cells must hold, and all that are here.
local function fsck_visits(x, found)
	local demand, here, waiting, free, rooms = {}, {}, 0, free_counsellors(x), {}
	for _, sid in ipairs(ids(x, 'y')) do
		local y = visit(x, sid)
		here[#here + 1] = y
		if y.st ~= 'C' then waiting = waiting + 1 end
		fsck_due(x, y, visit_deadline(x, y), found)
		fsck_pair(x, y, found)
		fsck_room(y, rooms, found)
		invited.fsck(x, y, found)
		help.fsck(x, y, found)
		fsck_owner(x, y, found)
		if y.st == 'W' then
			if y.n == '' then found('P3 visit ' .. sid .. ' waits and nobody holds it') end
			local scopes = scopes_waited(y)
			if #scopes == 0 then found('P3 visit ' .. sid .. ' waits nowhere') end
			for i = 1, #scopes do
				local cell = scopes[i] .. ':' .. y.t
				demand[cell] = demand[cell] or {}
				demand[cell][sid] = tonumber(y.e)
			end
			fsck_idle(x, y, free, found)
		end
	end
	if waiting ~= x.waiting then found('P10 waiting is ' .. x.waiting .. ', counted ' .. waiting) end
	return demand, here
end

local function fsck_load(x, c, wraps_, found)
	local load_, cap, _, beside = tonumber(c.ld), tonumber(c.cap), c.iv:gsub('%S+', '')
	local counted = redis.call('HLEN', x.p .. 'cc:' .. c.cid) + (c.o ~= '' and 1 or 0) + wraps_ + beside
	local _, listed_ = c.wr:gsub('%S+', '')
	if load_ ~= counted then found('P2 load of ' .. c.cid .. ' is ' .. c.ld .. ', counted ' .. counted) end
	if listed_ ~= wraps_ then found('P9 wrap-ups of ' .. c.cid .. ': ' .. listed_ .. ', deadlines ' .. wraps_) end
	if load_ > math.max(cap, tonumber(c.ov)) then found('P2 load of ' .. c.cid .. ' above capacity') end
	if c.st == 'Z' and load_ == 0 then found('P9 drained ' .. c.cid) end
	local y = c.o ~= '' and visit(x, c.os)
	local is_mine = y and (y.o == c.o and y.c == c.cid or invited.is_asked(y, c))
	if c.o ~= '' and not is_mine then found('P1 offer of ' .. c.cid) end
	for sid in c.iv:gmatch('%S+') do
		local other = visit(x, sid)
		if not other or not invited.entry(other, c.cid) then found('P19 ' .. c.cid .. ' is not with ' .. sid) end
	end
end

local function count_wraps(x)
	local wraps_ = {}
	for _, item in ipairs(redis.call('ZRANGE', x.p .. 'dl', 0, -1)) do
		local cid = item:match('^k:(%x+):')
		if cid then wraps_[cid] = (wraps_[cid] or 0) + 1 end
	end
	return wraps_
end

-- Counsellors; fills supply[cell][cid], staffing[cell] and profiles[topic profile] with what must be there.
local function fsck_counsellors(x, found)
	local supply, staffing, profiles, wraps_ = {}, {}, {}, count_wraps(x)
	for _, cid in ipairs(ids(x, 'c')) do
		local c = shift(x, cid)
		fsck_load(x, c, wraps_[cid] or 0, found)
		fsck_due(x, c, shift_deadline(x, c), found)
		fsck_owner(x, c, found)
		if redis.call('HGET', x.p .. 'on', cid) ~= profile_of(c) then found('P10 ' .. cid .. ' not on') end
		local scopes, worth = scopes_served(c), STAFF_UNIT + tonumber(c.cap)
		for topic in c.t:gmatch(c.st == 'A' and '%S+' or '^$') do
			local profile = topic .. ' ' .. profile_of(c)
			profiles[profile] = (profiles[profile] or 0) + worth
			for i = 1, #scopes do
				local cell = scopes[i] .. ':' .. topic
				staffing[cell] = (staffing[cell] or 0) + worth
				if has_room(c) then
					supply[cell] = supply[cell] or {}
					supply[cell][cid] = supply_score(c)
				end
			end
		end
	end
	return supply, staffing, profiles
end

-- The sorted sets of one kind hold exactly what must be there (P10).
local function fsck_cells(x, kind, must, found)
	for cell, members in pairs(must) do
		for id, score in pairs(members) do
			local is = tonumber(redis.call('ZSCORE', x.p .. kind .. ':' .. cell, id) or nil)
			if is ~= score then found('P10 ' .. kind .. ':' .. cell .. ' lacks ' .. id) end
		end
	end
	for _, cell in ipairs(ids(x, kind)) do
		for _, id in ipairs(redis.call('ZRANGE', x.p .. kind .. ':' .. cell, 0, -1)) do
			if not must[cell] or not must[cell][id] then found('P3 ' .. id .. ' stands in ' .. kind .. ':' .. cell) end
		end
	end
end

-- The head index is exact (P10).
local function fsck_heads(x, demand, found)
	local heads = {}
	for cell, members in pairs(demand) do
		for _, eff in pairs(members) do heads[cell] = math.min(heads[cell] or eff, eff) end
	end
	for _, scope in ipairs(ids(x, 'h')) do
		local flat = redis.call('ZRANGE', x.p .. 'h:' .. scope, 0, -1, 'WITHSCORES')
		for i = 1, #flat, 2 do
			local cell = scope .. ':' .. flat[i]
			if heads[cell] ~= tonumber(flat[i + 1]) then found('P10 head of ' .. cell) end
			heads[cell] = nil
		end
	end
	for cell in pairs(heads) do found('P10 no head of ' .. cell) end
end

local function fsck_staffing(x, staffing, found)
	local st = load(x.p .. 'st') or {}
	for cell, value in pairs(st) do
		if tonumber(value) ~= staffing[cell] then found('P10 staffed ' .. cell .. ' is ' .. value) end
		staffing[cell] = nil
	end
	for cell in pairs(staffing) do found('P10 staffed ' .. cell .. ' is missing') end
end

local function fsck_profiles(x, profiles, found)
	for _, topic in ipairs(ids(x, 'pr')) do
		for text, value in pairs(load(x.p .. 'pr:' .. topic)) do
			local profile = topic .. ' ' .. text
			if tonumber(value) ~= profiles[profile] then found('P10 profile ' .. profile .. ' is ' .. value) end
			profiles[profile] = nil
		end
	end
	for profile in pairs(profiles) do found('P10 profile ' .. profile .. ' is missing') end
end

-- No deadline, owner or room is left of what is gone (P15).
local function fsck_leftovers(x, found)
	for _, item in ipairs(redis.call('ZRANGE', x.p .. 'dl', 0, -1)) do
		local kind, id = item:match('^([ycki]):([^:]+)')
		local of = ({k = 'c', i = 'y'})[kind] or kind
		if kind and redis.call('EXISTS', x.p .. of .. ':' .. id) == 0
			or kind == 'i' and redis.call('HEXISTS', x.p .. 'y:' .. id, 'io') == 0 then
			found('P15 deadline ' .. item)
		end
	end
	for _, home in ipairs(ids(x, 'own')) do
		for _, id in ipairs(redis.call('SMEMBERS', x.p .. 'own:' .. home)) do
			if redis.call('HGET', x.p .. id, 'n') ~= home then found('P15 ' .. home .. ' owns ' .. id) end
		end
	end
	for _, cid in ipairs(redis.call('HKEYS', x.p .. 'on')) do
		if redis.call('EXISTS', x.p .. 'c:' .. cid) == 0 then found('P15 on shift ' .. cid) end
	end
	for _, cid in ipairs(ids(x, 'cc')) do
		local rooms = redis.call('HGETALL', x.p .. 'cc:' .. cid)
		for i = 1, #rooms, 2 do
			local y = visit(x, rooms[i + 1])
			if not y or y.c ~= cid or y.r ~= rooms[i] or (y.st ~= 'M' and y.st ~= 'C') then
				found('P1 room ' .. rooms[i] .. ' of ' .. cid)
			end
		end
	end
end

-- A hold ends by itself and can be found (P9), and no deadline of one is left over (P15).
local function fsck_holds(x, found)
	for _, id in ipairs(ids(x, 'ho')) do
		local h = load(x.p .. 'ho:' .. id)
		local at = due(x, 'h:' .. id)
		if not at or at < tonumber(h.un) then found('P9 hold ' .. id .. ' without its deadline') end
		if redis.call('SISMEMBER', x.p .. 'hos:' .. h.ag, id) == 0 then found('P15 hold ' .. id .. ' in no list') end
	end
	for _, item in ipairs(redis.call('ZRANGE', x.p .. 'dl', 0, -1)) do
		if item:sub(1, 2) == 'h:' and redis.call('EXISTS', x.p .. 'ho:' .. item:sub(3)) == 0 then
			found('P15 deadline ' .. item)
		end
	end
end

local function fsck(x)
	local list = {}
	local function found(text)
		if #list < 100 then list[#list + 1] = text end
	end
	local demand, here = fsck_visits(x, found)
	local supply, staffing, profiles = fsck_counsellors(x, found)
	fsck_cells(x, 'd', demand, found)
	fsck_cells(x, 'a', supply, found)
	fsck_heads(x, demand, found)
	fsck_staffing(x, staffing, found)
	fsck_profiles(x, profiles, found)
	reconcile.fsck(x, here, ids, found)
	fsck_leftovers(x, found)
	fsck_holds(x, found)
	acts.fsck(x, found)
	alarms.fsck(x, found)
	rota.fsck(x, found)
	after.fsck(x, ids, found)
	form.fsck(x, ids, found)
	return {'OK', table.concat(list, '\n')}
end

redis.register_function{function_name = 's1_fsck', callback = question({}, fsck), flags = {'no-writes', 'allow-oom'}}

end

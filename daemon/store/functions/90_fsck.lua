-- Checks the properties of a pool (spec: routing, section 6) in one atomic step and answers what is wrong, one
-- finding a line with the number of its property. For tests and for operators; it reads everything.

local function ids(x, kind)
	local keys, list = redis.call('KEYS', x.p .. kind .. ':*'), {}
	for i = 1, #keys do list[i] = keys[i]:sub(#x.p + #kind + 2) end
	return list
end

local function due(x, item)
	return redis.call('ZSCORE', x.p .. 'dl', item)
end

-- Which deadlines a visit must have, and no others (P3, P9).
local function fsck_deadlines(x, sid, y, found)
	local must = {
		w = y.st == 'W' and y.wa ~= '0', o = y.st == 'O', r = y.st == 'M', p = y.st ~= 'C',
		g = y.st == 'D' or (y.st == 'C' and y.n == ''),
	}
	for _, kind in ipairs({'w', 'o', 'r', 'p', 'g'}) do
		local is = due(x, kind .. ':' .. sid) and true or false
		if is ~= must[kind] then
			found('P9 visit ' .. sid .. ' in ' .. y.st .. ': deadline ' .. kind .. ' ' .. tostring(is))
		end
	end
	if (redis.call('ZSCORE', x.p .. 'wait', sid) and true or false) ~= (y.st ~= 'C') then
		found('P3 visit ' .. sid .. ' in ' .. y.st .. ' and the list of who waits')
	end
end

-- A visit and its counsellor must say the same of each other (P1), within what the youth wished (P14).
local function fsck_pair(x, sid, y, found)
	local c = y.c ~= '' and load(x.p .. 'c:' .. y.c)
	local in_room = y.c ~= '' and redis.call('SISMEMBER', x.p .. 'cc:' .. y.c, sid) == 1
	if y.st == 'W' or y.st == 'D' then
		if y.c ~= '' or y.r ~= '' then found('P1 visit ' .. sid .. ' in ' .. y.st .. ' has somebody') end
		return
	end
	if not c then return found('P1 visit ' .. sid .. ' in ' .. y.st .. ' without a counsellor') end
	if y.st == 'O' and (c.os ~= sid or c.o ~= y.o) then found('P1 offer of ' .. sid .. ' unknown to ' .. y.c) end
	if y.st == 'O' and not may_serve(y, c, y.c) then found('P14 offer of ' .. sid .. ' to ' .. y.c) end
	if in_room ~= (y.st ~= 'O') then found('P1 room of ' .. sid .. ' and ' .. y.c) end
	if y.st ~= 'O' and #y.r ~= 32 then found('P1 visit ' .. sid .. ' in ' .. y.st .. ' without a room') end
end

local function fsck_owner(x, id, t, found)
	if t.n == '' then return end
	if redis.call('SISMEMBER', x.p .. 'own:' .. t.n, id) == 0 then found('P3 ' .. id .. ' not owned by ' .. t.n) end
	if not due(x, 'n:' .. t.n) then found('P9 home ' .. t.n .. ' of ' .. id .. ' without a lease') end
end

-- Visits; fills demand[cell][sid] with what the cells must hold.
local function fsck_visits(x, found)
	local demand, open = {}, 0
	for _, sid in ipairs(ids(x, 'y')) do
		local y = load(x.p .. 'y:' .. sid)
		if y.an ~= '1' then open = open + 1 end
		fsck_deadlines(x, sid, y, found)
		fsck_pair(x, sid, y, found)
		fsck_owner(x, 'y:' .. sid, y, found)
		if y.st == 'W' then
			if y.n == '' then found('P3 visit ' .. sid .. ' waits and nobody holds it') end
			local scopes = scopes_waited(y)
			if #scopes == 0 then found('P3 visit ' .. sid .. ' waits nowhere') end
			for i = 1, #scopes do
				local cell = scopes[i] .. ':' .. y.t
				demand[cell] = demand[cell] or {}
				demand[cell][sid] = tonumber(y.eff)
			end
			local cid = find_counsellor(x, y)
			if cid then found('P4 visit ' .. sid .. ' waits and ' .. cid .. ' is free') end
		end
	end
	return demand, open
end

-- Counsellors; fills supply[cell][cid] and staff_[cell] with what must be there.
local function fsck_counsellors(x, found)
	local supply, staffing, wraps = {}, {}, {}
	for _, item in ipairs(redis.call('ZRANGE', x.p .. 'dl', 0, -1)) do
		local cid = item:match('^k:(%x+):')
		if cid then wraps[cid] = (wraps[cid] or 0) + 1 end
	end
	for _, cid in ipairs(ids(x, 'c')) do
		local c = load(x.p .. 'c:' .. cid)
		local load_, cap = tonumber(c.ld), tonumber(c.cap)
		local counted = redis.call('SCARD', x.p .. 'cc:' .. cid) + (c.o ~= '' and 1 or 0) + (wraps[cid] or 0)
		if load_ ~= counted then found('P2 load of ' .. cid .. ' is ' .. c.ld .. ', counted ' .. counted) end
		if load_ > math.max(cap, tonumber(c.ov)) then found('P2 load of ' .. cid .. ' above capacity') end
		if c.o ~= '' and redis.call('HGET', x.p .. 'y:' .. c.os, 'o') ~= c.o then found('P1 offer of ' .. cid) end
		if (c.st == 'L') ~= (due(x, 'l:' .. cid) and true or false) then found('P9 lost ' .. cid) end
		if c.st == 'Z' and load_ == 0 then found('P9 drained ' .. cid) end
		if redis.call('SISMEMBER', x.p .. 'on', cid) == 0 then found('P10 ' .. cid .. ' not on') end
		fsck_owner(x, 'c:' .. cid, c, found)
		local scopes = scopes_served(c)
		for i = 1, c.st == 'A' and #scopes or 0 do
			for topic in c.t:gmatch('%S+') do
				local cell = scopes[i] .. ':' .. topic
				staffing[cell] = (staffing[cell] or 0) + STAFF_UNIT + cap
				if c.o == '' and load_ < cap then
					supply[cell] = supply[cell] or {}
					supply[cell][cid] = supply_score(c)
				end
			end
		end
	end
	return supply, staffing
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

-- Arrived is answered and abandoned and those who have not been answered yet.
local function fsck_counters(x, open, found)
	local sums = {arrived = 0, answered = 0, abandoned = 0}
	for _, hour in ipairs(ids(x, 'n:h')) do
		for what, n in pairs(load(x.p .. 'n:h:' .. hour)) do
			local name = what:match('^%a+')
			if sums[name] then sums[name] = sums[name] + tonumber(n) end
		end
	end
	if sums.arrived ~= sums.answered + sums.abandoned + open then
		found('P16 arrived ' .. sums.arrived .. ', answered ' .. sums.answered .. ', abandoned ' .. sums.abandoned
			.. ', open ' .. open)
	end
end

-- No deadline, owner or room is left of what is gone (P15).
local function fsck_leftovers(x, found)
	for _, item in ipairs(redis.call('ZRANGE', x.p .. 'dl', 0, -1)) do
		local kind, id = item:match('^(%a):(%x+)')
		local of = kind and (({w = 'y:', o = 'y:', r = 'y:', g = 'y:', p = 'y:', l = 'c:', k = 'c:'})[kind])
		if of and redis.call('EXISTS', x.p .. of .. id) == 0 then found('P15 deadline ' .. item) end
	end
	for _, home in ipairs(ids(x, 'own')) do
		for _, id in ipairs(redis.call('SMEMBERS', x.p .. 'own:' .. home)) do
			if redis.call('HGET', x.p .. id, 'n') ~= home then found('P15 ' .. home .. ' owns ' .. id) end
		end
	end
	for _, cid in ipairs(redis.call('SMEMBERS', x.p .. 'on')) do
		if redis.call('EXISTS', x.p .. 'c:' .. cid) == 0 then found('P15 on shift ' .. cid) end
	end
	for _, cid in ipairs(ids(x, 'cc')) do
		for _, sid in ipairs(redis.call('SMEMBERS', x.p .. 'cc:' .. cid)) do
			local y = redis.call('HMGET', x.p .. 'y:' .. sid, 'st', 'c')
			if y[2] ~= cid or (y[1] ~= 'M' and y[1] ~= 'C') then found('P1 room of ' .. cid .. ' with ' .. sid) end
		end
	end
end

local function fsck(x)
	local list = {}
	local function found(text)
		if #list < 100 then list[#list + 1] = text end
	end
	local demand, open = fsck_visits(x, found)
	local supply, staffing = fsck_counsellors(x, found)
	fsck_cells(x, 'd', demand, found)
	fsck_cells(x, 'a', supply, found)
	fsck_heads(x, demand, found)
	fsck_staffing(x, staffing, found)
	fsck_counters(x, open, found)
	fsck_leftovers(x, found)
	return {'OK', table.concat(list, '\n')}
end

redis.register_function{function_name = 's1_fsck', callback = question({}, fsck), flags = {'no-writes', 'allow-oom'}}

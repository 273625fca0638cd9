-- Who gets whom: FCFS-ALIS (Adan and Weiss, 2014) over the cells that the widening levels allow. A youth takes
-- the least loaded and then longest idle counsellor who may serve it; a free counsellor takes the
-- longest-waiting youth it may serve, its own municipality's with a small bonus. Also making and withdrawing an
-- offer. Nothing here says what happens afterwards.

-- Somebody who writes Bokmal reads and answers Nynorsk.
local function speaks(wanted, written)
	if wanted == '' then return true end
	for language in wanted:gmatch('%S+') do
		if listed(written, language) or (language == 'nn' and listed(written, 'nb')) then return true end
	end
	return false
end

-- Everything that cells do not say: whose municipality, which to avoid, languages, who was there before.
local function may_serve(y, c, cid)
	if y.w == '1' and c.m ~= y.m then return false end
	if y.w == '2' and y.m ~= '' and (c.m == y.m or c.li == y.m) then return false end
	for code in y.av:gmatch('%S+') do
		if c.m == code or c.li == code then return false end
	end
	return not listed(y.ex, cid) and speaks(y.l, c.l)
end

-- Walks several sorted sets as one, lowest score first, and reads no further than it must. A source has a key,
-- a bias added to its scores and a score that is not above its first. Gives what visit gives first.
local function each_lowest(sources, visit)
	while true do
		local best
		for i = 1, #sources do
			local s = sources[i]
			if s.score and (not best or s.score < best.score) then best = s end
		end
		if not best then return nil end
		if best.page and best.at <= #best.page then
			local member = best.page[best.at]
			best.at = best.at + 2
			if best.at < #best.page then best.score = tonumber(best.page[best.at + 1]) + best.bias end
			local found = visit(member)
			if found then return member, found end
		else
			local from = best.from or 0
			best.from = from == 0 and 2 or from + 64
			best.page = redis.call('ZRANGE', best.key, from, best.from - 1, 'WITHSCORES')
			best.at = 1
			best.score = best.page[2] and tonumber(best.page[2]) + best.bias or nil
		end
	end
end

-- The counsellor for this youth: cid and its hash, or nil.
local function find_counsellor(x, y)
	local sources, asked = {}, {}
	local scopes = scopes_waited(y)
	for i = 1, #scopes do
		sources[i] = {key = x.p .. 'a:' .. scopes[i] .. ':' .. y.t, score = -1, bias = 0}
	end
	return each_lowest(sources, function(cid)
		if asked[cid] then return nil end
		asked[cid] = true
		local c = load(x.p .. 'c:' .. cid)
		return c and may_serve(y, c, cid) and c
	end)
end

-- The youth for this counsellor: sid and its hash, or nil.
local function find_youth(x, c, cid)
	local sources, asked = {}, {}
	local scopes = scopes_served(c)
	for i = 1, #scopes do
		local heads = redis.call('ZRANGE', x.p .. 'h:' .. scopes[i], 0, -1, 'WITHSCORES')
		local bias = scopes[i]:sub(1, 1) == 'm' and -x.cfg.bonus or 0
		for j = 1, #heads, 2 do
			if listed(c.t, heads[j]) then
				sources[#sources + 1] = {key = x.p .. 'd:' .. scopes[i] .. ':' .. heads[j],
					score = tonumber(heads[j + 1]) + bias, bias = bias}
			end
		end
	end
	return each_lowest(sources, function(sid)
		if asked[sid] then return nil end
		asked[sid] = true
		local y = load(x.p .. 'y:' .. sid)
		if not y or not may_serve(y, c, cid) then return nil end
		y.queued = true
		return y
	end)
end

-- The visit out of its cells, the counsellor out of its own: one lease between the two, with a deadline.
local function offer(x, y, sid, c, cid)
	local id = redis.call('INCR', x.p .. 'seq')
	demand_leave(x, y, sid)
	supply_leave(x, c, cid)
	put(x.p .. 'y:' .. sid, y, 'st', 'O', 'c', cid, 'o', id, 'oa', x.now)
	put(x.p .. 'c:' .. cid, c, 'o', id, 'os', sid, 'oa', x.now, 'rc', '0', 'ld', tonumber(c.ld) + 1, 'fr', '0')
	redis.call('ZREM', x.p .. 'dl', 'w:' .. sid)
	redis.call('ZADD', x.p .. 'dl', x.now + x.cfg.receipt, 'o:' .. sid)
	tell_load(x, c, cid)
	tell_visit(x, y, sid, c, cid, 'offer', 'o', id, 'lf', x.cfg.offer)
end

-- The offer is taken back from the counsellor, whose screen is told why unless it knows. The caller says what
-- becomes of the visit, and settles the counsellor.
local function withdraw(x, sid, c, cid, why)
	local id = c.o
	put(x.p .. 'c:' .. cid, c, 'o', '', 'os', '', 'ld', tonumber(c.ld) - 1)
	redis.call('ZREM', x.p .. 'dl', 'o:' .. sid)
	if why then tell(x, c, cid, 'revoked', 'o', id, 'w', why) end
end

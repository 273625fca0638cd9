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

-- Does the youth's wish allow somebody from there? Whose municipality, which to avoid.
local function place_allowed(y, c)
	if y.w == '1' and c.m ~= y.m then return false end
	if y.w == '2' and y.m ~= '' and (c.m == y.m or c.li == y.m) then return false end
	for code in y.av:gmatch('%S+') do
		if c.m == code or c.li == code then return false end
	end
	return true
end

-- Does it allow this counsellor? The languages too.
local function wish_allows(y, c)
	return place_allowed(y, c) and speaks(y.l, c.l)
end

-- What a profile says of may_serve.
local function profile_serves(y, c)
	return wish_allows(y, c) and (y.to == '' or y.to == c.ag)
end

-- Everything that cells do not say: the wish, who was there before, whom it was handed to.
local function may_serve(y, c)
	return profile_serves(y, c) and not listed(y.ex, c.cid)
end

-- Is there a slot for one more?
local function has_room(c)
	return c.st == 'A' and c.o == '' and tonumber(c.ld) < tonumber(c.cap)
end

-- Walks several sorted sets as one, lowest score first, and reads no further than it must. A source has a key,
-- a bias added to its scores and a score that is not above its first. Ends when try says yes. Most walks end with the
-- first two of a source; ahead hears of the members of each page behind them before they are tried.
local function each_lowest(sources, try, ahead)
	while true do
		local best
		for i = 1, #sources do
			local s = sources[i]
			if s.score and (not best or s.score < best.score) then best = s end
		end
		if not best then return end
		if best.page and best.at <= #best.page then
			local member = best.page[best.at]
			best.at = best.at + 2
			if best.at < #best.page then best.score = tonumber(best.page[best.at + 1]) + best.bias end
			if try(member) then return end
		else
			local from = best.from or 0
			best.from = from == 0 and 2 or from + 64
			best.page = redis.call('ZRANGE', best.key, from, best.from - 1, 'WITHSCORES')
			best.at = 1
			if ahead and from > 0 and #best.page > 0 then ahead(best.page) end
			best.score = best.page[2] and tonumber(best.page[2]) + best.bias or nil
		end
	end
end

-- The counsellor that this youth was promised first, if it can be had: one who parked the room, or was named.
local function find_preferred(x, y)
	local c = y.pk ~= '' and shift(x, y.pk)
	return c and has_room(c) and may_serve(y, c) and c or nil
end

-- Marks those of a page of counsellors as asked whose profile says no: a youth whom hardly anybody can answer shall not
-- cost a look at every shift. serves keeps what was found of each profile.
local function rule_out(x, y, page, asked, serves)
	local cids = {}
	for i = 1, #page, 2 do cids[#cids + 1] = page[i] end
	local profiles = redis.call('HMGET', x.p .. 'on', unpack(cids))
	for i = 1, #cids do
		local profile = profiles[i]
		if serves[profile] == nil then serves[profile] = profile and profile_serves(y, read_profile(profile)) end
		asked[cids[i]] = asked[cids[i]] or not serves[profile]
	end
end

-- The counsellor for this youth, or nil. A cell without anybody is no key, so one look tells that all are empty.
local function find_counsellor(x, y)
	local preferred = find_preferred(x, y)
	if preferred then return preferred end
	local keys, sources, asked, serves, found = {}, {}, {}, {}, nil
	local scopes = scopes_waited(y)
	for i = 1, #scopes do keys[i] = x.p .. 'a:' .. scopes[i] .. ':' .. y.t end
	if #keys > 1 and redis.call('EXISTS', unpack(keys)) == 0 then return nil end
	for i = 1, #keys do sources[i] = {key = keys[i], score = -1, bias = 0} end
	each_lowest(sources, function(cid)
		if asked[cid] then return false end
		asked[cid] = true
		local c = shift(x, cid)
		found = c and may_serve(y, c) and c or nil
		return found
	end, function(page) rule_out(x, y, page, asked, serves) end)
	return found
end

-- May this counsellor serve a visit that nothing else is known of in this call? Reads no more of it than that takes.
local function peek_serves(x, sid, c)
	local v = redis.call('HMGET', x.p .. 'y:' .. sid, 'q', 'ex', 'to')
	local y = {q = v[1] or '', ex = v[2] or '', to = v[3] or ''}
	if y.q == '' then return false end
	read_wish(y)
	return may_serve(y, c)
end

-- The youth for this counsellor, or nil.
local function find_youth(x, c)
	local sources, asked, behind, found = {}, {}, false, nil
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
	each_lowest(sources, function(sid)
		if asked[sid] then return false end
		asked[sid] = true
		if behind and not x.visits[sid] and not peek_serves(x, sid, c) then return false end
		local y = visit(x, sid)
		found = y and may_serve(y, c) and y or nil
		return found
	end, function() behind = true end)
	return found
end

local function add_load(c, n)
	c.ld = digits(tonumber(c.ld) + n)
end

-- The visit out of its cells, the counsellor out of its own: one lease between the two, with a deadline.
local function offer(x, y, c)
	local id = digits(redis.call('INCR', x.p .. 'seq'))
	demand_leave(x, y)
	supply_leave(x, c)
	y.st, y.c, y.o, y.oa = 'O', c.cid, id, digits(x.now)
	c.o, c.os = id, y.sid
	add_load(c, 1)
	tell_visit(x, y, c, 'offer', 'o', id, 'lf', digits(x.cfg.offer))
end

-- The offer is taken back from the counsellor, whose screen is told why unless it knows. The caller says what
-- becomes of the visit, and settles the counsellor.
local function withdraw(x, y, c, why)
	if why then tell(x, c, 'revoked', 'o', c.o, 'w', why) end
	c.o, c.os, y.rc = '', '', ''
	add_load(c, -1)
end

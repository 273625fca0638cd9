-- What a transition has to say to the people it concerns: one entry in the stream of the node that holds the
-- session, written in the same step as the change. Fields: t type, s session, i the visit or person it is for,
-- then what the type needs (docs/routing.md lists them). Nobody is told whose session is gone. What is told to a
-- counsellor ends with the load as it is when the call is done.

local function tell(x, to, kind, ...)
	if to.n == '' then return end
	x.news[#x.news + 1] = {x.p .. 'ev:' .. to.n:match('^[^#]*'), to.kind == SHIFT and to or nil,
		{'t', kind, 's', to.s, 'i', to.sid or to.cid, ...}}
end

-- Every node hears that something has changed that concerns an agency: whom it is for sits anywhere. person: whom it is about.
local function tell_nodes(x, kind, person, agency)
	local fields = redis.call('HKEYS', x.p .. 'cfg')
	for i = 1, #fields do
		local node = fields[i]:match('^epoch (.+)$')
		if node then x.news[#x.news + 1] = {x.p .. 'ev:' .. node, nil, {'t', kind, 's', '0', 'i', person, 'ag', agency}} end
	end
	return {'OK'}
end

-- Is it this node's session already that has the visit or shift, be it under an epoch before?
local function has_already(x, to, session)
	return to.s == session and to.n:match('^[^#]*') == x.node
end

-- From the counsellor's side: 0 the own municipality, 1 the own county, 2 the nation.
local function level_seen(y, c)
	if y.m ~= '' and y.m == c.m then return '0' end
	return y.co ~= '' and y.co == c.co and '1' or '2'
end

-- What this counsellor may know of this youth. The municipality is named to its own agency only, and never
-- when the youth asked for somebody from elsewhere.
local function visit_seen(x, y, c)
	local own = y.m == c.m and y.w ~= '2'
	return {y.sid, y.t, own and y.m or '', y.co, y.l, level_seen(y, c), y.u, y.w, digits(x.now - asked_at(x, y))}
end

local SEEN = {'vs', 'vt', 'vm', 'vc', 'vl', 'vv', 'vu', 'vw', 'va'}

local function tell_visit(x, y, c, kind, ...)
	local more, seen = {...}, visit_seen(x, y, c)
	for i = 1, #SEEN do
		more[#more + 1] = SEEN[i]
		more[#more + 1] = seen[i]
	end
	tell(x, c, kind, unpack(more))
end

local function tell_shift(x, c, why)
	tell(x, c, 'shift', 'st', c.st, 'w', why)
end

local function tell_queued(x, y, ...)
	tell(x, y, 'queued', 'v', y.v, ...)
end

-- A counsellor whose load changed and who is told nothing else hears of the load.
local function tell_loads(x)
	local told = {}
	for i = 1, #x.news do
		if x.news[i][2] then told[x.news[i][2]] = true end
	end
	for i = 1, #x.objects do
		local c = x.objects[i]
		if c.kind == SHIFT and not c.dead and c.was.ld and c.ld ~= c.was.ld and not told[c] then
			tell_shift(x, c, 'load')
		end
	end
end

local function send_news(x)
	tell_loads(x)
	for i = 1, #x.news do
		local stream, c, fields = unpack(x.news[i])
		if c then
			fields[#fields + 1] = 'ld'
			fields[#fields + 1] = c.ld
		end
		redis.call('XADD', stream, 'MAXLEN', '~', 10000, '*', unpack(fields))
	end
end

-- What a transition has to say to the people it concerns: one entry in the stream of the node that holds the
-- session, written in the same step as the change. Fields: t type, s session, i the visit or person it is for,
-- then what the type needs (docs/routing.md lists them). Nobody is told whose session is gone.

local function tell(x, to, id, kind, ...)
	if to.n == '' then return end
	redis.call('XADD', x.p .. 'ev:' .. to.n:match('^[^#]*'), 'MAXLEN', '~', 10000, '*',
		't', kind, 's', to.s, 'i', id, ...)
end

-- From the counsellor's side: 0 the own municipality, 1 the own county, 2 the nation.
local function level_seen(y, c)
	if y.m ~= '' and y.m == c.m then return 0 end
	return y.co ~= '' and y.co == c.co and 1 or 2
end

-- What this counsellor may know of this youth. The municipality is named to its own agency only, and never
-- when the youth asked for somebody from elsewhere.
local function visit_seen(x, y, sid, c)
	local own = y.m == c.m and y.w ~= '2'
	return sid, y.t, own and y.m or '', y.co, y.l, level_seen(y, c), y.u, y.w, x.now - tonumber(y.at)
end

local function tell_visit(x, y, sid, c, cid, kind, ...)
	local vs, vt, vm, vc, vl, vv, vu, vw, va = visit_seen(x, y, sid, c)
	local more = {...}
	local flat = {'vs', vs, 'vt', vt, 'vm', vm, 'vc', vc, 'vl', vl, 'vv', vv, 'vu', vu, 'vw', vw, 'va', va}
	for i = 1, #flat do more[#more + 1] = flat[i] end
	tell(x, c, cid, kind, unpack(more))
end

local function tell_shift(x, c, cid, why)
	tell(x, c, cid, 'shift', 'st', c.st, 'cap', c.cap, 'ld', c.ld, 'w', why)
end

-- The load as the counsellor last heard it is tl; it hears of it when it is another.
local function tell_load(x, c, cid)
	if c.n == '' or c.ld == (c.tl or '0') then return end
	put(x.p .. 'c:' .. cid, c, 'tl', c.ld)
	tell_shift(x, c, cid, 'load')
end

local function tell_queued(x, y, sid)
	tell(x, y, sid, 'queued', 'v', y.lv)
end

-- The context of one call, and the two things it works on: visits y:<sid> and shifts c:<cid>. Each is read at
-- most once a call and is then a plain table of strings; a transition assigns its fields, and commit() writes what
-- differs. A visit's field that has its default is not kept in Redis: a waiting youth shall cost little.

-- A kind of object: its fields, and those that are not '' when nothing is kept of them.
local function object_kind(names, defaults, sparse)
	local kind = {default = {}, sparse = sparse}
	for name in names:gmatch('%S+') do kind.default[name] = defaults[name] or '' end
	kind.meta = {__index = function(t, name) return t.was[name] or kind.default[name] end}
	return kind
end

local VISIT = object_kind('st q v e n s h hp ha lh wa ex c o oa rc r ma ra an rg ya pk to tm rd fe fs pr kr se so iv io hl bw ag a fa',
	{st = 'W', v = '0', ha = '0', se = '0'}, true)

local SHIFT = object_kind('st sn m co ag al li t l cap sc ld id o os dc n s b ov fr wr lo ln aw lg un es en tu iv', {}, false)

-- What is assigned is a change; all else is as it was.
local function object(kind, key, raw)
	return setmetatable({kind = kind, key = key, was = raw}, kind.meta)
end

-- What the youth wishes lies in one field: municipality, county, topic, languages, urgency, who, whom to avoid.
local function read_wish(y)
	y.m, y.co, y.t, y.l, y.u, y.w, y.av =
		y.q:match('^([^,]*),([^,]*),([^,]*),([^,]*),([^,]*),([^,]*),([^,]*)$')
end

local function write_wish(y)
	y.q = table.concat({y.m, y.co, y.t, y.l, y.u, y.w, y.av}, ',')
end

-- Where the youth's place in the queue comes from: when it asked, moved by its urgency and by nothing else.
local function boost(x, urgency)
	return urgency == '2' and x.cfg.boost2 or urgency == '1' and x.cfg.boost1 or 0
end

local function asked_at(x, y)
	return tonumber(y.e) + boost(x, y.u)
end

-- When an object's own next event is due; nil for never. These two are the timers of the state machine.
local function visit_deadline(x, y)
	local cfg, at = x.cfg, tonumber
	if y.st == 'W' then return at(y.wa) end
	if y.st == 'O' then return at(y.oa) + (y.rc == '1' and cfg.offer or cfg.receipt) end
	if y.st == 'M' then return at(y.ma) + cfg.ready end
	if y.st == 'D' then return at(y.ya) + (y.an == '1' and cfg.grace_r or cfg.grace_w) end
	if y.n == '' then return at(y.ya) + cfg.grace_r end
	if y.fs == '2' then return nil end
	return at(y.fe) - (y.fs == '1' and 0 or cfg.frame_warn)
end

local function shift_deadline(x, c)
	local cfg, at = x.cfg, tonumber
	if c.st == 'L' then
		local step = c.n ~= '' and cfg.lost or c.lg == '0' and cfg.told or c.lg == '1' and cfg.choose or cfg.lost
		return at(c.aw) + step
	end
	if c.un == '0' or c.es == '3' then return nil end
	return at(c.un) - (c.es == '0' and cfg.entry or c.es == '1' and cfg.warn or 0)
end

-- The visit or nil; the same table each time it is asked for in one call.
local function visit(x, sid)
	local y = x.visits[sid]
	if y == nil then
		local raw = load(x.p .. 'y:' .. sid)
		y = raw and object(VISIT, x.p .. 'y:' .. sid, raw) or false
		x.visits[sid] = y
		if y then
			read_wish(y)
			y.sid, y.item, y.due = sid, 'y:' .. sid, visit_deadline(x, y)
			y.counted, y.queued = y.st ~= 'C', y.st == 'W'
			x.objects[#x.objects + 1] = y
		end
	end
	return y and not y.dead and y or nil
end

local function shift(x, cid)
	local c = x.shifts[cid]
	if c == nil then
		local raw = load(x.p .. 'c:' .. cid)
		c = raw and object(SHIFT, x.p .. 'c:' .. cid, raw) or false
		x.shifts[cid] = c
		if c then
			c.cid, c.item, c.due = cid, 'c:' .. cid, shift_deadline(x, c)
			x.objects[#x.objects + 1] = c
		end
	end
	return c and not c.dead and c or nil
end

local function new_visit(x, sid)
	local y = object(VISIT, x.p .. 'y:' .. sid, {})
	y.sid, y.item, y.counted = sid, 'y:' .. sid, false
	x.visits[sid] = y
	x.objects[#x.objects + 1] = y
	return y
end

local function new_shift(x, cid)
	local c = object(SHIFT, x.p .. 'c:' .. cid, {})
	for name, value in pairs(SHIFT.default) do c[name] = value end
	c.cid, c.item = cid, 'c:' .. cid
	x.shifts[cid] = c
	x.objects[#x.objects + 1] = c
	return c
end

local context -- of one call

do -- what is local in this block is used in it alone

-- The settings as a pool keeps them: "name value name value ..." in one text, because each field that is read costs a walk.
-- Nearly every call meets the same text.
local read_settings = keeping(16, function(text)
	local cfg = {}
	for i = 1, #SETTING do cfg[SETTING[i][1]] = SETTING[i][2] end
	for name, value in text:gmatch('(%S+) (%S+)') do cfg[name] = tonumber(value) end
	return cfg
end)

-- Settings, epoch and clock lie in one hash, because each inner command costs microseconds. The pool's clock is what
-- nodes count by their own clocks, which neither jump nor stand still: at is what the calling node takes it for, clk the
-- highest that any function has written. So it never goes back, even when another Redis takes over; it begins with the
-- time of the day, and stands while no node lives (decision 0021).
function context(p, node, at)
	local values = redis.call('HMGET', p .. 'cfg', 'set', 'clk', 'waiting', 'offset', 'epoch ' .. node, 'rolled', 'rules')
	local x = {p = p, node = node, visits = {}, shifts = {}, objects = {}, news = {}, dl = {}}
	x.cfg = read_settings(values[1] or '')
	x.clk, x.waiting, x.offset = tonumber(values[2] or 0), tonumber(values[3] or 0), tonumber(values[4] or 0)
	x.epoch, x.rolled, x.rules = values[5], values[6], values[7] or ''
	x.now = math.max(at, x.clk)
	if x.now == 0 then x.now = time_ms(p) end
	return x
end

end

-- The time of the day.
local function day_time(x)
	x.day = x.day or time_ms(x.p)
	return x.day
end

-- A moment of the pool's clock as people are told it, in Unix milliseconds.
local function told_as(x, at)
	return digits(day_time(x) + tonumber(at) - x.now)
end

-- The moment of the pool's clock that people call by this time of the day.
local function meant_by(x, day)
	return math.max(x.now + day - day_time(x), 1)
end

-- A deadline beside those of visits and shifts: set, or (false) taken away, when the call is done.
local function remind(x, item, at)
	x.dl[item] = at
end

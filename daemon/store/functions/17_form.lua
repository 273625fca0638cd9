-- The form after a conversation: ticks of staff, kept as counters by month and agency and as nothing else. n:f:<YYYYMM> holds
-- "<agency> forms", how many came, and "<agency> <question>:<answer>"; each question for itself, so that no two answers of one
-- visit are found together. The question kind is in every form: yes, test, hoax or wrong (place).
--
-- A permit, fo:<cid>:<room>, lets who talked there send one: for LIFE, also when the other side left first, the page was
-- loaded anew or the node died. ag is the agency; mo the month in which its part was over, by the pool's own time; pl and ho are
-- the place and the hour that the visit is counted in (pl '' when it did not end with it), and si 1 that it is counted as silent. Once a form has come n is 1, and tk is
-- what it said, for as long as the wrap-up lasts and no longer: until then what comes takes the place of what came.

local form = {}

do -- what is local in this block is used in it alone

local LIFE = 3600 -- seconds

-- C -> C, W, O, D or gone: this counsellor's part of the visit is over.
function form.begin(x, y, c, room)
	local key = x.p .. 'fo:' .. c.cid .. ':' .. room
	local _, hour = asked.when(x, y)
	local place = y.dead and (y.rg ~= '' and y.rg or place_counted(y)) or ''
	redis.call('HSET', key, 'ag', c.ag, 'mo', asked.hour_now(x):sub(1, 6), 'ho', hour, 'pl', place,
		'si', y.bw == 'both' and '0' or '1', 'n', '0', 'tk', '')
	redis.call('EXPIRE', key, LIFE)
end

-- The wrap-up is over: what the form said is known to the counters alone.
function form.settle(x, cid, room)
	redis.call('HDEL', x.p .. 'fo:' .. cid .. ':' .. room, 'tk')
end

local function count_answers(x, f, ticks, by)
	if x.cfg.counted == 0 then return end
	local key = x.p .. 'n:f:' .. f.mo
	for tick in ticks:gmatch('%S+') do redis.call('HINCRBY', key, f.ag .. ' ' .. tick, by) end
end

-- As what a visit that has ended is counted beside: silent, uncounted, or (nil) a conversation. Its last counsellor says it.
local function counted_as(f, ticks)
	if ticks ~= '' and not listed(ticks, 'kind:yes') then return 'uncounted' end
	return f.si == '1' and 'silent' or nil
end

local function count_visit(x, f, before, now)
	if f.pl == '' or before == now then return end
	if before then count_at(x, f.pl, f.ho, before, -1) end
	if now then count_at(x, f.pl, f.ho, now, 1) end
end

-- The milliseconds until the wrap-up is over, 0 when there is none; and 1 when it may be longer, once.
local function wrap_left(x, a)
	local c = shift(x, a.cid)
	if not c or not listed(c.wr, a.room) and not listed(c.wr, a.room .. '+') then return 0, '0' end
	local at = redis.call('ZSCORE', x.p .. 'dl', 'k:' .. a.cid .. ':' .. a.room)
	return math.max(tonumber(at) - x.now, 1), listed(c.wr, a.room) and '1' or '0'
end

local function answer(left, more, f)
	return {'OK', f.n, digits(left), more, f.tk}
end

-- none -> counted, or counted otherwise; what is said again, or when the wrap-up is over, changes nothing. send 0 asks only.
local function register(x, a)
	local key = x.p .. 'fo:' .. a.cid .. ':' .. a.room
	local f = load(key)
	if not f then return {'GONE'} end
	local left, more = wrap_left(x, a)
	f.tk = f.tk or ''
	local _, kinds = a.ticks:gsub('kind:', '')
	if a.send ~= 0 and kinds ~= 1 then return {'RANGE'} end
	local settled = f.n == '1' and f.tk == ''
	if a.send == 0 or settled or f.tk == a.ticks then return answer(left, more, f) end
	count_answers(x, f, f.tk, -1)
	count_answers(x, f, a.ticks, 1)
	count_visit(x, f, counted_as(f, f.tk), counted_as(f, a.ticks))
	if f.n == '0' and x.cfg.counted ~= 0 then redis.call('HINCRBY', x.p .. 'n:f:' .. f.mo, f.ag .. ' forms', 1) end
	f.n, f.tk = '1', left > 0 and a.ticks or ''
	redis.call('HSET', key, 'n', f.n, 'tk', f.tk)
	return answer(left, more, f)
end

-- Every form has said one kind, and no answer is there more often than forms are; every permit ends by itself. ids gives the
-- names of a kind of key.
function form.fsck(x, ids, found)
	for _, month in ipairs(ids(x, 'n:f')) do
		local n, kinds = load(x.p .. 'n:f:' .. month), {}
		for field, value in pairs(n) do
			local agency, tick = field:match('^(%S+) (%S+)$')
			local forms = tonumber(n[agency .. ' forms'] or 0)
			if tonumber(value) < 0 or tonumber(value) > forms then
				found('forms: ' .. field .. ' in ' .. month .. ': ' .. value .. ' of ' .. forms)
			end
			if tick:find('^kind:') then kinds[agency] = (kinds[agency] or 0) + tonumber(value) end
		end
		for agency, sum in pairs(kinds) do
			if sum ~= tonumber(n[agency .. ' forms'] or 0) then found('forms: kinds of ' .. agency .. ' in ' .. month) end
		end
	end
	for _, name in ipairs(ids(x, 'fo')) do
		if redis.call('TTL', x.p .. 'fo:' .. name) < 0 then found('forms: permit ' .. name .. ' without an end') end
	end
end

redis.register_function('s1_register', fenced({{'cid', 'id'}, {'room', 'id'}, {'send', 'num'}, {'ticks', 'ticks'}}, register))

end

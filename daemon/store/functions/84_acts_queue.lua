-- Acts about the queue (84_acts.lua): a queue that is led to an agency or a topic, and one that is asked further away. What stands
-- is met by who asks, and sorted into by the sweep for who waits. A visit that was led on keeps its place and is counted where it
-- was; its field rd is "<act> <its topic>".

do -- what is local in this file is used in this file alone

-- Visits that one call leads on.
local VISITS = 64

-- Kinds of acts that an ask meets.
acts.rules_kinds = {redirect = true, scope = true}

-- What an ask must know, as one text; the newest act stands first.
function acts.rules_of(list)
	local lines = {}
	for i = #list, 1, -1 do
		if acts.rules_kinds[list[i].kind] then lines[#lines + 1] = list[i].id .. ' ' .. acts.written(list[i]):match('^[^\n]*') end
	end
	return table.concat(lines, '\n')
end

local rules_text, rules_kept = '', {} -- as last read; nobody writes to it

local function rules(x)
	if x.rules ~= rules_text then
		rules_text, rules_kept = x.rules, {}
		for line in x.rules:gmatch('[^\n]+') do
			local id, rest = line:match('^(%d+) (.*)$')
			rules_kept[#rules_kept + 1] = acts.read(id, rest .. '\n\n')
		end
	end
	return rules_kept
end

function acts.write_rules(x)
	x.rules = acts.rules_of(acts.standing(x))
	redis.call('HSET', x.p .. 'cfg', 'rules', x.rules)
end

-- Does the act concern who waits here? "Not my municipality" is of none.
local function covers(act, y)
	if act.topic ~= '' and act.topic ~= y.t then return false end
	for scope in act.scopes:gmatch('%S+') do
		local code = scope:sub(2)
		if scope == 'n' or scope == 'c' .. y.co or scope == 'm' .. y.m and y.w ~= '2' and code ~= '' then return true end
	end
	return false
end

-- May this visit be led on? Not one that is promised to somebody or led on already, nor against what the youth wishes.
local function may_lead(act, y)
	if y.rd ~= '' or y.to ~= '' or y.pk ~= '' or y.st == 'M' or y.st == 'C' or not covers(act, y) then return false end
	return act.place == '' or place_allowed(y, {m = act.m, li = ''})
end

-- Where the agency stands that a queue is led to.
local function target_cell(act, topic)
	return (act.m ~= '' and 'm' .. act.m or 'n') .. ':' .. topic
end

local function lead(y, act)
	keep_place_counted(y)
	y.rd = act.id .. ' ' .. y.t
	if act.place ~= '' then
		y.to, y.tm = act.place, act.m
	else
		y.t = act.target
		write_wish(y)
	end
end

-- The newest act that leads this visit on does. An agency where nobody is any more is led to no more.
function acts.redirect(x, y)
	for _, act in ipairs(rules(x)) do
		if act.kind == 'redirect' and may_lead(act, y) then
			local there = act.place == '' or redis.call('HEXISTS', x.p .. 'st', target_cell(act, y.t)) == 1
			if there then lead(y, act) end
			return
		end
	end
end

-- none -> W or O meets what stands: whom it is asked of, and at which level at the least.
function acts.meet(x, y, level)
	for _, act in ipairs(rules(x)) do
		if act.kind == 'scope' and covers(act, y) and y.w ~= '1' then level = math.max(level, tonumber(act.level)) end
	end
	acts.redirect(x, y)
	y.v = digits(acts.bound(y) and level or first_staffed(x, y, level))
end

-- Every visit whose room is not open, as much of it as the acts ask for, oldest first. Reads no more of each than it must: they
-- may be many.
function acts.all_waiting(x)
	local list = {}
	each_sid(x, function(sid)
		local v = redis.call('HMGET', x.p .. 'y:' .. sid, 'q', 'st', 'rd', 'to', 'pk', 'e', 'v')
		if v[1] and v[2] ~= 'C' then
			local y = {sid = sid, q = v[1], st = v[2] or 'W', rd = v[3] or '', to = v[4] or '', pk = v[5] or '', e = tonumber(v[6]),
				v = v[7] or '0'}
			read_wish(y)
			list[#list + 1] = y
		end
	end)
	table.sort(list, function(a, b) return a.e < b.e or a.e == b.e and a.sid < b.sid end)
	return list
end

-- W, O or D stay, at their place in another queue.
local function requeue_as(x, y, change)
	local waits = y.st == 'W'
	demand_leave(x, y)
	change()
	y.wa = widen_at(x, y)
	acts.go_on(x, y)
	if waits then tell_queued(x, y) end
end

local function lead_back(x, y)
	requeue_as(x, y, function()
		if y.to == '' then
			y.t = y.rd:match(' (%S+)$')
			write_wish(y)
		end
		y.rd, y.to, y.tm = '', '', ''
		y.v = digits(first_staffed(x, y, tonumber(y.v)))
	end)
end

-- M keeps its counsellor; should it wait again, it does so where it was.
local function must_go_back(y, id)
	return y.rd:match('^%d+') == id
end

local function lead_on(x, y, act)
	requeue_as(x, y, function() lead(y, act) end)
end

local function raise(x, y, act)
	requeue_as(x, y, function() y.v = digits(first_staffed(x, y, tonumber(act.level))) end)
end

local function may_raise(act, y)
	return covers(act, y) and tonumber(y.v) < tonumber(act.level) and y.w ~= '1' and y.st ~= 'M' and not acts.bound(y)
end

-- What is to be done with a waiting visit as this act stands, or (nil) no longer stands; nil: nothing. Whatever is done is not to
-- be done again, so that a job that is cut short goes on where it was.
local function next_step(act, id, y)
	if not act then return must_go_back(y, id) and lead_back or nil end
	if act.kind == 'redirect' then return may_lead(act, y) and lead_on or nil end
	return may_raise(act, y) and raise or nil
end

-- Leads on, back or further, so many in a call, oldest first; the sweep goes on.
function acts.sort_queue(x, id, item)
	local act, done = acts.find(x, id), 0
	remind(x, item, false)
	for _, kept in ipairs(acts.all_waiting(x)) do
		local y = next_step(act, id, kept) and visit(x, kept.sid) -- this call may have changed it, or ended it
		local step = y and next_step(act, id, y)
		if step and done == VISITS then return remind(x, item, x.now) end
		if step then
			step(x, y, act)
			done = done + 1
		end
	end
end

-- How many wait whom it concerns, for those who are told a number before they do it.
function acts.reached(x, act)
	local count = 0
	for _, y in ipairs(act.scopes ~= '' and acts.all_waiting(x) or {}) do
		if covers(act, y) then count = count + 1 end
	end
	return digits(count)
end

-- A visit is led on by an act that stands, as it says; or is about to go back (P20). ends: what stands, by id.
function acts.fsck_queue(x, ends, found)
	for _, y in ipairs(acts.all_waiting(x)) do
		local id, topic = y.rd:match('^(%d+) (%S+)$')
		local one = ends[id]
		local left = redis.call('ZSCORE', x.p .. 'dl', 'r:' .. (id or ''))
		if y.rd ~= '' and not left and not (one and one.kind == 'redirect') then found('P20 visit ' .. y.sid .. ' is led on by no act') end
		if one and one.place ~= '' and (y.to ~= one.place or y.t ~= topic) then found('P20 visit ' .. y.sid .. ' is not led on as its act says') end
		if one and one.place == '' and y.t ~= one.target then found('P20 visit ' .. y.sid .. ' is not led on as its act says') end
	end
end

end

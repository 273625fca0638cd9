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

-- The topic that the visit was asked with; a hand-over or an act may have changed it.
function acts.topic_asked(y)
	return y.rg:match(' (%S+)$') or y.t
end

-- Does the act concern who waits here with that topic? "Not my municipality" is of none.
local function covers_topic(act, y, topic)
	if act.topic ~= '' and act.topic ~= topic then return false end
	for scope in act.scopes:gmatch('%S+') do
		local code = scope:sub(2)
		if scope == 'n' or scope == 'c' .. y.co or scope == 'm' .. y.m and y.w ~= '2' and code ~= '' then return true end
	end
	return false
end

local function covers(act, y)
	return covers_topic(act, y, y.t)
end

-- A text reaches who asked with its topic, wherever the visit was led since.
local function reaches(act, y)
	return covers(act, y) or act.kind == 'text' and covers_topic(act, y, acts.topic_asked(y))
end

-- The topic that those have to answer whom a queue is led to.
local function topic_led_to(act)
	return act.place == '' and act.target or act.topic
end

-- The profiles of those who are available where a queue is led to, busy or not, and how many have each.
function acts.led_to(x, act)
	local list = {}
	for text, worth in pairs(load(x.p .. 'pr:' .. topic_led_to(act)) or {}) do
		local profile = read_profile(text)
		profile.text, profile.people = text, math.floor(tonumber(worth) / STAFF_UNIT)
		if act.place == '' or profile.ag == act.place then list[#list + 1] = profile end
	end
	return list
end

-- How many of these have the visit behind them, by their profile: they declined, or did not answer.
local function tried(x, act, y)
	local topic, count = topic_led_to(act), {}
	for cid in y.ex:gmatch('%S+') do
		local c = shift(x, cid)
		if c and c.st == 'A' and listed(c.t, topic) then count[profile_of(c)] = (count[profile_of(c)] or 0) + 1 end
	end
	return count
end

-- The scopes that a visit may come to wait in; of an agency or ('') of everybody.
function acts.widest(y, agency, m)
	return scopes_waited{m = y.m, co = y.co, w = y.w, v = '2', to = agency, tm = m}
end

-- Would somebody of these profiles serve the visit where the act leads it, at the widest? Where nobody would, it would wait for
-- nobody.
local function is_served(x, act, y, profiles)
	local scopes, behind = acts.widest(y, act.place, act.m), tried(x, act, y)
	for _, profile in ipairs(profiles) do
		local left = profile.people > (behind[profile.text] or 0)
		if left and wish_allows(y, profile) and share_one(scopes_served(profile), scopes) then return true end
	end
	return false
end

-- May this visit be led on? Not one that is promised to somebody or led on already.
local function may_lead(act, y)
	return y.rd == '' and y.to == '' and y.pk == '' and y.st ~= 'M' and y.st ~= 'C' and covers(act, y)
end

-- Somebody has become available or is no more: who is led there, or would be, is sorted anew.
function acts.on_staff(x, c)
	for _, act in ipairs(rules(x)) do
		local concerns = act.kind == 'redirect' and (act.place == '' or act.place == c.ag)
		if concerns and listed(c.t, topic_led_to(act)) then remind(x, 'r:' .. act.id, x.now) end
	end
end

-- The wish is another, or one more has it behind: perhaps nobody serves it where the visit is led.
function acts.look_again(x, y)
	if y.rd ~= '' then remind(x, 'r:' .. y.rd:match('^%d+'), x.now) end
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

local function holds(x, act, kind)
	return act.kind == kind and not acts.is_past(x, act)
end

-- The newest act that leads this visit on does, unless nobody is there who would serve it.
function acts.redirect(x, y)
	for _, act in ipairs(rules(x)) do
		if holds(x, act, 'redirect') and may_lead(act, y) then
			if is_served(x, act, y, acts.led_to(x, act)) then lead(y, act) end
			return
		end
	end
end

-- none -> W or O meets what stands: whom it is asked of, and at which level at the least.
function acts.meet(x, y, level)
	for _, act in ipairs(rules(x)) do
		if holds(x, act, 'scope') and covers(act, y) and y.w ~= '1' then level = math.max(level, tonumber(act.level)) end
	end
	acts.redirect(x, y)
	y.v = digits(acts.bound(y) and level or first_staffed(x, y, level))
end

-- Every visit whose room is not open, as much of it as the acts ask for, oldest first. Reads no more of each than it must: they
-- may be many.
function acts.all_waiting(x)
	local list = {}
	each_sid(x, function(sid)
		local v = redis.call('HMGET', x.p .. 'y:' .. sid, 'q', 'st', 'rd', 'to', 'pk', 'e', 'v', 'rg', 'ex')
		if v[1] and v[2] ~= 'C' then
			local y = {sid = sid, q = v[1], st = v[2] or 'W', rd = v[3] or '', to = v[4] or '', pk = v[5] or '', e = tonumber(v[6]),
				v = v[7] or '0', rg = v[8] or '', ex = v[9] or ''}
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
local function is_led_by(y, id)
	return y.rd:match('^%d+') == id
end

local function lead_on(x, y, act)
	requeue_as(x, y, function()
		lead(y, act)
		if not acts.bound(y) then y.v = digits(first_staffed(x, y, tonumber(y.v))) end
	end)
end

local function raise(x, y, act)
	requeue_as(x, y, function() y.v = digits(first_staffed(x, y, tonumber(act.level))) end)
end

local function may_raise(act, y)
	return covers(act, y) and tonumber(y.v) < tonumber(act.level) and y.w ~= '1' and y.st ~= 'M' and not acts.bound(y)
end

-- What is to be done with a waiting visit as this act stands, or (nil) no longer stands; nil: nothing. Whatever is done is not to
-- be done again, so that a job that is cut short goes on where it was. profiles: of those whom a queue is led to.
local function next_step(x, act, id, y, profiles)
	if not act then return is_led_by(y, id) and lead_back or nil end
	if act.kind == 'scope' then return may_raise(act, y) and raise or nil end
	if is_led_by(y, id) then return not is_served(x, act, y, profiles) and lead_back or nil end
	return may_lead(act, y) and is_served(x, act, y, profiles) and lead_on or nil
end

-- Leads on, back or further, so many in a call, oldest first; the sweep goes on.
function acts.sort_queue(x, id, item)
	local act, done = acts.find(x, id), 0
	if act and acts.is_past(x, act) then act = nil end
	local profiles = act and act.kind == 'redirect' and acts.led_to(x, act) or {}
	remind(x, item, false)
	for _, kept in ipairs(acts.all_waiting(x)) do
		local y = next_step(x, act, id, kept, profiles) and visit(x, kept.sid) -- this call may have changed it, or ended it
		local step = y and next_step(x, act, id, y, profiles)
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
		if reaches(act, y) then count = count + 1 end
	end
	return digits(count)
end

-- A visit is led on by an act that stands, as it says, to somebody who would serve it; or is about to go back (P20). ends: what
-- stands, by id.
function acts.fsck_queue(x, ends, found)
	for _, y in ipairs(acts.all_waiting(x)) do
		local id, topic = y.rd:match('^(%d+) (%S+)$')
		local one = ends[id]
		local left = redis.call('ZSCORE', x.p .. 'dl', 'r:' .. (id or ''))
		if y.rd ~= '' and not left and not (one and one.kind == 'redirect') then found('P20 visit ' .. y.sid .. ' is led on by no act') end
		if one and one.place ~= '' and (y.to ~= one.place or y.t ~= topic) then found('P20 visit ' .. y.sid .. ' is not led on as its act says') end
		if one and one.place == '' and y.t ~= one.target then found('P20 visit ' .. y.sid .. ' is not led on as its act says') end
		if one and not left and not is_served(x, one, y, acts.led_to(x, one)) then found('P20 visit ' .. y.sid .. ' is led to nobody') end
	end
end

end

-- What a supervisor does in the own agency, and a duty lead in the pool for the hours that the rota gives it. Acts of a moment
-- (a pause, a drain, an offer to somebody else) are done; the others stand until their end, or until they are undone:
--   acts    id -> the act as text: its words, who, then a line for each language
--   acted   a stream of what was done: the line of each act, of its undoing and of its end
-- What an ask must know of them lies in cfg as `rules`, which every call reads; doors and texts are read by the nodes (s1_acts).
-- A visit that a queue was led away with keeps its place and is counted where it was; its field rd is "<act> <its topic>".

do -- what is local in this file is used in this file alone

-- Acts that stand at a time, doors not counted: of a pool, of all its agencies together, so that the duty lead has room, and of one.
-- A door has one at a time, so that there are no more of these than agencies.
local ACTS, OF_AGENCIES, OF_AGENCY, DOORS = 64, 48, 8, 1024
-- How long one may stand, lines that are kept, and how many of them an answer has.
local LIFE, LINES, PAGE = 86400000, 16384, 64
-- So often an act is looked at that a clock which was set back lets stand for longer: it may be set right again.
local LOOK = 60000
-- The words of an act, in this order.
local WORDS = {'kind', 'from', 'to', 'un', 'reach', 'place', 'scopes', 'topic', 'target', 'm', 'level', 'who'}

function acts.written(act)
	local words = {}
	for i = 1, #WORDS do
		local word = act[WORDS[i]]:gsub(' ', ',')
		words[i] = word == '' and '-' or word
	end
	return table.concat(words, ' ') .. '\n' .. act.name .. '\n' .. act.texts
end

function acts.read(id, text)
	local first, name, texts = text:match('^([^\n]*)\n([^\n]*)\n(.*)$')
	local act, i = {id = id, name = name, texts = texts}, 0
	for word in first:gmatch('%S+') do
		i = i + 1
		act[WORDS[i]] = word == '-' and '' or (word:gsub(',', ' '))
	end
	return act
end

local function by_id(a, b)
	return tonumber(a.id) < tonumber(b.id)
end

-- Those that stand, oldest first.
function acts.standing(x)
	local list = {}
	for id, text in pairs(load(x.p .. 'acts') or {}) do list[#list + 1] = acts.read(id, text) end
	table.sort(list, by_id)
	return list
end

-- Whether acts say that an agency's door is open or closed; nil: its hours do. A pool that is closed closes every door.
function acts.door(list, agency)
	local own
	for _, one in ipairs(list) do
		if one.kind == 'door' and one.place == '' and one.target == 'closed' then return 'closed' end
		if one.kind == 'door' and one.place == agency then own = one.target end
	end
	return own
end

function acts.find(x, id)
	local text = redis.call('HGET', x.p .. 'acts', id)
	return text and acts.read(id, text) or nil
end

local function audit_act(x, act, what, who, name)
	redis.call('XADD', x.p .. 'acted', 'MAXLEN', '~', LINES, '*', 'at', digits(day_time(x)), 'who', who, 'name', name,
		'what', what, 'id', act.id, 'act', acts.written(act))
end

-- An act that stands does so no more.
local function over(x, act, what, who, name)
	redis.call('HDEL', x.p .. 'acts', act.id)
	remind(x, 'a:' .. act.id, false)
	if acts.rules_kinds[act.kind] then acts.write_rules(x) end
	if act.kind == 'redirect' then remind(x, 'r:' .. act.id, x.now) end
	audit_act(x, act, what, who, name)
end

-- Its end was said by the time of the day, which may have been set meanwhile: nodes and asks go by that too.
function acts.is_past(x, act)
	return tonumber(act.to) <= day_time(x)
end

-- The end of an act.
function acts.due(x, id, item)
	local act = acts.find(x, id)
	if not act then return remind(x, item, false) end
	if not acts.is_past(x, act) then return remind(x, item, math.min(meant_by(x, tonumber(act.to)), x.now + LOOK)) end
	over(x, act, 'over', '', '')
end

-- A supervisor acts on the own municipality; in the whole pool counties are the smallest place, since the answer says how many
-- wait there with that topic (docs/privacy.md).
local function scope_fits(act, scope)
	if act.reach ~= '' then return act.own ~= '' and scope == 'm' .. act.own end
	return scope == 'n' or scope:find('^c%w+$') ~= nil
end

local function scopes_fit(act)
	for scope in act.scopes:gmatch('%S+') do
		if not scope_fits(act, scope) then return false end
	end
	return act.scopes ~= ''
end

function acts.place_fits(act)
	return act.reach == '' or act.place == act.reach
end

function acts.person_of(x, act)
	local c = shift(x, act.target)
	return c and (act.reach == '' or c.ag == act.reach) and c or nil
end

-- What each kind must look like beside its words: a reason why not, or nil.
local FITS = {
	door = function(_, act)
		local opens = act.target == 'open' and act.place ~= '' -- a pool has no hours beside which it could be open
		return not (acts.place_fits(act) and (act.target == 'closed' or opens)) and 'RANGE' or nil
	end,
	redirect = function(x, act)
		if not scopes_fit(act) or act.topic == '' or act.target == act.topic then return 'RANGE' end
		if (act.place == '') == (act.target == '') then return 'RANGE' end
		return #acts.led_to(x, act) == 0 and 'OFF' or nil
	end,
	scope = function(_, act)
		return not (scopes_fit(act) and (act.level == '1' or act.level == '2')) and 'RANGE' or nil
	end,
	announce = function(_, act) return not (acts.place_fits(act) and act.texts ~= '') and 'RANGE' or nil end,
	text = function(_, act) return not (scopes_fit(act) and act.texts ~= '') and 'RANGE' or nil end,
}

local SAME = {'kind', 'to', 'reach', 'place', 'scopes', 'topic', 'target', 'm', 'level', 'texts'}

-- One that says the same stands already, or nil.
local function standing_like(list, act)
	for _, other in ipairs(list) do
		local same = true
		for i = 1, #SAME do same = same and other[SAME[i]] == act[SAME[i]] end
		if same then return other end
	end
	return nil
end

-- A door has one act at a time.
local function replace_door(x, list, act)
	for _, other in ipairs(list) do
		if other.kind == 'door' and other.place == act.place then over(x, other, 'replaced', act.who, act.name) end
	end
end

-- Is there room for one more like this? A door that has an act already changes it for another.
local function fits_in(list, act)
	local doors, all, of_agencies, of_own = 0, 0, 0, 0
	for _, other in ipairs(list) do
		if other.kind == 'door' then
			doors = doors + (other.place ~= act.place and 1 or 0)
		else
			all, of_agencies = all + 1, of_agencies + (other.reach ~= '' and 1 or 0)
			of_own = of_own + (other.reach == act.reach and 1 or 0)
		end
	end
	if act.kind == 'door' then return doors < DOORS end
	return all < ACTS and (act.reach == '' or of_agencies < OF_AGENCIES and of_own < OF_AGENCY)
end

local function begin_standing(x, act, list)
	if act.kind == 'door' then replace_door(x, list, act) end
	act.id, act.from, act.un = digits(redis.call('INCR', x.p .. 'seq')), digits(day_time(x)), digits(meant_by(x, tonumber(act.to)))
	redis.call('HSET', x.p .. 'acts', act.id, acts.written(act))
	remind(x, 'a:' .. act.id, tonumber(act.un))
	audit_act(x, act, 'made', act.who, act.name)
	if acts.rules_kinds[act.kind] then
		acts.write_rules(x)
		remind(x, 'r:' .. act.id, x.now)
	end
end

-- How many it concerns: those who wait, or of an announcement those on shift.
local function reached(x, act)
	return (act.kind == 'announce' and acts.staff_reached or acts.reached)(x, act)
end

local function stand(x, act, a)
	local why = FITS[act.kind](x, act)
	if why then return {why} end
	if a.check == 1 then return {'OK', '0', reached(x, act)} end
	if a.to <= day_time(x) or a.to > day_time(x) + LIFE then return {'RANGE'} end
	local list = acts.standing(x)
	local before = standing_like(list, act)
	if before then return {'DUP', before.id, reached(x, act)} end
	if not fits_in(list, act) then return {'FULL'} end
	local count = reached(x, act)
	begin_standing(x, act, list)
	return {'OK', act.id, count}
end

local function act_now(x, act, a)
	if a.check == 1 then return {'RANGE'} end
	local why = acts.now[act.kind](x, act)
	act.id, act.from, act.to, act.un = '0', digits(day_time(x)), '0', '0'
	if why == 'OK' then audit_act(x, act, 'made', act.who, act.name) end
	return why == 'OK' and {'OK', '0', '0'} or why == 'DUP' and {'DUP', '0', '0'} or {why}
end

-- reach: the agency of a supervisor, whose municipality is own; '' is the whole pool, of who leads it now.
local function act(x, a)
	if not FITS[a.kind] and not acts.now[a.kind] then return {'RANGE'} end
	if a.reach == '' and not rota.leads(x, a.cid) then return {'STATE'} end
	local made = {kind = a.kind, reach = a.reach, own = a.own, place = a.place, scopes = a.scopes, topic = a.topic,
		target = a.target, m = a.m, level = digits(a.level), to = digits(a.to), who = a.cid, name = a.name, texts = a.texts}
	return (FITS[a.kind] and stand or act_now)(x, made, a)
end

-- there -> gone, and what it did to those who wait is undone. may: the kinds that the pool lets its duty lead do; OFF: it is none of
-- them.
local function act_undo(x, a)
	if a.reach == '' and not rota.leads(x, a.cid) then return {'STATE'} end
	local found = acts.find(x, a.id)
	if not found then return {'DUP'} end
	if a.reach ~= '' and found.reach ~= a.reach then return {'GONE'} end
	if a.reach == '' and not listed(a.may, found.kind) then return {'OFF'} end
	over(x, found, 'undone', a.cid, a.name)
	return {'OK'}
end

-- What stands: id and text each.
local function act_list(x)
	local answer = {'OK'}
	for _, one in ipairs(acts.standing(x)) do
		answer[#answer + 1] = one.id
		answer[#answer + 1] = acts.written(one)
	end
	return answer
end

-- Whether who asks has the pool now; then lines before an id (none: from the newest), newest first: id, at, who, name, what, act,
-- its text each.
local function act_lines(x, a)
	local answer = {'OK', rota.leads(x, a.cid) and '1' or '0'}
	local lines = redis.call('XREVRANGE', x.p .. 'acted', a.before == '' and '+' or '(' .. a.before, '-', 'COUNT', PAGE)
	for i = 1, #lines do
		answer[#answer + 1] = lines[i][1]
		for field = 2, #lines[i][2], 2 do answer[#answer + 1] = lines[i][2][field] end
	end
	return answer
end

-- Where an act holds, in words of its kind: scopes joined by commas, topic and agency, "-" for none.
local function where(act)
	local words = act.kind == 'door' and {act.place, act.target} or act.kind == 'announce' and {act.place}
		or act.kind == 'redirect' and {act.scopes, act.topic, act.place, act.target}
		or {act.scopes, act.topic, act.kind == 'scope' and act.level or nil}
	for i = 1, #words do words[i] = words[i] == '' and '-' or (words[i]:gsub(' ', ',')) end
	return table.concat(words, ' ')
end

-- What stands, first who may see it: the agency within which it was done, or "-".
scene[#scene + 1] = function(x, put)
	for _, one in ipairs(acts.standing(x)) do
		local text = one.texts:match('^%S+ ([^\n]*)') or ''
		put('act ' .. one.id, table.concat({one.kind, one.from, one.to, one.reach == '' and '-' or one.reach, where(one), '|', one.name,
			'|', text}, ' '))
	end
end

-- An act ends by itself (P9), what an ask reads is what stands (P10), and
-- a visit is led on by one that stands (P20).
function acts.fsck(x, found)
	local list, ends = acts.standing(x), {}
	for _, one in ipairs(list) do
		local at = tonumber(redis.call('ZSCORE', x.p .. 'dl', 'a:' .. one.id) or nil)
		if not at or at < tonumber(one.un) then found('P9 act ' .. one.id .. ' without its deadline') end
		ends[one.id] = one
	end
	for _, item in ipairs(redis.call('ZRANGE', x.p .. 'dl', 0, -1)) do
		if item:sub(1, 2) == 'a:' and not ends[item:sub(3)] then found('P15 deadline ' .. item) end
	end
	if x.rules ~= acts.rules_of(list) then found('P10 rules are not those of the acts') end
	acts.fsck_queue(x, ends, found)
end

local WHO = {{'cid', 'id'}, {'name', 'text'}, {'reach', 'word0'}}

redis.register_function('s1_act', fenced({WHO[1], WHO[2], WHO[3], {'own', 'word0'}, {'kind', 'word'}, {'place', 'word0'},
	{'scopes', 'words'}, {'topic', 'word0'}, {'target', 'word0'}, {'m', 'word0'}, {'level', 'num'}, {'to', 'num'},
	{'texts', 'lines'}, {'check', 'num'}}, act))
redis.register_function{function_name = 's1_act_undo', callback = fenced({WHO[1], WHO[2], WHO[3], {'id', 'digits'}, {'may', 'words'}},
	act_undo),
	flags = {'allow-oom'}}
redis.register_function{function_name = 's1_acts', callback = question({}, act_list), flags = {'no-writes', 'allow-oom'}}
redis.register_function{function_name = 's1_act_lines', callback = question({{'cid', 'id0'}, {'before', 'stream0'}}, act_lines),
	flags = {'no-writes', 'allow-oom'}}

end

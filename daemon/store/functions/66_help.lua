-- A counsellor asks the supervisors of the own agency for help with a conversation (C), and decides with one of them about a
-- duty to warn. Nothing here holds a word of it: that there is a call, since when, which of the fixed short answers it got, and
-- what each of the two has decided. It ends with the room, or when it is taken back; a hold needs both to have said the same.
--   visit hl  "<since> <agency> <answer> <supervisor or -> <asker's decision> <supervisor's><those with a line> <who answered>"
--   hs:<agency>  the visits with a call

local audit -- a line of au:<agency>, which nothing takes away: who did what, and with whom

do -- what is local in this file is used in this file alone

-- Calls of an agency at a time: as many as a list tells of.
local CALLS = 32
-- Answers: 0 none yet, 1 seen, 2 comes in when the youth says yes, 3 asks to be called. Decisions: 0 none yet.
local ANSWERS = 3
local DECISIONS = {'duty_none', 'duty_report', 'duty_avert'}

-- hold: the room of lines that it is about, or ''. Where staff practise nothing has been decided.
function audit(x, agency, who, what, hold, supervisor)
	if x.cfg.counted == 0 then return end
	redis.call('XADD', x.p .. 'au:' .. agency, '*', 'at', digits(day_time(x)), 'who', who, 'what', what, 'hold', hold,
		'for', supervisor)
end

-- The call of a visit, or nil.
local function call_of(y)
	local since, agency, answer, supervisor, asks, decides, noted, by =
		y.hl:match('^(%d+) (%S+) (%d) (%S+) (%d) (%d)(%d*) (.*)$')
	return since and {since = since, ag = agency, answer = answer, sv = supervisor, asks = asks, decides = decides,
		noted = noted, by = by}
end

local function keep(x, y, h)
	y.hl = table.concat({h.since, h.ag, h.answer, h.sv, h.asks, h.decides .. h.noted, h.by}, ' ')
	redis.call('SADD', x.p .. 'hs:' .. h.ag, y.sid)
	return tell_nodes(x, 'help', y.c, h.ag)
end

-- What the two have decided, or nil.
local function decision_of(h)
	return h.asks == h.decides and tonumber(h.asks) > 0 and h.asks or nil
end

-- A line in the name of who asked and for the supervisor, whoever of them said it last.
local function note_decision(x, y, h, what)
	audit(x, h.ag, y.c, what, '', h.sv)
end

-- What the two say is the same now: a line, the first time; not each time that one of them takes it back and says it again.
local function note_agreed(x, y, h)
	local decision = decision_of(h)
	if not decision or h.noted:find(decision, 1, true) then return end
	h.noted = h.noted .. decision
	note_decision(x, y, h, DECISIONS[tonumber(decision)])
end

-- Nothing more is decided with this supervisor: a line when something else stands than the last line says.
local function note_last(x, y, h)
	local decision = decision_of(h)
	if h.noted == '' or decision == h.noted:sub(-1) then return end
	note_decision(x, y, h, decision and DECISIONS[tonumber(decision)] or 'duty_taken_back')
end

-- The room is over, or somebody else's: so is the call.
function help.over(x, y)
	local h = call_of(y)
	if not h then return end
	note_last(x, y, h)
	y.hl = ''
	redis.call('SREM', x.p .. 'hs:' .. h.ag, y.sid)
	tell_nodes(x, 'help', y.c, h.ag)
end

-- Have both decided the same, and that something is to be done?
function help.is_decided(y, supervisor)
	local h = call_of(y)
	return h and h.sv == supervisor and h.asks == h.decides and tonumber(h.asks) > 1
end

-- One's own conversation; nil and the answer.
local function own_room(x, a)
	local y, c, by_youth = room_of(x, a.cid, a.room)
	if not y then return nil, c[1] == 'DUP' and {'GONE'} or c end
	if by_youth or y.st ~= 'C' then return nil, {'STATE'} end
	return y, c
end

-- The visit in whose room somebody of this agency asks for help, or nil.
local function calling(x, agency, room)
	for _, sid in ipairs(redis.call('SMEMBERS', x.p .. 'hs:' .. agency)) do
		local y = visit(x, sid)
		if y and y.r == room and y.hl ~= '' then return y, call_of(y) end
	end
	return nil
end

local function is_full(x, agency)
	return redis.call('SCARD', x.p .. 'hs:' .. agency) >= CALLS
end

local function fresh_cry(x, c)
	return {since = digits(x.now), ag = c.ag, answer = '0', sv = '-', asks = '0', decides = '0', noted = '', by = ''}
end

-- C stays, with a call or without.
local function ask_help(x, a)
	local y, c = own_room(x, a)
	if not y then return c end
	if a.on > 1 then return {'RANGE'} end
	if (y.hl ~= '') == (a.on == 1) then return {'DUP'} end
	if a.on == 0 then
		help.over(x, y)
		return {'OK'}
	end
	if is_full(x, c.ag) then return {'FULL'} end
	return keep(x, y, fresh_cry(x, c))
end

-- C stays: a supervisor of the agency answers a call.
local function advise(x, a)
	local c, why = speaker(x, a.cid)
	if not c then return why end
	if a.answer < 1 or a.answer > ANSWERS then return {'RANGE'} end
	local y, h = calling(x, c.ag, a.room)
	if not y then return {'GONE'} end
	if y.c == a.cid then return {'RANGE'} end
	h.answer, h.by = digits(a.answer), c.al
	return keep(x, y, h)
end

-- C stays: who asks names the supervisor to decide with, and what it would do.
local function decide_own(x, a, y, c)
	local other = shift(x, a.supervisor)
	if a.supervisor == a.cid then return {'RANGE'} end
	if not other or other.ag ~= c.ag then return {'OFF'} end
	if y.hl == '' and is_full(x, c.ag) then return {'FULL'} end
	local h = call_of(y) or fresh_cry(x, c)
	if h.sv == a.supervisor and h.asks == digits(a.decision) then return {'DUP'} end
	if h.sv ~= a.supervisor then
		h.decides = '0'
		note_last(x, y, h)
		h.sv, h.noted = a.supervisor, ''
	end
	h.asks = digits(a.decision)
	note_agreed(x, y, h)
	return keep(x, y, h)
end

-- C stays: one of the two says what is to be done, or (0) takes it back.
local function decide(x, a)
	local c, why = speaker(x, a.cid)
	if not c then return why end
	if a.decision > #DECISIONS then return {'RANGE'} end
	local y = own_room(x, a)
	if y then return decide_own(x, a, y, c) end
	local about, h = calling(x, c.ag, a.room)
	if not about or h.sv ~= a.cid then return {'GONE'} end
	if h.decides == digits(a.decision) then return {'DUP'} end
	h.decides = digits(a.decision)
	note_agreed(x, about, h)
	return keep(x, about, h)
end

-- The calls of this person's agency: room, who asks and its alias, topic, since, answer, who answered, supervisor to decide
-- with (or ''), the two decisions.
local function calls(x, a)
	local c, why = speaker(x, a.cid)
	if not c then return why end
	local answer, sids = {'OK'}, redis.call('SMEMBERS', x.p .. 'hs:' .. c.ag)
	table.sort(sids)
	for _, sid in ipairs(sids) do
		local y = visit(x, sid)
		local h, asker = y and call_of(y), y and shift(x, y.c)
		if h and asker then
			local with_whom = h.sv == '-' and '' or h.sv
			local row = {y.r, y.c, asker.al, y.t, told_as(x, h.since), h.answer, h.by, with_whom, h.asks, h.decides}
			for i = 1, #row do answer[#answer + 1] = row[i] end
		end
	end
	return answer
end

-- What is wrong with the call of a visit (P1).
function help.fsck(x, y, found)
	if y.hl == '' then return end
	local h = call_of(y)
	if not h or y.st ~= 'C' or redis.call('SISMEMBER', x.p .. 'hs:' .. h.ag, y.sid) == 0 then
		found('P1 visit ' .. y.sid .. ' in ' .. y.st .. ' calls for help')
	end
end

redis.register_function('s1_help', fenced({CID, ROOM, {'on', 'num'}}, ask_help))
redis.register_function('s1_advise', fenced({CID, ROOM, {'answer', 'num'}}, advise))
redis.register_function('s1_decide', fenced({CID, ROOM, {'supervisor', 'id'}, {'decision', 'num'}}, decide))
redis.register_function{function_name = 's1_calls', callback = fenced({CID}, calls), flags = {'allow-oom'}}

end

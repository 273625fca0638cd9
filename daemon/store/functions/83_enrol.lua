-- A new device of an agency that certifies its devices itself: what it and an approver say to each other before one of
-- them reads six digits aloud (docs/encryption.md, section 3). er:<person> is the request: ag agency, al alias, q the request,
-- cm commitment, st W waits, V an approver has answered with ra, R the device has opened itself with rd, D certified (ce), N
-- refused; by and ba the approver; d its end by the pool's clock. ea:<agency> are the persons who have one, et:<person> when
-- a try was begun that counts. None of it lives longer than LIFE, and nothing here knows what the bytes mean.

do -- what is local in this file is used in this file alone

local LIFE = 600 -- seconds that a request lives, and that lie between two tries
local MOST = 16 -- requests of one agency at a time
local MS = 1000

-- The request, while it lives.
local function enrolment(x, person)
	local r = load(x.p .. 'er:' .. person)
	return r and tonumber(r.d) > x.now and r or nil
end

local function keep(x, person, ...)
	redis.call('HSET', x.p .. 'er:' .. person, ...)
end

-- Those of an agency, without the ones that are over.
local function living(x, agency)
	local list = redis.call('SMEMBERS', x.p .. 'ea:' .. agency)
	table.sort(list)
	local found = {}
	for i = 1, #list do
		local r = enrolment(x, list[i])
		if r and r.ag == agency then
			r.person = list[i]
			found[#found + 1] = r
		end
	end
	return found
end

-- When this person may try again; 0: now.
local function free_at(x, person)
	local at = tonumber(redis.call('GET', x.p .. 'et:' .. person) or '0')
	return at > x.now and at or 0
end

-- none or W -> W. Before an approver has answered, a request takes the place of another: nothing was told that digits could
-- be looked for with. After that the person waits.
local function enrol(x, a)
	local at = free_at(x, a.cid)
	if at > 0 then return {'STATE', digits(math.ceil((at - x.now) / MS))} end
	local others, known = living(x, a.agency), false
	for i = 1, #others do known = known or others[i].person == a.cid end
	if #others >= MOST and not known then return {'FULL'} end
	local key, set = x.p .. 'er:' .. a.cid, x.p .. 'ea:' .. a.agency
	redis.call('DEL', key)
	keep(x, a.cid, 'ag', a.agency, 'al', a.alias, 'q', a.request, 'cm', a.commitment, 'st', 'W', 'd', digits(x.now + LIFE * MS))
	redis.call('EXPIRE', key, LIFE)
	redis.call('SADD', set, a.cid)
	redis.call('EXPIRE', set, LIFE)
	return tell_nodes(x, 'enrol', a.cid, a.agency)
end

-- W -> V: from here on it is a try. Who asks for another request than stands there is too late.
local function vouch(x, a)
	local r = enrolment(x, a.person)
	if not r or r.ag ~= a.agency then return {'GONE'} end
	if r.by == a.cid and r.ra == a.number then return {'DUP'} end
	if r.st ~= 'W' or r.cm ~= a.commitment then return {'STATE'} end
	keep(x, a.person, 'st', 'V', 'ra', a.number, 'by', a.cid, 'ba', a.alias)
	redis.call('SET', x.p .. 'et:' .. a.person, digits(x.now + LIFE * MS), 'EX', LIFE)
	return tell_nodes(x, 'enrol', a.person, r.ag)
end

-- V -> R, by the device.
local function reveal(x, a)
	local r = enrolment(x, a.cid)
	if not r then return {'GONE'} end
	if r.rd == a.number then return {'DUP'} end
	if r.st ~= 'V' then return {'STATE'} end
	keep(x, a.cid, 'st', 'R', 'rd', a.number)
	return tell_nodes(x, 'enrol', a.cid, r.ag)
end

-- V or R -> N, R -> D: by the approver who has answered, and by nobody else.
local function approve(x, a)
	local r, yes = enrolment(x, a.person), a.certificate ~= ''
	if not r or r.ag ~= a.agency or r.by ~= a.cid then return {'GONE'} end
	if r.ce == a.certificate then return {'DUP'} end
	if r.st ~= 'R' and (yes or r.st ~= 'V') then return {'STATE'} end
	keep(x, a.person, 'st', yes and 'D' or 'N', 'ce', a.certificate)
	return tell_nodes(x, 'enrol', a.person, r.ag)
end

local SHOWN = {'person', 'al', 'st', 'q', 'cm', 'ra', 'by', 'ba', 'rd', 'ce'}

-- All requests of an agency: for each of them what SHOWN names, then the seconds it has left.
local function enrolments(x, a)
	local answer = {'OK'}
	for _, r in ipairs(living(x, a.agency)) do
		for i = 1, #SHOWN do answer[#answer + 1] = r[SHOWN[i]] or '' end
		answer[#answer + 1] = digits(math.ceil((tonumber(r.d) - x.now) / MS))
	end
	return answer
end

local CID, AGENCY, PERSON = {'cid', 'id'}, {'agency', 'word'}, {'person', 'id'}
local ALIAS, NUMBER, COMMITMENT = {'alias', 'text'}, {'number', 'bytes'}, {'commitment', 'bytes'}

redis.register_function('s1_enrol', fenced({CID, AGENCY, ALIAS, {'request', 'bytes'}, COMMITMENT}, enrol))
redis.register_function('s1_vouch', fenced({CID, AGENCY, ALIAS, PERSON, COMMITMENT, NUMBER}, vouch))
redis.register_function('s1_reveal', fenced({CID, NUMBER}, reveal))
redis.register_function('s1_approve', fenced({CID, AGENCY, PERSON, {'certificate', 'bytes'}}, approve))
redis.register_function{function_name = 's1_enrolments', callback = fenced({AGENCY}, enrolments), flags = {'allow-oom'}}

end

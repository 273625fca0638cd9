-- What must be one step beside routing: an account of the staff under {staff}:, an agency under {agencies}:. Passwords
-- are hashes made elsewhere; of the fields nothing is known here but whose agency an account is. What people change in an
-- agency is a line of the stream au:<agency>, which ends with its age and its length.

local agency_line -- what the canned replies write of their changes, too

do -- what is local in this file is used in this file alone

local function keeper(prefix, body)
	return function(keys, args)
		if #keys ~= 1 or keys[1] ~= prefix or #args < 1 then return {'RANGE'} end
		for i = 1, #args do
			if #args[i] > 65536 then return {'RANGE'} end
		end
		return body(prefix, args)
	end
end

-- Names by agency, of:<agency>; `of` says that every account of before is among them.
local function note_agency(p, name, agency)
	if agency then redis.call('SADD', p .. 'of:' .. agency, name) end
end

-- none -> there. name, then fields and values. A name that is taken is refused.
local function staff_add(p, args)
	local name = table.remove(args, 1)
	if #name == 0 or #args == 0 or #args % 2 ~= 0 then return {'RANGE'} end
	if redis.call('EXISTS', p .. 'u:' .. name) == 1 then return {'STATE'} end
	redis.call('HSET', p .. 'u:' .. name, unpack(args))
	redis.call('SADD', p .. 'names', name)
	note_agency(p, name, redis.call('HGET', p .. 'u:' .. name, 'agency'))
	return {'OK'}
end

-- any -> the same. The names of an agency; the first to ask sorts those of all.
local function staff_of(p, args)
	if redis.call('EXISTS', p .. 'of') == 0 then
		local names = redis.call('SMEMBERS', p .. 'names')
		for i = 1, #names do note_agency(p, names[i], redis.call('HGET', p .. 'u:' .. names[i], 'agency')) end
		redis.call('SET', p .. 'of', '1')
	end
	return redis.call('SMEMBERS', p .. 'of:' .. args[1])
end

-- there -> there. name, then fields and values. With another password the invitation of before is good no more: whoever knew
-- the old one may have got it by that.
local function staff_set(p, args)
	local name = table.remove(args, 1)
	local account = p .. 'u:' .. name
	if #args == 0 or #args % 2 ~= 0 then return {'RANGE'} end
	if redis.call('EXISTS', account) == 0 then return {'GONE'} end
	redis.call('HSET', account, unpack(args))
	for i = 1, #args, 2 do
		if args[i] == 'hash' then redis.call('HDEL', account, 'inv') end
	end
	return {'OK'}
end

-- The roles that an agency gives; the others reach beyond it.
local OF_AGENCY = 'counsellor supervisor owner evaluator'

-- Whether anybody but this one could change the agency: an owner who is not disabled and has been in (89_sessions), not one who was
-- only invited: every account is made with a password, which perhaps nobody has read.
local function has_other_owner(p, agency, name)
	local names = staff_of(p, {agency})
	for i = 1, #names do
		local role, disabled, own, seen = unpack(redis.call('HMGET', p .. 'u:' .. names[i], 'role', 'disabled', 'own', 'seen'))
		if names[i] ~= name and role == 'owner' and disabled ~= '1' and (own == '1' or seen == '1') then return true end
	end
	return false
end

-- there -> there. name, agency, 1 for who may change anybody or 0, then a field and its value, or neither to ask only
-- whether one may. GONE: not of that agency; RANGE: a role that reaches beyond it; STATE: the last owner would be none.
-- Else role, alias and disabled as they were.
local function staff_change(p, args)
	local name, agency, anybody, field, value = unpack(args)
	if #args ~= 3 and #args ~= 5 then return {'RANGE'} end
	local t = load(p .. 'u:' .. name)
	if not t or t.agency ~= agency then return {'GONE'} end
	local role = field == 'role' and value or t.role
	if anybody ~= '1' and not (listed(OF_AGENCY, t.role) and listed(OF_AGENCY, role)) then return {'RANGE'} end
	local stays = role == 'owner' and (field == 'disabled' and value or t.disabled) ~= '1'
	if t.role == 'owner' and t.disabled ~= '1' and not stays and not has_other_owner(p, agency, name) then return {'STATE'} end
	if field then redis.call('HSET', p .. 'u:' .. name, field, value) end
	return {'OK', t.role, t.alias or '', t.disabled or '0'}
end

-- How old a line gets, and how many of one agency there are, whichever is less. A line that is young goes for no other: whoever
-- changes much would hide by it what was changed before. So changes of fields, many in one step, are refused meanwhile; what is one
-- line each, and above all what ends somebody's logins, is not, up to AUDIT_MOST.
local AUDIT_LIFE, AUDIT_YOUNG = 5 * 366 * 86400000, 90 * 86400000
local AUDIT_LINES, AUDIT_MOST = 4096, 16384

-- How many of the two oldest lines are young no more.
local function old_lines(p, key)
	local count = 0
	for _, line in ipairs(redis.call('XRANGE', key, '-', '+', 'COUNT', 2)) do
		if tonumber(line[1]:match('^%d+')) <= time_ms(p) - AUDIT_YOUNG then count = count + 1 end
	end
	return count
end

-- Whether there is no room for so many more lines.
local function is_full(p, slug, count)
	local key = p .. 'au:' .. slug
	return redis.call('XLEN', key) + count > AUDIT_LINES and old_lines(p, key) == 0
end

-- One more line: who (a cid, or empty for the operator), by which name, what, about whom, before and after.
function agency_line(p, slug, who, name, what, about, old, new)
	local key, now = p .. 'au:' .. slug, time_ms(p)
	redis.call('XADD', key, 'MAXLEN', AUDIT_MOST, '*', 'at', digits(now), 'who', who, 'name', name, 'what', what,
		'about', about, 'old', old, 'new', new)
	redis.call('XTRIM', key, 'MINID', digits(math.max(now - AUDIT_LIFE, 0)))
	local over = redis.call('XLEN', key) - AUDIT_LINES
	if over > 0 then redis.call('XTRIM', key, 'MAXLEN', AUDIT_LINES + over - math.min(over, old_lines(p, key))) end
end

-- Every node reads the agency anew. In the step that changes it, so that no worker's death keeps it from them.
local function ring(slug)
	redis.call('PUBLISH', 'agencies', slug)
	return {'OK'}
end

local function has_field(args, field)
	for i = 1, #args, 2 do
		if args[i] == field then return true end
	end
	return false
end

-- Before that moment its door is not counted.
local function note_change(p, slug, field, was, is)
	if field == 'live' and was == 'no' and is ~= 'no' then redis.call('HSET', p .. 'live', slug, digits(time_ms(p))) end
end

-- any -> there, with these fields and no others; without the field `live` it is as open as it was, and a new one is closed.
-- only_new (0 or 1), slug, fields and values.
local function agency_write(p, args)
	local only_new, slug = table.remove(args, 1), table.remove(args, 1)
	if not slug or #slug == 0 or #args == 0 or #args % 2 ~= 0 then return {'RANGE'} end
	local key = p .. 'a:' .. slug
	local before = load(key)
	if only_new == '1' and before then return {'DUP'} end
	if only_new == '0' and not has_field(args, 'live') then
		args[#args + 1] = 'live'
		args[#args + 1] = before and (before.live or '') or 'no'
	end
	redis.call('DEL', key)
	redis.call('HSET', key, unpack(args))
	redis.call('SADD', p .. 'all', slug)
	if only_new == '0' and not before then note_change(p, slug, 'live', 'no', load(key).live) end
	for i = 1, before and #args or 0, 2 do
		local was = before[args[i]] or ''
		if was ~= args[i + 1] then
			agency_line(p, slug, '', '', args[i], '', was, args[i + 1])
			note_change(p, slug, args[i], was, args[i + 1])
		end
	end
	return ring(slug)
end

-- none -> there, with these fields, the canned replies of a buddy agency, and a line that says by whom. STATE: it is there. slug,
-- who, name, buddy, then fields and values.
local function agency_add(p, args)
	local slug, who, name, buddy = unpack(args, 1, 4)
	if #args < 6 or #args % 2 ~= 0 or #slug == 0 or #who == 0 then return {'RANGE'} end
	local key = p .. 'a:' .. slug
	if redis.call('EXISTS', key) == 1 then return {'STATE'} end
	local replies = redis.call('HGETALL', p .. 're:agency:' .. buddy)
	redis.call('HSET', key, unpack(args, 5))
	redis.call('SADD', p .. 'all', slug)
	redis.call('SADD', p .. 're', 'agency:' .. slug)
	if #replies > 0 then redis.call('HSET', p .. 're:agency:' .. slug, unpack(replies)) end
	agency_line(p, slug, who, name, 'agency.invited', '', '', '')
	return ring(slug)
end

-- there -> there, with these fields changed and each change a line; STATE with the name and the value of the first that is
-- not what it was for whoever changes it; FULL when the audit has no room for the lines. slug, who, name, then field, value before
-- and value after.
local function agency_edit(p, args)
	local slug, who, name = table.remove(args, 1), table.remove(args, 1), table.remove(args, 1)
	if not name or #slug == 0 or #who == 0 or #args == 0 or #args % 3 ~= 0 then return {'RANGE'} end
	local key = p .. 'a:' .. slug
	local before, count = load(key), 0
	if not before then return {'GONE'} end
	for i = 1, #args, 3 do
		local is = before[args[i]] or ''
		if is ~= args[i + 1] then return {'STATE', args[i], is} end
		if is ~= args[i + 2] then count = count + 1 end
	end
	if count > 0 and is_full(p, slug, count) then return {'FULL'} end
	for i = 1, #args, 3 do
		if args[i + 1] ~= args[i + 2] then
			redis.call('HSET', key, args[i], args[i + 2])
			agency_line(p, slug, who, name, args[i], '', args[i + 1], args[i + 2])
			note_change(p, slug, args[i], args[i + 1], args[i + 2])
		end
	end
	return ring(slug)
end

-- there -> the same, and one more line. slug, who, name, what, about, before and after.
local function agency_note(p, args)
	if #args ~= 7 or redis.call('EXISTS', p .. 'a:' .. args[1]) == 0 then return {'GONE'} end
	agency_line(p, unpack(args))
	return {'OK'}
end

-- any -> the same. The lines of an agency before an id (none: from the newest), newest first, up to 64: id, at, who, name,
-- what, about, before, after each.
local function agency_audit(p, args)
	local slug, from = args[1], args[2]
	if #args ~= 2 or from ~= '' and not from:find('^%d+%-%d+$') then return {'RANGE'} end
	local answer = {'OK'}
	local lines = redis.call('XREVRANGE', p .. 'au:' .. slug, from == '' and '+' or '(' .. from, '-', 'COUNT', 64)
	for i = 1, #lines do
		answer[#answer + 1] = lines[i][1]
		for field = 2, #lines[i][2], 2 do answer[#answer + 1] = lines[i][2][field] end
	end
	return answer
end

redis.register_function('s1_staff_add', keeper('{staff}:', staff_add))
redis.register_function('s1_staff_of', keeper('{staff}:', staff_of))
redis.register_function('s1_staff_set', keeper('{staff}:', staff_set))
redis.register_function('s1_staff_change', keeper('{staff}:', staff_change))
redis.register_function('s1_agency_write', keeper('{agencies}:', agency_write))
redis.register_function('s1_agency_add', keeper('{agencies}:', agency_add))
redis.register_function('s1_agency_edit', keeper('{agencies}:', agency_edit))
redis.register_function('s1_agency_note', keeper('{agencies}:', agency_note))
redis.register_function{function_name = 's1_agency_audit', callback = keeper('{agencies}:', agency_audit),
	flags = {'no-writes', 'allow-oom'}}

end

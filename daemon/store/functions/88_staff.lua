-- What must be one step beside routing: an account of the staff under {staff}:, an agency under {agencies}:. Passwords
-- are hashes made elsewhere; of the fields nothing is known here but whose agency an account is.

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

-- there -> there. name, then fields and values.
local function staff_set(p, args)
	local name = table.remove(args, 1)
	if #args == 0 or #args % 2 ~= 0 then return {'RANGE'} end
	if redis.call('EXISTS', p .. 'u:' .. name) == 0 then return {'GONE'} end
	redis.call('HSET', p .. 'u:' .. name, unpack(args))
	return {'OK'}
end

-- any -> there, with these fields and no others. only_new (0 or 1), slug, fields and values.
local function agency_write(p, args)
	local only_new, slug = table.remove(args, 1), table.remove(args, 1)
	if not slug or #slug == 0 or #args == 0 or #args % 2 ~= 0 then return {'RANGE'} end
	local key = p .. 'a:' .. slug
	if only_new == '1' and redis.call('EXISTS', key) == 1 then return {'DUP'} end
	redis.call('DEL', key)
	redis.call('HSET', key, unpack(args))
	redis.call('SADD', p .. 'all', slug)
	return {'OK'}
end

redis.register_function('s1_staff_add', keeper('{staff}:', staff_add))
redis.register_function('s1_staff_of', keeper('{staff}:', staff_of))
redis.register_function('s1_staff_set', keeper('{staff}:', staff_set))
redis.register_function('s1_agency_write', keeper('{agencies}:', agency_write))

end

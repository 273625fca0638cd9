-- Canned replies, under {agencies}: a hash each, "code language" to the text: re:own:<cid> of a person, re:agency:<slug>,
-- re:network:<pool>. They lie beside the agencies, because what changes one of an agency is a line of its audit (au:<slug>; of
-- a network au:network:<pool>) in the same step. Nothing here knows who may.

do -- what is local in this file is used in this file alone

local MOST = {own = 100, agency = 200, network = 400} -- rows of each
local TEXT = 1000 -- bytes of a text
local CODE, LANGUAGE = '^%l[%l%d%-]*$', '^%a[%w%-]+$'

local function is_row(code, language, text)
	return #code <= 24 and code:find(CODE) and #language <= 16 and language:find(LANGUAGE) and #text <= TEXT
end

local function is_owner(scope, owner)
	return MOST[scope] and fits(KIND.word, owner) and (scope ~= 'own' or fits(KIND.id, owner))
end

local function hash_of(p, scope, owner)
	return p .. 're:' .. scope .. ':' .. owner
end

-- The fields of a hash in order.
local function fields_of(rows)
	local fields = {}
	for field in pairs(rows) do fields[#fields + 1] = field end
	table.sort(fields)
	return fields
end

local function note(p, a, was, is)
	local whose = (a.scope == 'agency' and '' or a.scope .. ':') .. a.owner
	agency_line(p, whose, a.who, a.name, 'reply', a.code .. ' ' .. a.language, was, is)
end

-- any -> with this text; without the row when the text is empty; with guard 1 only when it was the text `was`, else STATE. DUP: it
-- was so. FULL: one row too many.
local function reply_write(p, args)
	local a = parse({{'scope', 'word'}, {'owner', 'word'}, {'who', 'id'}, {'name', 'text'}, {'code', 'word'},
		{'language', 'word'}, {'text', 'bytes'}, {'guard', 'num'}, {'was', 'bytes'}}, args)
	if not a or not is_owner(a.scope, a.owner) or not is_row(a.code, a.language, a.text) then return {'RANGE'} end
	local key, field = hash_of(p, a.scope, a.owner), a.code .. ' ' .. a.language
	local was = redis.call('HGET', key, field) or ''
	if a.guard == 1 and was ~= a.was then return {'STATE'} end
	if was == a.text then return {'DUP'} end
	if was == '' and redis.call('HLEN', key) >= MOST[a.scope] then return {'FULL'} end
	if a.text == '' then
		redis.call('HDEL', key, field)
	else
		redis.call('HSET', key, field, a.text)
	end
	if a.scope ~= 'own' then note(p, a, was, a.text) end
	return {'OK'}
end

-- Code, language and text of each row as many as an owner may have, each with a text.
local function are_rows(scope, owner, args)
	if not owner or not is_owner(scope, owner) or #args % 3 ~= 0 or #args / 3 > MOST[scope] then return false end
	for i = 1, #args, 3 do
		if not is_row(args[i], args[i + 1], args[i + 2]) or args[i + 2] == '' then return false end
	end
	return true
end

-- none -> there, as the configuration has them; once, so that what people have deleted or written does not go. scope, owner,
-- then code, language, text.
local function reply_seed(p, args)
	local scope, owner = table.remove(args, 1), table.remove(args, 1)
	if #args == 0 or not are_rows(scope, owner, args) then return {'RANGE'} end
	local key = hash_of(p, scope, owner)
	if redis.call('SADD', p .. 're', scope .. ':' .. owner) == 0 or redis.call('EXISTS', key) == 1 then return {'DUP'} end
	for i = 1, #args, 3 do redis.call('HSET', key, args[i] .. ' ' .. args[i + 1], args[i + 2]) end
	return {'OK'}
end

-- any -> these rows of an agency and no others, each change a line in the operator's name. slug, then code, language, text.
local function reply_replace(p, args)
	local slug = table.remove(args, 1)
	if not are_rows('agency', slug, args) then return {'RANGE'} end
	local key, is = hash_of(p, 'agency', slug), {}
	local function change(code, language, was, text)
		note(p, {scope = 'agency', owner = slug, who = '', name = '', code = code, language = language}, was, text)
	end
	local before = load(key) or {}
	redis.call('SADD', p .. 're', 'agency:' .. slug)
	for i = 1, #args, 3 do
		local field, text = args[i] .. ' ' .. args[i + 1], args[i + 2]
		is[field] = true
		if before[field] ~= text then
			redis.call('HSET', key, field, text)
			change(args[i], args[i + 1], before[field] or '', text)
		end
	end
	for _, field in ipairs(fields_of(before)) do
		if not is[field] then
			redis.call('HDEL', key, field)
			change(field:match('^%S+'), field:match('%S+$'), before[field], '')
		end
	end
	return {'OK'}
end

-- any -> the same. What an agency itself keeps, as reply_list tells it, in order. slug.
local function reply_kept(p, args)
	if #args ~= 1 or not is_owner('agency', args[1]) then return {'RANGE'} end
	local rows, answer = load(hash_of(p, 'agency', args[1])) or {}, {'OK'}
	for _, field in ipairs(fields_of(rows)) do
		for _, word in ipairs({'agency', field:match('^%S+'), field:match('%S+$'), rows[field]}) do answer[#answer + 1] = word end
	end
	return answer
end

-- What a person may use: its own, its agency's, its network's. Four texts a row: scope, code, language, text. cid, slug, pool.
local function reply_list(p, args)
	local a = parse({{'own', 'id'}, {'agency', 'word'}, {'network', 'word'}}, args)
	if not a then return {'RANGE'} end
	local answer = {'OK'}
	for _, scope in ipairs({'own', 'agency', 'network'}) do
		local flat = redis.call('HGETALL', hash_of(p, scope, a[scope]))
		for i = 1, #flat, 2 do
			local code, language = flat[i]:match('^(%S+) (%S+)$')
			for _, word in ipairs({scope, code, language, flat[i + 1]}) do answer[#answer + 1] = word end
		end
	end
	return answer
end

local function keeper(body)
	return function(keys, args)
		if #keys ~= 1 or keys[1] ~= '{agencies}:' then return {'RANGE'} end
		return body(keys[1], args)
	end
end

redis.register_function('s1_reply_write', keeper(reply_write))
redis.register_function('s1_reply_seed', keeper(reply_seed))
redis.register_function('s1_reply_replace', keeper(reply_replace))
redis.register_function{function_name = 's1_reply_kept', callback = keeper(reply_kept), flags = {'no-writes', 'allow-oom'}}
redis.register_function{function_name = 's1_reply_list', callback = keeper(reply_list), flags = {'no-writes', 'allow-oom'}}

end

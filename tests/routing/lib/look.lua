#!lua name=samtaletest
-- For tests only: everything of a pool that the checks look at, in one call and as JSON. After the key come node and
-- last id of its news, for as many nodes as are asked about.

local function hash(key)
	local flat, t = redis.call('HGETALL', key), {}
	for i = 1, #flat, 2 do t[flat[i]] = flat[i + 1] end
	return t
end

local function look(keys, args)
	local p, seen = keys[1], {y = {}, c = {}, news = {}, keys = {}}
	for _, key in ipairs(redis.call('KEYS', '*')) do
		local kind, id = key:sub(#p + 1):match('^([yc]):(.*)$')
		if kind then
			seen[kind][id] = hash(key)
		else
			seen.keys[#seen.keys + 1] = key
		end
	end
	for i = 1, #args, 2 do
		seen.news[args[i]] = redis.call('XRANGE', p .. 'ev:' .. args[i], '(' .. args[i + 1], '+')
	end
	seen.cfg = hash(p .. 'cfg')
	seen.due = redis.call('ZRANGE', p .. 'dl', 0, -1, 'WITHSCORES')
	return cjson.encode(seen)
end

redis.register_function{function_name = 't1_look', callback = look, flags = {'no-writes'}}

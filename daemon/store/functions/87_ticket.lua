-- A counsellor's shift ticket: under {w:<cid>}: the hash st with h, hp and ha (as of a visit, but hashes), text, ttl
-- (seconds it lives without a socket), d (its end by the pools' clock, which the calling node tells: at), tu (how often it
-- was turned: by this number the attach that follows, in the pool, is known to be late or not). It outlives a
-- shift and turns like a youth's token.

do -- what is local in this file is used in this file alone

local TICKET_LIFE = 43200 -- seconds; the longest session of staff
local TICKET_KEPT = 259200 -- seconds that the key stays at most, should the time of the day be put forward by a day

local function ticket_prefix(keys)
	return #keys == 1 and keys[1]:find('^{w:%x+}:$') and #keys[1] == 37 and keys[1] or nil
end

local function ticket_function(spec, body)
	return function(keys, args)
		local p, a = ticket_prefix(keys), parse(spec, args)
		if not p or not a then return {'RANGE'} end
		return body(p .. 'st', a)
	end
end

-- The ticket's end, so many seconds from now.
local function ends(a, seconds)
	return digits(a.at + 1000 * seconds)
end

-- The ticket is good from now on; not one that its client has presented, and was given another for.
local function ticket_bind(key, a)
	local t = load(key)
	if t and t.hp == a.hash then return {'DUP'} end
	if not t or t.h ~= a.hash then t = {hp = '', ha = '0'} end
	redis.call('HSET', key, 'h', a.hash, 'hp', t.hp, 'ha', t.ha, 'text', a.text, 'ttl', digits(a.ttl), 'd',
		ends(a, TICKET_LIFE))
	redis.call('EXPIRE', key, TICKET_KEPT)
	return {'OK'}
end

-- next becomes valid; presented stays so until next is presented.
local function ticket_turn(key, a)
	local t = load(key)
	if not t or a.at >= tonumber(t.d) then return {'GONE'} end
	local word = turn_token(t, a)
	if word ~= 'OK' then return {word} end
	local turn = digits((tonumber(t.tu) or 0) + 1)
	redis.call('HSET', key, 'tu', turn, 'h', t.h, 'hp', t.hp, 'ha', t.ha, 'ttl', digits(a.ttl), 'd', ends(a, TICKET_LIFE))
	redis.call('EXPIRE', key, TICKET_KEPT)
	return {'OK', t.text, turn}
end

-- The socket is gone: from now on the time to come back runs.
local function ticket_rest(key, a)
	local ttl = redis.call('HGET', key, 'ttl')
	if ttl then redis.call('HSET', key, 'd', ends(a, ttl)) end
	return {'OK'}
end

local AT = {'at', 'num'}

redis.register_function('s1_ticket_bind', ticket_function({AT, {'hash', 'hash'}, {'text', 'bytes'}, {'ttl', 'num'}},
	ticket_bind))
redis.register_function('s1_ticket_turn', ticket_function({AT, {'presented', 'hash'}, {'next', 'hash'},
	{'attempt', 'num'}, {'ttl', 'num'}}, ticket_turn))
redis.register_function{function_name = 's1_ticket_rest', callback = ticket_function({AT}, ticket_rest),
	flags = {'allow-oom'}}

end

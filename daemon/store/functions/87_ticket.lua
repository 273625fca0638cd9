-- A staff person's logins: under {w:<cid>}: a hash each, 1 to LOGINS, with the login's shift ticket h, hp and ha (as of a
-- visit, but hashes), text, ttl (seconds it lives without a socket), d (its end by the pools' clock, which the calling node
-- tells: at), b (since when it is there), n and s (the node and the session that spoke for it last), z (1: it rests, its
-- socket has gone). A ticket outlives a shift and turns like a youth's token. Beside them tu, how often any of them was
-- turned, or claimed the shift: by this number what follows, in the pool, is known to be late or not. And en: sessions of HTTP
-- that were ended and the tickets that were with them, each with its end, so that a login which came by one and is bound only
-- now has no place.

do -- what is local in this file is used in this file alone

local LOGINS = 3 -- of one person at a time
local SAID_WITHIN = 660 -- seconds; a node says its tickets again every five minutes
local TICKET_LIFE = 43200 -- seconds; the longest session of staff
local TICKET_KEPT = 259200 -- seconds that the key stays at most, should the time of the day be put forward by a day

local function ticket_prefix(keys)
	return #keys == 1 and keys[1]:find('^{w:%x+}:$') and #keys[1] == 37 and keys[1] or nil
end

local function ticket_function(spec, body)
	return function(keys, args)
		local p, a = ticket_prefix(keys), parse(spec, args)
		if not p or not a then return {'RANGE'} end
		return body(p, a)
	end
end

-- The ticket's end, so many seconds from now.
local function ends(a, seconds)
	return digits(a.at + 1000 * seconds)
end

-- {key, fields} of the logins that are good, and the first key that is free or nil.
local function logins(p, at)
	local list, free = {}, nil
	for i = 1, LOGINS do
		local key = p .. i
		local t = load(key)
		if t and at < tonumber(t.d) then
			list[#list + 1] = {key, t}
		else
			free = free or key
		end
	end
	return list, free
end

-- Whether it has no socket as far as is known: it rests, or its node has died and says it no more.
local function is_alone(t, at)
	return t.z == '1' or tonumber(t.d) < at + 1000 * (TICKET_LIFE - SAID_WITHIN)
end

-- Who goes when there is one too many: one without a socket, else the oldest.
local function goes_first(one, other, at)
	local alone, other_alone = is_alone(one, at), is_alone(other, at)
	if alone ~= other_alone then return alone end
	return tonumber(one.b) < tonumber(other.b)
end

local function write(key, t, a)
	redis.call('HSET', key, 'h', t.h, 'hp', t.hp, 'ha', t.ha, 'text', t.text, 'ttl', digits(a.ttl), 'd', ends(a, TICKET_LIFE),
		'b', t.b, 'n', t.n, 's', t.s, 'z', '0')
	redis.call('EXPIRE', key, TICKET_KEPT)
end

-- The session of HTTP that a login came by, as it stands in its text; '' when it came by none.
local function session_of(text)
	return text:match('\t(' .. ('%x'):rep(64) .. ')\t') or ''
end

local function is_over(p, a)
	local session, ticket = unpack(redis.call('ZMSCORE', p .. 'en', session_of(a.text), a.hash))
	return session or ticket
end

-- The key and the fields of this ticket's login; nil when it is none.
local function login_of(p, a)
	for _, login in ipairs((logins(p, a.at))) do
		if login[2].h == a.hash then return unpack(login) end
	end
end

-- The ticket is good from now on; not one that its client has presented, and was given another for. A new login beyond
-- LOGINS takes the place of another one, whose node and session are answered; one that is not new and has no place any
-- more is GONE, one whose session was ended is STATE.
local function ticket_bind(p, a)
	if is_over(p, a) then return {'STATE'} end
	local list, key = logins(p, a.at)
	local t, oldest = {h = a.hash, hp = '', ha = '0', b = digits(a.at)}, nil
	for i = 1, #list do
		local at, one = unpack(list[i])
		if one.hp == a.hash then return {'DUP'} end
		if one.h == a.hash then key, t = at, one end
		if not oldest or goes_first(one, oldest[2], a.at) then oldest = list[i] end
	end
	if not key and a.new ~= '1' then return {'GONE'} end
	local full = not key
	t.text, t.n, t.s = a.text, a.node, a.session
	write(key or oldest[1], t, a)
	if not full then return {'OK'} end
	return {'OK', oldest[2].n, oldest[2].s}
end

local function next_turn(p)
	local turn = redis.call('INCR', p .. 'tu')
	redis.call('EXPIRE', p .. 'tu', TICKET_KEPT)
	return digits(turn)
end

-- next becomes valid; presented stays so until next is presented.
local function ticket_turn(p, a)
	for _, login in ipairs((logins(p, a.at))) do
		local key, t = unpack(login)
		local word = turn_token(t, a)
		if word == 'OK' then
			write(key, t, a)
			return {'OK', t.text, next_turn(p)}
		end
		if word ~= 'GONE' then return {word} end
	end
	return {'GONE'}
end

-- This login is about to take the shift, from whoever has it. STATE: its client has been given another ticket meanwhile.
local function ticket_claim(p, a)
	return login_of(p, a) and {'OK', next_turn(p)} or {'STATE'}
end

-- The socket of this ticket is gone: from now on the time to come back runs.
local function ticket_rest(p, a)
	local key, t = login_of(p, a)
	if key then redis.call('HSET', key, 'd', ends(a, t.ttl), 'z', '1') end
	return {'OK'}
end

-- The logins that came by these sessions are over, or with `all` every one but those by `keep`, also when it came by a session that
-- has had its time and is in no list any more: their sockets learn it when they bind their tickets anew.
local function ticket_revoke(p, a)
	local ended, over = p .. 'en', ends(a, TICKET_LIFE)
	redis.call('ZREMRANGEBYSCORE', ended, '-inf', digits(a.at))
	for session in a.sessions:gmatch('%x+') do redis.call('ZADD', ended, over, session) end
	for i = 1, LOGINS do
		local t = load(p .. i)
		local session = t and session_of(t.text)
		local others = a.all == '1' and (a.keep == '' or session ~= a.keep)
		if t and (others or listed(a.sessions, session)) then
			redis.call('ZADD', ended, over, t.h)
			redis.call('DEL', p .. i)
		end
	end
	redis.call('EXPIRE', ended, TICKET_KEPT)
	return {'OK'}
end

local AT = {'at', 'num'}

redis.register_function('s1_ticket_bind', ticket_function({AT, {'hash', 'hash'}, {'text', 'bytes'}, {'ttl', 'num'},
	{'node', 'node'}, {'session', 'session'}, {'new', 'digits'}}, ticket_bind))
redis.register_function('s1_ticket_turn', ticket_function({AT, {'presented', 'hash'}, {'next', 'hash'},
	{'attempt', 'num'}, {'ttl', 'num'}}, ticket_turn))
redis.register_function('s1_ticket_claim', ticket_function({AT, {'hash', 'hash'}}, ticket_claim))
redis.register_function('s1_ticket_revoke', ticket_function({AT, {'sessions', 'words'}, {'all', 'digits'},
	{'keep', 'word0'}}, ticket_revoke))
redis.register_function{function_name = 's1_ticket_rest', callback = ticket_function({AT, {'hash', 'hash'}}, ticket_rest),
	flags = {'allow-oom'}}

end

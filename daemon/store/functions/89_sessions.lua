-- The staff's sessions of HTTP under {staff}:. s:<hash> has n (whose, a login name), d (its end by the pools' clock, which the
-- calling node tells: at), and for people to read b and v, when it began and when it was used last, in seconds of the time of
-- the day, v by the hour. so:<name> lists a person's. The hash is of what the browser keeps; that is nowhere here.

do -- what is local in this file is used in this file alone

local SESSIONS = 8 -- of one person at a time
local KEPT = 259200 -- seconds that a key stays at most, should the time of the day be put forward by a day
local HOUR = 3600
local P = '{staff}:'
-- Who somebody is: what a session tells of its account.
local OF_PERSON = {'id', 'name', 'alias', 'agency', 'role', 'lives_in'}

local function session_function(spec, body)
	return function(keys, args)
		local a = parse(spec, args)
		if #keys ~= 1 or keys[1] ~= P or not a then return {'RANGE'} end
		return body(a)
	end
end

local function now_s()
	return math.floor(time_ms(P) / 1000)
end

local function drop(name, hash)
	redis.call('DEL', P .. 's:' .. hash)
	redis.call('SREM', P .. 'so:' .. name, hash)
end

-- {hash, fields} of a person's that are good, the oldest first.
local function sessions_of(name, at)
	local list, hashes = {}, redis.call('SMEMBERS', P .. 'so:' .. name)
	for i = 1, #hashes do
		local s = load(P .. 's:' .. hashes[i])
		if s and at < tonumber(s.d) then
			list[#list + 1] = {hashes[i], s}
		else
			drop(name, hashes[i])
		end
	end
	table.sort(list, function(one, other) return tonumber(one[2].d) < tonumber(other[2].d) end)
	return list
end

local function may_log_in(name)
	return redis.call('HGET', P .. 'u:' .. name, 'disabled') == '0'
end

-- none -> there; of the account it is kept that the person has been in. One too many takes the place of the oldest, whose sockets
-- must be closed before (closed: its hash): until then it is FULL with the person's id and the hash of that one. password: the
-- hash that was judged ('': none was); STALE when the account has another by now: who ends all sessions with a new password must
-- not find one more after it.
local function session_open(a)
	if not may_log_in(a.name) then return {'GONE'} end
	if a.password ~= '' and redis.call('HGET', P .. 'u:' .. a.name, 'hash') ~= a.password then return {'STALE'} end
	local list, seconds = sessions_of(a.name, a.at), now_s()
	if #list >= SESSIONS then
		local oldest = list[1][1]
		if a.closed ~= oldest then return {'FULL', redis.call('HGET', P .. 'u:' .. a.name, 'id'), oldest} end
		drop(a.name, oldest)
	end
	redis.call('HSET', P .. 'u:' .. a.name, 'seen', '1')
	redis.call('HSET', P .. 's:' .. a.hash, 'n', a.name, 'd', digits(a.at + 1000 * a.seconds), 'b', digits(seconds), 'v',
		digits(seconds - seconds % HOUR))
	redis.call('EXPIRE', P .. 's:' .. a.hash, KEPT)
	redis.call('SADD', P .. 'so:' .. a.name, a.hash)
	redis.call('EXPIRE', P .. 'so:' .. a.name, KEPT)
	return {'OK'}
end

-- there -> there. The account behind it as it is now, fields and values, without what proves who somebody is; GONE when it may
-- not log in any more.
local function session_use(a)
	local s = load(P .. 's:' .. a.hash)
	if not s or a.at >= tonumber(s.d) or not may_log_in(s.n) then return {'GONE'} end
	local seconds = now_s()
	local hour = digits(seconds - seconds % HOUR)
	if s.v ~= hour then redis.call('HSET', P .. 's:' .. a.hash, 'v', hour) end
	local answer, values = {'OK', s.b}, redis.call('HMGET', P .. 'u:' .. s.n, unpack(OF_PERSON))
	for i = 1, #OF_PERSON do
		answer[#answer + 1] = OF_PERSON[i]
		answer[#answer + 1] = values[i] or ''
	end
	return answer
end

-- there -> there. A person's sessions: hash, begun, seen of each.
local function session_list(a)
	local answer, list = {'OK'}, sessions_of(a.name, a.at)
	for i = 1, #list do
		local hash, s = unpack(list[i])
		for _, value in ipairs({hash, s.b, s.v}) do answer[#answer + 1] = value end
	end
	return answer
end

-- there -> there. The person's id, and the hash again when it is a session of this person.
local function session_look(a)
	local id = redis.call('HGET', P .. 'u:' .. a.name, 'id')
	if not id then return {'GONE'} end
	return {'OK', id, redis.call('SISMEMBER', P .. 'so:' .. a.name, a.hash) == 1 and a.hash or ''}
end

-- there -> none. Of this person the session `only`, or all but `keep`. Its id and the hashes of those that were.
local function session_end(a)
	local id = redis.call('HGET', P .. 'u:' .. a.name, 'id')
	if not id then return {'GONE'} end
	local ended, hashes = {}, redis.call('SMEMBERS', P .. 'so:' .. a.name)
	for i = 1, #hashes do
		if hashes[i] ~= a.keep and (a.only == '' or a.only == hashes[i]) then ended[#ended + 1] = hashes[i] end
	end
	for i = 1, #ended do drop(a.name, ended[i]) end
	return {'OK', id, table.concat(ended, ' ')}
end

local AT, NAME, HASH = {'at', 'num'}, {'name', 'text'}, {'hash', 'hash'}

redis.register_function('s1_session_open', session_function({AT, NAME, HASH, {'seconds', 'num'},
	{'password', 'text'}, {'closed', 'word0'}}, session_open))
redis.register_function('s1_session_use', session_function({AT, HASH}, session_use))
redis.register_function('s1_session_list', session_function({AT, NAME}, session_list))
redis.register_function{function_name = 's1_session_look', callback = session_function({NAME, {'hash', 'word'}}, session_look),
	flags = {'no-writes', 'allow-oom'}}
redis.register_function('s1_session_end', session_function({NAME, {'only', 'word0'}, {'keep', 'word0'}}, session_end))

end

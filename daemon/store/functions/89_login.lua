-- What a login uses up, each in one step whatever node it is on. Under {staff}: beside the accounts u:<name> (88_staff):
-- tr:<hash> a bucket of tries, the time it is full again; dv:<name> the marks of devices that have logged in, by their end;
-- rc:<name> hashes of recovery codes; i:<hash> an invitation (name, d its end), of which the account's inv names the one that
-- is good. Times are in milliseconds and the calling node's: tries by the pools' clock (at), so that none who sets a clock shuts a
-- name; half a year and seven days by the time of the day (wall), which the parent knows, too.

do -- what is local in this file is used in this file alone

local PREFIX = '{staff}:'
local TRIES, TRY_EVERY = 10, 60000 -- at once; then one in so many milliseconds
local DEVICES, DEVICE_LIFE = 10, 15552000000 -- of a person; milliseconds since the last login from it
local DAY = 86400 -- seconds; by which keys outlive what they hold, should the time of the day be put forward
local TRY_KEPT = 60 -- the same of a bucket, which anybody makes under any name: no longer than it takes to fill again

local function login_function(spec, body)
	return function(keys, args)
		local a = parse(spec, args)
		if #keys ~= 1 or keys[1] ~= PREFIX or not a then return {'RANGE'} end
		return body(PREFIX, a)
	end
end

-- any -> the same. Milliseconds until the bucket gives another try; 0: it gave one; nil: it would, were there room.
local function take_try(key, at, room)
	local full = math.max(tonumber(redis.call('GET', key) or '0'), at) + TRY_EVERY
	if full > at + TRIES * TRY_EVERY then return full - at - TRIES * TRY_EVERY end
	if not room then return nil end
	redis.call('SET', key, digits(full), 'EX', math.ceil((full - at) / 1000) + TRY_KEPT)
	return 0
end

local function knows_device(p, a)
	local ends = a.device ~= '' and redis.call('ZSCORE', p .. 'dv:' .. a.name, a.device)
	return ends and tonumber(ends) > a.wall
end

-- any -> the same. Whether a password may be tried under this name, and whether whoever tries has shown something that only
-- the person has: a device that has logged in, or a recovery code. Guessing elsewhere empties the bucket of the name, which
-- neither of the two asks; each has one of its own. room: 0 when the worker has none for strangers, who then leave nothing here.
local function staff_try(p, a)
	local known = a.code ~= '' and redis.call('SISMEMBER', p .. 'rc:' .. a.name, a.code) == 1 and a.code
		or knows_device(p, a) and a.device
	local wait = take_try(p .. 'tr:' .. (known or a.bucket), a.at, known or a.room == '1')
	return {wait == 0 and 'OK' or 'FULL', known and '1' or '0', digits(wait or 0)}
end

-- The device is known from now on.
local function note_device(p, a)
	local key = p .. 'dv:' .. a.name
	redis.call('ZREMRANGEBYSCORE', key, '-inf', digits(a.wall))
	redis.call('ZADD', key, digits(a.wall + DEVICE_LIFE), a.device)
	redis.call('ZREMRANGEBYRANK', key, 0, -1 - DEVICES)
	redis.call('EXPIRE', key, DEVICE_LIFE / 1000 + DAY)
end

-- The try was no guess: it is given back.
local function give_back(key)
	local full = redis.call('GET', key)
	if full then redis.call('SET', key, digits(tonumber(full) - TRY_EVERY), 'KEEPTTL') end
end

-- any -> the same. Nothing was judged, so nothing was guessed.
local function staff_give_back(p, a)
	give_back(p .. 'tr:' .. a.bucket)
	return {'OK'}
end

-- What proves who it is counts once. Nil, or the answer that refuses it. code: a recovery code; step: that of a code of the app,
-- 0 without one; hash and totp: what password and code were held against. STATE: the proof was used before; GONE: the account is
-- no more, or disabled; STALE: it has another password or code app by now.
local function use_up(p, a)
	local account = p .. 'u:' .. a.name
	local disabled, hash, totp = unpack(redis.call('HMGET', account, 'disabled', 'hash', 'totp'))
	if disabled ~= '0' then return {'GONE'} end
	if hash ~= a.hash or (totp or '') ~= a.totp then return {'STALE'} end
	if a.code ~= '' then
		if redis.call('SREM', p .. 'rc:' .. a.name, a.code) == 0 then return {'STATE'} end
	elseif a.step > 0 then
		if a.step <= tonumber(redis.call('HGET', account, 'step') or '0') then return {'STATE'} end
		redis.call('HSET', account, 'step', digits(a.step))
	end
	give_back(p .. 'tr:' .. a.bucket)
	return nil
end

-- there -> there. The password was right: its second proof is used up, its try (bucket) is not.
local function staff_pass(p, a)
	local refused = use_up(p, a)
	if not refused then note_device(p, a) end
	return refused or {'OK'}
end

-- there -> there. An invitation for this account, for so many seconds; the one before is good no more. hash: the password that
-- earns it ('': none does), STALE when it is another by now.
local function staff_invite(p, a)
	local account, key = p .. 'u:' .. a.name, p .. 'i:' .. a.token
	if redis.call('EXISTS', account) == 0 then return {'GONE'} end
	if a.hash ~= '' and redis.call('HGET', account, 'hash') ~= a.hash then return {'STALE'} end
	local before = redis.call('HGET', account, 'inv')
	if before then redis.call('DEL', p .. 'i:' .. before) end
	redis.call('HSET', account, 'inv', a.token)
	redis.call('HSET', key, 'name', a.name, 'd', digits(a.wall + 1000 * a.ttl))
	redis.call('EXPIRE', key, a.ttl + DAY)
	return {'OK'}
end

-- Whose invitation it is, while it is good.
local function invited(p, a)
	local name, ends = unpack(redis.call('HMGET', p .. 'i:' .. a.token, 'name', 'd'))
	if not name or tonumber(ends) <= a.wall then return nil end
	local account = p .. 'u:' .. name
	local good = redis.call('HGET', account, 'inv') == a.token and redis.call('HGET', account, 'disabled') == '0'
	return good and name or nil
end

local function staff_invited(p, a)
	local name = invited(p, a)
	return name and {'OK', name} or {'GONE'}
end

-- The recovery codes are these from now on, hashes parted by spaces.
local function set_codes(p, name, codes)
	redis.call('DEL', p .. 'rc:' .. name)
	for code in codes:gmatch('%x+') do redis.call('SADD', p .. 'rc:' .. name, code) end
end

-- there -> there. The invitation becomes a password, an alias, a code app and recovery codes. Devices of before must log in anew,
-- and sessions of before (89_sessions) are over in the same step: what comes after it may fail.
local function staff_enrol(p, a)
	local name = invited(p, a)
	if not name then return {'GONE'} end
	redis.call('DEL', p .. 'i:' .. a.token, p .. 'dv:' .. name)
	for _, session in ipairs(redis.call('SMEMBERS', p .. 'so:' .. name)) do redis.call('DEL', p .. 's:' .. session) end
	redis.call('DEL', p .. 'so:' .. name)
	redis.call('HDEL', p .. 'u:' .. name, 'inv')
	redis.call('HSET', p .. 'u:' .. name, 'hash', a.hash, 'own', '1', 'alias', a.alias, 'totp', a.totp, 'step', digits(a.step))
	set_codes(p, name, a.codes)
	a.name = name
	note_device(p, a)
	return {'OK', name}
end

-- there -> there. Another secret of the code app ('': it stays), which the devices of before must show anew; other recovery codes.
local function staff_second(p, a)
	local account = p .. 'u:' .. a.name
	if redis.call('EXISTS', account) == 0 then return {'GONE'} end
	if a.totp ~= '' then
		redis.call('HSET', account, 'totp', a.totp, 'step', '0')
		redis.call('DEL', p .. 'dv:' .. a.name)
	end
	set_codes(p, a.name, a.codes)
	return {'OK'}
end

-- there -> there. Who has proven it anew has from now on another password (wish), another secret of the code app (secret, and the
-- step of the code that it has shown), other recovery codes; '' of each: it stays. With the first two, devices of before must
-- log in anew, an invitation of before is good no more, and all sessions but `keep` are over in the same step: what comes after it
-- may fail. Their names stay in so:, by which session_end tells whose sockets must be closed.
local function staff_renew(p, a)
	local refused = use_up(p, a)
	if refused then return refused end
	local account = p .. 'u:' .. a.name
	if a.wish ~= '' then redis.call('HSET', account, 'hash', a.wish, 'own', '1') end
	if a.secret ~= '' then redis.call('HSET', account, 'totp', a.secret, 'step', digits(a.shown)) end
	if a.wish ~= '' or a.secret ~= '' then
		redis.call('HDEL', account, 'inv')
		redis.call('DEL', p .. 'dv:' .. a.name)
		for _, session in ipairs(redis.call('SMEMBERS', p .. 'so:' .. a.name)) do
			if session ~= a.keep then redis.call('DEL', p .. 's:' .. session) end
		end
	end
	if a.codes ~= '' then set_codes(p, a.name, a.codes) end
	return {'OK'}
end

local AT, WALL, NAME, TOKEN = {'at', 'num'}, {'wall', 'num'}, {'name', 'text'}, {'token', 'hash'}
local CODE, DEVICE, CODES = {'code', 'text'}, {'device', 'text'}, {'codes', 'bytes'}
local PASSWORD, TOTP, BUCKET = {'hash', 'text'}, {'totp', 'text'}, {'bucket', 'hash'}

redis.register_function('s1_staff_try', login_function({AT, WALL, NAME, BUCKET, DEVICE, CODE, {'room', 'digits'}},
	staff_try))
redis.register_function('s1_staff_give_back', login_function({BUCKET}, staff_give_back))
redis.register_function('s1_staff_pass', login_function({WALL, NAME, PASSWORD, TOTP, {'step', 'num'}, CODE,
	BUCKET, {'device', 'hash'}}, staff_pass))
redis.register_function('s1_staff_invite', login_function({WALL, NAME, TOKEN, {'ttl', 'num'}, PASSWORD}, staff_invite))
redis.register_function('s1_staff_invited', login_function({WALL, TOKEN}, staff_invited))
redis.register_function('s1_staff_enrol', login_function({WALL, TOKEN, PASSWORD, {'alias', 'text'}, TOTP,
	{'step', 'num'}, CODES, {'device', 'hash'}}, staff_enrol))
redis.register_function('s1_staff_second', login_function({NAME, TOTP, CODES}, staff_second))
redis.register_function('s1_staff_renew', login_function({NAME, PASSWORD, TOTP, {'step', 'num'}, CODE, BUCKET,
	{'wish', 'text'}, {'secret', 'text'}, {'shown', 'num'}, CODES, {'keep', 'word0'}}, staff_renew))

end

-- What a monitoring system is told of a pool: who waits by whose youth it is and, apart from that, by topic; staff by
-- presence; totals since ever. No list names both, so that no number is about one place and one topic.

-- Calls take with the sid of each visit, perhaps of some that are gone. Those on a node are among what it owns, those without a
-- socket have a deadline; a home has a lease as long as it has anything, also when its node has begun anew.
local each_sid
-- Call take with each visit, or each whose room is not open yet: sid, st, n, e, to, and of its wish m, co, t, u, w
-- and the place that it has.
local each_visit, each_waiting

do -- what is local in this file is used in this file alone

local PRESENCE = {A = 'available', P = 'paused', Z = 'draining', L = 'lost'}

local function add(list, name, by)
	list[name] = (list[name] or 0) + by
end

-- "name=number name=number"
local function written(list)
	local words = {}
	for name, number in pairs(list) do words[#words + 1] = name .. '=' .. digits(number) end
	table.sort(words)
	return table.concat(words, ' ')
end

-- The agency it was handed to, its municipality, or nobody's: who asked not to be its municipality's counts for none.
local function whose(y)
	if y.to ~= '' then return 'a:' .. y.to end
	return y.w ~= '2' and y.m ~= '' and 'm:' .. y.m or '-'
end

-- A visit's wish, as whoever asks for one of its fields finds it.
local wish_of = keeping(20000, function(q)
	local wish = {q = q}
	read_wish(wish)
	wish.place = place_counted(wish)
	return {__index = wish}
end)

-- No more of a visit than that takes, and no object of this call: they may be many.
local function look_at(x, sid)
	local v = redis.call('HMGET', x.p .. 'y:' .. sid, 'q', 'e', 'st', 'n', 'to')
	if not v[1] then return nil end
	return setmetatable({sid = sid, e = v[2], st = v[3] or 'W', n = v[4] or '', to = v[5] or ''}, wish_of(v[1]))
end

function each_sid(x, take)
	local seen, due = {}, redis.call('ZRANGE', x.p .. 'dl', 0, -1)
	local function look(items)
		for i = 1, #items do
			local item = items[i]
			if item:sub(1, 2) == 'y:' and not seen[item] then
				seen[item] = true
				take(item:sub(3))
			end
		end
	end
	look(due)
	for i = 1, #due do
		if due[i]:sub(1, 2) == 'n:' then look(redis.call('SMEMBERS', x.p .. 'own:' .. due[i]:sub(3))) end
	end
end

function each_visit(x, take)
	each_sid(x, function(sid)
		local y = look_at(x, sid)
		if y then take(y) end
	end)
end

function each_waiting(x, take)
	each_visit(x, function(y)
		if y.st ~= 'C' then take(y) end
	end)
end

local function staff_figures(x, out)
	for _, word in pairs(PRESENCE) do out[word] = 0 end
	for _, cid in ipairs(redis.call('HKEYS', x.p .. 'on')) do
		local v = redis.call('HMGET', x.p .. 'c:' .. cid, 'st', 'cap', 'ld')
		if PRESENCE[v[1]] then add(out, PRESENCE[v[1]], 1) end
		if v[1] == 'A' then add(out, 'free', math.max(tonumber(v[2]) - tonumber(v[3]), 0)) end
		add(out, 'rooms', redis.call('HLEN', x.p .. 'cc:' .. cid))
	end
end

local function figures(x)
	local places, topics, now = {}, {}, {free = 0, rooms = 0, longest = 0}
	each_waiting(x, function(y)
		add(places, whose(y), 1)
		add(topics, y.t, 1)
		now.longest = math.max(now.longest, x.now - asked_at(x, y))
	end)
	staff_figures(x, now)
	return {'OK', written(places), written(topics), written(now), written(load(x.p .. 'n:t') or {})}
end

redis.register_function{function_name = 's1_figures', callback = question({}, figures), flags = {'no-writes', 'allow-oom'}}

end

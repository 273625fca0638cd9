-- Profiles: all that a wish asks about a counsellor, in one text that many of them share, so that a question about
-- everybody on duty reads a few texts and not each shift.
--   on           cid -> profile of everybody on shift
--   pr:<topic>   profile -> counsellors available for that topic * 1e6 + their capacity
-- Both are exact at every moment; fsck demands it.

local function profile_of(c)
	return table.concat({c.m, c.co, c.li, c.ag, c.sc, c.l}, ',')
end

-- A shift as far as its profile tells of it.
local function read_profile(text)
	local m, co, li, ag, sc, l = text:match('^([^,]*),([^,]*),([^,]*),([^,]*),([^,]*),([^,]*)$')
	return {m = m, co = co, li = li, ag = ag, sc = sc, l = l}
end

-- One more (sign 1) or one less (-1) is available, with all topics.
local function count_profile(x, c, sign)
	local profile, worth = profile_of(c), STAFF_UNIT + tonumber(c.cap)
	for topic in c.t:gmatch('%S+') do
		local left = redis.call('HINCRBY', x.p .. 'pr:' .. topic, profile, sign * worth)
		if left == 0 then redis.call('HDEL', x.p .. 'pr:' .. topic, profile) end
	end
end

-- Somebody is on shift, or is from now on as the fields say.
local function note_on_shift(x, c)
	redis.call('HSET', x.p .. 'on', c.cid, profile_of(c))
end

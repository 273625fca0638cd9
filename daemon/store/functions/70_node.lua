-- Nodes: a lease with an epoch, renewed by beats. Who holds a session is written as its home, <node>#<epoch>, so
-- that a node which comes back does not own what it lost.

-- Fenced from now on, and nothing is told any more.
local function forget_node(x, node)
	redis.call('HDEL', x.p .. 'cfg', 'epoch ' .. node, 'oldest ' .. node)
	redis.call('DEL', x.p .. 'ev:' .. node)
end

do -- what is local in this file is used in this file alone

-- After a failover or a restart nobody expires because of the outage itself: what is overdue gets a lease more.
local function amnesty(x, run)
	local before = redis.call('HGET', x.p .. 'cfg', 'run')
	if before == run then return end
	redis.call('HSET', x.p .. 'cfg', 'run', run)
	if not before then return end
	redis.call('INCRBY', x.p .. 'seq', 1000000) -- numbers that were given out and lost are not given again
	local due = redis.call('ZRANGEBYSCORE', x.p .. 'dl', '-inf', x.now)
	for i = 1, #due do redis.call('ZADD', x.p .. 'dl', x.now + x.cfg.lease, due[i]) end
end

-- The settings in a text "name value name value ..." as a table; nil when one is unknown or no number.
local function settings(text)
	local known, said = {}, {}
	for i = 1, #SETTING do known[SETTING[i][1]] = true end
	for name, value in text:gmatch('(%S+) (%S+)') do
		if not known[name] or not value:find('^%d+$') or #value > 12 then return nil end
		said[name] = value
	end
	return said
end

-- Does a node live beside this one?
local function others_live(x)
	local names = redis.call('HKEYS', x.p .. 'cfg')
	for i = 1, #names do
		if names[i]:sub(1, 6) == 'epoch ' and names[i]:sub(7) ~= x.node then return true end
	end
	return false
end

-- What is said from now on, as one text, and the names of what another node which lives has said otherwise.
local function merge_settings(x, said)
	local before, list, names = settings(redis.call('HGET', x.p .. 'cfg', 'set') or ''), {}, {}
	local others = others_live(x)
	for i = 1, #SETTING do
		local name = SETTING[i][1]
		local old, new = before[name], said[name]
		if others and old and new and old ~= new then names[#names + 1] = name end
		if old or new then list[#list + 1] = name .. ' ' .. (new or old) end
	end
	return table.concat(list, ' '), table.concat(names, ' ')
end

-- none, lost or there -> a new epoch. What the last epoch of this node held is its until the lease would have been over, so
-- that it can take it up again; then the sweep detaches what it did not, because who had it has gone. Its settings hold from now
-- on; the answer ends with the names of those that others had set otherwise.
local function node_up(keys, args)
	local p = pool_prefix(keys)
	local a = p and parse({{'node', 'node'}, {'at', 'num'}, {'run', 'word'}, {'offset', 'signed'}, {'settings', 'words'}}, args)
	local said = a and settings(a.settings)
	if not said then return {'RANGE'} end
	local x = context(p, a.node, a.at)
	local text, names = merge_settings(x, said)
	if x.epoch then remind(x, 'n:' .. a.node .. '#' .. x.epoch, x.now + x.cfg.lease) end
	local epoch = digits(redis.call('INCR', p .. 'seq'))
	redis.call('HSET', p .. 'cfg', 'epoch ' .. a.node, epoch, 'set', text)
	asked.set_offset(x, tonumber(a.offset))
	redis.call('HDEL', p .. 'cfg', 'oldest ' .. a.node)
	redis.call('DEL', p .. 'ev:' .. a.node)
	amnesty(x, a.run)
	remind(x, 'n:' .. a.node .. '#' .. epoch, x.now + x.cfg.lease)
	commit(x)
	return {'OK', epoch, digits(x.now), names}
end

-- How many entries have been taken out of a stream in all.
local function taken_out(key)
	local info = redis.pcall('XINFO', 'STREAM', key)
	local t = {}
	for i = 1, #info, 2 do t[info[i]] = info[i + 1] end
	return (t['entries-added'] or 0) - (t['length'] or 0)
end

-- The lease is renewed; news up to the given id has been read and is thrown away. oldest says since when, by the pool's
-- clock, the one waits who has waited longest at this node (0: nobody). Answers how many news were thrown away in all: a node
-- that has read fewer has missed some.
local function node_beat(x, a)
	remind(x, 'n:' .. x.home, x.now + x.cfg.lease)
	scene.keep_span(x)
	asked.set_offset(x, tonumber(a.offset))
	if a.oldest > 0 then
		redis.call('HSET', x.p .. 'cfg', 'oldest ' .. x.node, digits(a.oldest))
	else
		redis.call('HDEL', x.p .. 'cfg', 'oldest ' .. x.node)
	end
	redis.call('XTRIM', x.p .. 'ev:' .. x.node, 'MINID', string.format('%.0f-%.0f', a.ms, a.seq + 1))
	amnesty(x, a.run)
	return {'OK', digits(x.now), digits(taken_out(x.p .. 'ev:' .. x.node))}
end

-- The lease is given back: it is over soon. Clients that were sent on take up what they had as it was meanwhile.
local function node_down(x)
	remind(x, 'n:' .. x.home, x.now + x.cfg.moving)
	return {'OK'}
end

redis.register_function('s1_node_up', node_up)
redis.register_function{function_name = 's1_node_beat', callback = fenced({{'run', 'word'}, {'offset', 'signed'},
	{'ms', 'num'}, {'seq', 'num'}, {'oldest', 'num'}}, node_beat), flags = {'allow-oom'}}
redis.register_function{function_name = 's1_node_down', callback = fenced({}, node_down), flags = {'allow-oom'}}

end

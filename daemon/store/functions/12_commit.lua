-- The end of a transition: what it changed is written, each hash and each kind of set once, then the news. And the
-- ways into the library: a transition that needs a lease, what the parent does without one, a question that writes nothing.

local commit -- what a call changed is written

do -- what is local in this block is used in it alone: Lua allows two hundred at a time

-- The fields that differ, as HSET takes them, and those that have their default again.
local function differences(t)
	local set, unset, default = {}, {}, t.kind.default
	for name, value in pairs(t) do
		local usual = default[name]
		if usual then
			if type(value) == 'number' then
				value = digits(value)
				t[name] = value
			end
			if t.kind.sparse and value == usual then
				if t.was[name] then unset[#unset + 1] = name end
			elseif value ~= t.was[name] then
				set[#set + 1] = name
				set[#set + 1] = value
			end
		end
	end
	return set, unset
end

-- A visit counts as waiting until its room is open.
local function count_waiting(x, t)
	if t.kind ~= VISIT then return end
	local counts = not t.dead and t.st ~= 'C'
	if counts ~= t.counted then x.waiting_change = (x.waiting_change or 0) + (counts and 1 or -1) end
end

local function write_object(x, t)
	count_waiting(x, t)
	if t.dead then
		redis.call('DEL', t.key)
		if t.due ~= nil then remind(x, t.item, false) end
		return
	end
	local set, unset = differences(t)
	if #set > 0 then redis.call('HSET', t.key, unpack(set)) end
	if #unset > 0 then redis.call('HDEL', t.key, unpack(unset)) end
	local due = (t.kind == VISIT and visit_deadline or shift_deadline)(x, t)
	if due ~= t.due then remind(x, t.item, due or false) end
end

local function write_deadlines(x)
	local add, drop = {}, {}
	for item, at in pairs(x.dl) do
		if at then
			add[#add + 1] = at
			add[#add + 1] = item
		else
			drop[#drop + 1] = item
		end
	end
	if #add > 0 then redis.call('ZADD', x.p .. 'dl', unpack(add)) end
	if #drop > 0 then redis.call('ZREM', x.p .. 'dl', unpack(drop)) end
end

local function write_clock(x)
	local change = x.waiting_change or 0
	if change ~= 0 then
		redis.call('HSET', x.p .. 'cfg', 'clk', digits(x.now), 'waiting', digits(x.waiting + change))
	elseif x.now > x.clk then
		redis.call('HSET', x.p .. 'cfg', 'clk', digits(x.now))
	end
end

function commit(x)
	for i = 1, #x.objects do write_object(x, x.objects[i]) end
	write_deadlines(x)
	write_clock(x)
	send_news(x)
end

end

-- Wraps a transition: arguments node, epoch, what the node takes the pool's clock for, and those of spec; a node without
-- its lease changes nothing.
local function fenced(spec, body)
	return function(keys, args)
		local p, node, epoch, at = pool_prefix(keys), table.remove(args, 1), table.remove(args, 1), table.remove(args, 1)
		if not p or not at or not fits(KIND.node, node) or not fits(KIND.num, at) then return {'RANGE'} end
		local a = parse(spec, args)
		if not a then return {'RANGE'} end
		local x = context(p, node, tonumber(at))
		if not x.epoch or x.epoch ~= epoch then return {'FENCED'} end
		x.home = node .. '#' .. epoch
		local answer = body(x, a)
		commit(x)
		return answer
	end
end

-- Wraps what needs no lease: the parent, which serves no pool, asks for it, and it writes nothing of routing.
local function leaseless(spec, body)
	return function(keys, args)
		local p, a = pool_prefix(keys), parse(spec, args)
		if not p or not a then return {'RANGE'} end
		return body(context(p, '', 0), a)
	end
end

-- Wraps a question: it needs no lease either, and writes nothing.
local question = leaseless

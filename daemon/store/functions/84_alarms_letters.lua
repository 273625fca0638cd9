-- Who is told of an alarm outside the house: each way out, mail (m) and webhook (w), once while the alarm stands. The parent says for
-- how many letters it has room; what stands longest goes first, and the rest comes at a later judgement if it still stands. It names
-- those that lie with it too, and hears which are of an alarm that is over.

do -- what is local in this file is used in this file alone

-- "<way>:<letters there is room for> ..."; a pool without a way does not name it.
local function read_ways(text)
	local ways = {}
	for word, room in text:gmatch('(%a):(%d+)') do ways[#ways + 1] = {word = word, room = tonumber(room)} end
	return ways
end

-- The ways by which this one goes out now, and those for which there is no room.
local function hand_out(x, a, id, ways)
	local before = a.state['t ' .. id] or ''
	local now, late = '', 0
	for _, way in ipairs(ways) do
		local is_told = before:find(way.word, 1, true)
		if not is_told and way.room > 0 then
			way.room, now = way.room - 1, now .. way.word
		elseif not is_told then
			late = late + 1
		end
	end
	if now ~= '' then redis.call('HSET', x.p .. 'als', 't ' .. id, before .. now) end
	return now, late
end

local function by_age(a, b)
	local one, other = tonumber(a.since), tonumber(b.since)
	return one < other or one == other and a.id < b.id
end

-- Adds id, no text and "o" of each letter that lies with who asks and whose alarm stands no more.
function alarms.unneeded(x, a, answer)
	for id in a.lying:gmatch('%S+') do
		if redis.call('HEXISTS', x.p .. 'al', id) == 0 then
			for _, word in ipairs({id, '', 'o'}) do answer[#answer + 1] = word end
		end
	end
	return answer
end

-- stand: {id, since, text, begun} of each. How many letters wait for room, the letters that need not go, then id, text and words of
-- those of which there is something to say: "m" and "w" for the ways by which it goes out now, "b" when it has just begun; what goes
-- out comes first.
function alarms.letters(x, a, stand)
	local ways, letters, others, late = read_ways(a.ways), alarms.unneeded(x, a, {'OK', '0'}), {}, 0
	table.sort(stand, by_age)
	for _, m in ipairs(stand) do
		local now, waits = hand_out(x, a, m.id, ways)
		local list = now ~= '' and letters or others
		late = late + waits
		if now ~= '' or m.begun then
			for _, word in ipairs({m.id, m.text, (m.begun and 'b' or '') .. now}) do list[#list + 1] = word end
		end
	end
	for _, word in ipairs(others) do letters[#letters + 1] = word end
	letters[2] = digits(late)
	return letters
end

-- told -> not told: the letter was not taken anywhere. While the alarm stands it goes out again.
local function again(x, a)
	local field = 't ' .. a.id
	local told = redis.call('HGET', x.p .. 'als', field)
	if not told or not told:find(a.way, 1, true) then return {'GONE'} end
	local left = told:gsub(a.way, '')
	if left == '' then
		redis.call('HDEL', x.p .. 'als', field)
	else
		redis.call('HSET', x.p .. 'als', field, left)
	end
	return {'OK'}
end

redis.register_function{function_name = 's1_alarm_again', callback = leaseless({{'id', 'ticks'}, {'way', 'way'}}, again),
	flags = {'allow-oom'}}

end

-- Do the stored counters add up? In each step and place arrived is answered, abandoned, refused, diverted and who waits now;
-- answered is ended and who was answered and is still here; of those that ended the silent and the uncounted are some; the ledger
-- has no more than were answered. And the hours of a day are its regions, the days of a month its topics, number by number.

local reconcile = {}

do -- what is local in this block is used in it alone

local ALONE = {arrived = true, refused = true, diverted = true, silent = true, uncounted = true}
local RESULTS = {answered = true, abandoned = true, refused = true, diverted = true}
local LONGEST_DAY = 25 * 60 -- minutes

local function is_bound(text)
	if text == 'more' then return true end
	for i = 1, #totals.BOUNDS do
		if text == digits(totals.BOUNDS[i]) then return true end
	end
	return false
end

local function is_known(what, kind)
	if ALONE[what] or what:find('^abandoned:[%w_%-]+$') then return true end
	if what:find('^by:') then return kind == 'd' end
	local bound = what:match('^answered:(%w+)$') or what:match('^ended:[%w_%-]+:(%w+)$')
	return bound ~= nil and is_bound(bound)
end

-- How each kind of table names its fields: the place, then what is counted.
local FIELD = {h = '^()(%S+)$', d = '^(%S+) (%S+)$', m = '^(%S+ %S+) (%S+)$'}

local function add(list, name, n)
	list[name] = (list[name] or 0) + n
end

-- A table of tables' entry, made when it is not there.
local function at(list, name)
	list[name] = list[name] or {}
	return list[name]
end

-- Everything of one kind: step -> place -> what -> number.
local function read(x, kind, ids, found)
	local all = {}
	for _, step in ipairs(ids(x, 'n:' .. kind)) do
		for field, n in pairs(load(x.p .. 'n:' .. kind .. ':' .. step)) do
			local place, what = field:match(FIELD[kind])
			if not what or not is_known(what, kind) then
				found('P16 n:' .. kind .. ':' .. step .. ' has ' .. field)
			else
				if tonumber(n) < 0 then found('P16 n:' .. kind .. ':' .. step .. ' ' .. field .. ' is ' .. n) end
				at(at(all, step), kind == 'h' and '' or place)[what] = tonumber(n)
			end
		end
	end
	return all
end

-- Where the visits that are here are counted: kind -> step -> place -> waits or talked -> number.
local function who_is_here(x, visits)
	local here = {h = {}, d = {}, m = {}}
	for _, y in ipairs(visits) do
		local place, _, hour = y.rg ~= '' and y.rg or place_counted(y), asked.when(x, y)
		local what = y.an == '1' and 'talked' or 'waits'
		add(at(at(here.h, hour), ''), what, 1)
		add(at(at(here.d, hour:sub(1, 8)), place:match('^%S+')), what, 1)
		add(at(at(here.m, hour:sub(1, 6)), place), what, 1)
	end
	return here
end

local function check_place(name, n, here, found)
	local sums = {arrived = 0, answered = 0, abandoned = 0, refused = 0, diverted = 0, ended = 0, silent = 0, uncounted = 0, by = 0}
	for what, number in pairs(n) do add(sums, what:match('^%a+'), number) end
	local waits, talked = here.waits or 0, here.talked or 0
	if sums.arrived ~= sums.answered + sums.abandoned + sums.refused + sums.diverted + waits then
		found(name .. ': arrived ' .. sums.arrived .. ', answered ' .. sums.answered .. ', abandoned ' .. sums.abandoned
			.. ', refused ' .. sums.refused .. ', diverted ' .. sums.diverted .. ', waiting ' .. waits)
	end
	if sums.answered ~= sums.ended + talked then
		found(name .. ': answered ' .. sums.answered .. ', ended ' .. sums.ended .. ', here ' .. talked)
	end
	if sums.silent + sums.uncounted > sums.ended then
		found(name .. ': ended ' .. sums.ended .. ', silent ' .. sums.silent .. ', uncounted ' .. sums.uncounted)
	end
	if sums.by > sums.answered then found(name .. ': answered ' .. sums.answered .. ', in the ledger ' .. sums.by) end
end

local function check_kind(kind, all, here, found)
	for step, places in pairs(here) do
		for place in pairs(places) do at(at(all, step), place) end
	end
	for step, places in pairs(all) do
		for place, n in pairs(places) do
			local name = 'P16 n:' .. kind .. ':' .. step .. (place ~= '' and ' ' .. place or '')
			check_place(name, n, (here[step] or {})[place] or {}, found)
		end
	end
end

-- name -> what -> number, under the names that steps and places have in common with those of another table.
local function gather(all, name_of)
	local sums = {}
	for step, places in pairs(all) do
		for place, n in pairs(places) do
			for what, number in pairs(n) do
				if not what:find('^by:') then add(at(sums, name_of(step, place)), what, number) end
			end
		end
	end
	return sums
end

local function compare(one, other, names, found)
	local all = {}
	for _, sums in ipairs({one, other}) do
		for name, n in pairs(sums) do
			for what in pairs(n) do at(all, name)[what] = true end
		end
	end
	for name, whats in pairs(all) do
		for what in pairs(whats) do
			local a, b = (one[name] or {})[what] or 0, (other[name] or {})[what] or 0
			if a ~= b then found('P16 ' .. what .. ' of ' .. name .. ': ' .. a .. names[1] .. b .. names[2]) end
		end
	end
end

local function day_of(step) return step:sub(1, 8) end
local function month_of(step, place) return step:sub(1, 6) .. ' ' .. place:match('^%S+') end

-- rc, n:o and n:w: nothing has a name that nobody reads, or stays for ever.
local function check_others(x, ids, found)
	for field, n in pairs(load(x.p .. 'rc') or {}) do
		local result = field:match('^%d+ (%a+) %S+$') or field:match('^%d+ (%a+)$') -- the latter is from before places
		local known = field:find('^%d+ a %S+ %S+$') or RESULTS[result]
		if not known or tonumber(n) <= 0 then found('P16 rc has ' .. field .. ' ' .. n) end
	end
	for _, day in ipairs(ids(x, 'n:o')) do
		for agency, n in pairs(load(x.p .. 'n:o:' .. day)) do
			if tonumber(n) < 0 or tonumber(n) > LONGEST_DAY then found('P16 n:o:' .. day .. ' ' .. agency .. ' is ' .. n) end
		end
	end
	for _, hour in ipairs(ids(x, 'n:w')) do
		if redis.call('TTL', x.p .. 'n:w:' .. hour) < 0 then found('P16 n:w:' .. hour .. ' without an end') end
	end
end

local function check_uncounted(x, ids, found)
	for _, kind in ipairs({'h', 'd', 'm', 'a', 'f', 'o', 'w'}) do
		for _, step in ipairs(ids(x, 'n:' .. kind)) do found('P16 n:' .. kind .. ':' .. step .. ' in a pool that is not counted') end
	end
	if redis.call('EXISTS', x.p .. 'rc') == 1 then found('P16 rc in a pool that is not counted') end
end

-- visits: all that are here. ids gives the names of a kind of key.
function reconcile.fsck(x, visits, ids, found)
	if x.cfg.counted == 0 then return check_uncounted(x, ids, found) end
	local here, all = who_is_here(x, visits), {}
	for kind in pairs(FIELD) do
		all[kind] = read(x, kind, ids, found)
		check_kind(kind, all[kind], here[kind], found)
	end
	compare(gather(all.h, day_of), gather(all.d, day_of), {' by hour, ', ' by day'}, found)
	compare(gather(all.d, month_of), gather(all.m, month_of), {' by day, ', ' by month'}, found)
	check_others(x, ids, found)
end

end

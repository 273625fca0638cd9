-- The scene: how a pool stands now, as names and values for whom it may be shown (docs/routing.md lists them). Each file that
-- knows something of it adds a function, which puts what it knows; s1_scene, 82_scene.lua, asks them all. A value says when,
-- never for how long, so that nothing changes only because time passes.

-- Called in turn with the context and put(name, value).
local scene = {}

local told -- a moment of the pool's clock, in Unix milliseconds

do -- what is local in this block is used in it alone

-- So far the two clocks may part before people are told by another span.
local SAME = 1000

-- The span between the clocks is kept, so that every node tells the same of one moment. Said with each beat.
function scene.keep_span(x)
	local span, kept = day_time(x) - x.now, tonumber(redis.call('HGET', x.p .. 'cfg', 'span') or nil)
	if not kept or math.abs(span - kept) > SAME then redis.call('HSET', x.p .. 'cfg', 'span', digits(span)) end
end

function told(x, at)
	x.span = x.span or tonumber(redis.call('HGET', x.p .. 'cfg', 'span') or day_time(x) - x.now)
	return digits(tonumber(at) + x.span)
end

end

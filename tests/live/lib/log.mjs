// A room's log as Redis has it, for comparing with what the screens show.
import { opened } from './wire.mjs';

/** [{offset, sender, cseq, text}] by XRANGE, from the lowest offset. */
export async function readLog(redis, room) {
	const entries = await redis.xrangeBuffer(`{r:${room}}:log`, '-', '+');
	return entries.map(([id, pairs]) => {
		const fields = {};
		for (let i = 0; i < pairs.length; i += 2) fields[pairs[i].toString()] = pairs[i + 1];
		const [sender, cseq] = fields.h.toString().split(' ').map(Number);
		return {
			offset: Number(id.toString().split('-')[0]),
			sender,
			cseq,
			text: opened(fields.p.toString('hex')),
		};
	});
}

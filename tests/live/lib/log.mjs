// A room's log as Redis has it, for comparing with what the screens show.
import { opened } from './wire.mjs';

/** [{offset, sender, cseq, kind, payload, text}] by XRANGE, from the lowest offset; text: what a test client wrote. */
export async function readLog(redis, room) {
	const entries = await redis.xrangeBuffer(`{r:${room}}:log`, '-', '+');
	return entries.map(([id, pairs]) => {
		const fields = {};
		for (let i = 0; i < pairs.length; i += 2) fields[pairs[i].toString()] = pairs[i + 1];
		const [sender, cseq, , kind] = fields.h.toString().split(' ').map(Number);
		const offset = Number(id.toString().split('-')[0]);
		return { offset, sender, cseq, kind, payload: fields.p, text: opened(fields.p.toString('hex')) };
	});
}

/** A member opens its wrap of a GRANT (se1.md section 5). */
import { decrypt } from '../crypto.ts';
import { readGrant, tieGrant, wrapAad, wrapKey, HISTORY, type Epoch, type EpochKey } from '../grant.ts';
import { demand, Reader, same, within, type Bytes } from '../layout.ts';

/** One's own ANSWER and the link that follows from it. */
export interface Link {
	answer: Bytes;
	link: Bytes;
}

export interface Before {
	epoch: number;
	g: Bytes;
}

export interface Granted {
	epoch: Epoch;
	/** Older keys that the youth shows, falling. */
	history: EpochKey[];
	/** The chain begins anew: the key on the phone was lost. */
	restart: boolean;
	/** Which of the links it was. */
	link: Link;
}

function readList(bytes: Bytes): EpochKey[] {
	const reader = new Reader(bytes);
	const count = reader.within(1, 1, HISTORY);
	const list = Array.from({ length: count }, () => ({
		epoch: reader.within(4, 1, 2 ** 32 - 1),
		ek: reader.take(32),
	}));
	reader.end();
	demand(list.every(({ epoch }, i) => i === 0 || epoch < (list[i - 1]?.epoch ?? 0)));
	return list;
}

/**
 * `links`: the current and the pending one, nothing else. `before`: the last epoch of one who was
 * in the room, else null. Throws cannot_open.
 */
export function openGrant(
	bytes: Bytes,
	room: Bytes,
	seat: number,
	links: readonly Link[],
	before: Before | null,
): Promise<Granted> {
	return within('cannot_open', async () => {
		const grant = readGrant(bytes);
		const { header, prev, core } = grant;
		const slot = grant.seats.indexOf(seat);
		const wrap = grant.wraps[slot];
		const answer = grant.answers[slot];
		demand(wrap !== undefined && answer !== undefined);
		const link = links.find((known) => same(known.answer, answer));
		demand(link !== undefined && header.epoch > (before?.epoch ?? 0));
		const restart = before !== null && prev.every((zero) => zero === 0);
		demand(!before || restart || (header.epoch === before.epoch + 1 && same(prev, before.g)));
		const key = await wrapKey(link.link, answer);
		const [own, ...history] = readList(
			await decrypt(key, wrap.nonce, wrapAad(core, seat), wrap.sealed),
		);
		demand(own?.epoch === header.epoch);
		return { epoch: await tieGrant(bytes, room, own), history, restart, link };
	});
}

/** A member opens its wrap of a GRANT (se1.md section 5). */
import { gcm } from '../crypto.ts';
import {
	HISTORY,
	readCore,
	tieGrant,
	wrapAad,
	wrapKey,
	type Epoch,
	type EpochKey,
} from '../grant.ts';
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
	/** It begins a chain. */
	begins: boolean;
	/** The chain begins anew: the key on the phone was lost. */
	restart: boolean;
	/** Which of the links it was. */
	link: Link;
}

/** Of a count and so many keys with their epochs, sealed: another length would hide other things. */
function isLengthOfAList(length: number): boolean {
	const [fixed, pair] = [1 + 16, 4 + 32];
	return (length - fixed) % pair === 0 && length > fixed && length <= fixed + HISTORY * pair;
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
		const reader = new Reader(bytes);
		const { header, prev, seats, answers, bytes: core } = readCore(reader);
		const wraps = seats.map(() => ({
			nonce: reader.take(12),
			sealed: reader.take(reader.uint(2)),
		}));
		reader.take(32);
		reader.end();
		demand(wraps.every(({ sealed }) => isLengthOfAList(sealed.length)));
		const slot = seats.indexOf(seat);
		const wrap = wraps[slot];
		const answer = answers[slot];
		demand(wrap !== undefined && answer !== undefined);
		const link = links.find((known) => same(known.answer, answer));
		demand(link !== undefined && header.epoch > (before?.epoch ?? 0));
		const begins = prev.every((zero) => zero === 0);
		const restart = before !== null && begins;
		demand(!before || restart || (header.epoch === before.epoch + 1 && same(prev, before.g)));
		const key = await wrapKey(link.link, answer);
		const [own, ...history] = readList(
			await gcm('decrypt', key, wrap.nonce, wrapAad(core, seat), wrap.sealed),
		);
		demand(own?.epoch === header.epoch);
		const epoch = await tieGrant(bytes, room, own);
		return { epoch, history, begins, restart, link };
	});
}

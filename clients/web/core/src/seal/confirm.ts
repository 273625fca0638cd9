/** CONFIRM: a member has the epoch key and the link (se1.md section 5). */
import { hmac, kdf, label } from './crypto.ts';
import { CONFIRM, makeHeader, readHeader } from './header.ts';
import { demand, join, Reader, same, within, type Bytes } from './layout.ts';

export interface Confirmed {
	epoch: number;
	seat: number;
	link: Bytes;
	/** SHA-256 of the seat's ANSWER. */
	answer: Bytes;
	/** SHA-256 of the GRANT. */
	g: Bytes;
}

export async function makeConfirm(of: Confirmed, cseq: number): Promise<Bytes> {
	const { epoch, seat, link, answer, g } = of;
	const header = makeHeader(CONFIRM, epoch, seat, cseq);
	const key = await kdf(link, answer, label('confirm'));
	return join(header, await hmac(key, join(label('confirm'), header, g)));
}

/** Throws cannot_open. */
export function checkConfirm(bytes: Bytes, of: Confirmed): Promise<void> {
	return within('cannot_open', async () => {
		const reader = new Reader(bytes);
		const { epoch, sender, cseq } = readHeader(reader, CONFIRM, 1, 127);
		demand(epoch === of.epoch && sender === of.seat);
		demand(same(bytes, await makeConfirm(of, cseq)));
	});
}

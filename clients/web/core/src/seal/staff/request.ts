/**
 * A new device asks for a certificate, and six digits that two people read to each other show that
 * the approver signs that device's key and no other (se1.md section 4).
 */
import { label, sha256, verify, type Signer } from '../crypto.ts';
import { demand, join, Reader, same, str, within, type Bytes } from '../layout.ts';

export interface Request {
	/** 1 counsellor, 2 supervisor. */
	role: number;
	/** 16 bytes, the same for a person on every device. */
	staff: Bytes;
	/** Public key, 65 bytes. */
	device: Bytes;
	agency: string;
	alias: string;
}

/** Signed by the device's own key. */
export async function makeRequest(request: Request, sign: Signer): Promise<Bytes> {
	const { role, staff, device, agency, alias } = request;
	const body = join([1, 0x52, role], staff, device, str(agency), str(alias));
	return join(body, await sign(join(label('request'), body)));
}

/** Throws not_proven. */
export function checkRequest(bytes: Bytes): Promise<Request> {
	return within('not_proven', async () => {
		const reader = new Reader(bytes);
		reader.within(2, 0x0152, 0x0152);
		const role = reader.within(1, 1, 2);
		const staff = reader.take(16);
		const device = reader.take(65);
		const agency = reader.slug();
		const alias = reader.label(32);
		const body = reader.sofar();
		const signature = reader.take(64);
		reader.end();
		await verify(device, 'request', body, signature);
		return { role, staff, device, agency, alias };
	});
}

/** What the device sends first; `rd` are its 32 random bytes. */
export const commitment = (request: Bytes, rd: Bytes): Promise<Bytes> =>
	sha256(join(label('commit'), request, rd));

/** The six digits; `ra` are the approver's random bytes. Throws not_proven. */
export function digits(request: Bytes, committed: Bytes, rd: Bytes, ra: Bytes): Promise<string> {
	return within('not_proven', async () => {
		demand(rd.length === 32 && ra.length === 32);
		demand(same(committed, await commitment(request, rd)));
		const hash = await sha256(join(label('digits'), request, rd, ra));
		const number = new Reader(hash).uint(4) % 1_000_000;
		return String(number).padStart(6, '0');
	});
}

// Somebody who answers OFFERs with keys of its own and papers that a root of its own has signed, byte by byte as an honest
// device would. Shares no code with the clients.
import { createHash } from 'node:crypto';
import { newDevice } from './request.mjs';

const SHIFT = 1;
const COUNSELLOR = 1;
const HOUR_S = 3600;
const HEADER = 11;
const ROOM = 16;
/** Where the keys lie: Y behind header, room, seat, purpose and mode; Ce behind header, room and hash. */
const Y = HEADER + ROOM + 3;
const CE = HEADER + ROOM + 32;

const u8 = (...numbers) => Buffer.from(numbers);
const u16 = (number) => u8(number >> 8, number & 255);
const u32 = (number) => {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32BE(number);
	return bytes;
};
const str = (text) => Buffer.concat([u8(Buffer.byteLength(text)), Buffer.from(text)]);
const signed = (key, label, ...parts) => {
	const body = Buffer.concat(parts);
	return Buffer.concat([body, key.sign(label, body)]);
};

const withPoint = (hex, at) => {
	const bytes = Buffer.from(hex, 'hex');
	newDevice().point.copy(bytes, at);
	return bytes.toString('hex');
};

/** An OFFER with another Y, an ANSWER with another Ce: payloads in hexadecimal. */
export const swapY = (offer) => withPoint(offer, Y);
export const swapCe = (answer) => withPoint(answer, CE);

export class Impostor {
	root = newDevice();
	signer = newDevice();
	device = newDevice();

	constructor({ agency, name, alias, serial = 1 }) {
		const now = Math.floor(Date.now() / 1000);
		const times = [u32(now - HOUR_S), u32(now + HOUR_S)];
		this.statement = signed(this.root, 'statement', u8(1), Buffer.from('A'), u8(SHIFT), u32(serial), ...times, u8(1),
			this.signer.point, str(agency), str(name));
		this.certificate = signed(this.signer, 'certificate', u8(1), Buffer.from('C'), u8(SHIFT, COUNSELLOR), ...times, u8(0),
			Buffer.alloc(16, 7), this.device.point, str(agency), str(alias));
	}

	/** An ANSWER in place of the one that came, to the OFFER that was sent; both and it in hexadecimal. */
	answer(came, sent) {
		const offer = Buffer.from(sent, 'hex');
		return signed(this.device, 'answer', Buffer.from(came, 'hex').subarray(0, HEADER), offer.subarray(HEADER, HEADER + ROOM),
			createHash('sha256').update(offer).digest(), newDevice().point, u16(this.statement.length), this.statement,
			u16(this.certificate.length), this.certificate).toString('hex');
	}
}

// The papers that staff show, read and made by hand with Node's own cryptography: requests, certificates, statements.
// Shares no code with the daemon or the clients.
import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';

const POINT = 65;
const SIGNATURE = 64;
const ROLES = { counsellor: 1, supervisor: 2 };
const AGENCY = 2;
const label = (name) => Buffer.from(`samtale/SE1 ${name}\0`);
const raw = { dsaEncoding: 'ieee-p1363' };

const u8 = (...numbers) => Buffer.from(numbers);
const str = (text) => Buffer.concat([u8(Buffer.byteLength(text)), Buffer.from(text)]);

/** A device's key: {point, sign(label, body)}. */
export function newDevice() {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const { x, y } = publicKey.export({ format: 'jwk' });
	return {
		point: Buffer.concat([u8(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]),
		sign: (name, body) => sign('sha256', Buffer.concat([label(name), body]), { key: privateKey, ...raw }),
	};
}

/** A request in hexadecimal; staff as in PERSON. */
export function makeRequest({ device, staff, role = 'counsellor', agency, alias }) {
	const body = Buffer.concat([
		u8(1, 'R'.charCodeAt(0), ROLES[role]), Buffer.from(staff, 'hex'), device.point, str(agency), str(alias),
	]);
	return Buffer.concat([body, device.sign('request', body)]).toString('hex');
}

/** The certificate for a request, by a holder of the agency, in hexadecimal; an hour from now. */
export function makeCertificate({ holder, index, request }) {
	const body = Buffer.from(request, 'hex').subarray(0, -SIGNATURE);
	const now = Math.floor(Date.now() / 1000);
	const times = Buffer.alloc(8);
	times.writeUInt32BE(now);
	times.writeUInt32BE(now + 3600, 4);
	const front = [u8(1, 'C'.charCodeAt(0), AGENCY, body[2]), times, u8(index)];
	const whole = Buffer.concat([...front, body.subarray(3)]);
	return Buffer.concat([whole, holder.sign('certificate', whole)]).toString('hex');
}

/** A cursor over the fixed layouts. */
class Reader {
	constructor(bytes) {
		Object.assign(this, { bytes, at: 0 });
	}

	take(length) {
		this.at += length;
		return this.bytes.subarray(this.at - length, this.at);
	}

	u8 = () => this.take(1)[0];
	u32 = () => this.take(4).readUInt32BE();
	str = () => this.take(this.u8()).toString('utf8');
}

/** Whether the key of this point has signed it. */
function isBy(point, name, bytes) {
	const key = createPublicKey({
		format: 'jwk',
		key: { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') },
	});
	const body = bytes.subarray(0, -SIGNATURE);
	return verify('sha256', Buffer.concat([label(name), body]), { key, ...raw }, bytes.subarray(-SIGNATURE));
}

/** A certificate in hexadecimal, read. */
export function readCertificate(hex) {
	const bytes = Buffer.from(hex, 'hex');
	const reader = new Reader(bytes);
	const fields = {
		version: reader.u8(), letter: reader.take(1).toString(), mode: reader.u8(), role: reader.u8(),
		from: reader.u32(), until: reader.u32(), index: reader.u8(),
		staff: reader.take(16).toString('hex'), device: reader.take(POINT), agency: reader.str(), alias: reader.str(),
	};
	return { ...fields, isBy: (point) => isBy(point, 'certificate', bytes), left: bytes.length - reader.at - SIGNATURE };
}

/** A statement in hexadecimal, read. */
export function readStatement(hex) {
	const bytes = Buffer.from(hex, 'hex');
	const reader = new Reader(bytes);
	const fields = {
		version: reader.u8(), letter: reader.take(1).toString(), mode: reader.u8(), serial: reader.u32(),
		from: reader.u32(), until: reader.u32(),
	};
	const keys = Array.from({ length: reader.u8() }, () => reader.take(POINT));
	const named = { keys, agency: reader.str(), name: reader.str() };
	return { ...fields, ...named, isBy: (point) => isBy(Buffer.from(point, 'hex'), 'statement', bytes) };
}

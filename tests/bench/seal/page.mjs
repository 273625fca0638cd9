// The page of `./dev bench seal`, built as the youth's page is: a room with a youth's and a counsellor's machine, without a
// daemon and a screen between them. It is asked for figures by tests/bench/seal.mjs.
import { makeCertificate, makeStatement } from '../../../clients/web/core/src/seal/staff/issue.ts';
import { StaffSeal } from '../../../clients/web/core/src/seal/staff/staff-seal.ts';
import { memoryVault } from '../../../clients/web/core/src/seal/staff/vault.ts';
import { YouthSeal } from '../../../clients/web/core/src/seal/youth/youth-seal.ts';
import { memoryStore, tabStore } from '../../../clients/web/core/src/store.ts';

const ROOM = crypto.getRandomValues(new Uint8Array(16));
const DAY = 86_400;
const AGENCY = 'oslo';
const TOPIC = 'family';
const SHIFT = 1;
const COUNSELLOR = 1;
const YOUTH_SEAT = 0;
const STAFF_SEAT = 1;
/** More than a handshake takes. */
const TURNS = 20;
const SUITE = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

/** A key that signs: its point and how it does. */
async function someKey() {
	const { privateKey, publicKey } = await crypto.subtle.generateKey(SUITE, false, ['sign']);
	return {
		point: new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)),
		sign: async (message) => new Uint8Array(await crypto.subtle.sign(SUITE, privateKey, message)),
	};
}

/** Somebody whom a root of ours vouches for, and the trust that this root is. */
async function somebody() {
	const [root, signer, device] = await Promise.all([someKey(), someKey(), someKey()]);
	const now = Math.floor(Date.now() / 1000);
	const statement = await makeStatement(
		{ mode: SHIFT, serial: 1, notBefore: now - DAY, notAfter: now + DAY, keys: [signer.point], agency: AGENCY, name: 'Ung i Oslo' },
		root.sign,
	);
	const certificate = await makeCertificate(
		{
			mode: SHIFT, role: COUNSELLOR, notBefore: now - 60, notAfter: now + 3600, index: 0,
			staff: crypto.getRandomValues(new Uint8Array(16)), device: device.point, agency: AGENCY, alias: 'Ida',
		},
		signer.sign,
	);
	return { trust: { roots: [root.point], minSerial: 1 }, identity: { statement, certificate, sign: device.sign } };
}

/** One log that both machines read, and what each has to append to it. */
class Room {
	static async open() {
		const room = new Room();
		const { trust, identity } = await somebody();
		const shared = { room: ROOM, trust, now: () => Date.now(), news: () => undefined, changed: () => undefined };
		room.youth = new YouthSeal({ ...shared, store: tabStore(), agency: AGENCY, topic: TOPIC, minMode: SHIFT });
		room.staff = await StaffSeal.open({
			...shared, store: memoryStore(), vault: memoryVault(), identity,
			accepted: { room: ROOM, seat: STAFF_SEAT, purpose: 0, agency: AGENCY, topic: TOPIC, mode: SHIFT },
		});
		await room.youth.resume(1, true);
		await room.staff.resume(1, true);
		await room.youth.here([STAFF_SEAT]);
		for (let turn = 0; !room.youth.open || !room.staff.open; turn++) {
			if (turn === TURNS) throw new Error('the room does not open');
			await room.pass(room.youth, YOUTH_SEAT);
			await room.pass(room.staff, STAFF_SEAT);
		}
		return room;
	}

	/** What one machine has made goes to both; gives the milliseconds that the other needed for it. */
	async pass(from, sender) {
		const other = from === this.youth ? this.staff : this.youth;
		let took = 0;
		for (const { cseq, payload } of [...from.outbox]) {
			const entry = { sender, cseq, payload };
			await from.entry(entry);
			const start = performance.now();
			const outcome = await other.entry(entry);
			took += performance.now() - start;
			if (outcome !== 'ok') throw new Error(`an entry was ${outcome}`);
		}
		return took;
	}
}

/** The middle one and the one that one in twenty exceeds, milliseconds. */
function summary(times) {
	const sorted = times.sort((a, b) => a - b);
	const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
	return { median: at(0.5), p95: at(0.95) };
}

let room = null;

/** So many texts of so many bytes, sealed and opened by the youth's machine: {seal, open}, each {median, p95}. */
globalThis.measure = async (bytes, messages) => {
	room ??= await Room.open();
	const text = 'å'.repeat(bytes / 2);
	const [sealing, opening] = [[], []];
	for (let i = 0; i < messages; i++) {
		const start = performance.now();
		await room.youth.say(text);
		sealing.push(performance.now() - start);
		await room.pass(room.youth, YOUTH_SEAT);
		await room.staff.say(text);
		opening.push(await room.pass(room.staff, STAFF_SEAT));
	}
	return { seal: summary(sealing), open: summary(opening) };
};

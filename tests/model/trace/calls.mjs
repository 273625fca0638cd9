// What can be said of a call by itself: a lost epoch writes nothing (P11), a question writes nothing, the same call again
// changes nothing (P12), a room takes messages from the newest claim of a seat alone (P13).

const QUESTIONS = ['status', 'pool_status', 'figures', 'fsck', 'version', 'counts', 'scene', 'frozen', 'rota'];
/** The parent's: it has no lease, and writes nothing that routing goes by. */
const LEASELESS = ['alarms', 'alarms_leave', 'alarm_again', 'rota_strike', 'freeze'];
const ROUTING = /^\{[\w-]+\}:(y|c|cc|d|h|a|pr|own):|^\{[\w-]+\}:(on|st|dl|seq|cfg)$/;
/** Repeated with the same arguments, and nobody else in between, they find it done. */
const IDEMPOTENT = new Set(['y_enq', 'y_bind', 'y_ready', 'y_cancel', 'y_leave', 'y_detach', 'y_attach', 'c_set', 'c_detach',
	'received', 'accept', 'decline', 'end', 'swap', 'park', 'propose', 'consent']);

/** P11, asked before the call's writes are done. */
export function checkEpoch(pool, { name, args, writes }, found) {
	if (writes.length === 0 || name === 'node_up') return;
	const [node, epoch] = args;
	if (LEASELESS.includes(name)) {
		for (const [, key] of writes.filter(([, key]) => ROUTING.test(key))) found(`P11 ${name}, which has no lease, wrote ${key}`);
		return;
	}
	if (QUESTIONS.includes(name)) found(`P11 the question ${name} wrote`);
	else if (pool.cfg?.get(`epoch ${node}`) !== epoch) found(`P11 ${node} wrote with the epoch ${epoch}, which it has lost`);
}

/** P12: remembers what each call left behind, and compares when the same one comes again. */
export class Repeats {
	constructor() {
		this.versions = new Map(); // key -> how often it changed
		this.last = new Map(); // whom a call is about -> {text, left: [key, version] of all that it changed}
	}

	see({ call, changed }, found) {
		const { name, args } = call;
		const text = [name, ...args.toSpliced(2, 1)].join(' '); // but for the time at which it was called
		const about = IDEMPOTENT.has(name) ? args.find((arg, i) => i > 1 && arg.length >= 22) : undefined;
		const before = this.last.get(about);
		const again = before?.text === text && before.left.every(([key, version]) => this.versions.get(key) === version);
		if (again && changed.length > 0) found(`P12 ${name} came again and changed ${changed.join(' ')}`);
		const keys = [...new Set(changed)].filter((key) => /^(y|c|cc):/.test(key));
		for (const key of keys) this.versions.set(key, (this.versions.get(key) ?? 0) + 1);
		if (about === undefined || again) return;
		if (keys.length > 0) this.last.set(about, { text, left: keys.map((key) => [key, this.versions.get(key)]) });
		else this.last.delete(about);
	}
}

const keyEpochOf = (front) => Number(front.readBigUInt64BE(8));
const GRANT = '3';
/** The kinds that may name a key epoch which is over: OFFER, ANSWER. */
const EARLIER = ['1', '2'];

function isOfEpoch(kind, epoch, current) {
	if (kind === GRANT) return epoch === current + 1;
	return epoch === current || (epoch < current && EARLIER.includes(kind));
}

/* The key epoch that a message names, and the one that the room has behind it. */
function checkKeyEpoch(key, [, , epoch, kind], was, writes, found) {
	const front = writes.find(([command]) => command === 'SETRANGE')?.[3];
	const left = front === undefined ? undefined : keyEpochOf(Buffer.from(front, 'latin1'));
	if (!isOfEpoch(kind, Number(epoch), was?.epoch)) {
		found(`P13 ${key} took a message of kind ${kind} and key epoch ${epoch}, the room has ${was?.epoch}`);
	}
	if (left !== (kind === GRANT ? Number(epoch) : was?.epoch)) found(`P13 ${key} has the key epoch ${left} after a message of kind ${kind}`);
}

/* Where the front of a room keeps what, as 85_room.lua writes it: numbers of the open seats of staff, then a place for the
 * youth and one for each of those. */
const [NUMBERS, STAFF_PLACES, PLACE, PLACE_SIZE] = [18, 3, 21, 8];

/** What is at the front of a room; undefined when it is not there. No seat (room_close): that of 0; a closed one has neither
 * numbers nor a claim. */
function readRoom(text, seat = 0) {
	if (text === undefined) return undefined;
	const bytes = Buffer.from(text, 'latin1');
	const place = Number(seat) === 0 ? 0 : bytes.subarray(NUMBERS, NUMBERS + STAFF_PLACES).indexOf(Number(seat)) + 1;
	const is = { last: bytes.readUInt32BE(0), epoch: keyEpochOf(bytes), closed: bytes[16], top: bytes[17], cseq: 0, claim: 0 };
	if (place > 0 || Number(seat) === 0) {
		is.cseq = bytes.readUInt32BE(PLACE + PLACE_SIZE * place);
		is.claim = bytes.readUInt32BE(PLACE + PLACE_SIZE * place + 4);
	}
	return is;
}

/** P13 in a room's log, asked before the call's writes are done. */
export function checkRoom(keys, { name, key, args, writes }, found) {
	if (writes.length === 0 || !key.startsWith('{r:')) return;
	const head = name === 'room_append' ? args[1].split(' ') : args; // of the entry: seat, cseq ...
	const seat = head[0];
	const was = readRoom(keys.get(`${key}st`), seat);
	if (name === 'room_append') {
		const [claim, cseq] = [args[0], head[1]];
		const offset = writes.find(([command]) => command === 'XADD')?.[2];
		if (was?.claim !== Number(claim)) found(`P13 ${key} took a message of claim ${claim}, the seat has ${was?.claim}`);
		if (was?.closed !== 0) found(`P13 ${key} took a message although it is closed`);
		if (was?.cseq + 1 !== Number(cseq)) found(`P13 ${key} took the message ${cseq} out of its turn`);
		if (offset !== `${was?.last + 1}-0`) found(`P13 ${key} put a message at ${offset}`);
		checkKeyEpoch(key, head, was, writes, found);
	} else if (name === 'room_attach') {
		const text = writes.find(([command]) => command === 'SET')?.[2];
		const raised = readRoom(text, seat)?.claim === was?.claim + 1;
		if (!raised) found(`P13 ${key} gave a seat away without a new claim`);
		if (was?.claim === 0 && Number(seat) > 0 && Number(seat) <= was.top) found(`P13 ${key} gave the closed seat ${seat} away`);
	} else if (name === 'room_seen' && was?.claim !== Number(args[1])) {
		found(`P13 ${key} noted what an old claim has seen`);
	}
}

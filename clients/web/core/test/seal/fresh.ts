/**
 * Fresh vectors of SE1 from a seed, in the format of se1.json: an agency, a room with one to three
 * staff, two epochs, texts, a note, a request and an order of entries; each with changes that must
 * be refused. What comes out is what the modules say: another implementation has to say the same.
 */
import { createHash } from 'node:crypto';
import { toHex } from '../../src/bytes.ts';
import type { Bytes } from '../../src/seal/layout.ts';
import { run, type Vector, type VectorFile } from './ops.ts';
import { pointOf } from './rfc6979.ts';

type Fields = Record<string, unknown>;
interface Key {
	d: string;
	pub: string;
}
interface Member {
	seat: number;
	device: Key;
	ce: Key;
	y: Key;
	request: string;
	answer_hash: string;
	link: string;
}

const NOW = 1_798_000_000;
const HOUR = 3_600;
const DAY = 86_400;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789-';
const SIGNS = ['a', 'e', 'n', 'r', ' ', '.', 'ø', 'å', 'č', 'đ', '😀'];

class World {
	readonly positive: Vector[] = [];
	readonly negative: Vector[] = [];
	private turn = 0;

	constructor(
		private readonly seed: number,
		private readonly count: number,
	) {}

	get isFull(): boolean {
		return this.positive.length + this.negative.length >= this.count;
	}

	bytes(size: number): Bytes {
		const parts: Uint8Array[] = [];
		for (let have = 0; have < size; have += 32) {
			parts.push(createHash('sha256').update(`${this.seed} ${this.turn++}`).digest());
		}
		return new Uint8Array(Buffer.concat(parts).subarray(0, size));
	}
	hex(size: number): string {
		return toHex(this.bytes(size));
	}
	below(bound: number): number {
		return new DataView(this.bytes(4).buffer).getUint32(0) % bound;
	}
	pick<T>(of: ArrayLike<T>): T {
		return of[this.below(of.length)]!;
	}
	slug(): string {
		const letters = Array.from({ length: 1 + this.below(32) }, () => this.pick(LETTERS));
		return toHex(Buffer.from(letters.join('')));
	}
	/** Text of at most so many bytes, in hexadecimal. */
	text(most: number): string {
		let text = this.pick(SIGNS.slice(0, 4));
		while (this.below(most) > 0) {
			const longer = text + this.pick(SIGNS);
			if (Buffer.byteLength(longer) > most) {
				break;
			}
			text = longer;
		}
		return toHex(Buffer.from(text));
	}
	key(): Key {
		const d = this.bytes(32);
		d[0] = 1;
		return { d: toHex(d), pub: toHex(pointOf(d)) };
	}
	/** The same with one bit of a field turned over, from byte `from` on. */
	flipped(input: Fields, field: string, from = 0): Fields {
		const bytes = Buffer.from(input[field] as string, 'hex');
		bytes[from + this.below(bytes.length - from)]! ^= 1 << this.below(8);
		return { ...input, [field]: bytes.toString('hex') };
	}

	/** A vector that holds, and what comes out. */
	async ask<T = Record<string, string>>(op: string, title: string, input: Fields): Promise<T> {
		const { verdict, out } = await run(op, input);
		if (verdict !== 'ok') {
			throw new Error(`${op}: ${title}: ${verdict}`);
		}
		this.add(this.positive, { op, title, in: input, verdict, out });
		return out as T;
	}

	/** A vector that must be refused. */
	async refuse(op: string, title: string, input: Fields): Promise<void> {
		const { verdict } = await run(op, input);
		if (verdict === 'ok') {
			throw new Error(`${op}: ${title}: opened`);
		}
		this.add(this.negative, { op, title, in: input, verdict });
	}

	private add(list: Vector[], vector: Omit<Vector, 'id'>): void {
		if (!this.isFull) {
			const id = `${list === this.positive ? 'P' : 'N'}${list.length + 1}`;
			list.push({ id, ...vector });
		}
	}
}

async function makeMember(world: World, agency: Fields, seat: number): Promise<Member> {
	const { mode, holders, statement, slug, topic, room, root } = agency as {
		mode: number;
		holders: Key[];
		statement: string;
		slug: string;
		topic: string;
		room: string;
		root: Key;
	};
	const [device, ce, y] = [world.key(), world.key(), world.key()];
	const index = world.below(holders.length);
	const half = mode === 1 ? 8 * HOUR : 15 * DAY;
	const person = { role: 1 + world.below(2), staff: world.hex(16), alias: world.text(32) };
	const { cert } = await world.ask('certificate', 'a device', {
		signer_d: holders[index]!.d,
		mode,
		not_before: NOW - world.below(half),
		not_after: NOW + world.below(half),
		key_index: index,
		device: device.pub,
		agency: slug,
		...person,
	});
	const asks = { device_d: device.d, device: device.pub, agency: slug, ...person };
	const request = await world.ask('request', 'a device asks', asks);
	await world.refuse('check_request', 'one bit', world.flipped(request, 'request'));
	const offer = await world.ask('offer', 'an offer', {
		epoch: 0,
		cseq: 1 + world.below(1000),
		room,
		to: seat,
		purpose: 0,
		min_mode: 1 + world.below(mode),
		Y: y.pub,
		agency: world.below(3) === 0 ? '' : slug,
		topic,
	});
	const accepted = { offer: offer['offer'], room, seat, purpose: 0, agency: slug, topic, mode };
	await world.ask('check_offer', 'as accepted', accepted);
	await world.refuse('check_offer', 'another seat', { ...accepted, seat: (seat % 127) + 1 });
	const answer = await world.ask('answer', 'an answer', {
		epoch: 0,
		seat,
		cseq: 1,
		room,
		offer_hash: offer['offer_hash'],
		Ce: ce.pub,
		statement,
		cert,
		device_d: device.d,
	});
	const seen = { answer: answer['answer'], roots: [root.pub], min_serial: 5, now: NOW };
	const checked = { ...seen, offer: offer['offer'], y_d: y.d, y_pub: y.pub };
	const { link } = await world.ask('check_answer', 'an answer', checked);
	await world.refuse('check_answer', 'one bit', world.flipped(checked, 'answer'));
	await world.refuse('check_answer', 'another offer', world.flipped(checked, 'offer'));
	await world.refuse('check_answer', 'far behind', { ...checked, now: NOW - 101 * DAY });
	await world.refuse('check_answer', 'another root', { ...checked, roots: [y.pub] });
	const answer_hash = answer['answer_hash']!;
	await world.ask('link', 'from the other side', { ...ce, peer: y.pub, answer_hash });
	await world.ask('check_colleague', 'a colleague', { ...seen, room });
	await world.refuse('check_colleague', 'one bit', world.flipped({ ...seen, room }, 'answer'));
	return { seat, device, ce, y, request: request['request']!, answer_hash, link: link! };
}

async function makeDigits(world: World, request: string): Promise<void> {
	const [rd, ra] = [world.hex(32), world.hex(32)];
	const commitment = createHash('sha256')
		.update('samtale/SE1 commit\0')
		.update(Buffer.from(request + rd, 'hex'))
		.digest('hex');
	await world.ask('digits', 'six digits', { request, commitment, rd, ra });
	await world.refuse('digits', 'another opening', { request, commitment, rd: ra, ra });
}

interface EpochIn extends Fields {
	epoch: number;
	seats: number[];
}

async function makeGrant(
	world: World,
	room: string,
	seed: string,
	members: Member[],
	last: EpochIn | null,
): Promise<EpochIn> {
	const epoch = (last?.epoch ?? 0) + 1;
	const made = await world.ask('grant', 'a grant', {
		seed,
		epoch,
		cseq: 10 + epoch,
		room,
		prev: last?.['grant_hash'] ?? '00'.repeat(32),
		members: members.map(({ seat, answer_hash, link }, i) => ({
			seat,
			answer_hash,
			link,
			nonce: world.hex(12),
			history: last && i > 0 && world.below(2) === 0 ? [{ epoch: 1, ek: last['ek'] }] : [],
		})),
	});
	for (const [i, { seat, answer_hash, link }] of members.entries()) {
		const was = i === 0 ? last : null;
		const opening = {
			grant: made['grant'],
			room,
			seat,
			link,
			answer_hash,
			last_epoch: was?.epoch ?? 0,
			last_grant: was?.['grant_hash'] ?? null,
		};
		await world.ask('open_grant', 'a member', opening);
		await world.refuse('open_grant', 'one bit', world.flipped(opening, 'grant'));
		await world.refuse('open_grant', 'another link', { ...opening, link: world.hex(32) });
		const confirm = { epoch, seat, link, answer_hash, grant_hash: made['grant_hash'] };
		const said = await world.ask('confirm', 'a member', { ...confirm, cseq: 2 });
		const check = { ...confirm, ...said };
		await world.ask('check_confirm', 'the youth', check);
		await world.refuse('check_confirm', 'one bit', world.flipped(check, 'confirm'));
	}
	const own = { grant: made['grant'], room };
	await world.ask('own_grant', 'after a reload', { ...own, seed });
	await world.ask('own_grant', 'with a history', { ...own, ek: made['ek'] });
	await world.refuse('own_grant', 'one bit', world.flipped({ ...own, seed }, 'grant'));
	const { ek, grant_hash } = made;
	return { room, epoch, grant_hash, ek, seats: [0, ...members.map(({ seat }) => seat)] };
}

function aBody(world: World, type: number): string {
	const most = world.below(8) === 0 ? 7_917 : 600;
	return type === 4 ? '' : type === 2 ? world.hex(world.below(most)) : world.text(most);
}

async function makeTexts(world: World, epoch: EpochIn, other: EpochIn): Promise<void> {
	const place = world.below(epoch.seats.length);
	const cseq = 1 + world.below(4_000);
	const seen = [0, 1, 2, 3].map((i) =>
		i === place ? cseq : i < epoch.seats.length ? world.below(4_000) : 0,
	);
	const type = 1 + world.below(4);
	const text = { sender: epoch.seats[place], cseq, type, seen, body: aBody(world, type) };
	const made = await world.ask('say', 'a text', { ...epoch, ...text, nonce: world.hex(12) });
	const opening = { ...epoch, say: made['say'] };
	await world.ask('open_say', 'a text', opening);
	await world.refuse('open_say', 'one bit', world.flipped(opening, 'say'));
	await world.refuse('open_say', 'one sealed bit', world.flipped(opening, 'say', 23));
	await world.refuse('open_say', 'another room', { ...opening, room: world.hex(16) });
	await world.refuse('open_say', 'another grant', { ...opening, grant_hash: world.hex(32) });
	await world.refuse('open_say', 'another epoch', { ...other, say: made['say'] });
}

async function makeNotes(world: World, epoch: EpochIn, members: Member[]): Promise<void> {
	const staff = members.map(({ seat, ce, answer_hash }) => ({ seat, Ce: ce.pub, answer_hash }));
	const as = ({ seat, ce }: Member) => ({ ...epoch, staff, own_seat: seat, own_d: ce.d });
	const made = await world.ask('note', 'a note', {
		...as(world.pick(members)),
		cseq: 1 + world.below(100),
		type: 1,
		seen: [0, 0, 0, 0],
		body: aBody(world, 1),
		ck: world.hex(32),
		wrap_nonces: members.map(() => world.hex(12)),
		nonce: world.hex(12),
	});
	for (const member of members) {
		const opening = { ...as(member), ...made };
		await world.ask('open_note', 'a note', opening);
		await world.refuse('open_note', 'one bit', world.flipped(opening, 'note'));
		await world.refuse('open_note', 'a youth tries', { ...opening, own_d: member.y.d });
	}
}

/** The youth gets a conversation in which entries are left out, doubled and bent. */
async function makeSequence(world: World, epoch: EpochIn): Promise<void> {
	const seat = epoch.seats[1]!;
	const first = 2 + world.below(50);
	const items: Fields[] = [{ use: epoch.epoch }];
	let seen = 0;
	for (let cseq = first; cseq < first + 6; cseq++) {
		const type = cseq === first + 5 ? 4 : 1;
		seen += world.below(3);
		const text = { sender: seat, cseq, type, seen: [seen, cseq, 0, 0], body: aBody(world, type) };
		const { say } = await world.ask('say', 'a text', { ...epoch, ...text, nonce: world.hex(12) });
		const fate = world.below(8);
		if (fate === 1) {
			items.push({ feed: world.flipped({ say }, 'say', 23)['say'] });
		}
		if (fate !== 0) {
			items.push({ feed: say }, ...(fate === 2 ? [{ feed: say }] : []));
		}
	}
	const last = [
		[0, world.below(20)],
		[seat, first - 1],
	];
	await world.ask('sequence', 'a conversation', {
		me: 0,
		last,
		epochs: [epoch],
		items: [...items, { end: 1 }],
	});
}

async function makeScene(world: World): Promise<void> {
	const mode = 1 + world.below(2);
	const [root, room, slug] = [world.key(), world.hex(16), world.slug()];
	const holders = Array.from({ length: mode + world.below(5 - mode) }, () => world.key());
	const { statement } = await world.ask('statement', 'an agency', {
		root_d: root.d,
		mode,
		serial: 5 + world.below(1000),
		not_before: NOW - 1 - world.below(50 * DAY),
		not_after: NOW + world.below(50 * DAY),
		keys: holders.map(({ pub }) => pub),
		agency: slug,
		name: world.text(64),
	});
	const agency = { mode, root, room, slug, statement, holders, topic: world.slug() };
	const members: Member[] = [];
	for (let left = 1 + world.below(3), seat = 0; left > 0; left--) {
		seat += 1 + world.below(40);
		members.push(await makeMember(world, agency, seat));
	}
	await makeDigits(world, members[0]!.request);
	const seed = world.hex(32);
	const one = await makeGrant(world, room, seed, members.slice(0, 1), null);
	const two = await makeGrant(world, room, seed, members, one);
	await makeTexts(world, one, two);
	await makeTexts(world, two, one);
	await makeNotes(world, two, members);
	await makeSequence(world, one);
}

/** So many vectors; the same seed makes the same ones. */
export async function fresh(seed: number, count: number): Promise<VectorFile> {
	const world = new World(seed, count);
	while (!world.isFull) {
		await makeScene(world);
	}
	const { positive, negative } = world;
	return {
		format: 'samtale SE1 vectors, version 1',
		counts: { positive: positive.length, negative: negative.length },
		defs: {},
		positive,
		negative,
	};
}

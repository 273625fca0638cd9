/** What a vector of se1.json asks for, done with the modules: one row an op. */
import { fromHex, toHex } from '../../src/bytes.ts';
import { checkAnswer, makeLink } from '../../src/seal/answer.ts';
import { checkConfirm, makeConfirm } from '../../src/seal/confirm.ts';
import { chance, sha256 } from '../../src/seal/crypto.ts';
import { makeGrant, tieGrant, type Epoch } from '../../src/seal/grant.ts';
import { fromUtf8, SealFault, utf8, within, type Bytes } from '../../src/seal/layout.ts';
import { makeOffer } from '../../src/seal/offer.ts';
import { Order } from '../../src/seal/order.ts';
import { makeSay, openSay } from '../../src/seal/say.ts';
import { checkOffer, makeAnswer, readOffer } from '../../src/seal/staff/answering.ts';
import { openGrant } from '../../src/seal/staff/granted.ts';
import { makeCertificate, makeStatement } from '../../src/seal/staff/issue.ts';
import { checkColleague, makeNote, openNote, type Staffroom } from '../../src/seal/staff/note.ts';
import { checkRequest, digits, makeRequest } from '../../src/seal/staff/request.ts';
import { pairOf, signerOf } from './rfc6979.ts';

export interface Vector {
	id: string;
	title: string;
	op: string;
	in: Fields;
	verdict: string;
	out?: unknown;
}

export interface VectorFile {
	format: string;
	read?: string;
	counts: { positive: number; negative: number };
	private_keys?: Record<string, { d: string; pub: string }>;
	defs: Record<string, string>;
	positive: Vector[];
	negative: Vector[];
}

/** Data from a file: each op knows what it reads. */
type Fields = Record<string, any>;

const b = (hex: unknown): Bytes => fromHex(hex as string) as Bytes;
const text = (hex: string): string => fromUtf8(b(hex));
const hexOf = (of: string): string => toHex(utf8(of));
const trustOf = (v: Fields) => ({ roots: v.roots.map(b) as Bytes[], minSerial: v.min_serial });

/** Gives out these nonces in turn while `run` goes on. */
async function withChance<T>(given: readonly string[], run: () => Promise<T>): Promise<T> {
	const real = chance.bytes;
	const left = given.map(b);
	chance.bytes = (size) => {
		const next = left.shift();
		if (next?.length !== size) {
			throw new Error('the vector gives no such nonce');
		}
		return next;
	};
	try {
		return await run();
	} finally {
		chance.bytes = real;
	}
}

const epochOf = (v: Fields): Epoch => ({
	room: b(v.room),
	epoch: v.epoch,
	g: b(v.grant_hash),
	ek: b(v.ek),
	prev: new Uint8Array(32),
	seats: v.seats,
	answers: [],
});

const epochOut = ({ epoch, ek, g, seats }: Epoch) => ({
	epoch,
	ek: toHex(ek),
	grant_hash: toHex(g),
	seats,
});

const confirmOf = (v: Fields) => ({
	epoch: v.epoch,
	seat: v.seat,
	link: b(v.link),
	answer: b(v.answer_hash),
	g: b(v.grant_hash),
});

async function staffroomOf(v: Fields): Promise<Staffroom> {
	const staff = v.staff.map((one: Fields) => ({
		seat: one.seat,
		point: b(one.Ce),
		answer: b(one.answer_hash),
	}));
	return { epoch: epochOf(v), staff, seat: v.own_seat, key: (await pairOf(b(v.own_d))).key };
}

async function sequence(v: Fields): Promise<{ verdicts: string[] }> {
	const order = new Order(v.me);
	v.last.forEach(([sender, cseq]: [number, number]) => order.took(sender, cseq));
	const verdicts: string[] = [];
	for (const item of v.items as Fields[]) {
		if ('use' in item) {
			const found = v.epochs.find((one: Fields) => one.epoch === item.use);
			order.epoch = epochOf(found);
			verdicts.push('ok');
		} else if ('own' in item) {
			order.took(v.me, item.own);
			verdicts.push('ok');
		} else if ('feed' in item) {
			verdicts.push(
				await order.feed(b(item.feed)).then(
					(fed) => fed.verdict,
					(fault: SealFault) => fault.verdict,
				),
			);
		} else if ('end' in item) {
			verdicts.push(order.end());
		} else {
			throw new Error('unknown step of a sequence');
		}
	}
	return { verdicts };
}

export const OPS: Record<string, (v: Fields) => Promise<unknown>> = {
	async statement(v) {
		const made = await makeStatement(
			{
				mode: v.mode,
				serial: v.serial,
				notBefore: v.not_before,
				notAfter: v.not_after,
				keys: v.keys.map(b),
				agency: text(v.agency),
				name: text(v.name),
			},
			signerOf(b(v.root_d)),
		);
		return { statement: toHex(made) };
	},
	async certificate(v) {
		const made = await makeCertificate(
			{
				mode: v.mode,
				role: v.role,
				notBefore: v.not_before,
				notAfter: v.not_after,
				index: v.key_index,
				staff: b(v.staff),
				device: b(v.device),
				agency: text(v.agency),
				alias: text(v.alias),
			},
			signerOf(b(v.signer_d)),
		);
		return { cert: toHex(made) };
	},
	async request(v) {
		const { role } = v;
		const [staff, device] = [b(v.staff), b(v.device)];
		const request = { role, staff, device, agency: text(v.agency), alias: text(v.alias) };
		return { request: toHex(await makeRequest(request, signerOf(b(v.device_d)))) };
	},
	async check_request(v) {
		await checkRequest(b(v.request));
		return {};
	},
	async digits(v) {
		return { digits: await digits(b(v.request), b(v.commitment), b(v.rd), b(v.ra)) };
	},
	async offer(v) {
		const { epoch, cseq, to, purpose, min_mode: minMode } = v;
		const [agency, topic] = [text(v.agency), text(v.topic)];
		const [room, point] = [b(v.room), b(v.Y)];
		const made = makeOffer({ epoch, cseq, room, to, purpose, minMode, point, agency, topic });
		return { offer: toHex(made), offer_hash: toHex(await sha256(made)) };
	},
	async check_offer(v) {
		const { seat, purpose, mode } = v;
		const [agency, topic] = [text(v.agency), text(v.topic)];
		await checkOffer(b(v.offer), { room: b(v.room), seat, purpose, agency, topic, mode });
		return {};
	},
	async answer(v) {
		const { epoch, seat, cseq } = v;
		const [room, offerHash, point] = [b(v.room), b(v.offer_hash), b(v.Ce)];
		const made = await makeAnswer(
			{ epoch, seat, cseq, room, offerHash, point },
			{
				statement: b(v.statement),
				certificate: b(v.cert),
				sign: signerOf(b(v.device_d)),
			},
		);
		return { answer: toHex(made), answer_hash: toHex(await sha256(made)) };
	},
	async check_answer(v) {
		const { key } = await pairOf(b(v.y_d));
		const offer = b(v.offer);
		const proven = await within('not_proven', async () => {
			const asked = { ...readOffer(offer), hash: await sha256(offer), key };
			return checkAnswer(b(v.answer), asked, trustOf(v), v.now);
		});
		const { agency, alias, mode, role } = proven.chain.certificate;
		return {
			answer_hash: toHex(proven.hash),
			link: toHex(proven.link),
			agency: hexOf(agency),
			name: hexOf(proven.chain.statement.name),
			alias: hexOf(alias),
			mode,
			role,
		};
	},
	async check_colleague(v) {
		const found = await checkColleague(b(v.answer), b(v.room), trustOf(v), v.now);
		const { agency, alias } = found.chain.certificate;
		return {
			seat: found.header.sender,
			Ce: toHex(found.point),
			answer_hash: toHex(found.hash),
			alias: hexOf(alias),
			agency: hexOf(agency),
		};
	},
	async link(v) {
		const { key } = await pairOf(b(v.d));
		return { link: toHex(await makeLink(key, b(v.peer), b(v.answer_hash))) };
	},
	async grant(v) {
		const members = v.members.map((one: Fields) => ({
			seat: one.seat,
			answer: b(one.answer_hash),
			link: b(one.link),
			history: one.history.map((k: Fields) => ({ epoch: k.epoch, ek: b(k.ek) })),
		}));
		const { epoch, cseq } = v;
		const [seed, room, prev] = [b(v.seed), b(v.room), b(v.prev)];
		const nonces = v.members.map((one: Fields) => one.nonce);
		const plan = { seed, epoch, cseq, room, prev, members };
		const made = await withChance(nonces, () => makeGrant(plan));
		const { ek, g } = await tieGrant(made, room, { seed });
		return { grant: toHex(made), ek: toHex(ek), grant_hash: toHex(g) };
	},
	async open_grant(v) {
		const before = v.last_grant === null ? null : { epoch: v.last_epoch, g: b(v.last_grant) };
		const links = [{ answer: b(v.answer_hash), link: b(v.link) }];
		const opened = await openGrant(b(v.grant), b(v.room), v.seat, links, before);
		const history = opened.history.map(({ epoch, ek }) => ({ epoch, ek: toHex(ek) }));
		return { ...epochOut(opened.epoch), history, restart: opened.restart };
	},
	async own_grant(v) {
		const secret = v.seed === undefined ? { ek: b(v.ek) } : { seed: b(v.seed) };
		return epochOut(await tieGrant(b(v.grant), b(v.room), secret));
	},
	async confirm(v) {
		return { confirm: toHex(await makeConfirm(confirmOf(v), v.cseq)) };
	},
	async check_confirm(v) {
		await checkConfirm(b(v.confirm), confirmOf(v));
		return {};
	},
	async say(v) {
		const plain = { type: v.type, seen: v.seen, body: b(v.body) };
		const say = () => makeSay(epochOf(v), v.sender, v.cseq, plain);
		return { say: toHex(await withChance([v.nonce], say)) };
	},
	async open_say(v) {
		const { sender, cseq, type, seen, body } = await openSay(epochOf(v), b(v.say));
		return { sender, cseq, type, seen, body: toHex(body) };
	},
	async note(v) {
		const room = await staffroomOf(v);
		const given = [v.ck, ...v.wrap_nonces, v.nonce];
		return { note: toHex(await withChance(given, () => makeNote(room, v.cseq, b(v.body)))) };
	},
	async open_note(v) {
		const { sender, cseq, body } = await openNote(await staffroomOf(v), b(v.note));
		return { sender, cseq, body: toHex(body) };
	},
	sequence,
};

/** The vector with every `$name` replaced. */
export function resolve<T>(value: T, defs: Record<string, string>): T {
	if (typeof value === 'string') {
		if (!value.startsWith('$')) {
			return value;
		}
		const known = defs[value.slice(1)];
		if (known === undefined) {
			throw new Error(`no such def: ${value}`);
		}
		return known as T;
	}
	if (Array.isArray(value)) {
		return value.map((one: unknown) => resolve(one, defs)) as T;
	}
	if (value !== null && typeof value === 'object') {
		const pairs = Object.entries(value).map(([key, one]) => [key, resolve(one, defs)]);
		return Object.fromEntries(pairs) as T;
	}
	return value;
}

/** What the op says: a verdict, and what comes out. */
export async function run(op: string, input: Fields): Promise<{ verdict: string; out?: unknown }> {
	const act = OPS[op];
	if (!act) {
		throw new Error(`unknown op: ${op}`);
	}
	try {
		return { verdict: 'ok', out: await act(input) };
	} catch (fault) {
		if (fault instanceof SealFault) {
			return { verdict: fault.verdict };
		}
		throw fault;
	}
}

/** Null, or what differs. A sequence's verdict stands in its list. */
export async function judge(
	vector: Vector,
	defs: Record<string, string>,
): Promise<string | null> {
	const got = await run(vector.op, resolve(vector.in, defs));
	const isSequence = vector.op === 'sequence';
	const wanted = {
		verdict: isSequence ? 'ok' : vector.verdict,
		...(vector.out !== undefined && vector.out !== null && { out: resolve(vector.out, defs) }),
	};
	const told = ({ verdict, out }: { verdict: string; out?: unknown }): string =>
		JSON.stringify([verdict, sorted(out)]);
	return told(got) === told(wanted) ? null : `got ${told(got)}, not ${told(wanted)}`;
}

/** Objects with their keys in order. */
function sorted(value: unknown): unknown {
	if (Array.isArray(value)) {
		return value.map(sorted);
	}
	if (value !== null && typeof value === 'object') {
		const pairs = Object.entries(value).sort(([a], [c]) => (a < c ? -1 : 1));
		return pairs.map(([key, one]) => [key, sorted(one)]);
	}
	return value;
}

/**
 * What a relay may try: every change is refused, and nothing of a text is said to a stranger. SE1_BITS=all
 * turns over every bit, which takes a minute; else some of each.
 */
import { expect, test, vi } from 'vitest';
import { checkStatement } from '../../src/seal/chain.ts';
import { chance, makePair } from '../../src/seal/crypto.ts';
import { HISTORY, makeGrant, tieGrant, type Epoch } from '../../src/seal/grant.ts';
import { ANSWER, GRANT, SAY } from '../../src/seal/header.ts';
import { SealFault, utf8, type Bytes } from '../../src/seal/layout.ts';
import { HOLD } from '../../src/seal/offer.ts';
import { makeSay, openSay } from '../../src/seal/say.ts';
import { openGrant } from '../../src/seal/staff/granted.ts';
import { checkColleague } from '../../src/seal/staff/note.ts';
import type { LogEntry } from '../../src/seal/traffic.ts';
import { Relay } from './a-relay.ts';
import { aPair, bo, ida, joins, kim, person, settle, StaffSide, TODAY, TRUST, YouthSide, ROOM } from './a-room.ts';

/* Thousands of tries: no bar of time stands here. */
vi.setConfig({ testTimeout: 120_000 });

const isWhole = process.env['SE1_BITS'] === 'all';

const secret = (): Bytes => chance.bytes(32);

/** Says how often something was tried that must not be taken, for tests/seal/full. */
const told = (what: string, tried: number, taken: number): void =>
	console.log(`tampering: ${what}: ${tried} tried, ${taken} taken`);

const anEpoch = (room = ROOM): Epoch => ({
	room,
	epoch: 1,
	g: secret(),
	prev: new Uint8Array(32),
	ek: secret(),
	seats: [0, 1],
	answers: [secret()],
});

const refuses = async (run: Promise<unknown>): Promise<string> =>
	run.then(
		() => 'opened',
		(fault: unknown) => (fault instanceof SealFault ? fault.verdict : String(fault)),
	);

const flipped = (bytes: Bytes, bit: number): Bytes => {
	const copy = bytes.slice();
	copy[bit >> 3]! ^= 1 << (bit & 7);
	return copy;
};

/** Every `step`-th bit from `first` on. */
function bits(bytes: Bytes, first: number, step: number): number[] {
	const all = Array.from({ length: bytes.length * 8 }, (_, bit) => bit);
	return all.filter((bit) => bit % step === first % step);
}

/** Fifty texts, sent in turn; their numbers go from 1 to 25 on both sides. */
async function fifty(epoch: Epoch): Promise<Bytes[]> {
	return Promise.all(
		Array.from({ length: 50 }, (_, i) => {
			const cseq = (i >> 1) + 1;
			const seen = i % 2 ? [0, cseq] : [cseq, 0];
			return makeSay(epoch, i % 2, cseq, { type: 1, seen, body: utf8(`text ${i}`) });
		}),
	);
}

test('50 texts: whichever bit is flipped, none opens', async () => {
	const epoch = anEpoch();
	const texts = await fifty(epoch);
	let tried = 0;
	let taken = 0;
	/* Every bit of the first; of the others some, each beginning elsewhere. */
	for (const [i, text] of texts.entries()) {
		const chosen = bits(text, i, i === 0 || isWhole ? 1 : 11);
		const verdicts = await Promise.all(
			chosen.map((bit) => refuses(openSay(epoch, flipped(text, bit)))),
		);
		tried += chosen.length;
		taken += verdicts.filter((verdict) => verdict !== 'cannot_open').length;
	}
	told(`${isWhole ? 'every bit' : 'bits'} of 50 texts`, tried, taken);
	expect(taken).toBe(0);
});

/** How many of the texts open in an epoch, each as `change` leaves it. */
async function opened(
	what: string,
	texts: readonly Bytes[],
	epoch: Epoch,
	change: (text: Bytes) => void = () => undefined,
): Promise<number> {
	const verdicts = await Promise.all(
		texts.map((text) => {
			const changed = text.slice();
			change(changed);
			return refuses(openSay(epoch, changed));
		}),
	);
	const taken = verdicts.filter((verdict) => verdict !== 'cannot_open').length;
	told(what, texts.length, taken);
	return taken;
}

test('directions swapped, a number changed, another room, another epoch: none opens', async () => {
	const epoch = anEpoch();
	const texts = await fifty(epoch);
	const next = { ...epoch, epoch: 2, g: secret(), ek: secret() };
	expect(await opened('unchanged', texts, epoch)).toBe(50);
	expect(await opened('directions swapped', texts, epoch, (text) => void (text[6]! ^= 1))).toBe(0);
	expect(await opened('numbers changed', texts, epoch, (text) => void (text[10]! ^= 1))).toBe(0);
	expect(await opened('spliced from another room', texts, anEpoch(new Uint8Array(16)))).toBe(0);
	expect(await opened('from another epoch', texts, next)).toBe(0);
	for (const one of [{ room: next.room.slice().fill(1) }, { g: next.g }, { ek: next.ek }]) {
		expect(await opened('with one thing of another epoch', texts, { ...epoch, ...one })).toBe(0);
	}
});

test(
	'a step of the handshake with a flipped bit is refused',
	async () => {
		const pair = await aPair();
		const second = await joins(pair, 2, bo);
		await pair.youth.here(1, 2);
		await settle(...pair.all);
		await pair.youth.machine.admit(2, 'everything');
		await settle(...pair.all);
		await second.machine.note('a note');
		await settle(...pair.all);
		const of = (kind: number): Bytes =>
			pair.relay.log.find(({ payload }) => payload[1] === kind)!.payload as Bytes;
		const answer = of(ANSWER);
		const colleague = (bytes: Bytes) => checkColleague(bytes, ROOM, TRUST, TODAY);
		expect(await refuses(colleague(answer))).toBe('opened');
		for (const bit of bits(answer, 3, 13)) {
			/* The hash of an OFFER and the sender bind a youth, who knows its own, by the whole. */
			expect(await refuses(colleague(flipped(answer, bit)))).toBe('not_proven');
		}
		const grant = of(GRANT);
		const { seed } = pair.youth.machine as unknown as { seed: Bytes };
		expect(await refuses(tieGrant(grant, ROOM, { seed }))).toBe('opened');
		for (const bit of bits(grant, 0, 1)) {
			expect(await refuses(tieGrant(flipped(grant, bit), ROOM, { seed }))).toBe('cannot_open');
		}
		const { guests } = pair.youth.machine as unknown as {
			guests: Map<number, { answer: Bytes; link: Bytes }>;
		};
		const link = guests.get(1)!;
		const open = (bytes: Bytes) => openGrant(bytes, ROOM, 1, [link], null);
		expect(await refuses(open(grant))).toBe('opened');
		for (const bit of bits(grant, 0, 1)) {
			expect(await refuses(open(flipped(grant, bit)))).toBe('cannot_open');
		}
	},
);

test('a GRANT with a wrap for another that is no list of keys is refused by everybody', async () => {
	const member = (seat: number) => ({ seat, answer: secret(), link: secret() });
	const [first, second] = [member(1), member(2)];
	const older = Array.from({ length: HISTORY }, (_, i) => ({ epoch: HISTORY - i, ek: secret() }));
	const open = async (count: number) => {
		const history = older.slice(0, count);
		const members = [{ ...first, history: [] }, { ...second, history }];
		const plan = { seed: secret(), epoch: 40, cseq: 1, room: ROOM, prev: secret(), members };
		return refuses(openGrant(await makeGrant(plan), ROOM, 1, [first], null));
	};
	expect(await open(HISTORY - 1)).toBe('opened');
	expect(await open(HISTORY)).toBe('cannot_open');
});

test('lines exchanged or repeated by the relay are taken in their order and once', async () => {
	const { youth, staff, relay, all } = await aPair();
	for (let i = 0; i < 50; i++) {
		await youth.machine.say(`line ${i}`);
	}
	await settle(youth);
	const entries = relay.log.slice(-50);
	const outcomes: string[] = [];
	for (const [i, entry] of entries.entries()) {
		const next = entries[i + 1];
		outcomes.push(...(next ? [await staff.machine.entry(next)] : []));
		expect(await staff.machine.entry(entry)).toBe('ok');
		outcomes.push(await staff.machine.entry(entry));
	}
	const taken = outcomes.filter((outcome) => outcome === 'ok').length;
	told('reordered or repeated', outcomes.length, taken);
	expect(new Set(outcomes)).toEqual(new Set(['gap', 'duplicate']));
	expect(staff.lines).toEqual(entries.map((_, i) => `0: line ${i}`));
	await settle(...all);
});

test('a line spliced from another room is refused, the true one is shown', async () => {
	const here = await aPair();
	const there = await aPair();
	await here.youth.machine.say('here');
	await there.youth.machine.say('there');
	await settle(here.youth);
	await settle(there.youth);
	const [true_, false_] = [here, there].map(({ relay }) => relay.log.slice(-1)[0]!);
	expect(true_!.cseq).toBe(false_!.cseq);
	expect(await here.staff.machine.entry(false_!)).toBe('again');
	expect(await here.staff.machine.entry(true_!)).toBe('ok');
	expect(here.staff.lines).toEqual(['0: here']);
});

/** A youth meets a seat whose entries the relay may change; what it is told, and what leaves it. */
async function meets(
	who: StaffSide['identity'],
	tamper: (entry: LogEntry) => LogEntry = (entry) => entry,
	options: YouthSide['options'] = {},
	accepted: StaffSide['accepted'] = {},
): Promise<{ told: string[]; said: number; open: boolean }> {
	const relay = new Relay();
	const youth = new YouthSide(relay, [1]);
	const staff = new StaffSide(1, relay, who);
	staff.accepted = accepted;
	youth.options = options;
	youth.tamper = tamper;
	await youth.load();
	await staff.load();
	await youth.machine.say('for Ida');
	await settle(youth, staff);
	const said = relay.log.filter(({ payload }) => payload[1] === SAY).length;
	const told = youth.of('refused').map(({ verdict }) => verdict);
	return { told, said, open: youth.machine.open };
}

const refused = { told: ['not_proven'], said: 0, open: false };

test('planted: the same meeting without a change comes about', async () => {
	expect(await meets(ida)).toEqual({ told: [], said: 1, open: true });
});

/** How many of some meetings came about. */
const countOpen = (met: readonly { open: boolean }[]): number =>
	met.filter(({ open }) => open).length;

test('a relay that puts its own key in place of Ce is refused', async () => {
	const met = [];
	for (let i = 0; i < 10; i++) {
		const { point } = await makePair();
		const swap = (entry: LogEntry): LogEntry => {
			if (entry.payload[1] === ANSWER) {
				entry.payload.set(point, 59);
			}
			return entry;
		};
		met.push(await meets(ida, swap));
	}
	told('another Ce', met.length, countOpen(met));
	expect(met).toEqual(met.map(() => refused));
});

test('a relay that answers itself, with papers of another root, is refused', async () => {
	const root = { d: secret() };
	root.d[0] = 1;
	const impostor = await person({ agency: 'unge-oslo', alias: 'Ida', root });
	expect(await meets(impostor)).toEqual(refused);
});

test('an agency other than the one on the screen is refused', async () => {
	const met = [];
	for (const agency of ['kors-bergen', 'unge-osl', 'unge-oslo-2', 'a']) {
		/* Staff would not answer such an OFFER: here they are made to. */
		met.push(await meets(ida, undefined, { agency }, { agency }));
	}
	told('another agency', met.length, countOpen(met));
	expect(met).toEqual(met.map(() => refused));
	expect((await meets(ida, undefined, { agency: 'unge-oslo' })).open).toBe(true);
});

test('a certificate that has ended is told as a date', async () => {
	const met = [];
	for (const late of [301, 400, 86_400, 34_560_000]) {
		const who = await person({ agency: 'unge-oslo', alias: 'Ida', until: TODAY - late });
		met.push(await meets(who));
	}
	told('an expired certificate', met.length, countOpen(met));
	expect(met).toEqual(met.map(() => ({ ...refused, told: ['clock'] })));
	const justInTime = await person({ agency: 'unge-oslo', alias: 'Ida', until: TODAY - 300 });
	expect((await meets(justInTime)).told).toEqual([]);
});

test('shift mode is refused where the screen has named the mode of the agency', async () => {
	const relay = new Relay();
	const youth = new YouthSide(relay, [1]);
	youth.options = { minMode: 2 };
	await youth.load();
	const staff = new StaffSide(1, relay, ida);
	staff.accepted = { mode: 2 };
	await staff.load();
	await settle(youth, staff);
	expect(youth.of('refused').map(({ verdict }) => verdict)).toEqual(['not_proven']);
	expect((await meets(kim, (entry) => entry, { minMode: 2 })).open).toBe(true);
});

test('a statement is checked by the page before anybody has answered', async () => {
	const { agency, mode } = await checkStatement(kim.statement, TRUST, TODAY);
	expect([agency, mode]).toEqual(['kors-bergen', 2]);
	const withdrawn = { ...TRUST, minSerial: 6 };
	expect(await refuses(checkStatement(kim.statement, withdrawn, TODAY))).toBe('not_proven');
	const other = { ...TRUST, roots: [(await makePair()).point] };
	expect(await refuses(checkStatement(kim.statement, other, TODAY))).toBe('not_proven');
	expect(await refuses(checkStatement(kim.statement, TRUST, TODAY + 90_000))).toBe('clock');
	const cut = kim.statement.slice(0, -1);
	expect(await refuses(checkStatement(cut, TRUST, TODAY))).toBe('not_proven');
});

test('a hold is answered by a supervisor and by nobody else', async () => {
	for (const role of [1, 2]) {
		const relay = new Relay();
		const asks = new YouthSide(relay, [1]);
		asks.options = { purpose: HOLD };
		await asks.load();
		const who = await person({ agency: 'unge-oslo', alias: 'Tor', role });
		const answers = new StaffSide(1, relay, who);
		answers.accepted = { purpose: HOLD };
		await answers.load();
		await asks.machine.say('the lines that matter');
		await settle(asks, answers);
		expect(answers.lines).toEqual(role === 2 ? ['0: the lines that matter'] : []);
		expect(asks.of('refused').map(({ verdict }) => verdict)).toEqual(role === 2 ? [] : ['not_proven']);
	}
});

test('a seat answers three OFFERs a minute and no more', async () => {
	const { youth, staff, relay, all } = await aPair();
	for (let more = 0; more < 4; more++) {
		await youth.machine.again(1);
		await settle(...all);
	}
	const answers = relay.log.filter(({ payload }) => payload[1] === ANSWER);
	expect(answers).toHaveLength(3);
	expect(staff.of('refused')).not.toEqual([]);
	await youth.machine.say('as before');
	await settle(...all);
	expect(staff.lines).toEqual(['0: as before']);
});

test('an ANSWER to an OFFER that a reload has replaced is neither taken nor an alarm', async () => {
	const relay = new Relay();
	const youth = new YouthSide(relay, [1]);
	const staff = new StaffSide(1, relay, ida);
	await youth.load();
	await staff.load();
	await youth.turn();
	await youth.load();
	await settle(youth, staff);
	expect(relay.log.filter(({ payload }) => payload[1] === ANSWER)).toHaveLength(2);
	expect(youth.of('refused')).toEqual([]);
	expect(youth.machine.open).toBe(true);
});

test('a GRANT with a ghost among the seats is taken by nobody', async () => {
	const pair = await aPair();
	const { youth, staff, relay } = pair;
	await joins(pair, 2, bo);
	await youth.here(1, 2);
	await settle(...pair.all);
	staff.reads = false;
	await youth.machine.admit(2, 'nothing');
	await settle(...pair.all);
	const entry = relay.log.find(({ payload }) => payload[1] === GRANT && payload[5] === 2)!;
	const ghost = { ...entry, payload: entry.payload.slice() };
	ghost.payload[60 + 33] = 3;
	staff.reads = true;
	staff.tamper = (one) => (one.cseq === entry.cseq && one.sender === 0 ? ghost : one);
	await settle(...pair.all);
	expect(staff.machine.people).toEqual([1]);
	expect(staff.of('refused').map(({ verdict }) => verdict)).toEqual(['cannot_open']);
});

/** Nonces of 100 texts after each of `reloads` reloads, with the same numbers again and again. */
async function nonces(reloads: number): Promise<Set<string>> {
	const seen = new Set<string>();
	const epoch = anEpoch();
	for (let reload = 0; reload < reloads; reload++) {
		const page = { ...epoch };
		for (let cseq = 1; cseq <= 100; cseq++) {
			const say = await makeSay(page, 0, cseq, { type: 1, seen: [cseq], body: utf8('x') });
			seen.add(say.subarray(11, 23).join());
		}
	}
	return seen;
}

test(
	'10,000 seals over 100 reloads use 10,000 different nonces',
	async () => {
		expect((await nonces(100)).size).toBe(10_000);
		const real = chance.bytes;
		chance.bytes = (size) => new Uint8Array(size);
		const planted = await nonces(1).finally(() => (chance.bytes = real));
		expect(planted.size).toBe(1);
	},
);

/** The youth's sealed room: what must be proven before a word goes out, and what is said if not. */
import { AGENCY_MODE, SHIFT_MODE } from '@samtale/core/seal/chain';
import { ANSWER, CONFIRM, OFFER, SAY } from '@samtale/core/seal/header';
import { makeCertificate } from '@samtale/core/seal/staff/issue';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Relay, until } from '../../core/test/a-talk.ts';
import { ida, kim, person, TODAY, type Staff } from '../../core/test/seal/a-room.ts';
import { anAgency, newKey } from '../../core/test/seal/an-agency.ts';
import { learnTrust } from '../src/room.ts';
import { aStaff, BUNDLE, Page } from './a-room.ts';

let page: Page;
let fetched: string[];
let bundle: string | null;

beforeEach(() => {
	fetched = [];
	bundle = BUNDLE;
	vi.stubGlobal('window', globalThis);
	vi.stubGlobal('fetch', async (path: string) => {
		fetched.push(path);
		if (bundle === null) {
			throw new TypeError();
		}
		return new Response(bundle);
	});
	vi.useFakeTimers({ toFake: ['Date'], now: TODAY * 1000 });
	page = new Page();
	page.load();
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

/** `until` counts real time by a clock that stands still here: vitest ends what never comes. */
const at = (word: string): Promise<void> => until(() => page.state.seal?.at === word);
const kinds = (): (number | undefined)[] => page.relay.log.map(({ kind }) => kind);

describe('the bundle', () => {
	test('is fetched once, and known to the tab afterwards', async () => {
		expect(fetched).toEqual([]);
		await learnTrust(page.store);
		await learnTrust(page.store);
		expect(fetched).toEqual(['/seal.json']);
	});
	test('that does not come is asked for again, and nothing is said before', async () => {
		bundle = null;
		vi.useFakeTimers({ toFake: ['Date', 'setTimeout'], now: TODAY * 1000 });
		page.matched();
		while (fetched.length === 0) {
			await new Promise(setImmediate);
		}
		await new Promise(setImmediate);
		expect(page.sent).toEqual([]);
		bundle = BUNDLE;
		vi.advanceTimersByTime(3_000);
		vi.useFakeTimers({ toFake: ['Date'], now: TODAY * 1000 });
		await until(() => page.relay.log.length === 1);
	});
});

describe('who answers', () => {
	test('stands on the screen from the certificate, and the mode from the statement', async () => {
		await aStaff(page.relay);
		page.matched();
		await at('open');
		expect(page.state).toMatchObject({
			agency: { slug: 'unge-oslo', name: 'The unge-oslo', mode: 1 },
			counsellor: { alias: 'Ida', agency: 'The unge-oslo' },
			seal: { at: 'open', mode: 1 },
		});
	});
	test('is named in agency mode where the agency vouches itself', async () => {
		await aStaff(page.relay, kim);
		page.matched({ agency_slug: kim.agency, statement: kim.statement });
		await at('open');
		expect(page.state.seal).toEqual({ at: 'open', mode: 2 });
	});
	test.each([
		['another agency', { agency_slug: 'kors-bergen' }],
		['nobody', { statement: new Uint8Array(0) }],
		['a statement with a bit turned', { statement: ida.statement.map((b, i) => (i === 20 ? b ^ 1 : b)) }],
	])('that is %s is not proven: not a byte of the room goes out', async (_who, frame) => {
		page.matched(frame);
		await at('not_proven');
		expect(page.sent).toEqual([]);
		expect(page.state.counsellor).toBeNull();
	});
	test('with an answer that was altered is not proven, and the text stays here', async () => {
		page.relay.tamper = (frame) => {
			if (frame.type === 'entry' && frame.kind === ANSWER) {
				frame.payload[80]! ^= 1;
			}
			return frame;
		};
		await aStaff(page.relay);
		page.matched();
		await until(() => page.room.talk !== null);
		page.room.talk?.say('hemmelig');
		/* Refused once, it is read again from the log, then final. */
		await until(() => page.room.talk?.tick() === true);
		page.matched();
		await at('not_proven');
		expect(kinds()).not.toContain(SAY);
		expect(page.room.talk?.unsent).toEqual(['hemmelig']);
	});
	test('under a root that the bundle does not name is not proven', async () => {
		const other = await person({
			agency: ida.agency,
			alias: 'Eve',
			root: { d: new Uint8Array(32).fill(5) },
		});
		page.matched({ statement: other.statement });
		await at('not_proven');
	});
});

describe('a handshake that goes wrong', () => {
	test('is made three times, then somebody else is offered', async () => {
		await aStaff(page.relay);
		page.relay.tamper = (frame) => {
			if (frame.type === 'entry' && frame.kind === CONFIRM) {
				frame.payload[30]! ^= 1;
			}
			return frame;
		};
		page.matched();
		await until(() => {
			if (page.room.tick()) {
				page.matched();
			}
			return page.state.seal?.at === 'cannot_open';
		});
		expect(kinds().filter((kind) => kind === ANSWER)).toHaveLength(3);
		expect(kinds()).not.toContain(SAY);
	});
	test('because a step of it was refused is begun again by itself', async () => {
		page.matched();
		await until(() => page.relay.log.length === 1);
		vi.setSystemTime(Date.now() + 9_000);
		page.room.tick();
		vi.setSystemTime(Date.now() + 1_000);
		page.room.tick();
		page.room.tick();
		await until(() => page.relay.log.length === 2);
		expect(kinds()).toEqual([1, 1]);
		await aStaff(page.relay);
		await at('open');
	});
	test('because nobody answers it is told after a while, and passes when somebody does', async () => {
		page.matched();
		await until(() => page.relay.log.length === 1);
		vi.setSystemTime(Date.now() + 29_000);
		page.room.tick();
		expect(page.state.seal?.at).toBe('making');
		vi.setSystemTime(Date.now() + 1_000);
		page.room.tick();
		expect(page.state.seal?.at).toBe('cannot_open');
		await aStaff(page.relay);
		await at('open');
	});
});

describe('a certificate of shift mode', () => {
	/** A counsellor of an agency whose statement says agency mode, with a certificate of that mode by one of its own keys. */
	async function certified(mode: number): Promise<Staff> {
		const { statement, holders } = await anAgency('unge-oslo', AGENCY_MODE);
		const [device, id] = [newKey(), new Uint8Array(16)];
		const who = { staff: id, device: device.point, agency: 'unge-oslo', alias: 'Ida' };
		const times = { notBefore: TODAY - 60, notAfter: TODAY + 3600 };
		const paper = { mode, role: 1, index: 0, ...times, ...who };
		const certificate = await makeCertificate(paper, holders[0]!.sign);
		const { sign, point } = device;
		return { statement, certificate, sign, agency: 'unge-oslo', mode: AGENCY_MODE, id, point };
	}
	test('proves nothing where the statement says agency', async () => {
		const who = await certified(SHIFT_MODE);
		await aStaff(page.relay, who);
		page.matched({ agency_slug: who.agency, statement: who.statement });
		await until(() => page.room.talk !== null);
		page.room.talk?.say('hemmelig');
		/* Refused once, it is read again from the log, then final. */
		await until(() => page.room.talk?.tick() === true);
		page.matched({ agency_slug: who.agency, statement: who.statement });
		await at('not_proven');
		expect(page.state.seal?.mode).toBe(AGENCY_MODE);
		expect(kinds()).not.toContain(SAY);
	});
	test('is the one thing that is wrong with it', async () => {
		const who = await certified(AGENCY_MODE);
		await aStaff(page.relay, who);
		page.matched({ agency_slug: who.agency, statement: who.statement });
		await at('open');
	});
});

describe('a date that is wrong on the phone', () => {
	beforeEach(() => void vi.setSystemTime(new Date('2019-01-01')));

	test("is tried once more with the service's in shift mode", async () => {
		await aStaff(page.relay);
		page.matched();
		await at('open');
	});
	test('is said in agency mode, and the room opens when it is right', async () => {
		await aStaff(page.relay, kim);
		page.matched({ agency_slug: kim.agency, statement: kim.statement });
		await at('clock');
		expect(page.sent).toEqual([]);
		vi.setSystemTime(TODAY * 1000);
		page.room.again();
		await at('open');
		expect(page.state.seal?.mode).toBe(2);
	});
	test('offers the tap into shift mode where the statement says agency, and in shift mode nothing', async () => {
		await aStaff(page.relay, kim);
		page.matched({ agency_slug: kim.agency, statement: kim.statement });
		await at('clock');
		expect(page.state.seal).toEqual({ at: 'clock', mode: 2 });
	});
	test('never lowers the mode by itself, whatever the service says of the time', async () => {
		const staff = await aStaff(page.relay, kim);
		page.matched({ agency_slug: kim.agency, statement: kim.statement });
		await at('clock');
		for (let i = 0; i < 3; i++) {
			page.matched({ agency_slug: kim.agency, statement: kim.statement });
			page.room.again();
			await at('clock');
		}
		expect(page.sent).toEqual([]);
		expect(staff.lines).toEqual([]);
		expect(page.state.seal?.mode).toBe(2);
	});
	test('may be lived with in shift mode, by a tap, and the screen says shift', async () => {
		await aStaff(page.relay, kim);
		page.matched({ agency_slug: kim.agency, statement: kim.statement });
		await at('clock');
		page.room.lower();
		await at('open');
		expect(page.state.seal).toEqual({ at: 'open', mode: 1 });
	});
	test('asks again for another agency: the tap was about the one before', async () => {
		await aStaff(page.relay, kim);
		page.matched({ agency_slug: kim.agency, statement: kim.statement });
		await at('clock');
		page.room.lower();
		await at('open');
		const other = await person({ agency: 'ung-bergen', alias: 'Mo', mode: AGENCY_MODE });
		const matched = { agency_slug: other.agency, statement: other.statement, seats: [2] };
		page.room.rest('left');
		page.matched(matched);
		await at('clock');
		expect(page.state.seal?.mode).toBe(AGENCY_MODE);
		const offers = kinds().filter((kind) => kind === OFFER).length;
		page.room.lower();
		await until(() => kinds().filter((kind) => kind === OFFER).length > offers);
		expect(page.state.agency).toMatchObject({ slug: other.agency, mode: SHIFT_MODE });
	});
});

describe('texts', () => {
	test('that were written before the proof go out behind it', async () => {
		const staff = await aStaff(page.relay);
		page.matched({ resumed: 0 });
		await until(() => page.room.talk !== null);
		expect(page.opens).toBe(0);
		page.matched();
		expect(page.opens).toBe(1);
		page.room.talk?.say('min første');
		await until(() => staff.lines.length === 1);
		expect(kinds()).toEqual([1, 2, 3, 4, 5]);
	});
	test('and the log are there again after a reload, also without a socket', async () => {
		const staff = await aStaff(page.relay);
		page.matched();
		await at('open');
		page.room.talk?.say('hei');
		await until(() => staff.lines.length === 1);
		const { state } = page;
		page.relay.ends.forEach((end) => end !== staff && page.relay.ends.delete(end));
		page = new Page(page.relay, page.store);
		page.state = state;
		page.load();
		page.room.talk?.say('igjen');
		expect(page.room.remembered).toMatchObject({ log_epoch: 0, offset: 0 });
		page.matched();
		await until(() => staff.lines.length === 2 && page.lines.length === 2);
		expect(page.lines).toEqual(['0: hei', '0: igjen']);
		expect(fetched).toHaveLength(1);
	});
	test('cannot be read by a page that has lost its seed: who is there asks to be let in', async () => {
		const staff = await aStaff(page.relay);
		page.matched();
		await at('open');
		page.room.talk?.say('hei');
		await until(() => staff.lines.length === 1);
		page.relay.ends.forEach((end) => end !== staff && page.relay.ends.delete(end));
		page = new Page(page.relay);
		page.load();
		page.matched();
		await until(() => page.state.asks !== null);
		expect(page.state.asks).toMatchObject({ seat: 1, alias: 'Ida', agency: 'The unge-oslo' });
		expect(page.state.notice?.trouble).toBe('lost');
		page.room.admit(1, { history: 'nothing', summary: '' });
		await at('open');
		await staff.machine.understood();
		page.room.talk?.say('igjen');
		await until(() => staff.lines.length === 2);
		expect(page.lines).toEqual(['0: null', '0: igjen']);
	});
});

describe('the end', () => {
	test('that nobody said may be missing, and leaves nothing in the tab', async () => {
		const staff = await aStaff(page.relay);
		page.matched();
		await at('open');
		page.room.talk?.say('hei');
		await until(() => staff.lines.length === 1);
		expect(await page.room.finish()).toBe(true);
		expect(page.store.get(`seal.${page.room.id}`)).toBeNull();
	});
	test('of a room in which nothing was said is not told as cut', async () => {
		await aStaff(page.relay);
		page.matched();
		await at('open');
		expect(await page.room.finish()).toBe(false);
	});
	test('by a quick exit leaves nothing in the tab, whatever is still under way', async () => {
		await aStaff(new Relay());
		page.matched();
		await until(() => page.room.talk !== null);
		page.room.talk?.say('hei');
		page.room.wipe();
		await new Promise(setImmediate);
		expect(page.store.get(`seal.${page.room.id}`)).toBeNull();
	});
});

/** The visit over a fake socket: a sealed room from MATCHED to its end, as the screens see it. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FRAMES, type DownFrame } from '@samtale/core/frames';
import { ROOM, until } from '../../core/test/a-talk.ts';
import { Page, queued } from './a-visit.ts';

let page: Page;

beforeEach(async () => {
	page = new Page();
	await page.open();
});
afterEach(() => page.close());

describe('a room', () => {
	test('has its trust page.fetched when the youth asks, and not before', async () => {
		expect(page.fetched).toEqual([]);
		page.visit.ask();
		await until(() => page.fetched.includes('/seal.json'));
	});
	test('shows who has proven it, and sends the first text by itself', async () => {
		await page.talking();
		expect(page.visit.state.counsellor).toEqual({ alias: 'Ida', agency: 'The unge-oslo' });
		expect(page.staff.lines).toEqual(['0: min første']);
		expect(page.visit.state).toMatchObject({ draft: '', turn: false });
		expect(page.last.types()).toContain('ready');
	});
	test('goes on after a reload, with every line once', async () => {
		await page.talking();
		page.staff.talk.say('hei du');
		await until(() => page.visit.state.messages.length === 2);
		page.reload();
		expect(page.visit.state).toMatchObject({ step: 'talk', counsellor: { alias: 'Ida' } });
		page.greet();
		const resume = page.last.sent.find(({ type }) => type === 'resume');
		expect(resume).toMatchObject({ rooms: [ROOM], log_epochs: [0], offsets: [0] });
		page.down({ type: 'resumed', token: new Uint8Array(32).fill(3), rooms: 1 });
		page.matched(1);
		page.relay.log.forEach((entry) => page.down(entry));
		await until(() => page.visit.state.messages.length === 2);
		expect(page.visit.state.messages.map(({ text }) => text)).toEqual(['min første', 'hei du']);
		expect(page.visit.say('og mer')).toBe(true);
		await until(() => page.staff.lines.length === 3);
	});
	test('that another one follows takes its keys with it, and what was not sent comes to the field', async () => {
		await page.talking();
		page.relay.refuse = () => 'delayed';
		page.visit.say('rakk ikke');
		await until(() => page.visit.room?.talk?.unsent.length === 1);
		page.down(queued('swapped'));
		page.matched(0, { room: new Uint8Array(16).fill(9) });
		expect(page.visit.state).toMatchObject({ draft: 'rakk ikke', agency: null });
		expect(page.tab.getItem(`seal.${page.staff.talk.id}`)).toBeNull();
	});
	test('is left behind an END, and leaves no key', async () => {
		await page.talking();
		page.visit.end();
		await until(() => page.last.types().includes('leave'));
		page.down({ type: 'ended', room: ROOM, reason: 'left' });
		expect(await page.staff.talk.finish()).toBe('complete');
		await until(() => page.tab.getItem(`seal.${page.staff.talk.id}`) === null);
		expect(page.visit.state.ended).toMatchObject({ reason: 'left' });
		expect(page.visit.state.ended?.cut).toBeUndefined();
		expect(['visit', 'trust', 'token'].map((name) => page.tab.getItem(name))).toEqual([null, null, null]);
	});
	test('that ended while the tab was at another door leaves no key once that is heard', async () => {
		await page.talking();
		const key = `seal.${page.staff.talk.id}`;
		page.last.drop(1006);
		page.visit.session?.close();
		page.load('kors-bergen');
		expect(page.visit.state.step).toBe('door');
		expect(page.tab.getItem(key)).not.toBeNull();
		page.visit.connect();
		page.greet();
		page.down({ type: 'lost', room: new Uint8Array(0), why: 'gone' });
		expect(page.tab.getItem(key)).toBeNull();
	});
	test('whose end nobody said is told as perhaps cut', async () => {
		await page.talking();
		page.down({ type: 'ended', room: ROOM, reason: 'lost' });
		await until(() => page.visit.state.ended?.cut === true);
	});
});

describe('the queue', () => {
	const told: string[] = [];
	const asks = () => {
		told.length = 0;
		vi.stubGlobal('navigator', { sendBeacon: (path: string, body: string) => told.push(`${path} ${body}`) > 0 });
		page.visit.ask();
		page.greet();
	};

	test('is left by a frame where there is a place, and the screen waits for its answer', () => {
		asks();
		page.down(queued());
		page.visit.cancel(false);
		expect(page.last.types().at(-1)).toBe('cancel');
		expect(page.visit.state.step).toBe('wait');
	});
	test('of a service that stands still is left at once, and the leave ticket tells it', () => {
		asks();
		page.down(queued(), { type: 'frozen', on: 1 });
		page.visit.cancel(true);
		expect(page.last.types()).not.toContain('cancel');
		expect(page.visit.state).toMatchObject({ step: 'after', ended: { reason: 'diverted' } });
		expect(told).toEqual([expect.stringMatching(/^\/api\/v1\/leave [0-9a-f]{64} diverted$/)]);
	});
	test.each(['its socket was cut', 'the page was loaded anew'])('hears a changed wish again when %s', (what) => {
		asks();
		page.down(queued());
		page.visit.change({ who: 1, languages: ['nb'] });
		if (what === 'its socket was cut') {
			page.last.drop(1006);
			page.visit.session?.kick();
		} else {
			page.reload();
		}
		page.greet();
		page.down({ type: 'resumed', token: new Uint8Array(32).fill(3), rooms: 0 });
		expect(page.sockets.length).toBe(2);
		expect(page.last.sent.at(-1)).toMatchObject({ type: 'change', who: 1, languages: ['nb'] });
	});
	test('hears a changed wish no more when somebody has answered', async () => {
		asks();
		page.down(queued());
		page.visit.change({ who: 1, languages: ['nb'] });
		page.matched(0);
		page.waits('lost');
		page.last.drop(1006);
		page.visit.session?.kick();
		page.greet();
		page.down({ type: 'resumed', token: new Uint8Array(32).fill(3), rooms: 0 });
		expect(page.last.types()).toEqual(['hello', 'resume']);
	});
	test('hears an ASK and a changed wish again when they were too early', async () => {
		const early = (frame: number): DownFrame =>
			({ type: 'refused', frame, room: new Uint8Array(0), number: 0, code: 'delayed', retry_after: 1 });
		const said = (type: string) => page.last.types().filter((other) => other === type).length;
		asks();
		page.down(early(FRAMES.ask.number));
		await until(() => said('ask') === 2);
		page.down(queued());
		page.visit.change({ who: 1, languages: ['nb'] });
		page.down(early(FRAMES.change.number));
		await until(() => said('change') === 2);
	});
	test('that has given no place yet is left at once', () => {
		asks();
		page.visit.cancel(false);
		expect(page.visit.state).toMatchObject({ step: 'after', ended: { reason: 'cancelled' } });
	});
});

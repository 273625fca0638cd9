/** Somebody else goes on in the same room: what the youth has said, what the next one reads, what is told. */
import { FRAMES } from '@samtale/core/frames';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ROOM, until } from '../../core/test/a-talk.ts';
import { bo, ida, kim, person } from '../../core/test/seal/a-room.ts';
import { admit, consent, swap } from '../src/choosing.ts';
import type { Showing } from '../src/people.ts';
import { Page, queued } from './a-visit.ts';

let page: Page;

beforeEach(async () => {
	page = new Page();
	await page.open();
	await page.talking();
	page.staff.talk.say('hei du');
	await until(() => page.visit.state.messages.length === 2);
});
afterEach(() => page.close());

const NOTHING: Showing = { history: 'nothing', summary: '' };
const EVERYTHING: Showing = { history: 'everything', summary: '' };
const open = (): Promise<void> => until(() => page.visit.state.seal?.at === 'open');
const asked = (): Promise<void> => until(() => page.visit.state.asks !== null);

/** Ida has proposed an agency, and the youth says yes. */
function handsOver(showing: Showing, name = 'The kors-bergen'): void {
	page.down({ type: 'proposed', room: ROOM, kind: 2, name });
	consent(page.visit, showing);
	page.waits('handed');
}

describe('a hand-over', () => {
	const chosen: [Showing, string[]][] = [
		[EVERYTHING, ['0: min første', '1: hei du', '0: og nå']],
		[{ history: 'summary', summary: 'kort sagt' }, ['0: null', '1: null', '0: kort sagt', '0: og nå']],
		[NOTHING, ['0: null', '1: null', '0: og nå']],
	];
	test.each(chosen)('with %o is asked about once', async (showing, lines) => {
		handsOver(showing);
		expect(page.visit.state).toMatchObject({ step: 'wait', counsellor: null });
		const next = await page.taken(kim);
		await open();
		expect(page.visit.state).toMatchObject({
			asks: null,
			choice: null,
			counsellor: { alias: 'Kim', agency: 'The kors-bergen' },
			seal: { at: 'open', mode: 2 },
		});
		page.visit.say('og nå');
		await until(() => next.lines.length === lines.length);
		expect(next.lines).toEqual(lines);
		await until(() => page.visit.state.messages.at(-1)?.text === 'og nå');
		expect(page.visit.state.messages[0]?.text).toBe('min første');
	});
	test('goes on behind what the page has of the log', async () => {
		handsOver(EVERYTHING);
		const { length } = page.relay.log;
		await page.taken(kim);
		const ready = page.last.sent.filter(({ type }) => type === 'ready').at(-1);
		expect(ready).toMatchObject({ room: ROOM, log_epoch: 1, offset: length });
		await open();
	});
	test('is told in the talk: who came, what they can read, who has left', async () => {
		handsOver(EVERYTHING);
		await page.taken(kim);
		await open();
		const { people, names } = page.visit.state;
		expect(people).toMatchObject([
			{
				came: [{ alias: 'Kim', agency: 'The kors-bergen', history: 'everything' }],
				left: [{ alias: 'Ida', agency: 'The unge-oslo' }],
			},
		]);
		expect(people[0]?.offset).toBeGreaterThan(page.visit.state.messages[1]?.offset ?? 0);
		expect(names).toEqual({ 0: '', 1: 'Ida' });
	});
	test('to somebody else than was said is asked about again, and shows nothing before a yes', async () => {
		handsOver(EVERYTHING, 'The unge-oslo');
		const next = await page.taken(kim);
		await asked();
		expect(page.visit.state.asks).toMatchObject({ alias: 'Kim', isWeaker: false });
		expect(next.lines).toEqual([]);
		admit(page.visit, NOTHING);
		await open();
		expect(page.visit.state.people[0]?.came[0]?.history).toBe('nothing');
	});
	test('to where only the service vouches is asked about, where an agency did', async () => {
		handsOver(EVERYTHING);
		await page.taken(kim);
		await open();
		page.down({ type: 'proposed', room: ROOM, kind: 2, name: 'The unge-oslo' });
		consent(page.visit, EVERYTHING);
		page.waits('handed');
		await page.taken(bo, 3);
		await asked();
		expect(page.visit.state.asks).toMatchObject({ alias: 'Bo', isWeaker: true });
	});
	test('gives back what was meant for who has left', async () => {
		page.relay.refuse = () => 'delayed';
		page.visit.say('bare til Ida');
		await until(() => page.visit.room?.talk?.unsent.length === 1);
		handsOver(EVERYTHING);
		page.relay.refuse = () => null;
		const next = await page.taken(kim);
		await until(() => {
			/* What was refused waits a second. */
			vi.setSystemTime(Date.now() + 10);
			page.visit.room?.talk?.tick();
			return page.visit.state.draft === 'bare til Ida';
		});
		expect(page.visit.state.notice?.trouble).toBe('back');
		await open();
		expect(next.lines).not.toContain('0: bare til Ida');
	});
	test('that was refused leaves nothing agreed for whoever comes another time', () => {
		const { number } = FRAMES.swap;
		swap(page.visit, EVERYTHING);
		expect(page.visit.state.choice).toMatchObject(EVERYTHING);
		page.down({ type: 'refused', frame: number, room: ROOM, number: 0, code: 'delayed', retry_after: 1 });
		expect(page.visit.state.choice).toBeNull();
	});
	test('outlives a reload while nobody is there, with what was chosen', async () => {
		handsOver({ history: 'summary', summary: 'kort sagt' });
		page.reload();
		expect(page.visit.state).toMatchObject({ step: 'wait', choice: { summary: 'kort sagt' } });
		page.greet();
		expect(page.last.sent.find(({ type }) => type === 'resume')).toMatchObject({ rooms: [] });
		page.down({ type: 'resumed', token: new Uint8Array(32).fill(3), rooms: 0 }, queued());
		const next = await page.taken(kim);
		await until(() => next.lines.length === 3);
		expect(next.lines).toEqual(['0: null', '1: null', '0: kort sagt']);
		await until(() => page.visit.state.messages.filter(({ offset }) => offset > 0).length === 3);
		expect(page.visit.state.messages.map(({ isSummary }) => isSummary)).toEqual([false, false, true]);
	});
});

describe('somebody else', () => {
	test('whom the youth has asked for comes in with what was chosen', async () => {
		expect(swap(page.visit, NOTHING)).toBe(true);
		page.waits('swapped');
		const next = await page.taken(bo);
		await open();
		page.visit.say('hei Bo');
		await until(() => next.lines.length === 3);
		expect(next.lines).toEqual(['0: null', '1: null', '0: hei Bo']);
	});
	test('who comes because the counsellor left is asked about; no finds another one', async () => {
		page.waits('swapped');
		await page.taken(bo);
		await asked();
		admit(page.visit, null);
		expect(page.last.types().at(-1)).toBe('swap');
		expect(page.visit.state.asks).toBeNull();
	});
	test('is not asked about when it is the same person, whose line was lost', async () => {
		page.waits('lost');
		const again = await page.taken(ida);
		await open();
		expect(again.lines).toEqual(['0: min første', '1: hei du']);
	});
	test('of the same name is asked about when it is another person', async () => {
		page.waits('lost');
		await page.taken(await person({ agency: ida.agency, alias: 'Ida' }));
		await asked();
	});
});

describe('while nobody is there', () => {
	test('the talk can be read, and what is ready goes to who comes next', async () => {
		handsOver(NOTHING);
		page.visit.draft('til deg som kommer', true);
		expect(page.visit.state.messages.map(({ text }) => text)).toEqual(['min første', 'hei du']);
		const next = await page.taken(kim);
		await until(() => next.lines.length === 3);
		expect(next.lines.at(-1)).toBe('0: til deg som kommer');
		expect(page.visit.state.draft).toBe('');
	});
	test('leaving leaves the queue, and takes the keys with it', async () => {
		page.waits('lost');
		/* The page that is left has written what it had to. */
		await new Promise(setImmediate);
		page.reload();
		page.greet();
		page.down({ type: 'resumed', token: new Uint8Array(32).fill(3), rooms: 0 }, queued());
		expect(page.hasKeys).toBe(true);
		page.visit.cancel(false);
		expect(page.last.types().at(-1)).toBe('cancel');
		page.down({ type: 'ended', room: new Uint8Array(0), reason: 'cancelled' });
		await until(() => !page.hasKeys);
	});
});

test('a browser that keeps nothing is known to', async () => {
	expect(page.visit.doesKeep).toBe(true);
	page.keeps = false;
	page.load();
	expect(page.visit.doesKeep).toBe(false);
});

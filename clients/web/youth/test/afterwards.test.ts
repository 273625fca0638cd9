/** After the end: answers and the wish for a code over a fake socket, also when the network is away. */
import { toHex } from '@samtale/core/bytes';
import type { DownFrame, UpFrame } from '@samtale/core/frames';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ROOM, until } from '../../core/test/a-talk.ts';
import { afterwards } from '../src/afterwards.ts';
import { arrive, comeBack, findCode } from '../src/code.ts';
import { Page } from './a-visit.ts';

const ANSWERS = { place: 2, before: 1, now: 4 };
let page: Page;

beforeEach(async () => {
	page = new Page();
	await page.open();
});
afterEach(() => page.close());

/** The talk is over; the token that it had. */
async function ended(reason = 'counsellor'): Promise<string> {
	await page.talking();
	const token = page.tab.getItem('token') as string;
	page.down({ type: 'ended', room: ROOM, reason });
	expect(page.visit.state).toMatchObject({ step: 'after', ended: { talked: true }, after: {} });
	return token;
}

const sent = (type: UpFrame['type']) => page.last.sent.filter((frame) => frame.type === type);
const refusal = (frame: number, code: string, retry_after = 0): DownFrame => ({
	type: 'refused',
	frame,
	room: new Uint8Array(0),
	number: 0,
	code,
	retry_after,
});

test('nothing is dialled after the end before the youth says something', async () => {
	await ended();
	expect(page.sockets).toHaveLength(1);
	expect(page.visit.session).toBeNull();
});

test('the answers go out with the token of the visit that is over, and are thanked for when they are counted', async () => {
	const token = await ended();
	afterwards(page.visit).answer(ANSWERS);
	expect(page.visit.state.after).toEqual({ survey: 'sending' });
	expect(page.sockets).toHaveLength(2);
	page.greet();
	const [survey] = sent('survey') as Extract<UpFrame, { type: 'survey' }>[];
	expect(survey).toMatchObject({ pool: 'no', ...ANSWERS });
	expect(toHex(survey!.token)).toBe(token);
	page.down({ type: 'surveyed' });
	expect(page.visit.state.after).toEqual({ survey: 'sent' });
	expect(page.visit.session).toBeNull();
	expect(['token', 'leave', 'visit'].map((name) => page.tab.getItem(name))).toEqual([null, null, null]);
});

test('answers whose socket went away are sent again on the next, the same', async () => {
	await ended();
	afterwards(page.visit).answer(ANSWERS);
	page.greet();
	const [first] = sent('survey');
	page.last.drop(1006);
	page.visit.session?.kick();
	await until(() => page.sockets.length === 3);
	page.greet();
	expect(sent('survey')).toEqual([first]);
	expect(page.visit.state.after.survey).toBe('sending');
	page.down({ type: 'surveyed' });
	expect(page.visit.state.after.survey).toBe('sent');
});

test('the end that is heard on coming back lets the youth answer too', async () => {
	await page.talking();
	page.last.drop(1006);
	page.visit.session?.kick();
	await until(() => page.sockets.length === 2);
	page.greet();
	const token = page.tab.getItem('token') as string;
	page.down({ type: 'lost', room: new Uint8Array(0), why: 'gone' });
	expect(page.visit.state.ended).toMatchObject({ reason: 'gone', talked: true });
	afterwards(page.visit).answer(ANSWERS);
	page.greet();
	const [survey] = sent('survey') as Extract<UpFrame, { type: 'survey' }>[];
	expect(toHex(survey!.token)).toBe(token);
});

test('the code comes behind the answers, one at a time, and is shown and kept nowhere', async () => {
	await ended();
	afterwards(page.visit).answer(ANSWERS);
	page.greet();
	afterwards(page.visit).wantCode();
	expect(sent('code_wanted')).toEqual([]);
	page.down({ type: 'surveyed' });
	expect(sent('code_wanted')).toHaveLength(1);
	page.down({ type: 'code', code: 'K7QM-2XTA-9WHD-4RPE', days: 30 });
	expect(page.visit.state.after).toEqual({
		survey: 'sent',
		code: 'here',
		text: 'K7QM-2XTA-9WHD-4RPE',
		days: 30,
	});
	expect(page.visit.session).toBeNull();
	const kept = ['token', 'leave', 'visit', 'topic', 'trust'].map((name) => page.tab.getItem(name));
	expect(kept.filter((value) => value !== null)).toEqual([]);
});

test('a refusal that passes is tried again; one that does not is told', async () => {
	await ended();
	afterwards(page.visit).wantCode();
	page.greet();
	page.down(refusal(25, 'delayed'));
	expect(page.visit.state.after.code).toBe('asked');
	await until(() => sent('code_wanted').length === 2);
	page.down(refusal(25, 'late'));
	expect(page.visit.state.after.code).toBe('late');
	expect(page.visit.session).toBeNull();
});

test('who asks for another talk meanwhile has its answers counted first', async () => {
	await ended();
	afterwards(page.visit).answer(ANSWERS);
	page.visit.again();
	page.visit.ask();
	page.greet();
	const said = () => page.last.types().filter((type) => ['survey', 'ask'].includes(type));
	expect(said()).toEqual(['survey']);
	page.down({ type: 'surveyed' });
	expect(said()).toEqual(['survey', 'ask']);
});

test('a wait that ended without a talk has nothing to answer', async () => {
	page.visit.ask();
	page.greet();
	page.down({ type: 'ended', room: new Uint8Array(0), reason: 'cancelled' });
	expect(page.visit.state.ended).toMatchObject({ talked: false });
});

test('how it was before the talk survives a reload of the tab and goes with the visit', async () => {
	await page.talking();
	page.visit.dispatch({ type: 'later', later: { before: 2 } });
	page.reload();
	expect(page.visit.state.before).toBe(2);
	page.greet();
	page.down({ type: 'lost', room: new Uint8Array(0), why: 'gone' });
	expect(page.tab.getItem('visit')).toBeNull();
	page.visit.again();
	expect(page.visit.state.before).toBe(0);
});

test.each([
	[200, JSON.stringify({ ok: true, data: { agency: 'unge-oslo', topic: 'school' } }), { agency: 'unge-oslo', topic: 'school' }],
	[404, '{}', 'unknown'],
	[429, '{}', 'failed'],
	[503, '{}', 'failed'],
])('an answer of %i about a code', async (status, body, said) => {
	const asked: [string, RequestInit][] = [];
	globalThis.fetch = async (path, init) => {
		asked.push([String(path), init!]);
		return new Response(body, { status });
	};
	expect(await findCode(' k7qm 2xta ')).toEqual(said);
	expect(asked[0]![0]).toBe('/api/v1/code');
	expect(asked[0]![1]).toMatchObject({ method: 'POST', body: ' k7qm 2xta ' });
});

test('a code of this door chooses its topic here; one of another leads there, and the topic is taken up once', () => {
	const gone: string[] = [];
	Object.assign(location, { replace: (path: string) => gone.push(path) });
	Object.assign(window, { parent: window });
	const comer = () => ({
		state: page.visit.state,
		store: page.visit.store,
		dispatch: (e: never) => page.visit.dispatch(e),
		tellLoader: (address: string) => gone.push(`whole ${address}`) > 0,
	});
	comeBack(comer(), { agency: page.visit.state.door.agency, topic: 'school' });
	expect(page.visit.state).toMatchObject({ coded: true, wish: { topic: 'school' } });
	expect(gone).toEqual([]);
	comeBack(comer(), { agency: 'kors-bergen', topic: 'mind' });
	expect(gone).toEqual(['/w/kors-bergen']);
	page.load('kors-bergen');
	arrive(comer());
	expect(page.visit.state).toMatchObject({ coded: true, wish: { topic: 'mind' } });
	expect(page.tab.getItem('topic')).toBeNull();
	Object.assign(window, { parent: {} });
	Object.assign(location, { href: 'https://samtale.test/w/kors-bergen' });
	comeBack(comer(), { agency: 'oslo', topic: 'mind' });
	expect(gone.slice(1), 'in a frame').toEqual(['whole https://samtale.test/w/oslo']);
	expect(page.tab.getItem('topic')).toBeNull();
});

/** The reducer: what each event makes of a visit. */
import { describe, expect, test } from 'vitest';
import type { Message } from '@samtale/core/talk';
import { continued, keptOf } from '../src/keep.ts';
import type { Door } from '../src/data.ts';
import {
	EARLY,
	firstLanguages,
	initialState,
	reduceWith,
	type Event,
	type State,
} from '../src/state.ts';
import { reduce, sealFault, troubleOf } from '../src/visit-state.ts';

const DOOR: Door = {
	pool: 'no',
	country: 'NO',
	agency: 'oslo',
	name: 'Ung i Oslo',
	municipality: '0301',
	state: 'open',
	until: 0,
	opens_at: 0,
	pool_opens_at: 0,
	band: 1,
	answers: {},
	works_with: {},
	profession: 'public',
	hours: [],
	letterbox: '',
	exit: '/',
	languages: ['nb', 'nn', 'se', 'en'],
	delete_minutes: 15,
	profile: 'demo',
	lang: 'nb',
};
const QUEUE = { level: 0, band: 2, widened: 0, opens_at: 0, overdue: 0, languages: [], others: 0 };
const IDA = { alias: 'Ida', agency: 'Ung i Oslo' };
const PEER = { typing: false, awaySince: 0 };

const play = (state: State, ...events: Event[]): State => events.reduce(reduce, state);
const fresh = (): State => initialState(DOOR, 'nb');
const talking = (): State =>
	play(fresh(), { type: 'asked' }, { type: 'matched', resumed: false }, log());
/** What a room shows once Ida has proven who she is. */
const log = (...messages: Message[]): Event => ({
	type: 'log',
	messages,
	peer: PEER,
	replaying: false,
	seal: { at: 'open', mode: 1 },
	counsellor: IDA,
	people: [],
	names: {},
});
const message = (mine: boolean): Message => ({
	id: '1',
	sender: mine ? 0 : 1,
	mine,
	cseq: 1,
	text: 'hei',
	at: 0,
	offset: 1,
	state: 'sent',
});

describe('before asking', () => {
	test('a municipality door is placed, the national one is not', () => {
		expect(fresh().placed).toBe(true);
		expect(fresh().wish).toMatchObject({
			pool: 'no',
			region: '0301',
			topic: 'unsure',
			who: 0,
			languages: ['nb'],
		});
		expect(initialState({ ...DOOR, pool: '', municipality: '' }, 'nb').placed).toBe(false);
	});
	test('the first language is the one of the page where it is offered', () => {
		expect(firstLanguages(['da', 'en'], 'en')).toEqual(['en']);
		expect(firstLanguages(['da', 'en'], 'nn')).toEqual(['da']);
		expect(firstLanguages([], 'nn')).toEqual([]);
	});
	test('a municipality brings its pool and drops languages that are not written there', () => {
		const region = { code: '0751', name: 'Aarhus', county: '1082', pool: 'dk' };
		const place: Event = {
			type: 'place',
			region,
			pool: 'dk',
			country: 'DK',
			languages: ['da', 'en'],
		};
		const state = play(fresh(), { type: 'wish', wish: { languages: ['nb', 'en'] } }, place);
		expect(state.wish).toMatchObject({ pool: 'dk', region: '0751', languages: ['en'] });
		expect(state.step).toBe('choose');
	});
	test('not to say a municipality undoes a choice that needs one', () => {
		const place: Event = {
			type: 'place',
			region: null,
			pool: 'no',
			country: 'NO',
			languages: ['nb'],
		};
		expect(play(fresh(), { type: 'wish', wish: { who: 1 } }, place).wish).toMatchObject({
			region: '',
			who: 0,
		});
	});
});

describe('waiting', () => {
	test('asking waits before the daemon has answered', () => {
		expect(play(fresh(), { type: 'asked' })).toMatchObject({ step: 'wait', queue: null });
	});
	test('a refused ASK leads back to the choices and says why', () => {
		const state = play(fresh(), { type: 'asked' }, { type: 'refused', code: 'full' });
		expect(state).toMatchObject({ step: 'choose', refused: 'full' });
		expect(play(state, { type: 'asked' }).refused).toBeNull();
	});
	test('a first message is kept until somebody is there', () => {
		const state = play(
			fresh(),
			{ type: 'asked' },
			{ type: 'draft', text: 'hei', ready: true },
			{ type: 'queued', queue: QUEUE, why: '' },
		);
		expect(state).toMatchObject({ draft: 'hei', draftReady: true });
	});
	test('changing the first message takes back that it is ready', () => {
		const state = play(
			fresh(),
			{ type: 'draft', text: 'hei', ready: true },
			{ type: 'draft', text: 'hei' },
		);
		expect(state.draftReady).toBe(false);
	});
});

describe('talking', () => {
	test('the card stands until the youth has said something', () => {
		const state = talking();
		expect(state).toMatchObject({ step: 'talk', turn: true, counsellor: IDA });
		expect(play(state, log(message(false))).turn).toBe(true);
		expect(play(state, log(message(true))).turn).toBe(false);
	});
	test('a resumed talk shows no card', () => {
		const state = play(
			fresh(),
			{ type: 'asked' },
			{ type: 'matched', resumed: true },
		);
		expect(state.turn).toBe(false);
	});
	test('a lost counsellor leads back to the queue and is named', () => {
		const state = play(talking(), { type: 'queued', queue: QUEUE, why: '' });
		expect(state).toMatchObject({ step: 'wait', counsellor: null });
		expect(troubleOf(state)).toEqual({ trouble: 'requeued', name: 'Ida' });
	});
	test.each([
		['swapped', 'swapped'],
		['handed', 'swapped'],
		['parked', 'parked'],
		['lost', 'requeued'],
		['', 'requeued'],
	])('a room given back as %j is told as %s', (why, trouble) => {
		expect(troubleOf(play(talking(), { type: 'queued', queue: QUEUE, why }))?.trouble).toBe(
			trouble,
		);
	});
	test('a question about somebody else leaves with the room', () => {
		const asked = play(talking(), { type: 'proposal', proposal: { kind: 2, name: 'Asker' } });
		expect(asked.proposal?.name).toBe('Asker');
		expect(play(asked, { type: 'queued', queue: QUEUE, why: 'handed' }).proposal).toBeNull();
		expect(play(asked, { type: 'ended', reason: 'left', at: 5 }).proposal).toBeNull();
	});
	test('the end empties what was said', () => {
		const state = play(
			talking(),
			log(message(true)),
			{ type: 'draft', text: 'mer' },
			{ type: 'ended', reason: 'left', at: 5 },
		);
		expect(state).toMatchObject({
			step: 'after',
			messages: [],
			draft: '',
			ended: { reason: 'left', at: 5 },
		});
	});
});

test('what was not sent stays in the field when the visit is over', () => {
	const ended: Event = { type: 'ended', reason: 'gone', at: 5, unsent: 'rakk ikke' };
	expect(play(talking(), ended)).toMatchObject({ draft: 'rakk ikke', draftReady: false });
});

describe('the seal', () => {
	const agency = { slug: 'oslo', name: 'Ung i Oslo', mode: 1 };
	test('shows nobody before the proof, and nobody of the last room in the next one', () => {
		const matched = play(fresh(), { type: 'asked' }, { type: 'matched', resumed: false });
		expect(matched).toMatchObject({ step: 'talk', counsellor: null, seal: null });
		const next = play(talking(), { type: 'agency', agency: null });
		expect(next).toMatchObject({ counsellor: null, agency: null, seal: null });
	});
	test('keeps over a reload which agency and mode the screen has named', () => {
		const before = play(talking(), { type: 'agency', agency });
		expect(continued(fresh(), keptOf(before, 'ab'.repeat(16)))).toMatchObject({ agency });
	});
	test('a question who may come in leaves with the room', () => {
		const asks = { seat: 2, alias: 'Bo', agency: 'Ung i Oslo', isWeaker: false };
		const asked = play(talking(), { type: 'asks', asks });
		expect(play(asked, { type: 'queued', queue: QUEUE, why: '' }).asks).toBeNull();
		expect(play(asked, { type: 'ended', reason: 'left', at: 5 }).asks).toBeNull();
	});
	test('an end that may be missing is told with the end', () => {
		const ended = play(talking(), { type: 'ended', reason: 'lost', at: 5 }, { type: 'cut' });
		expect(ended.ended).toEqual({ reason: 'lost', at: 5, talked: false, cut: true });
	});
	test.each([
		['open', null],
		['making', null],
		['not_proven', 'not_proven'],
		['clock', 'clock'],
		['cannot_open', 'cannot_open'],
	] as const)('that is %s stands in the way as %s', (at, fault) => {
		expect(sealFault({ ...talking(), seal: { at, mode: 1 } })).toBe(fault);
	});
});

describe('a place', () => {
	test('is asked for until the daemon has answered, whatever it answers', () => {
		const asking = play(fresh(), { type: 'asked' });
		expect(asking.asking).toBe(true);
		const answers: Event[] = [
			{ type: 'queued', queue: QUEUE, why: '' },
			{ type: 'matched', resumed: false },
			{ type: 'refused', code: 'full' },
			{ type: 'ended', reason: 'cancelled', at: 5 },
		];
		expect(answers.map((answer) => play(asking, answer).asking)).toEqual(
			answers.map(() => false),
		);
	});
	test('ends what was said while it took longer to get it', () => {
		const late = play(fresh(), { type: 'asked' }, { type: 'notice', trouble: 'delayed' });
		expect(troubleOf(late)?.trouble).toBe('delayed');
		expect(troubleOf(play(late, { type: 'queued', queue: QUEUE, why: '' }))).toBeNull();
	});
	test('that was asked for is still asked for after a reload', () => {
		const before = play(fresh(), { type: 'asked' });
		expect(continued(fresh(), keptOf(before, '')).asking).toBe(true);
	});
});

describe('trouble', () => {
	test('the net is said before the service, and passes', () => {
		const state = play(talking(), { type: 'frozen', on: true }, { type: 'offline', on: true });
		expect(troubleOf(state)?.trouble).toBe('net');
		expect(troubleOf(play(state, { type: 'offline', on: false }))?.trouble).toBe('frozen');
		expect(
			troubleOf(play(state, { type: 'offline', on: false }, { type: 'frozen', on: false })),
		).toBeNull();
	});
	test('the next greeting ends what another node had said of its store', () => {
		const state = play(talking(), { type: 'frozen', on: true }, { type: 'grace', seconds: 9 });
		expect(troubleOf(state)).toBeNull();
	});
	test('a text for those who wait is told anew after a greeting, or stands no more', () => {
		const told = play(talking(), { type: 'later', later: { told: ['nb Mange skriver.'] } });
		expect(told.told).toHaveLength(1);
		expect(play(told, { type: 'grace', seconds: 9 }).told).toEqual([]);
	});
	test('another window is said before everything', () => {
		const state = play(
			talking(),
			{ type: 'offline', on: true },
			{ type: 'notice', trouble: 'taken_over' },
		);
		expect(troubleOf(state)?.trouble).toBe('taken_over');
	});
});

test('before the rest of the page has come only what belongs to the door changes anything', () => {
	const early = reduceWith(EARLY);
	const state = initialState(DOOR, 'nb');
	expect(early(state, { type: 'go', step: 'know' })).toEqual(reduce(state, { type: 'go', step: 'know' }));
	expect(early(state, { type: 'asked' })).toBe(state);
	expect(reduce(state, { type: 'asked' }).step).toBe('wait');
});

test('the reducer never changes what it was given', () => {
	const state = Object.freeze(talking());
	expect(() =>
		play(state, { type: 'draft', text: 'a' }, { type: 'queued', queue: QUEUE, why: '' }),
	).not.toThrow();
	expect(state.draft).toBe('');
});

describe('a reload', () => {
	test('goes on in the room with the draft', () => {
		const before = play(talking(), { type: 'draft', text: 'halv setning' });
		const after = continued(fresh(), keptOf(before, 'ab'.repeat(16)));
		expect(after).toMatchObject({ step: 'talk', counsellor: IDA, draft: 'halv setning' });
	});
	test('goes on in the queue with the wish', () => {
		const before = play(
			fresh(),
			{ type: 'wish', wish: { who: 2, topic: 'love' } },
			{ type: 'asked' },
		);
		const after = continued(fresh(), keptOf(before, ''));
		expect(after).toMatchObject({ step: 'wait', queue: null, wish: { who: 2, topic: 'love' } });
	});
	test('keeps nothing that was said', () => {
		expect(JSON.stringify(keptOf(play(talking(), log(message(true))), ''))).not.toContain('hei');
	});
});

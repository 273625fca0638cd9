/**
 * The whole visit as one value, and one pure function from state and event to the next state. It
 * sends nothing, stores nothing and knows no text: visit.ts does that.
 */
import type { Message, Peer } from '@samtale/core/talk';
import type { Verdict } from '@samtale/core/seal/layout';
import type { After } from './after-state.ts';
import type { Directory, Door, Region, Service } from './data.ts';
import type { Choice, Counsellor, PeopleRow } from './people.ts';

export type { Choice, Counsellor, PeopleRow, Showing } from './people.ts';

/**
 * door, know, place, choose: before asking. wait: in the queue, also before the daemon has said so.
 */
export type Step = 'door' | 'know' | 'place' | 'choose' | 'wait' | 'talk' | 'after';

/** What is asked for, as in ASK. */
export interface Wish {
	pool: string;
	region: string;
	topic: string;
	languages: string[];
	urgency: number;
	who: number;
}

export interface Queue {
	level: number;
	band: number;
	widened: number;
	opens_at: number;
	/** 1: it takes longer than we hope for. */
	overdue: number;
	/** Languages that somebody writes now, when nobody writes the first one. */
	languages: string[];
}

/** Somebody else is to go on; numbers as in PROPOSED. */
export interface Proposal {
	kind: number;
	name: string;
}

/** The agency that answers, from a statement that this page has checked. */
export interface Agency {
	slug: string;
	name: string;
	/** MODE of seal/chain.ts, as the screen names it. */
	mode: number;
}

/** How far the seal of the room is, or the verdict that stands in its way. */
export interface Seal {
	at: 'making' | 'open' | Verdict;
	mode: number;
}

/** Somebody who has proven who it is asks to be let in. */
export interface Asks extends Counsellor {
	seat: number;
	/** The service vouches for it, where an agency did before. */
	isWeaker: boolean;
}

/** Trouble that is said in the strip until it passes. */
export type Trouble =
	| 'net'
	| 'frozen'
	| 'lost'
	| 'moved'
	| 'back'
	| 'full'
	| 'requeued'
	| 'swapped'
	| 'not_handed'
	| 'parked'
	| 'ten_left'
	| 'taken_over'
	| 'protocol'
	| 'delayed';

/** Why a room was given back, as far as it has words of its own; else the counsellor was lost. */
const GIVEN_BACK: Record<string, Trouble> = {
	swapped: 'swapped',
	handed: 'swapped',
	parked: 'parked',
};

export interface State {
	step: Step;
	door: Door;
	directory: Directory | null;
	services: Service[] | null;
	wish: Wish;
	/** True once the youth has chosen a municipality, or not to say one. */
	placed: boolean;
	/** A place is asked for and the daemon has not given it: perhaps it has not even heard. */
	asking: boolean;
	/** Null: there is no place, or the page does not know it yet. */
	queue: Queue | null;
	/** Seconds a place is kept without a socket. */
	grace: number;
	/** What is being written; while waiting the first message. */
	draft: string;
	/** The first message goes out by itself when somebody is there. */
	draftReady: boolean;
	/** Null: nobody has proven yet to sit there. */
	counsellor: Counsellor | null;
	/** Null: not proven yet. */
	agency: Agency | null;
	seal: Seal | null;
	asks: Asks | null;
	/** What holds for who comes next; null: it is asked then. */
	choice: Choice | null;
	messages: Message[];
	/** Between the messages, in the order of the log. */
	people: PeopleRow[];
	/** Whoever has sat in the room, by seat. */
	names: Record<number, string>;
	peer: Peer;
	/** The log is being filled from the past: nothing of it is read aloud. */
	replaying: boolean;
	/** The card "it is your turn" stands in the log. */
	turn: boolean;
	/** The question whether somebody else may go on, until it is answered. */
	proposal: Proposal | null;
	/** No socket for three seconds. */
	offline: boolean;
	frozen: boolean;
	/** The name of the counsellor it was about, where it matters. */
	notice: { trouble: Trouble; name: string } | null;
	/** A refusal of ASK, a word of the table of refusals. */
	refused: string | null;
	/** `cut`: the end of the text may be missing. `talked`: there was somebody to say something of. */
	ended: { reason: string; at: number; talked: boolean; cut?: boolean } | null;
	after: After;
	/** How it was before the talk, 1 to 5; 0: not said. */
	before: number;
	/** The topic came with a code. */
	coded: boolean;
	screenKept: boolean;
}

export type Event =
	| { type: 'go'; step: Step }
	| { type: 'door'; door: Door }
	| { type: 'directory'; directory: Directory }
	| { type: 'services'; services: Service[] }
	| { type: 'place'; region: Region | null; pool: string; country: string; languages: string[] }
	| { type: 'wish'; wish: Partial<Wish> }
	| { type: 'asked' }
	| { type: 'grace'; seconds: number }
	| { type: 'draft'; text: string; ready?: boolean }
	| { type: 'queued'; queue: Queue; why: string }
	| { type: 'proposal'; proposal: Proposal | null }
	| { type: 'matched'; resumed: boolean }
	| { type: 'agency'; agency: Agency | null }
	| { type: 'asks'; asks: Asks | null }
	| { type: 'choice'; choice: Choice | null }
	| ({ type: 'log'; messages: Message[]; peer: Peer; replaying: boolean } & Pick<
			State,
			'seal' | 'counsellor' | 'people' | 'names'
	  >)
	| { type: 'offline'; on: boolean }
	| { type: 'frozen'; on: boolean }
	| { type: 'notice'; trouble: Trouble | null }
	| { type: 'refused'; code: string }
	| { type: 'ended'; reason: string; at: number; unsent?: string; talked?: boolean }
	/* What the later parts of the page have to say of the state (late.ts, aside.ts). */
	| { type: 'later'; later: Partial<Pick<State, 'after' | 'before' | 'coded' | 'wish'>> }
	| { type: 'cut' }
	| { type: 'screen'; kept: boolean };

const QUIET: Peer = { typing: false, awaySince: 0 };

/** Nobody is there, or nobody any more. */
const NOBODY = { counsellor: null, agency: null, seal: null, asks: null };

/** The state of a page that has just come. */
export function initialState(door: Door, language: string): State {
	return {
		step: 'door',
		door,
		directory: null,
		services: null,
		wish: {
			pool: door.pool,
			region: door.municipality,
			topic: 'unsure',
			languages: firstLanguages(door.languages, language),
			urgency: 0,
			who: 0,
		},
		placed: door.pool !== '',
		asking: false,
		queue: null,
		grace: 0,
		draft: '',
		draftReady: false,
		...NOBODY,
		choice: null,
		messages: [],
		people: [],
		names: {},
		peer: QUIET,
		replaying: false,
		turn: false,
		proposal: null,
		offline: false,
		frozen: false,
		notice: null,
		refused: null,
		ended: null,
		after: {},
		before: 0,
		coded: false,
		screenKept: false,
	};
}

/** The language of the page if one can write it here, else the first that is offered. */
export function firstLanguages(offered: readonly string[], language: string): string[] {
	const first = offered.includes(language) ? language : offered[0];
	return first === undefined ? [] : [first];
}

type Reducers = {
	[T in Event['type']]: (state: State, event: Extract<Event, { type: T }>) => State;
};

const reducers: Reducers = {
	go: (state, { step }) => ({ ...state, step, refused: null }),
	door: (state, { door }) => ({ ...state, door }),
	directory: (state, { directory }) => ({ ...state, directory }),
	services: (state, { services }) => ({ ...state, services }),
	place: choosePlace,
	wish: (state, { wish }) => ({ ...state, wish: { ...state.wish, ...wish } }),
	asked: (state) => ({
		...state,
		step: 'wait',
		asking: true,
		queue: null,
		refused: null,
		ended: null,
		notice: null,
	}),
	/* A greeting: if this socket's node is frozen too, it says so next. */
	grace: (state, { seconds }) => ({ ...state, grace: seconds, frozen: false }),
	draft: (state, { text, ready = false }) => ({ ...state, draft: text, draftReady: ready }),
	queued: enterQueue,
	proposal: (state, { proposal }) => ({ ...state, proposal }),
	matched: enterTalk,
	/* Another room: what was shown of the last one is not true of it. */
	agency: (state, { agency }) => ({ ...state, ...NOBODY, agency }),
	asks: (state, { asks }) => ({ ...state, asks }),
	choice: (state, { choice }) => ({ ...state, choice }),
	log: showLog,
	offline: (state, { on }) => ({ ...state, offline: on }),
	frozen: (state, { on }) => ({ ...state, frozen: on }),
	notice: (state, { trouble }) => ({
		...state,
		notice: trouble && { trouble, name: nameOf(state) },
	}),
	refused: (state, { code }) => ({
		...state,
		step: 'choose',
		asking: false,
		refused: code,
		queue: null,
	}),
	ended: endVisit,
	cut: (state) => ({ ...state, ended: state.ended && { ...state.ended, cut: true } }),
	later: (state, { later }) => ({ ...state, ...later }),
	screen: (state, { kept }) => ({ ...state, screenKept: kept }),
};

/** The next state. Pure. */
export function reduce(state: State, event: Event): State {
	return (reducers[event.type] as (state: State, event: Event) => State)(state, event);
}

function nameOf(state: State): string {
	return state.counsellor?.alias ?? '';
}

function choosePlace(state: State, event: Extract<Event, { type: 'place' }>): State {
	const kept = state.wish.languages.filter((code) => event.languages.includes(code));
	const languages = kept.length > 0 ? kept : event.languages.slice(0, 1);
	const region = event.region?.code ?? '';
	return {
		...state,
		placed: true,
		step: 'choose',
		door: {
			...state.door,
			pool: event.pool,
			country: event.country,
			languages: event.languages,
		},
		wish: {
			...state.wish,
			pool: event.pool,
			region,
			languages,
			who: region === '' ? 0 : state.wish.who,
		},
	};
}

/** QUEUED comes first, again when something changes, and when a room was given back. */
function enterQueue(state: State, { queue, why }: Extract<Event, { type: 'queued' }>): State {
	const fell = state.step === 'talk';
	const trouble = GIVEN_BACK[why] ?? 'requeued';
	return {
		...state,
		step: 'wait',
		asking: false,
		queue,
		refused: null,
		notice: fell ? { trouble, name: nameOf(state) } : state.notice,
		...NOBODY,
		proposal: null,
		peer: QUIET,
	};
}

function enterTalk(state: State, event: Extract<Event, { type: 'matched' }>): State {
	return {
		...state,
		step: 'talk',
		asking: false,
		queue: null,
		turn: event.resumed ? state.turn : true,
		notice: event.resumed ? state.notice : null,
		ended: null,
	};
}

/** The card leaves when the youth has said something. */
function showLog(
	state: State,
	{ type: _type, ...shown }: Extract<Event, { type: 'log' }>,
): State {
	const turn = state.turn && !shown.messages.some((message) => message.mine);
	return { ...state, ...shown, turn };
}

/** What was not sent stays in the field, for the next visit of this page. */
function endVisit(state: State, event: Extract<Event, { type: 'ended' }>): State {
	const { reason, at, unsent = '', talked = false } = event;
	return {
		...state,
		step: 'after',
		asking: false,
		ended: { reason, at, talked },
		after: {},
		queue: null,
		messages: [],
		people: [],
		seal: null,
		asks: null,
		choice: null,
		peer: QUIET,
		draft: unsent,
		draftReady: false,
		turn: false,
		proposal: null,
		notice: null,
		frozen: false,
	};
}

/** What the strip says now, the gravest first; null: all is well. */
export function troubleOf(state: State): { trouble: Trouble; name: string } | null {
	const grave = state.notice?.trouble;
	if (grave === 'taken_over' || grave === 'protocol') {
		return state.notice;
	}
	if (state.offline) {
		return { trouble: 'net', name: '' };
	}
	if (state.frozen) {
		return { trouble: 'frozen', name: '' };
	}
	return state.notice;
}

/** The verdict of the seal that stands in the way, or null. */
export function sealFault({ seal }: State): Verdict | null {
	return seal && seal.at !== 'open' && seal.at !== 'making' ? seal.at : null;
}

/**
 * The whole visit as one value, and what changes it until a municipality is chosen; visit-state.ts
 * has what happens from there on. Pure: it sends nothing, stores nothing and knows no text.
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
	/** 1: nobody on duty takes the topic, and somebody takes others. */
	others: number;
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
	/** What a supervisor writes to those who wait, a line for each language. */
	told: string[];
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
	| { type: 'later'; later: Partial<Pick<State, 'after' | 'before' | 'coded' | 'wish' | 'told'>> }
	| { type: 'cut' }
	| { type: 'screen'; kept: boolean };

/** Nobody writes, nobody is away. */
export const QUIET: Peer = { typing: false, awaySince: 0 };

/** Nobody is there, or nobody any more. */
export const NOBODY = { counsellor: null, agency: null, seal: null, asks: null };

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
		told: [],
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

export type Reducers = {
	[T in Event['type']]: (state: State, event: Extract<Event, { type: T }>) => State;
};

/** What may happen before the rest of the page has come. */
export const EARLY = {
	go: (state, { step }) => ({ ...state, step, refused: null }),
	door: (state, { door }) => ({ ...state, door }),
	directory: (state, { directory }) => ({ ...state, directory }),
	services: (state, { services }) => ({ ...state, services }),
	place: choosePlace,
} satisfies Partial<Reducers>;

/** From state and event to the next state. Pure. */
export type Reduce = (state: State, event: Event) => State;

/** An event that none of these knows changes nothing. */
export const reduceWith =
	(reducers: Partial<Reducers>): Reduce =>
	(state, event) => {
		const reducer = reducers[event.type] as Reduce | undefined;
		return reducer ? reducer(state, event) : state;
	};

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

/**
 * From state and event to the next state, for all that happens from the choices on. It comes with the
 * rest of the page: the door does without. Pure.
 */
import type { Verdict } from '@samtale/core/seal/layout';
import {
	EARLY,
	NOBODY,
	QUIET,
	reduceWith,
	type Event,
	type Reducers,
	type State,
	type Trouble,
} from './state.ts';

/** Why a room was given back, as far as it has words of its own; else the counsellor was lost. */
const GIVEN_BACK: Record<string, Trouble> = {
	swapped: 'swapped',
	handed: 'swapped',
	parked: 'parked',
};

const LATER: Omit<Reducers, keyof typeof EARLY> = {
	wish: (state, { wish }) => ({ ...state, wish: { ...state.wish, ...wish } }),
	asked: (state) => ({
		...state,
		step: 'wait',
		asking: true,
		queue: null,
		told: [],
		refused: null,
		ended: null,
		notice: null,
	}),
	/* A greeting: if this socket's node is frozen too, or has a text for those who wait, it says so next. */
	grace: (state, { seconds }) => ({ ...state, grace: seconds, frozen: false, told: [] }),
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

/** All events. */
export const reduce = reduceWith({ ...EARLY, ...LATER });

function nameOf(state: State): string {
	return state.counsellor?.alias ?? '';
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
		/* That it takes longer to get a place is over with the place. */
		notice: fell ? { trouble, name: nameOf(state) } : state.asking ? null : state.notice,
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

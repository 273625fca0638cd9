/**
 * What the youth still has to say when the visit is over: the answers of the survey, and the wish for a code to come back
 * with. Both are told by the visit's last token, on a socket of their own, and again on the next one until the daemon has
 * answered. It all lives as long as the page and is kept nowhere.
 */
import { fromHex } from '@samtale/core/bytes';
import type { CodeFrame, RefusedFrame, UpFrame } from '@samtale/core/frames';
import type { After } from './after-state.ts';
import type { Event, State } from './state.ts';

/** Numbers as in SURVEY; 0: not answered. */
export interface Answers {
	place: number;
	before: number;
	now: number;
}

export interface Teller {
	readonly state: State;
	/** The last token of the visit that is over as hexadecimal digits; null: there was none. */
	readonly over: string | null;
	dispatch(event: Event): void;
	/** Dials, if there is no socket. */
	connect(): void;
	/** Says what else there is to say, once nothing of the visit before is. */
	goOn(): void;
	/** Lets go of the socket. */
	rest(): void;
	/** False: not sent. */
	send(frame: UpFrame): boolean;
}

/** Refusals that pass by themselves. */
const PASSING = new Set(['delayed', 'rate', 'full', 'state']);

export class Afterwards {
	private answers: Answers | null = null;
	private wantsCode = false;
	/** One at a time: what the daemon has been asked on this socket. */
	private asked: 'survey' | 'code' | null = null;

	/** Of the visit that is over. */
	private readonly visit: { pool: string; token: Uint8Array };

	constructor(private readonly teller: Teller) {
		const { over, state } = teller;
		this.visit = { pool: state.wish.pool, token: fromHex(over ?? '') };
	}

	/** Sends the answers, as soon as it can. */
	answer(answers: Answers): void {
		this.answers = answers;
		this.tell({ survey: 'sending' });
		this.say();
	}

	/** Asks for a code. */
	wantCode(): void {
		this.wantsCode = true;
		this.tell({ code: 'asked' });
		this.say();
	}

	/** It waits for an answer. */
	get speaks(): boolean {
		return this.asked !== null;
	}

	/** There is a new socket. */
	again(): void {
		this.asked = null;
		if (this.answers || this.wantsCode) {
			this.say();
		}
	}

	surveyed(): void {
		this.answers = null;
		this.tell({ survey: 'sent' });
		this.next();
	}

	coded({ code, days }: CodeFrame): void {
		this.wantsCode = false;
		this.tell({ code: 'here', text: code, days });
		this.next();
	}

	/** Whether the refusal was of one of these: nothing else is asked for meanwhile, but a new place in the queue. */
	refused({ code, retry_after }: RefusedFrame): boolean {
		const { asked } = this;
		this.asked = null;
		if (asked && PASSING.has(code) && this.teller.state.step === 'after') {
			window.setTimeout(() => this.again(), Math.max(1, retry_after) * 1000);
		} else if (asked === 'survey') {
			this.answers = null;
			this.tell({ survey: 'late' });
			this.next();
		} else if (asked) {
			this.wantsCode = false;
			this.tell({ code: 'late' });
			this.next();
		}
		return asked !== null;
	}

	private tell(after: After): void {
		const { teller } = this;
		teller.dispatch({ type: 'later', later: { after: { ...teller.state.after, ...after } } });
	}

	private next(): void {
		this.asked = null;
		if (this.answers || this.wantsCode) {
			this.say();
		} else if (this.teller.state.step === 'after') {
			this.teller.rest();
		} else {
			this.teller.goOn();
		}
	}

	private say(): void {
		const { answers, teller, visit } = this;
		teller.connect();
		if (this.asked) {
			return;
		}
		const frame: UpFrame = answers
			? { type: 'survey', ...visit, ...answers }
			: { type: 'code_wanted', ...visit };
		if (teller.send(frame)) {
			this.asked = answers ? 'survey' : 'code';
		}
	}
}

/** Whoever speaks for the visit that is over. */
export function afterwards(visit: Teller & { afterwards: Afterwards | null }): Afterwards {
	return (visit.afterwards ??= new Afterwards(visit));
}

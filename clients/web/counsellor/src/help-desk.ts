/**
 * Calls for help: one's own, and for supervisors those of the agency; and what two of them decide
 * about a duty to warn. The daemon keeps them and tells the whole list each time; no word of a
 * conversation is in it. No view.
 */
import { computed, signal } from '@preact/signals';
import { fromHex, toHex } from '@samtale/core/bytes';
import { FRAMES, type RefusedFrame } from '@samtale/core/frames';
import type { Feature, Reach } from './feature.ts';
import type { Of } from './frame-facts.ts';
import type { Memory } from './memory.ts';

export interface Call {
	/** Hex. */
	room: string;
	/** What who calls is called. */
	name: string;
	topic: string;
	/** Unix milliseconds. */
	since: number;
	/** 0 none yet, 1 seen, 2 comes in when the youth says yes, 3 asks to be called. */
	answer: number;
	/** What who answered is called, or empty. */
	by: string;
	own: boolean;
	/** Hex of who decides with who calls, or empty. */
	supervisor: string;
	/** As in DECIDE: what who calls would do, and what the supervisor says. 0: nothing yet. */
	asks: number;
	decides: number;
}

export interface HelpOptions extends Reach {
	memory: Pick<Memory, 'dutyDraft' | 'keepDutyDraft'>;
}

export const ANSWERS = [1, 2, 3] as const;
/** DECIDE.decision: no duty now, report, avert. */
export const DECISIONS = [1, 2, 3] as const;
/** From here on there is something to keep lines for. */
export const REPORT = 2;

/** Milliseconds until a list that was refused is asked for again, at least. */
const RETRY = 3_000;
const NOBODY = '00'.repeat(16);
const ABOUT: ReadonlySet<number> = new Set(
	[FRAMES.help, FRAMES.calls, FRAMES.advise, FRAMES.decide].map(({ number }) => number),
);

/** Both have said the same. */
export const isDecided = ({ asks, decides }: Call): boolean => asks !== 0 && asks === decides;

export class HelpDesk implements Feature {
	readonly calls = signal<readonly Call[]>([]);
	/** A colleague calls whom nobody has answered. */
	readonly rings = computed(() => this.calls.value.some(({ own, answer }) => !own && answer === 0));
	readonly frames = { called: (frame: Of<'called'>): void => this.called(frame) };
	/** The list was asked for on this socket. */
	private isAsked = false;
	/** Not before then, by the daemon's clock. */
	private askAt = 0;

	constructor(private readonly options: HelpOptions) {}

	/** The call of a room, one's own or a colleague's. */
	of(room: string): Call | undefined {
		return this.calls.value.find((call) => call.room === room);
	}

	/** Calls the supervisors, or takes it back. */
	ask = (room: string, on: boolean): void =>
		this.send({ type: 'help', room: fromHex(room), on: on ? 1 : 0 });

	/** A supervisor's short answer, one of ANSWERS. */
	advise = (room: string, answer: number): void =>
		this.send({ type: 'advise', room: fromHex(room), answer });

	/** What is to be done, said to the other of the two; 0 takes it back. supervisor: hex. */
	decide = (room: string, supervisor: string, decision: number): void =>
		this.send({ type: 'decide', room: fromHex(room), supervisor: fromHex(supervisor), decision });

	/** What stands in the fields of the duty step and was given to nobody. */
	draft = (room: string): string => this.options.memory.dutyDraft(room);
	write = (room: string, text: string): void => this.options.memory.keepDutyDraft(room, text);

	/** Another socket, on which nothing was asked. */
	begin(): void {
		this.isAsked = false;
	}

	tick(): void {
		const { presence, screen } = this.options.state();
		if (presence === 'off' || screen !== 'desk') {
			this.forget();
		} else if (!this.isAsked && this.options.now() >= this.askAt) {
			this.isAsked = this.options.send({ type: 'calls', number: 0 });
		}
	}

	refused({ frame, code, retry_after }: RefusedFrame): boolean {
		if (frame === FRAMES.calls.number) {
			this.isAsked = false;
			this.askAt = this.options.now() + Math.max(RETRY, retry_after * 1000);
		} else if (ABOUT.has(frame)) {
			this.options.refuse(code);
		}
		return ABOUT.has(frame);
	}

	forget(): void {
		this.isAsked = false;
		if (this.calls.value.length > 0) {
			this.calls.value = [];
		}
	}

	private called(frame: Of<'called'>): void {
		this.calls.value = frame.rooms.map((id, i) => {
			const supervisor = toHex(frame.supervisors[i] ?? new Uint8Array(16));
			return {
				room: toHex(id),
				name: frame.names[i] ?? '',
				topic: frame.topics[i] ?? '',
				since: frame.since[i] ?? 0,
				answer: frame.answers[i] ?? 0,
				by: frame.by[i] ?? '',
				own: frame.own[i] === 1,
				supervisor: supervisor === NOBODY ? '' : supervisor,
				asks: frame.asks[i] ?? 0,
				decides: frame.decides[i] ?? 0,
			};
		});
	}

	private send(frame: Parameters<Reach['send']>[0]): void {
		if (!this.options.send(frame)) {
			this.options.refuse('delayed');
		}
	}
}

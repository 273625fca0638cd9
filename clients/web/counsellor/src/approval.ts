/**
 * This computer asks for approval where the agency certifies its devices itself: it asks, opens
 * itself when an approver has answered, and shows the digits that the two read to each other.
 */
import { signal } from '@preact/signals';
import type { RefusedFrame, UpFrame } from '@samtale/core/frames';
import { same, type Bytes } from '@samtale/core/seal/layout';
import { DeviceTry } from '@samtale/core/seal/staff/approving';
import type { Of } from './frame-facts.ts';

/** Why somebody has to be asked. */
export interface Need {
	/** The request, signed by this device. */
	request(): Promise<Bytes>;
	/** When the certificate that there is ends, Unix milliseconds; 0: there is none. */
	ends: number;
}

export interface ApprovalState {
	/**
	 * needed: nobody was asked. waiting: for an approver. digits: to be read. denied, later: not again
	 * before `until`. failed: it came to nothing that this page understands.
	 */
	at: 'needed' | 'waiting' | 'digits' | 'denied' | 'later' | 'failed';
	digits: string;
	/** What the approver is called. */
	by: string;
	/** Unix milliseconds; 0: no time. */
	until: number;
	/** As in Need. */
	ends: number;
}

export interface ApprovalOptions {
	/** False: no socket. */
	send(frame: UpFrame): boolean;
	/** The daemon's clock, Unix milliseconds. */
	now(): number;
	/** A certificate has come. False: it does not hold for this person and device. */
	certified(certificate: Uint8Array): Promise<boolean | null>;
}

/** ENROLLING.stage. */
const [WAITS, VOUCHED, REVEALED, CERTIFIED] = [0, 1, 2, 3];
/** Milliseconds between two tries. */
const PAUSE_MS = 600_000;

export class Approval {
	/** Null: nobody has to be asked. */
	readonly state = signal<ApprovalState | null>(null);
	private need: Need | null = null;
	private attempt: DeviceTry | null = null;
	/** When an approver has answered. */
	private triedAt = 0;

	constructor(private readonly options: ApprovalOptions) {}

	/** There is no certificate, or it ends soon; null: there is one. A try that is under way goes on. */
	needs(need: Need | null): void {
		this.need = need;
		if (need === null) {
			this.attempt = null;
			this.state.value = null;
		} else {
			this.show({ ends: need.ends });
		}
	}

	/** Asks the approvers. */
	ask = async (): Promise<void> => {
		const { need } = this;
		if (need === null) {
			return;
		}
		const attempt = await DeviceTry.make(await need.request());
		const { request, commitment } = attempt;
		if (need === this.need && this.options.send({ type: 'enrol', request, commitment })) {
			this.attempt = attempt;
			this.show({ at: 'waiting', digits: '', by: '', until: 0 });
		}
	};

	/** ENROLLING: also about what another window, or this page before a reload, has asked. */
	async told(frame: Of<'enrolling'>): Promise<void> {
		const { attempt } = this;
		const isMine = attempt !== null && same(attempt.commitment, frame.commitment);
		if (frame.stage === CERTIFIED) {
			const holds = await this.options.certified(frame.certificate);
			if (holds === false && isMine) {
				this.show({ at: 'failed' });
			}
		} else if (isMine) {
			await this.step(attempt, frame).catch(() => this.show({ at: 'failed', digits: '' }));
		}
	}

	/** ENROL or REVEAL was refused. */
	refused({ code, retry_after }: RefusedFrame): void {
		const until = this.options.now() + retry_after * 1000;
		this.attempt = null;
		this.show(code === 'rate' ? { at: 'later', until } : { at: 'failed' });
	}

	private async step(attempt: DeviceTry, frame: Of<'enrolling'>): Promise<void> {
		const { options } = this;
		const until = options.now() + frame.left * 1000;
		if (frame.stage === WAITS) {
			this.show({ at: 'waiting', until });
		} else if (frame.stage === VOUCHED || frame.stage === REVEALED) {
			this.triedAt ||= options.now();
			const { number, digits } = await attempt.answered(frame.number.slice() as Bytes);
			if (frame.stage === VOUCHED) {
				options.send({ type: 'reveal', number });
			}
			this.show({ at: 'digits', digits, by: frame.alias, until });
		} else {
			this.attempt = null;
			const again = (this.triedAt || options.now()) + PAUSE_MS;
			this.triedAt = 0;
			this.show({ at: 'denied', digits: '', by: frame.alias, until: again });
		}
	}

	private show(change: Partial<ApprovalState>): void {
		if (this.need !== null) {
			const usual = { at: 'needed', digits: '', by: '', until: 0, ends: 0 } as const;
			this.state.value = { ...usual, ...this.state.value, ...change };
		}
	}
}

/** The log of a room without a daemon: it appends as the daemon does. */
import { OFFER, ANSWER, GRANT, NOTE } from '../../src/seal/header.ts';
import { Reader } from '../../src/seal/layout.ts';
import type { LogEntry, Parcel } from '../../src/seal/traffic.ts';

/** Which epoch the daemon asks of each kind, beside the room's. */
const LATE = new Set<number>([OFFER, ANSWER]);

/** The daemon's log: duplicates first, then gaps, then the epoch. */
export class Relay {
	log: LogEntry[] = [];
	notes: LogEntry[] = [];
	epoch = 0;
	private last = new Map<number, number>();

	append({ cseq, payload }: Parcel): 'ok' | 'gap' | 'epoch' {
		const reader = new Reader(payload.subarray(1));
		const kind = reader.uint(1);
		const epoch = reader.uint(4);
		const sender = reader.uint(1);
		const last = this.last.get(sender) ?? 0;
		if (cseq <= last) {
			return 'ok';
		}
		if (cseq > last + 1) {
			return 'gap';
		}
		const wanted = kind === GRANT ? this.epoch + 1 : this.epoch;
		if (LATE.has(kind) ? epoch > wanted : epoch !== wanted) {
			return 'epoch';
		}
		this.epoch = kind === GRANT ? epoch : this.epoch;
		this.last.set(sender, cseq);
		(kind === NOTE ? this.notes : this.log).push({ sender, cseq, payload });
		return 'ok';
	}

	/** What RESUME says comes next of a sender. */
	next(sender: number): number {
		return (this.last.get(sender) ?? 0) + 1;
	}

	/** A failover: only so many entries are left. */
	rollBack(length: number): void {
		this.log.length = length;
		this.last.clear();
		this.epoch = 0;
		for (const { sender, cseq, payload } of [...this.log, ...this.notes]) {
			this.last.set(sender, cseq);
			this.epoch = payload[1] === GRANT ? (payload[5] ?? 0) : this.epoch;
		}
	}
}

/**
 * The log of a room on its way into its machine: by offset, one entry after the other, one's own
 * among them. What the machine cannot take is asked for once more from there, and what came behind
 * it is forgotten until then. It sends nothing: `isOverdue` says when to RESUME.
 */
import { Gapless } from './gapless.ts';
import type { LogEntry, Outcome } from './seal/traffic.ts';

export interface Item extends LogEntry {
	offset: number;
}

export interface ReadingOptions {
	/** The machine's. */
	entry(entry: LogEntry): Promise<Outcome>;
	/** Unix milliseconds. */
	now(): number;
	/** What is missing was asked for in vain: the log itself lacks it. */
	lost(): void;
}

/** Milliseconds that something may be missing before it is asked for. */
const GAP_TIME = 3_000;

export class Reading {
	private readonly log = new Gapless();
	private readonly waiting = new Map<number, Item>();
	/** The machine was given everything up to here. */
	private given = 0;
	/** How often the log began anew: what an older one comes to means nothing. */
	private era = 0;
	/** What still comes on this socket is behind something that the machine lacks. */
	private deaf = false;
	private mendAt = Infinity;
	/** Where it stood last, and how often. */
	private stuckAt = 0;
	private stuck = 0;
	private done: Promise<void> = Promise.resolve();

	constructor(private readonly options: ReadingOptions) {}

	/** Every entry up to here has come; what RESUME is told. */
	get offset(): number {
		return this.log.end;
	}

	add(item: Item): void {
		const { offset } = item;
		if (!this.deaf && offset > this.given && !this.waiting.has(offset)) {
			this.waiting.set(offset, item);
			this.log.add(offset, this.options.now());
			this.done = this.done.then(() => this.drain());
		}
	}

	/** Nothing more comes before `resume`: what lacks something before it is forgotten. */
	rest(): void {
		const { end } = this.log;
		this.log.reset(end);
		[...this.waiting.keys()]
			.filter((offset) => offset > end)
			.forEach((offset) => this.waiting.delete(offset));
		this.mendAt = Infinity;
	}

	/** Another socket; `anew`: another log, from its first entry. */
	resume(anew: boolean): void {
		this.deaf = false;
		this.mendAt = Infinity;
		if (anew) {
			this.era++;
			this.rewind(0);
		}
	}

	/** What comes on this socket fits nothing: RESUME as soon as possible. */
	mend(wait = 0): void {
		this.deaf = true;
		this.mendAt = Math.min(this.mendAt, this.options.now() + wait);
	}

	/** Something has been missing for too long; true again after longer and longer times. */
	isOverdue(): boolean {
		const now = this.options.now();
		const mends = now >= this.mendAt;
		this.mendAt = mends ? Infinity : this.mendAt;
		return this.log.isOverdue(now, GAP_TIME) || mends;
	}

	/** The machine was given everything that has come. */
	settled(): Promise<void> {
		return this.done;
	}

	private rewind(end: number): void {
		this.waiting.clear();
		this.log.reset(end);
		this.given = end;
	}

	private async drain(): Promise<void> {
		for (;;) {
			const item = this.waiting.get(this.given + 1);
			if (!item) {
				return;
			}
			this.waiting.delete(++this.given);
			const { era } = this;
			/* It rejects where the entry was taken and what follows from it could not be made. */
			const outcome = await this.options.entry(item).catch(() => 'ok');
			if (era === this.era && (outcome === 'again' || outcome === 'gap')) {
				this.fail(item.offset);
			}
		}
	}

	/** An entry is refused once, at most; a gap may be there each time, and is told at the second. */
	private fail(offset: number): void {
		this.stuck = offset === this.stuckAt ? this.stuck + 1 : 0;
		this.stuckAt = offset;
		this.rewind(offset - 1);
		this.mend(this.stuck === 0 ? 0 : GAP_TIME * 2 ** this.stuck);
		if (this.stuck === 1) {
			this.options.lost();
		}
	}
}

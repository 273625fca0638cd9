/**
 * The receiver's order of one room: what of each sender comes next, what a text may claim to have
 * seen, and whether the end is whole (se1.md section 6). Opens texts; every other kind is judged by
 * the machines, which ask `place` and tell `took`.
 */
import type { Epoch } from './grant.ts';
import { SAY, readHeader } from './header.ts';
import { demand, Reader, within, type Bytes } from './layout.ts';
import { openSay, END, type Said } from './say.ts';

export type Place = 'next' | 'duplicate' | 'gap';
export type Fed = { verdict: 'duplicate' | 'gap' } | { verdict: 'ok'; said: Said };

export class Order {
	/** The participants now, or nobody. */
	epoch: Epoch | null = null;
	/** Highest number taken from each sender. */
	readonly last = new Map<number, number>();
	/** What each sender's texts have claimed to have seen, by participant. */
	private readonly seen = new Map<number, Record<number, number>>();
	private ended = false;

	constructor(readonly me: number) {}

	/** Whether it is the next of its sender. Before one's first GRANT nothing can be missing. */
	place(sender: number, cseq: number): Place {
		const ahead = cseq - this.upTo(sender);
		return ahead <= 0 ? 'duplicate' : ahead > 1 && this.epoch ? 'gap' : 'next';
	}

	/** The highest number taken from a sender. */
	upTo(sender: number): number {
		return this.last.get(sender) ?? 0;
	}

	/** That number is used. */
	took(sender: number, cseq: number): void {
		this.last.set(sender, cseq);
	}

	/** A new ANSWER, or for the youth a restart: counts anew. */
	anew(sender: number): void {
		this.seen.delete(sender);
	}

	/** What one's next text with this number claims. */
	counts(epoch: Epoch, cseq: number): number[] {
		return epoch.seats.map((seat) => (seat === this.me ? cseq : this.upTo(seat)));
	}

	/** How far another has opened one's own texts. */
	seenBy(sender: number): number {
		return this.seen.get(sender)?.[this.me] ?? 0;
	}

	/** Takes a SAY; a refused one throws cannot_open and uses no number. */
	feed(payload: Bytes): Promise<Fed> {
		return within('cannot_open', async () => {
			const { epoch } = this;
			const { sender, cseq } = readHeader(new Reader(payload), SAY, 0, 127);
			demand(epoch !== null && this.last.has(sender));
			const verdict = this.place(sender, cseq);
			if (verdict !== 'next') {
				return { verdict };
			}
			const said = await openSay(epoch, payload);
			this.keep(epoch, said);
			return { verdict: 'ok', said };
		});
	}

	/** ENDED has come: did END come, and everything that anybody claims to have seen? */
	end(): 'complete' | 'cut' {
		const claims = [...this.seen.values()].flatMap((counts) => Object.entries(counts));
		const came = claims.every(([seat, count]) => count <= this.upTo(Number(seat)));
		return this.ended && came ? 'complete' : 'cut';
	}

	private keep({ seats }: Epoch, { sender, cseq, seen, type }: Said): void {
		const counts: Record<number, number> = { ...this.seen.get(sender) };
		seats.forEach((seat, i) => {
			const count = seen[i] ?? 0;
			const invents = seat === this.me && sender !== seat && count > this.upTo(seat);
			demand(count >= (counts[seat] ?? 0) && !invents);
			counts[seat] = count;
		});
		this.seen.set(sender, counts);
		this.took(sender, cseq);
		this.ended ||= type === END;
	}
}

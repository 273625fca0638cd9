/**
 * The receiver's order of one room: what of each sender comes next, what a text may claim to have
 * seen, and whether the end is whole (se1.md section 6). Opens texts; every other kind is judged by
 * the machines, which ask `place` and tell `took`.
 */
import type { Epoch } from './grant.ts';
import { KIND, readHeader } from './header.ts';
import { Reader, SealFault, type Bytes } from './layout.ts';
import { openSay, TYPE, type Said } from './say.ts';

export type Place = 'next' | 'duplicate' | 'gap';
export type Fed = { verdict: 'duplicate' | 'gap' } | { verdict: 'ok'; said: Said };

export class Order {
	/** The participants now, or nobody. */
	epoch: Epoch | null = null;
	/** Highest number taken from each sender. */
	readonly last = new Map<number, number>();
	/** What each sender's texts have claimed to have seen, by participant. */
	private readonly seen = new Map<number, Map<number, number>>();
	private ended = false;

	constructor(readonly me: number) {}

	/** Whether it is the next of its sender. Before one's first GRANT nothing can be missing. */
	place(sender: number, cseq: number): Place {
		const last = this.last.get(sender) ?? 0;
		if (cseq <= last) {
			return 'duplicate';
		}
		return cseq > last + 1 && this.epoch ? 'gap' : 'next';
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
		return epoch.seats.map((seat) => (seat === this.me ? cseq : (this.last.get(seat) ?? 0)));
	}

	/** How far another has opened one's own texts. */
	seenBy(sender: number): number {
		return this.seen.get(sender)?.get(this.me) ?? 0;
	}

	/** Takes a SAY; a refused one throws cannot_open and uses no number. */
	async feed(payload: Bytes): Promise<Fed> {
		const { epoch } = this;
		let sender = 0;
		let cseq = 0;
		try {
			({ sender, cseq } = readHeader(new Reader(payload), KIND.say, 0, 127));
		} catch {
			throw new SealFault('cannot_open');
		}
		const place = this.place(sender, cseq);
		if (!epoch || (!this.last.has(sender) && place !== 'duplicate')) {
			throw new SealFault('cannot_open');
		}
		if (place !== 'next') {
			return { verdict: place };
		}
		const said = await openSay(epoch, payload);
		this.keep(epoch, said);
		return { verdict: 'ok', said };
	}

	/** ENDED has come: did END come, and everything that anybody claims to have seen? */
	end(): 'complete' | 'cut' {
		const claims = [...this.seen.values()].flatMap((counts) => [...counts]);
		const came = claims.every(([seat, count]) => count <= (this.last.get(seat) ?? 0));
		return this.ended && came ? 'complete' : 'cut';
	}

	private keep({ seats }: Epoch, { sender, cseq, seen, type }: Said): void {
		const before = this.seen.get(sender);
		const counts = new Map(seats.map((seat, i) => [seat, seen[i] ?? 0]));
		counts.forEach((count, seat) => {
			const falls = count < (before?.get(seat) ?? 0);
			const invents = seat === this.me && sender !== seat && count > (this.last.get(seat) ?? 0);
			if (falls || invents) {
				throw new SealFault('cannot_open');
			}
		});
		before?.forEach((count, seat) => counts.has(seat) || counts.set(seat, count));
		this.seen.set(sender, counts);
		this.took(sender, cseq);
		this.ended ||= type === TYPE.end;
	}
}

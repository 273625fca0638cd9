/**
 * What a room's log has brought to the screen: its lines, and who came and went between them, each
 * at its place. What waits to be stored is not here.
 */
import type { Change, Message } from './message.ts';
import { CARD, END, SUMMARY } from './seal/say.ts';
import type { Line, News } from './seal/traffic.ts';

type Place = Pick<Message, 'offset' | 'at'>;

export class Lines {
	/** In the order of the log. */
	readonly changes: Change[] = [];
	private readonly known = new Map<string, Message>();
	/** Offset and time of each entry. */
	private readonly places = new Map<string, Place>();

	/** `seat`: one's own. */
	constructor(private readonly seat: number) {}

	/** Another log begins. */
	clear(): void {
		this.known.clear();
		this.places.clear();
		this.changes.length = 0;
	}

	/** An entry is on its way into the machine. */
	place(id: string, { offset, at }: Place): void {
		if (!this.places.has(id)) {
			this.places.set(id, { offset, at });
		}
	}

	/** A line that was opened, or cannot be. */
	show({ sender, cseq, type, text, isEarlier = false }: Line): void {
		const id = `${sender}:${cseq}`;
		if (type !== END) {
			const is = { isSummary: type === SUMMARY, isCard: type === CARD, isEarlier };
			const mine = sender === this.seat;
			const place = this.placeOf(id);
			this.known.set(id, { id, sender, mine, cseq, text, ...is, ...place, state: 'sent' });
		}
	}

	/** Somebody has come or gone, by a GRANT. */
	change({ cseq, came, left }: Extract<News, { type: 'people' }>): void {
		this.changes.push({ ...this.placeOf(`0:${cseq}`), came, left });
	}

	has(id: string): boolean {
		return this.known.has(id);
	}

	/** In order; the other side has opened one's own up to the number `seen`. */
	stored(seen: number): Message[] {
		const stored = [...this.known.values()].sort((a, b) => a.offset - b.offset);
		stored.forEach((m) => (m.state = m.mine && m.cseq <= seen ? 'seen' : 'sent'));
		return stored;
	}

	private placeOf(id: string): Place {
		return this.places.get(id) ?? { offset: 0, at: 0 };
	}
}

/**
 * What the machines of both sides share (se1.md sections 3, 6 and 8): the log goes in entry by
 * entry, payloads to append come out, texts wait until they may be sealed and go back to their
 * writer when somebody reads along for whom they were not meant. No socket, no screen, no timer;
 * the steps of a handshake are the machines' own.
 */
import type { Epoch } from './grant.ts';
import { GRANT, SAY, readHeader } from './header.ts';
import { demand, fromUtf8, Reader, same, SealFault, utf8, type Bytes } from './layout.ts';
import { keep, keyOf, recall } from './memory.ts';
import { Order } from './order.ts';
import { BODY, makeSay, openSay, TEXT, CARD, END, type Plain } from './say.ts';
import type { Draft, Line, LogEntry, Outcome, Parcel, RoomOptions, Text } from './traffic.ts';

interface Stored {
	next: number;
	outbox: Parcel[];
	drafts: Draft[];
}

/** The words of a text. What a card is made of is for who shows it; bytes that are no UTF-8 are none it knows. */
export const textOf = ({ type, body }: Plain): Text => ({
	type,
	text: type === CARD ? new TextDecoder().decode(body) : fromUtf8(body),
});

/** What goes back into a field of a text that was not sealed: of a card what somebody wrote in it. */
const wordsOf = ({ type, text }: Text): string =>
	type === CARD ? text.split('\n').slice(1).join(' ') : text;

export abstract class SealRoom<O extends RoomOptions = RoomOptions, Own = object> {
	/** Numbers and claims; its `epoch` says who is in the room. */
	order: Order;
	/** In the order they were said. */
	outbox: Parcel[] = [];
	/** The next cseq of one's own. */
	protected next = 1;
	protected drafts: Draft[] = [];
	/** Every epoch whose key is known, by its number. */
	protected readonly epochs = new Map<number, Epoch>();
	/** How often the chain of GRANTs has begun anew. */
	protected chain = 0;
	protected closed = false;
	/** What a reload has found: the machine's own part of it. */
	protected readonly found: Own | null;
	/** An epoch that the daemon says is over: nothing more is made in it. */
	protected stale = -1;
	/** The screen knows that continuity is lost. */
	private told = false;
	/** What the daemon says comes next; until then the log is read and nothing is made. */
	private claimed = Infinity;
	/** The entry that was refused once. */
	private doubted = '';
	private tail: Promise<unknown> = Promise.resolve();
	private readonly key: string;

	constructor(
		protected readonly options: O,
		protected readonly me: number,
	) {
		this.order = new Order(me);
		this.key = keyOf(options.room);
		const stored = recall(options.store, this.key) as (Stored & Own) | null;
		this.found = stored;
		if (stored) {
			({ next: this.next, outbox: this.outbox, drafts: this.drafts } = stored);
		}
	}

	/** Reads the next entry of the log. `gap` and `again`: it has to be read from there once more. */
	entry(entry: LogEntry): Promise<Outcome> {
		return this.run<Outcome>(async () => {
			const place = this.order.place(entry.sender, entry.cseq);
			return place === 'next' ? this.take(entry) : place;
		}, 'duplicate');
	}

	/**
	 * MATCHED or OPENED after RESUME says which number comes next; `anew`: the log begins again
	 * from its first entry, under another log epoch or for a page that knows nothing.
	 */
	resume(next: number, anew = false): Promise<void> {
		return this.run(() => {
			if (anew) {
				this.order = new Order(this.me);
				this.epochs.clear();
				this.stale = -1;
				this.rewound();
			}
			this.claimed = next;
			this.told = false;
			if ((this.outbox[0]?.cseq ?? this.next) > next) {
				this.pull(next);
				this.tellLost();
			}
			this.next = Math.max(this.next, next);
		});
	}

	/** The daemon refuses a payload because of its key epoch: it will never be stored. */
	refused(cseq: number): Promise<void> {
		return this.run(() => {
			const parcel = this.outbox.find((one) => one.cseq === cseq);
			if (parcel) {
				this.stale = parcel.epoch - (parcel.payload[1] === GRANT ? 1 : 0);
			}
			this.pull(cseq);
		});
	}

	/** A text of at most BODY bytes. It is sealed as soon as it may be, for those who are here now. */
	say(text: string, type: number = TEXT): Promise<void> {
		demand(utf8(text).length <= BODY);
		return this.run(() => void this.drafts.push({ type, text, whom: this.audience() }));
	}

	/** Ends the text of this side; LEAVE follows. */
	end(): Promise<void> {
		return this.say('', END);
	}

	/** Texts that wait to be sealed. */
	get unsealed(): readonly Text[] {
		return this.drafts;
	}

	/** ENDED has come: whether the end is whole. Every key is gone after it. */
	finish(): Promise<'complete' | 'cut'> {
		return this.run(async () => {
			const end = this.order.end();
			await this.wipe();
			return end;
		}, 'cut');
	}

	/** Forgets every key and everything that waits, here and in the store. */
	async wipe(): Promise<void> {
		this.closed = true;
		this.epochs.forEach(({ ek }) => ek.fill(0));
		this.epochs.clear();
		this.order.epoch = null;
		this.outbox = [];
		this.drafts = [];
		this.options.store.remove(this.key);
	}

	/** Texts are sealed at once. */
	abstract get open(): boolean;
	/** A step of a handshake at its place in the log. Throws SealFault. */
	protected abstract step(kind: number, sender: number, payload: Bytes): Promise<void>;
	/** Makes what the handshake needs next. */
	protected abstract prepare(): Promise<void>;
	/** Names of the staff of an epoch that do not change when they change seats. */
	protected abstract names(epoch: Epoch): string[];
	/** Whom a text written now is meant for. */
	protected abstract audience(): string[] | null;
	/** The log is read from its beginning. */
	protected abstract rewound(): void;
	/** A step of one's own was taken out of the outbox unread: it may be made again. */
	protected abstract dropped(payload: Bytes): void;
	/** What is kept beside the rest. */
	protected abstract kept(): Own;

	/**
	 * One after the other, so that every act finds what the one before it has left; afterwards what
	 * follows from it is made and kept. Closed: `otherwise`.
	 */
	protected run<T>(act: () => T | Promise<T>, otherwise?: T): Promise<T> {
		const done = this.tail.then(async () => {
			const result = this.closed ? (otherwise as T) : await act();
			if (!this.closed) {
				await this.pump();
			}
			return result;
		});
		this.tail = done.catch(() => undefined);
		return done;
	}

	protected push(payload: Bytes, plain?: Text): void {
		const epoch = new Reader(payload.subarray(2)).uint(4);
		this.outbox.push({ cseq: this.next++, epoch, payload, ...(plain && { plain }) });
	}

	protected waits(kind: number): boolean {
		return this.outbox.some(({ payload }) => payload[1] === kind);
	}

	/** From here on the room is these people. */
	protected enter(epoch: Epoch): void {
		this.order.epoch = epoch;
		this.epochs.set(epoch.epoch, epoch);
		epoch.whom = this.marked(this.names(epoch));
	}

	/** A restart makes everybody somebody else. */
	protected marked(names: readonly string[]): string[] {
		return names.map((name) => `${this.chain}:${name}`);
	}

	protected show(line: Line): void {
		this.options.news({ type: 'line', line });
	}

	/** A text that cannot be opened here. */
	protected unopened({ sender, cseq }: LogEntry): void {
		this.show({ sender, cseq, type: TEXT, text: null });
	}

	/** Once for each attach: one loss has many signs. */
	protected tellLost(): void {
		if (!this.told) {
			this.told = true;
			this.options.news({ type: 'lost' });
		}
	}

	/** A step that was refused twice. */
	protected gone(_kind: number, seat: number, { verdict, mode }: SealFault): void {
		this.options.news({ type: 'refused', seat, verdict, mode });
	}

	/** Prepares, seals what may be sealed, keeps everything. */
	private async pump(): Promise<void> {
		if (this.order.upTo(this.me) >= this.claimed - 1) {
			await this.prepare();
			await this.release();
		}
		for (const parcel of this.outbox) {
			const epoch = this.epochs.get(parcel.epoch);
			if (parcel.payload[1] === SAY && !parcel.plain && epoch) {
				const said = await openSay(epoch, parcel.payload).catch(() => null);
				parcel.plain = said ? textOf(said) : undefined;
			}
		}
		if (!this.closed) {
			const { next, drafts } = this;
			const outbox = this.outbox.map(({ plain: _plain, ...sealed }) => sealed);
			keep(this.options.store, this.key, { next, outbox, drafts, ...this.kept() });
			this.options.changed();
		}
	}

	private async take(entry: LogEntry): Promise<Outcome> {
		const { sender, cseq } = entry;
		const payload = entry.payload.slice();
		const kind = payload[1] ?? 0;
		try {
			const header = readHeader(new Reader(payload), kind, sender, sender);
			if (header.cseq !== cseq) {
				throw new SealFault('cannot_open');
			}
			if (kind !== SAY) {
				await this.step(kind, sender, payload);
			} else if (this.order.epoch) {
				const fed = await this.order.feed(payload);
				if (fed.verdict === 'ok') {
					this.show({ sender, cseq, body: fed.said.body, ...textOf(fed.said) });
				}
			} else {
				this.unopened(entry);
			}
		} catch (error) {
			const id = `${sender}:${cseq}`;
			if (this.doubted !== id) {
				this.doubted = id;
				return 'again';
			}
			if (kind === SAY) {
				this.unopened(entry);
			} else {
				const fault = error instanceof SealFault ? error : new SealFault('cannot_open');
				this.gone(kind, sender, fault);
			}
		}
		this.order.took(sender, cseq);
		if (sender === this.me) {
			this.stored(cseq, payload);
		}
		return 'ok';
	}

	/** One's own is in the log; where other bytes have its number, it gets another one. */
	private stored(cseq: number, payload: Bytes): void {
		const parcel = this.outbox.find((one) => one.cseq === cseq);
		if (parcel && !same(parcel.payload, payload)) {
			this.pull(cseq);
		}
		this.outbox = this.outbox.filter((one) => one !== parcel);
		this.next = Math.max(this.next, cseq + 1);
	}

	/** What was sealed for people of whom nobody is here any more is not said to who comes next. */
	protected pullUnstored(): void {
		const from = Math.max(this.claimed, this.order.upTo(this.me) + 1);
		if (this.outbox.some(({ cseq }) => cseq >= from)) {
			this.pull(from);
		}
	}

	/** Takes back what the daemon certainly has not stored; its numbers are free again. */
	private pull(from: number): void {
		const taken = this.outbox.filter(({ cseq }) => cseq >= from);
		this.outbox = this.outbox.filter(({ cseq }) => cseq < from);
		this.next = from;
		const drafts: Draft[] = [];
		for (const { payload, epoch, plain } of taken) {
			if (payload[1] !== SAY) {
				this.dropped(payload);
			} else if (plain) {
				drafts.push({ ...plain, whom: this.epochs.get(epoch)?.whom ?? [] });
			} else {
				this.tellLost();
			}
		}
		this.drafts.unshift(...drafts);
	}

	/** Section 8: sealed without asking only when nobody new reads along. */
	private async release(): Promise<void> {
		const { epoch } = this.order;
		if (!epoch || epoch.epoch <= this.stale || !this.open || this.waits(GRANT)) {
			return;
		}
		const texts: string[] = [];
		for (const { type, text, whom } of this.drafts.splice(0)) {
			if (whom && !epoch.whom?.every((name) => whom.includes(name))) {
				texts.push(wordsOf({ type, text }));
				continue;
			}
			const plain = { type, seen: this.order.counts(epoch, this.next), body: utf8(text) };
			this.push(await makeSay(epoch, this.me, this.next, plain), { type, text });
		}
		if (texts.length > 0) {
			this.options.news({ type: 'back', texts });
		}
	}
}

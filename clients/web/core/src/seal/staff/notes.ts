/**
 * The lane of notes of one room (se1.md section 7): they go to the staff of an epoch, each of whom
 * checks the others' ANSWERs itself. It has its own numbers, so that the youth sees no gaps.
 */
import { toHex } from '../../bytes.ts';
import type { Epoch } from '../grant.ts';
import { NOTE, NOTES, readHeader } from '../header.ts';
import { demand, fromUtf8, Reader, same, SealFault, utf8, type Bytes } from '../layout.ts';
import { BODY, TEXT } from '../say.ts';
import type { LogEntry, Outcome, Parcel, RoomOptions } from '../traffic.ts';
import { checkColleague, makeNote, openNote, type Reading, type Staffroom } from './note.ts';

interface Draft {
	text: string;
	/** Seats it was written for. */
	whom: readonly string[];
}

export interface StoredNotes {
	next: number;
	outbox: Parcel[];
	drafts: Draft[];
}

export interface NotesOptions extends RoomOptions {
	seat: number;
	/** Every epoch whose key is known. */
	epochs: ReadonlyMap<number, Epoch>;
	/** The epoch in which may be written, or null. */
	current(): Epoch | null;
	/** The private half of one's own ANSWER. */
	keyOf(answer: Bytes): CryptoKey | null;
	stored: StoredNotes | null;
}

export class Notes {
	/** In the order they were written; all go as notes. */
	outbox: Parcel[] = [];
	private next = 1;
	private drafts: Draft[] = [];
	/** What comes next is known; until then nothing is made, or a stored note would swallow it. */
	private ready = false;
	private stale = -1;
	private readonly last = new Map<number, number>();
	private doubted = '';
	/** Every ANSWER of the log, by its hash, and those that have been checked. */
	private readonly answers = new Map<string, Bytes>();
	private readonly checked = new Map<string, Reading>();

	constructor(private readonly options: NotesOptions) {
		const { stored } = options;
		if (stored) {
			({ next: this.next, outbox: this.outbox, drafts: this.drafts } = stored);
		}
	}

	/** An ANSWER of the log. */
	heard(hash: Bytes, answer: Bytes): void {
		this.answers.set(toHex(hash), answer);
	}

	say(text: string): void {
		demand(utf8(text).length <= BODY);
		const epoch = this.options.current();
		this.drafts.push({ text, whom: epoch?.whom ?? [] });
	}

	/** Texts that wait to be sealed. */
	get unsealed(): string[] {
		return this.drafts.map(({ text }) => text);
	}

	/** The seat is attached anew: `resume` follows. */
	suspend(): void {
		this.ready = false;
	}

	/** The lane is read from its beginning, and may have lost notes. */
	rewound(): void {
		this.last.clear();
		this.stale = -1;
	}

	async resume(next: number): Promise<void> {
		this.ready = true;
		if ((this.outbox[0]?.cseq ?? this.next) > next) {
			await this.pull(next);
			this.options.news({ type: 'lost' });
		}
		this.next = Math.max(this.next, next);
	}

	async refused(cseq: number): Promise<void> {
		this.stale = this.outbox.find((parcel) => parcel.cseq === cseq)?.epoch ?? this.stale;
		await this.pull(cseq);
	}

	/** Seals what may be sealed, for those it was written for. */
	async pump(): Promise<void> {
		await this.reveal();
		const epoch = this.options.current();
		const mayMake = this.ready && epoch && epoch.epoch > this.stale;
		if (!mayMake || this.drafts.length === 0) {
			return;
		}
		let room: Staffroom;
		try {
			room = await this.staffroom(epoch);
		} catch (error) {
			const { verdict, mode } = error instanceof SealFault ? error : new SealFault('not_proven');
			this.giveBack(this.drafts.splice(0));
			this.options.news({ type: 'refused', seat: 0, verdict, mode });
			return;
		}
		const back: Draft[] = [];
		for (const draft of this.drafts.splice(0)) {
			if (epoch.whom?.every((name) => draft.whom.includes(name))) {
				const payload = await makeNote(room, this.next, utf8(draft.text));
				const plain = { type: TEXT, text: draft.text };
				this.outbox.push({ cseq: this.next++, epoch: epoch.epoch, payload, plain });
			} else {
				back.push(draft);
			}
		}
		this.giveBack(back);
	}

	async entry(entry: LogEntry): Promise<Outcome> {
		const { sender, cseq } = entry;
		const last = this.last.get(sender) ?? 0;
		if (cseq <= last) {
			return 'duplicate';
		}
		if (cseq > last + 1) {
			return 'gap';
		}
		const payload = entry.payload.slice();
		let text: string | null = null;
		try {
			text = await this.read(payload, entry);
		} catch {
			const id = `${sender}:${cseq}`;
			if (this.doubted !== id) {
				this.doubted = id;
				return 'again';
			}
		}
		this.last.set(sender, cseq);
		if (sender === NOTES + this.options.seat) {
			await this.stored(cseq, payload);
		}
		this.options.news({ type: 'note', line: { sender, cseq, type: TEXT, text } });
		return 'ok';
	}

	kept(): StoredNotes {
		const outbox = this.outbox.map(({ plain: _plain, ...sealed }) => sealed);
		return { next: this.next, outbox, drafts: this.drafts };
	}

	wipe(): void {
		this.outbox = [];
		this.drafts = [];
		this.answers.clear();
		this.checked.clear();
	}

	/** Null when it was written before one came: that is nobody's fault. */
	private async read(payload: Bytes, { sender, cseq }: LogEntry): Promise<string | null> {
		const header = readHeader(new Reader(payload), NOTE, sender, sender);
		demand(header.cseq === cseq);
		const epoch = this.options.epochs.get(header.epoch);
		if (!epoch) {
			return null;
		}
		return this.words(epoch, payload);
	}

	/** Everybody of the epoch, each checked by oneself. Throws not_proven or clock. */
	private async staffroom(epoch: Epoch): Promise<Staffroom> {
		const { seat, keyOf } = this.options;
		const seats = epoch.seats.slice(1);
		const staff: Reading[] = [];
		for (const [i, answer] of epoch.answers.entries()) {
			staff.push(await this.colleague(seats[i] ?? 0, answer));
		}
		const key = keyOf(epoch.answers[seats.indexOf(seat)] ?? new Uint8Array(0));
		demand(key !== null);
		return { epoch, staff, seat, key };
	}

	private async colleague(seat: number, answer: Bytes): Promise<Reading> {
		const { room, trust, now } = this.options;
		const known = this.checked.get(toHex(answer));
		if (known) {
			return known;
		}
		const bytes = this.answers.get(toHex(answer));
		if (!bytes) {
			throw new SealFault('not_proven');
		}
		const found = await checkColleague(bytes, room, trust, Math.floor(now() / 1000));
		if (found.header.sender !== seat) {
			throw new SealFault('not_proven');
		}
		const reading = { seat, point: found.point, answer };
		this.checked.set(toHex(answer), reading);
		return reading;
	}

	private giveBack(drafts: readonly Draft[]): void {
		if (drafts.length > 0) {
			this.options.news({ type: 'note-back', texts: drafts.map(({ text }) => text) });
		}
	}

	/** After a reload the screen does not know the words of what waits. */
	private async reveal(): Promise<void> {
		for (const parcel of this.outbox.filter(({ plain }) => !plain)) {
			const epoch = this.options.epochs.get(parcel.epoch);
			const text = epoch && (await this.words(epoch, parcel.payload).catch(() => undefined));
			parcel.plain = text === undefined ? undefined : { type: TEXT, text };
		}
	}

	private async words(epoch: Epoch, payload: Bytes): Promise<string> {
		return fromUtf8((await openNote(await this.staffroom(epoch), payload)).body);
	}

	private async stored(cseq: number, payload: Bytes): Promise<void> {
		const parcel = this.outbox.find((one) => one.cseq === cseq);
		if (parcel && !same(parcel.payload, payload)) {
			await this.pull(cseq);
		} else {
			this.outbox = this.outbox.filter((one) => one !== parcel);
		}
		this.next = Math.max(this.next, cseq + 1);
	}

	/** Takes back what is certainly not stored. */
	private async pull(from: number): Promise<void> {
		const taken = this.outbox.filter(({ cseq }) => cseq >= from);
		this.outbox = this.outbox.filter(({ cseq }) => cseq < from);
		this.next = from;
		const drafts: Draft[] = [];
		for (const { payload, epoch: number } of taken) {
			const epoch = this.options.epochs.get(number);
			if (epoch) {
				drafts.push({ text: await this.words(epoch, payload), whom: epoch.whom ?? [] });
			}
		}
		this.drafts.unshift(...drafts);
	}
}

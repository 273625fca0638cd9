/**
 * A staff browser in a sealed room (se1.md sections 5 to 9): answers the youth's OFFERs, accepts
 * GRANTs, confirms, seals and opens texts. After a crash everything but the keys of its ANSWERs is
 * made again from the log. Notes among staff are staff/notes.ts.
 */
import { toHex } from '../../bytes.ts';
import { makeLink, offerHashOf } from '../answer.ts';
import { checkConfirm, makeConfirm, type Confirmed } from '../confirm.ts';
import { makePair, sha256 } from '../crypto.ts';
import { tieGrant, type Epoch, type EpochKey } from '../grant.ts';
import { OFFER, ANSWER, GRANT, CONFIRM } from '../header.ts';
import { same, SealFault, type Bytes } from '../layout.ts';
import { seatOffered } from '../offer.ts';
import { SealRoom, textOf } from '../room.ts';
import { openSay, TEXT } from '../say.ts';
import type { LogEntry, Outcome, Parcel, RoomOptions } from '../traffic.ts';
import { checkOffer, makeAnswer, readOffer, type Accepted, type Identity } from './answering.ts';
import { openGrant, type Before, type Granted, type Link } from './granted.ts';
import { Notes, type StoredNotes } from './notes.ts';
import type { Made, SealRecord, Vault } from './vault.ts';

export interface StaffOptions extends RoomOptions {
	/** What the counsellor has accepted: the relay's words, to which the OFFER must keep. */
	accepted: Accepted;
	identity: Identity;
	vault: Vault;
}

interface Own extends Link, Made {}

/** OFFERs that are answered within a minute. */
const OFFERS = 3;
/** Milliseconds. */
const MINUTE = 60_000;

interface Kept {
	notes: StoredNotes;
}

export class StaffSeal extends SealRoom<StaffOptions, Kept> {
	readonly notes: Notes;
	/** One's own ANSWERs, by their hash. */
	private readonly own = new Map<string, Own>();
	/** The hash of the ANSWER that the last GRANT named, and of the last one given. */
	private current = '';
	private pending = '';
	private offered: Bytes | null = null;
	private answeredAt: number[] = [];
	private confirmed = false;
	/** A restart that the counsellor has not read about, or a log that lacks what was there. */
	private held = false;
	private needsRestart = false;
	/** Texts and GRANTs from before one was let in. */
	private earlier: LogEntry[] = [];

	/** Reads what a crash has left of the room. */
	static async open(options: StaffOptions): Promise<StaffSeal> {
		const { vault, room } = options;
		const record = await vault.load(toHex(room));
		const seal = new StaffSeal(options, record ?? { made: [], epoch: 0, g: new Uint8Array(32) });
		for (const made of record?.made ?? []) {
			await seal.know(made);
		}
		return seal;
	}

	private constructor(
		options: StaffOptions,
		private readonly record: SealRecord,
	) {
		super(options, options.accepted.seat);
		this.notes = new Notes({
			...options,
			seat: this.me,
			epochs: this.epochs,
			current: () => (this.open ? this.order.epoch : null),
			keyOf: (answer) => this.own.get(toHex(answer))?.key ?? null,
			stored: this.found?.notes ?? null,
		});
	}

	/** The counsellor has read that the key on the phone was lost, and goes on. */
	understood(): Promise<void> {
		return this.run(() => void (this.held = false));
	}

	/** Whether the counsellor must read about a lost key first. */
	get isHeld(): boolean {
		return this.held;
	}

	/** Texts are sealed at once. */
	get open(): boolean {
		return this.confirmed && !this.held && !this.needsRestart;
	}

	/** Seats of the staff who read along. */
	get people(): number[] {
		return this.order.epoch?.seats.slice(1) ?? [];
	}

	/** A note to the staff of this epoch. */
	note(text: string): Promise<void> {
		return this.run(() => this.notes.say(text));
	}

	/** The next entry of the lane of notes. */
	noteEntry(entry: LogEntry): Promise<Outcome> {
		return this.run<Outcome>(() => this.notes.entry(entry), 'duplicate');
	}

	/** OPENED: nothing is numbered before `resumeNotes`. */
	suspendNotes(): Promise<void> {
		return this.run(() => this.notes.suspend());
	}

	/** Behind the lane: what comes next in one's own. */
	resumeNotes(next: number): Promise<void> {
		return this.run(() => this.notes.resume(next));
	}

	/** The daemon refuses a note because of its epoch. */
	refusedNote(cseq: number): Promise<void> {
		return this.run(() => this.notes.refused(cseq));
	}

	override async wipe(): Promise<void> {
		this.own.forEach(({ link }) => link.fill(0));
		this.own.clear();
		this.earlier = [];
		this.notes.wipe();
		await super.wipe();
		await this.options.vault.remove(toHex(this.options.room));
	}

	protected names({ seats }: Epoch): string[] {
		return seats.slice(1).map(String);
	}

	protected audience(): string[] {
		const { epoch } = this.order;
		return epoch ? this.marked(this.names(epoch)) : this.marked([String(this.me)]);
	}

	protected rewound(): void {
		this.notes.rewound();
		this.current = this.pending = '';
		this.offered = null;
		this.confirmed = false;
		this.earlier = [];
	}

	protected dropped(payload: Bytes): void {
		if (payload[1] === ANSWER) {
			this.offered = this.own.get(this.pending)?.offer ?? null;
		} else {
			this.confirmed = false;
		}
	}

	protected kept(): Kept {
		return { notes: this.notes.kept() };
	}

	protected async step(kind: number, sender: number, payload: Bytes): Promise<void> {
		if (kind === OFFER) {
			await this.onOffer(payload);
		} else if (kind === ANSWER) {
			await this.onAnswer(sender, payload);
		} else if (kind === GRANT) {
			await this.onGrant(payload);
		} else if (kind === CONFIRM) {
			await this.onConfirm(sender, payload);
		} else {
			throw new SealFault('cannot_open');
		}
	}

	/** Before one was let in, a text may still be shown with the history. */
	protected override unopened(entry: LogEntry): void {
		if (this.order.epoch) {
			super.unopened(entry);
		} else {
			this.earlier.push(entry);
		}
	}

	protected async prepare(): Promise<void> {
		const { epoch, g } = this.record;
		const had = this.epochs.get(epoch);
		if (epoch > 0 && !this.needsRestart && !(had && same(had.g, g))) {
			this.needsRestart = true;
			this.current = this.pending;
			this.tellLost();
		}
		if (this.offered && !(await this.isAnswered(this.offered))) {
			await this.answer(this.offered);
		}
		const now = this.order.epoch;
		if (now && !this.confirmed && now.epoch > this.stale) {
			const isWaiting = (p: Parcel) => p.payload[1] === CONFIRM && p.epoch === now.epoch;
			if (!this.outbox.some(isWaiting)) {
				this.push(await makeConfirm(this.confirmOf(now), this.next));
			}
			this.confirmed = true;
		}
		await this.notes.pump();
	}

	private confirmOf({ epoch, g }: Epoch): Confirmed {
		const own = this.own.get(this.current);
		if (!own) {
			throw new SealFault('cannot_open');
		}
		return { epoch, seat: this.me, link: own.link, answer: own.answer, g };
	}

	/** Whether an ANSWER to it waits to be stored, perhaps since before a reload. */
	private async isAnswered(offer: Bytes): Promise<boolean> {
		const hash = await sha256(offer);
		return this.outbox.some(
			({ payload }) => payload[1] === ANSWER && same(offerHashOf(payload), hash),
		);
	}

	/** Works out the link of an ANSWER of one's own. */
	private async know(made: Made): Promise<Own> {
		const hash = await sha256(made.answer);
		const link = await makeLink(made.key, readOffer(made.offer).point, hash);
		const own = { ...made, bytes: made.answer, answer: hash, link };
		this.own.set(toHex(hash), own);
		return own;
	}

	/** Answered at once, or by what follows in the log when this is a replay. */
	private async onOffer(payload: Bytes): Promise<void> {
		const { accepted } = this.options;
		if (seatOffered(payload) === this.me) {
			await checkOffer(payload, accepted);
			this.offered = payload;
		}
	}

	private async answer(offer: Bytes): Promise<void> {
		const { accepted, identity, room, vault } = this.options;
		this.offered = null;
		const now = this.options.now();
		this.answeredAt = this.answeredAt.filter((at) => at > now - MINUTE);
		if (this.answeredAt.length >= OFFERS) {
			this.gone(OFFER, 0, new SealFault('cannot_open'));
			return;
		}
		this.answeredAt.push(now);
		const { epoch } = readOffer(offer);
		const { key, point } = await makePair();
		const offerHash = await sha256(offer);
		const plan = { epoch, seat: accepted.seat, cseq: this.next, room, offerHash, point };
		const answer = await makeAnswer(plan, identity);
		if (this.closed) {
			return;
		}
		this.record.made.push({ key, offer, answer });
		await vault.save(toHex(room), this.record).catch(() => undefined);
		this.pending = toHex((await this.know({ key, offer, answer })).answer);
		this.push(answer);
	}

	private async onAnswer(seat: number, payload: Bytes): Promise<void> {
		this.order.anew(seat);
		const hash = await sha256(payload);
		this.notes.heard(hash, payload);
		if (seat === this.me) {
			const { offered } = this;
			const isFor = offered && same(await sha256(offered), offerHashOf(payload));
			this.pending = toHex(hash);
			/* One whose key is lost is as good as none: another one asks the youth for a new OFFER. */
			this.offered = isFor && this.own.has(this.pending) ? null : offered;
		}
	}

	private async onGrant(payload: Bytes): Promise<void> {
		const { room } = this.options;
		const before = this.order.epoch;
		const links = [this.current, this.pending].flatMap((hash) => this.own.get(hash) ?? []);
		let granted: Granted;
		try {
			granted = await openGrant(payload, room, this.me, links, before);
			granted.restart ||= granted.begins && this.needsRestart;
			if (granted.restart && toHex(granted.link.answer) === this.current) {
				throw new SealFault('cannot_open');
			}
		} catch (fault) {
			if (before) {
				throw fault;
			}
			this.earlier.push({ sender: 0, cseq: 0, payload });
			return;
		}
		const { epoch, history, restart, link } = granted;
		this.current = toHex(link.answer);
		this.confirmed = false;
		if (restart) {
			await this.onRestart();
		}
		this.enter(epoch);
		await this.openEarlier(history);
	}

	/** What the log must have begins anew with the chain. */
	private async onRestart(): Promise<void> {
		this.order.anew(0);
		this.chain++;
		this.needsRestart = false;
		await this.remember({ epoch: 0, g: new Uint8Array(32) });
		this.held = true;
		this.options.news({ type: 'restart' });
	}

	private async onConfirm(seat: number, payload: Bytes): Promise<void> {
		const { epoch } = this.order;
		if (seat === this.me && epoch) {
			await checkConfirm(payload, this.confirmOf(epoch));
			this.confirmed = true;
			if (epoch.epoch > this.record.epoch && !this.needsRestart) {
				await this.remember(epoch);
			}
		}
	}

	/** What the log must have from now on. Only once it has one's own word, which RESUME counts. */
	private async remember({ epoch, g }: Before): Promise<void> {
		Object.assign(this.record, { epoch, g });
		const { vault, room } = this.options;
		if (this.closed) {
			return;
		}
		await vault.save(toHex(room), this.record).catch(() => undefined);
	}

	/** Ties each older key to its GRANT in the log, then opens what was said under it. */
	private async openEarlier(history: readonly EpochKey[]): Promise<void> {
		const { room } = this.options;
		const entries = this.earlier;
		this.earlier = [];
		let epoch: Epoch | null = null;
		for (const { sender, cseq, payload } of entries) {
			const bytes = payload.slice();
			if (bytes[1] === GRANT) {
				for (const { ek } of history) {
					const tied: Epoch | null = await tieGrant(bytes, room, { ek }).catch(() => null);
					epoch = tied ?? epoch;
				}
				continue;
			}
			const said = epoch && (await openSay(epoch, bytes).catch(() => null));
			const shown = said ? { body: said.body, ...textOf(said) } : { type: TEXT, text: null };
			this.show({ sender, cseq, ...shown, isEarlier: true });
		}
	}
}

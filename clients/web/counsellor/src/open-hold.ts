/**
 * One duty hold on this desk: its Talk and its machine. Who gives says the lines and then END, and is
 * told when all of it is stored; the supervisor answers and opens what comes.
 */
import type { DownFrame, UpFrame } from '@samtale/core/frames';
import type { Chosen } from '@samtale/core/seal/answer';
import type { Verdict } from '@samtale/core/seal/layout';
import { HOLD } from '@samtale/core/seal/offer';
import type { SealRoom } from '@samtale/core/seal/room';
import { StaffSeal } from '@samtale/core/seal/staff/staff-seal';
import type { Vault } from '@samtale/core/seal/staff/vault';
import type { News, RoomOptions } from '@samtale/core/seal/traffic';
import { YouthSeal } from '@samtale/core/seal/youth/youth-seal';
import { memoryStore, type Store } from '@samtale/core/store';
import { Talk } from '@samtale/core/talk';
import type { Of } from './frame-facts.ts';
import type { Credentials } from './papers.ts';

export interface OpenHoldOptions {
	store: Store;
	identity(): Promise<Credentials>;
	vault(): Promise<Vault>;
	send(frame: UpFrame): boolean;
	now(): number;
	changed(): void;
	/** Who was chosen has proven herself: the lines go. */
	proven(): void;
	/** Every line of this desk's, and END, is stored; perhaps said once more. */
	said(): void;
}

/** What a hold gives, and to whom alone. */
export interface Given {
	lines: readonly string[];
	chosen: Chosen;
}

/** Of HELD. */
const GIVER = 0;
const SUPERVISOR = 1;
/** Handshakes before the desk says that there is no seal: as many as are answered within a minute. */
const TRIES = 3;
/** Milliseconds until the desk says that nobody answers: a refusal at the other desk is told to nobody here. */
const PATIENCE = 30_000;

export class OpenHold {
	talk: Talk | null = null;
	/** On this socket. */
	isOpen = false;
	/** What CONSULT has asked for last on this socket, until HELD says so; null: nothing. */
	asked: boolean | null = null;
	/** Nobody has proven anything for too long. */
	isLate = false;
	isReading = false;
	/** Why nobody can be given the lines as it stands. */
	fault: Verdict | '';
	private seal: SealRoom | null = null;
	private early: DownFrame[] = [];
	private tries = 1;
	private making: Promise<void> | null = null;
	/** When giving began, by the daemon's clock. */
	private since = 0;
	/** How far giving is: END is said behind the lines once somebody can read them. */
	private step: 'proof' | 'lines' | 'end' | 'stored' = 'proof';

	constructor(
		readonly id: string,
		public held: Of<'held'>,
		/** Of this desk; a reload has forgotten it. */
		private readonly gift: Given | null,
		private readonly options: OpenHoldOptions,
	) {
		this.fault = this.isMine && gift === null ? 'cannot_open' : '';
	}

	get isMine(): boolean {
		return this.held.seat === GIVER;
	}

	/** This desk has something to do in it, so it has to be open. */
	get isWanted(): boolean {
		return this.isMine ? this.gift !== null : !this.held.given || this.isReading;
	}

	/** What was given, in order. */
	get lines(): (string | null)[] {
		const all = this.talk?.messages ?? [];
		return all.filter(({ sender }) => sender === GIVER).map(({ text }) => text);
	}

	/** HELD says that it is open, perhaps once more. What a reload has forgotten cannot be given. */
	async opened(): Promise<void> {
		this.early = [];
		if (this.talk) {
			this.talk.resume(this.held);
		} else if (!this.isMine || this.gift) {
			await (this.making ??= this.make());
		}
	}

	/** About once a second. True: something is missing for too long, dial anew. */
	tick(): boolean {
		const waits = this.isMine && this.seal?.open === false;
		const isLate = waits && this.options.now() - this.since >= PATIENCE;
		if (isLate !== this.isLate) {
			this.isLate = isLate;
			this.options.changed();
		}
		this.finish();
		return this.talk?.tick() ?? false;
	}

	/** It is over, and its keys go. */
	async wipe(): Promise<void> {
		await this.seal?.wipe();
	}

	/** The log is not wanted any more; the keys stay. */
	close(): void {
		this.isOpen = false;
		this.talk = this.seal = this.making = null;
	}

	/** False: it is about something else. */
	handle(frame: DownFrame): boolean {
		if (this.talk === null) {
			this.early.push(frame);
		}
		return this.talk?.handle(frame) ?? true;
	}

	private async make(): Promise<void> {
		const { send, now, identity } = this.options;
		const who = await identity();
		const room = this.held.hold.slice();
		const base = {
			room,
			trust: who.trust,
			store: this.isMine ? memoryStore() : this.options.store,
			now,
			news: (news: News): void => void (talk.hear(news) || this.hear(news)),
			changed: (): void => talk.stir(),
		};
		const seal = await (this.isMine ? this.giving(base, who) : this.answering(base, who));
		const talk: Talk = new Talk({
			room,
			seat: this.held.seat,
			seal,
			send,
			now,
			changed: () => this.changed(),
			lost: () => undefined,
		});
		this.seal = seal;
		this.talk = talk;
		this.since = now();
		talk.resume(this.held);
		this.early.splice(0).forEach((frame) => talk.handle(frame));
		if (seal instanceof YouthSeal) {
			await seal.here([SUPERVISOR]);
			await Promise.all(this.toGive.map((line) => seal.say(line)));
		}
	}

	private get toGive(): readonly string[] {
		return this.gift?.lines ?? [];
	}

	/** The machine seals nothing before the chosen supervisor of the own agency has proven herself. */
	private async giving(base: RoomOptions, { agency, mode }: Credentials): Promise<YouthSeal> {
		const { topic } = this.held;
		const chosen = this.gift && { chosen: this.gift.chosen };
		return new YouthSeal({ ...base, ...chosen, agency, topic, minMode: mode, purpose: HOLD });
	}

	private async answering(base: RoomOptions, who: Credentials): Promise<StaffSeal> {
		const { agency, mode } = who;
		const { topic, seat } = this.held;
		const accepted = { room: base.room, seat, purpose: HOLD, agency, topic, mode };
		return StaffSeal.open({ ...base, accepted, identity: who, vault: await this.options.vault() });
	}

	/**
	 * A step that cannot be opened is made again by who gives; what is not proven stays so. Lines that
	 * were meant for another device go once more: nobody is let in but who was chosen.
	 */
	private hear(news: News): void {
		if (news.type === 'back') {
			this.giveBack(news.texts);
		}
		if (news.type !== 'refused') {
			return;
		}
		const { seal, tries } = this;
		if (news.verdict === 'cannot_open' && seal instanceof YouthSeal && tries < TRIES) {
			this.tries++;
			void seal.again(news.seat);
		} else {
			this.fault = news.verdict;
			this.options.changed();
		}
	}

	/** END is empty, and follows the lines by itself. */
	private giveBack(texts: readonly string[]): void {
		this.step = 'lines';
		texts.forEach((text) => text === '' || void this.seal?.say(text));
	}

	private changed(): void {
		const { seal } = this;
		if (seal?.open) {
			this.fault = '';
			this.isLate = false;
		}
		this.options.changed();
		if (this.isMine && this.step === 'proof' && seal?.open) {
			this.step = 'lines';
			this.options.proven();
		}
		this.finish();
	}

	/** The next step of giving, when the one before is stored. */
	private finish(): void {
		const { seal } = this;
		if (!this.isMine || !seal?.open || seal.outbox.length > 0 || seal.unsealed.length > 0) {
			return;
		}
		if (this.step === 'lines' && this.lines.length === this.toGive.length) {
			this.step = 'end';
			void seal.end().then(() => {
				this.step = 'stored';
				this.changed();
			});
		} else if (this.step === 'stored' && this.isOpen) {
			this.options.said();
		}
	}
}

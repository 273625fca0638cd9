/**
 * One sealed room as the youth's page has it. Nothing is said in it before the statement about the
 * agency was checked against the bundle's roots; from then on a machine and a Talk hold it, and what
 * goes wrong with the seal becomes one of the states that the screen knows. It draws nothing.
 */
import { toHex } from '@samtale/core/bytes';
import type { DownFrame, MatchedFrame, UpFrame } from '@samtale/core/frames';
import type { RememberedRoom } from '@samtale/core/session';
import type { Store } from '@samtale/core/store';
import { fetchBundle, readBundle } from '@samtale/core/seal/bundle';
import { checkStatement, SHIFT_MODE, type Trust } from '@samtale/core/seal/chain';
import { SealFault, type Verdict } from '@samtale/core/seal/layout';
import type { News } from '@samtale/core/seal/traffic';
import { YouthSeal } from '@samtale/core/seal/youth/youth-seal';
import { Talk } from '@samtale/core/talk';
import { TRUST } from './keep.ts';
import type { Agency, Event, Seal, State } from './state.ts';

const SEAT = 0;
/** Handshakes before somebody else is offered: as many as are answered within a minute. */
const TRIES = 3;
/** Milliseconds. retry: of the bundle's word. patience: somebody who is here should have answered. */
const TIMES = { retry: 3_000, patience: 30_000 };

export interface Host {
	readonly state: State;
	readonly store: Store;
	send(frame: UpFrame): boolean;
	dispatch(event: Event): void;
	/** The service's clock, Unix milliseconds. */
	serviceNow(): number;
	/** Something of the room has changed that is read from it. */
	roomChanged(): void;
	/** The room takes texts. */
	opened(): void;
}

/** Asks for the bundle's word, unless the tab has it. */
export async function learnTrust(store: Store): Promise<Trust | null> {
	return readBundle(store.get(TRUST)) ?? fetchBundle((text) => store.set(TRUST, text));
}

export class Room {
	readonly id: string;
	talk: Talk | null = null;
	private seal: YouthSeal | null = null;
	/** The last MATCHED, and what came behind it before there was a Talk. */
	private frame: MatchedFrame | null = null;
	private early: DownFrame[] = [];
	private fault: Verdict | null = null;
	/** The mode of a statement that holds but for its dates: the tap into shift mode is offered by it. */
	private undated = 0;
	private tries = 1;
	/** Since when nobody has proven anything, on a socket. */
	private since = Infinity;
	/** The youth goes on in shift mode although the date is wrong. */
	private isLowered = false;
	private isOver = false;

	constructor(
		private readonly room: Uint8Array,
		private readonly host: Host,
	) {
		this.id = toHex(room);
		const { agency } = host.state;
		const trust = readBundle(host.store.get(TRUST));
		if (agency && trust) {
			this.make(trust, agency);
		}
	}

	/** For RESUME. */
	get remembered(): RememberedRoom {
		return this.talk ?? { room: this.room, log_epoch: 0, offset: 0 };
	}

	/** What the screen says of the seal, and whom it shows: only who has proven it. */
	get status(): Pick<State, 'seal' | 'counsellor'> {
		const { seal, fault, host } = this;
		const { agency, counsellor } = host.state;
		const who = seal?.people[0]?.who;
		const mode = this.isLowered ? SHIFT_MODE : (agency?.mode ?? (this.undated || SHIFT_MODE));
		const at: Seal['at'] = seal?.open ? 'open' : (fault ?? 'making');
		return { seal: { at, mode }, counsellor: who ? { alias: who.alias, agency: who.name } : counsellor };
	}

	/** MATCHED: once when somebody has come, then each time the room is open on a socket. */
	matched(frame: MatchedFrame): void {
		this.frame = frame;
		this.early = [];
		if (this.talk) {
			this.attach();
		} else {
			void this.begin();
		}
	}

	handle(frame: DownFrame): boolean {
		if (!this.talk) {
			this.early.push(frame);
		}
		return this.talk?.handle(frame) ?? false;
	}

	/** Once more: a handshake, or the check of the statement. */
	again(): void {
		this.tries = 1;
		this.fault = null;
		this.since = Date.now();
		if (this.seal) {
			this.frame?.seats.forEach((seat) => void this.seal?.again(seat));
		} else {
			void this.begin();
		}
		this.host.roomChanged();
	}

	/** On in shift mode, although the date on this phone is wrong. */
	lower(): void {
		this.isLowered = true;
		void this.seal?.lowerMode();
		this.again();
	}

	/** The youth lets somebody in. */
	admit(seat: number): void {
		void this.seal?.admit(seat, 'nothing');
	}

	/** To be called where there is a socket. False: not now. */
	leave(): boolean {
		return this.talk?.leave() ?? this.host.send({ type: 'leave', room: this.room });
	}

	swap(): boolean {
		return this.host.send({ type: 'swap', room: this.room });
	}

	consent(yes: boolean): boolean {
		return this.host.send({ type: 'consent', room: this.room, yes: yes ? 1 : 0 });
	}

	/** ENDED has come. True: something was said, and its end may be missing. */
	async finish(): Promise<boolean> {
		this.isOver = true;
		const end = await this.talk?.finish();
		return end === 'cut' && this.talk?.messages.length !== 0;
	}

	/** To be called about once a second. True: dial anew and RESUME. */
	tick(): boolean {
		const { seal, talk } = this;
		const now = Date.now();
		if (seal?.open) {
			this.since = now;
			this.fault = null;
		} else if (now - this.since >= TIMES.patience && talk?.peer.awaySince === 0) {
			this.fault ??= 'cannot_open';
			this.host.roomChanged();
		}
		return talk?.tick() ?? false;
	}

	/** Forgets every key, at once. */
	wipe(): void {
		this.isOver = true;
		this.talk?.wipe();
	}

	/** Checks what may be said of the agency, then opens the room. */
	private async begin(): Promise<void> {
		const { frame, host } = this;
		const trust = await learnTrust(host.store);
		if (this.isOver || this.talk || frame !== this.frame || !frame) {
			return;
		}
		if (!trust) {
			window.setTimeout(() => void this.begin(), TIMES.retry);
			return;
		}
		try {
			const agency = await this.prove(frame, trust);
			if (!this.isOver && !this.talk) {
				host.dispatch({ type: 'agency', agency });
				this.make(trust, agency);
				this.attach();
			}
		} catch (fault) {
			({ verdict: this.fault, mode: this.undated } = fault as SealFault);
			host.roomChanged();
		}
	}

	/** The dates of shift mode may be the service's, whose owner signs anyway. */
	private async prove({ statement, agency_slug }: MatchedFrame, trust: Trust): Promise<Agency> {
		const bytes = statement.slice();
		const check = (at: number) => checkStatement(bytes, trust, Math.floor(at / 1000));
		const { agency, name, mode } = await check(Date.now()).catch((fault: SealFault) => {
			if (fault.mode !== SHIFT_MODE && !(fault.mode && this.isLowered)) {
				throw fault;
			}
			return check(this.host.serviceNow());
		});
		if (agency !== agency_slug) {
			throw new SealFault('not_proven');
		}
		return { slug: agency, name, mode: this.isLowered ? SHIFT_MODE : mode };
	}

	private make(trust: Trust, agency: Agency): void {
		const { host, room } = this;
		const { store } = host;
		const lost = () => host.dispatch({ type: 'notice', trouble: 'lost' });
		const seal = new YouthSeal({
			room: room.slice(),
			trust,
			store,
			agency: agency.slug,
			topic: host.state.wish.topic,
			minMode: agency.mode,
			now: () => Date.now(),
			serviceNow: () => host.serviceNow(),
			news: (news) => talk.hear(news) || this.hear(news),
			changed: () => talk.stir(),
		});
		const talk = new Talk({
			room,
			seat: SEAT,
			seal,
			send: (frame) => host.send(frame),
			now: () => Date.now(),
			changed: () => host.roomChanged(),
			lost,
		});
		this.fault = null;
		this.seal = seal;
		this.talk = talk;
	}

	private attach(): void {
		const { frame, talk, seal, host } = this;
		if (talk && frame?.resumed === 1) {
			this.since = Date.now();
			talk.resume(frame);
			void seal?.here(frame.seats);
			this.early.splice(0).forEach((early) => talk.handle(early));
			host.opened();
		}
	}

	private hear(news: News): void {
		const { host } = this;
		if (news.type === 'asks') {
			const who = this.seal?.who(news.seat);
			const asks = who ? { seat: news.seat, alias: who.alias, agency: who.name } : null;
			host.dispatch({ type: 'asks', asks });
		} else if (news.type === 'back') {
			const text = [...news.texts, host.state.draft].filter((one) => one !== '').join('\n');
			host.dispatch({ type: 'draft', text });
			host.dispatch({ type: 'notice', trouble: 'back' });
		} else if (news.type === 'lost' || news.type === 'moved') {
			host.dispatch({ type: 'notice', trouble: news.type });
		} else if (news.type === 'refused') {
			this.refused(news.seat, news.verdict);
		}
	}

	private refused(seat: number, verdict: Verdict): void {
		if (verdict === 'cannot_open' && this.tries < TRIES) {
			this.tries++;
			void this.seal?.again(seat);
		} else {
			this.fault = verdict;
		}
		this.host.roomChanged();
	}
}

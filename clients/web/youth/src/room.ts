/**
 * One sealed room as the youth's page has it. Nothing is said in it before the statement about the
 * agency was checked against the bundle's roots; from then on a machine and a Talk hold it, and what
 * goes wrong with the seal becomes one of the states that the screen knows. It draws nothing.
 */
import { toHex } from '@samtale/core/bytes';
import type { DownFrame, JoinedFrame, MatchedFrame, UpFrame } from '@samtale/core/frames';
import type { RememberedRoom } from '@samtale/core/session';
import type { Store } from '@samtale/core/store';
import { fetchBundle, readBundle } from '@samtale/core/seal/bundle';
import { checkStatement, SHIFT_MODE, type Trust } from '@samtale/core/seal/chain';
import { SealFault, type Verdict } from '@samtale/core/seal/layout';
import { keyOf } from '@samtale/core/seal/memory';
import type { News } from '@samtale/core/seal/traffic';
import { YouthSeal } from '@samtale/core/seal/youth/youth-seal';
import { Talk } from '@samtale/core/talk';
import { hearBeside } from './beside.ts';
import { TRUST } from './keep.ts';
import type { Agency, Counsellor, Event, Seal, Showing, State } from './state.ts';

const SEAT = 0;
/** Handshakes before somebody else is offered: as many as are answered within a minute. */
const TRIES = 3;
/**
 * Milliseconds. retry: of the bundle's word. again: of a handshake that nobody answers. patience:
 * somebody who is here should have answered.
 */
const TIMES = { retry: 3_000, again: 10_000, patience: 30_000 };
/** Why a room waits, where whoever was there did not want or have to leave for good. */
const RETURNS = new Set(['lost', 'parked']);

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
	/** With the seal. */
	private trust: Trust | null = null;
	/** The last MATCHED, and what came behind it before there was a Talk. */
	private frame: MatchedFrame | null = null;
	private early: DownFrame[] = [];
	/** The room is open on this socket, with somebody whose agency has proven itself. */
	private isAttached = false;
	private fault: Verdict | null = null;
	/** The mode of a statement that holds but for its dates: the tap into shift mode is offered by it. */
	private undated = 0;
	private tries = 1;
	/** Since when nobody has proven anything, on a socket. */
	private since = Infinity;
	/** Agencies with which the youth goes on in shift mode although the date is wrong. */
	private readonly lowered = new Set<string>();
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
	get status(): Pick<State, 'seal' | 'counsellor' | 'people' | 'names'> {
		const { seal, talk, fault, host } = this;
		const { agency, counsellor } = host.state;
		const here = (seal?.people ?? []).flatMap(({ who }) => who ?? []);
		const modes = [this.undated || (agency?.mode ?? SHIFT_MODE), ...here.map((who) => who.mode)];
		const mode = this.isLowered ? SHIFT_MODE : Math.min(...modes);
		const at: Seal['at'] = seal?.open ? 'open' : (fault ?? 'making');
		const all = [...new Set(talk?.messages.map(({ sender }) => sender))];
		return {
			seal: { at, mode },
			counsellor: listOf(here) ?? counsellor,
			people: (talk?.changes ?? []).map(({ came, left, ...place }) => ({
				...place,
				came: came.map((seat) => ({
					...this.named(seat),
					history: seal?.shown(seat) ?? 'nothing',
				})),
				left: left.map((seat) => this.named(seat)),
			})),
			names: Object.fromEntries(all.map((seat) => [seat, this.named(seat).alias])),
		};
	}

	/** MATCHED: once when somebody has come, then each time the room is open on a socket. */
	matched(frame: MatchedFrame): void {
		this.frame = frame;
		this.early = [];
		this.isAttached = false;
		if (this.talk && this.host.state.agency?.slug === frame.agency_slug) {
			this.attach();
		} else {
			void this.begin();
		}
	}

	/** QUEUED: whoever was here has left, and the room waits for who comes next. */
	rest(why: string): void {
		const { seal, talk, host } = this;
		const [last] = seal?.people ?? [];
		if (seal && last?.who && RETURNS.has(why)) {
			const isSame = seal.shown(last.seat) === 'everything';
			const { staff, mode } = last.who;
			const showing = { history: 'everything', summary: '' } as const;
			const choice = isSame ? { ...showing, staff, mode, agency: '' } : null;
			host.dispatch({ type: 'choice', choice });
		}
		this.isAttached = false;
		this.since = Infinity;
		this.tries = 1;
		this.fault = null;
		this.undated = 0;
		talk?.rest();
		void seal?.here([]);
		void seal?.part();
	}

	handle(frame: DownFrame): boolean {
		if (!this.isAttached) {
			this.early.push(frame);
			return false;
		}
		hearBeside(frame, this.seal, async (joined) => {
			const { topic } = this.host.state.wish;
			const { slug: agency, mode: minMode } = await this.prove(joined, this.trust!);
			return { agency, topic, minMode };
		});
		return this.talk?.handle(frame) ?? false;
	}

	/** Once more: a handshake, or the check of the statement. */
	again(): void {
		this.tries = 1;
		this.fault = null;
		this.since = Date.now();
		if (this.isAttached) {
			this.offerAgain();
		} else {
			void this.begin();
		}
		this.host.roomChanged();
	}

	/** On in shift mode with the agency of now, although the date on this phone is wrong. */
	lower(): void {
		const { agency_slug: agency = '' } = this.frame ?? {};
		this.lowered.add(agency);
		void this.seal?.lowerMode(agency);
		this.again();
	}

	/** The youth lets somebody in. */
	admit(seat: number, { history, summary }: Showing): void {
		const isAll = history === 'everything';
		const words = history === 'summary' ? summary : '';
		void this.seal?.admit(seat, isAll ? 'everything' : 'nothing', words);
		this.host.dispatch({ type: 'choice', choice: null });
	}

	/** To be called where there is a socket. False: not now. */
	leave(): boolean {
		return this.talk?.leave() ?? this.host.send({ type: 'leave', room: this.room });
	}

	swap(): boolean {
		return this.host.send({ type: 'swap', room: this.room, elsewhere: 0 });
	}

	consent(yes: boolean): boolean {
		return this.host.send({ type: 'consent', room: this.room, yes: yes ? 1 : 0 });
	}

	/** ENDED has come. True: something was said, and its end may be missing. */
	async finish(): Promise<boolean> {
		this.isOver = true;
		const end = await this.talk?.finish();
		this.forget();
		return end === 'cut' && this.talk?.messages.length !== 0;
	}

	/** To be called about once a second. True: dial anew and RESUME. */
	tick(): boolean {
		const { seal, talk, host } = this;
		const now = Date.now();
		if (seal?.open || host.state.asks) {
			this.since = now;
			this.fault = null;
		} else if (talk?.peer.awaySince === 0) {
			this.hurry(now - this.since);
		}
		return talk?.tick() ?? false;
	}

	/** Forgets every key, at once. */
	wipe(): void {
		this.isOver = true;
		this.talk?.wipe();
		this.forget();
	}

	/** Also where nobody has proven anything on this page: what one before it has left. */
	private forget(): void {
		this.host.store.remove(keyOf(this.room));
	}

	/** Nobody has proven anything for so long: a step may be lost, or the other side refuses it. */
	private hurry(waited: number): void {
		if (waited >= TIMES.patience) {
			this.fault ??= 'cannot_open';
			this.host.roomChanged();
		} else if (waited >= TIMES.again * this.tries && this.tries < TRIES) {
			this.tries++;
			this.offerAgain();
		}
	}

	private get isLowered(): boolean {
		return this.lowered.has(this.frame?.agency_slug ?? '');
	}

	private offerAgain(): void {
		this.frame?.seats.forEach((seat) => void this.seal?.again(seat));
	}

	private named(seat: number): Counsellor {
		const { alias = '', name: agency = '' } = this.seal?.who(seat) ?? {};
		return { alias, agency };
	}

	/** Checks what may be said of the agency, then opens the room. */
	private async begin(): Promise<void> {
		const { frame, host } = this;
		const trust = await learnTrust(host.store);
		if (this.isOver || this.isAttached || frame !== this.frame || !frame) {
			return;
		}
		if (!trust) {
			window.setTimeout(() => void this.begin(), TIMES.retry);
			return;
		}
		try {
			const agency = await this.prove(frame, trust);
			if (!this.isOver && !this.isAttached && frame === this.frame) {
				host.dispatch({ type: 'agency', agency });
				this.fault = null;
				this.undated = 0;
				this.talk ?? this.make(trust, agency);
				this.attach();
			}
		} catch (fault) {
			({ verdict: this.fault, mode: this.undated } = fault as SealFault);
			host.roomChanged();
		}
	}

	/** The dates of shift mode may be the service's, whose owner signs anyway. */
	private async prove(frame: MatchedFrame | JoinedFrame, trust: Trust): Promise<Agency> {
		const { statement, agency_slug } = frame;
		const isLowered = this.lowered.has(agency_slug);
		const bytes = statement.slice();
		const check = (at: number) => checkStatement(bytes, trust, Math.floor(at / 1000));
		const { agency, name, mode } = await check(Date.now()).catch((fault: SealFault) => {
			if (fault.mode !== SHIFT_MODE && !(fault.mode && isLowered)) {
				throw fault;
			}
			return check(this.host.serviceNow());
		});
		if (agency !== agency_slug) {
			throw new SealFault('not_proven');
		}
		return { slug: agency, name, mode: isLowered ? SHIFT_MODE : mode };
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
		this.trust = trust;
		this.seal = seal;
		this.talk = talk;
	}

	private attach(): void {
		const { frame, talk, seal, host } = this;
		const { agency } = host.state;
		if (talk && seal && agency && frame?.resumed === 1) {
			const { slug, mode: minMode } = agency;
			this.since = Date.now();
			this.isAttached = true;
			const named = { agency: slug, topic: frame.topic, minMode };
			/* Who was invited and has proven nothing yet is named by JOINED, which follows. */
			const seats = frame.seats.filter((seat, i) => i === 0 || seal.who(seat));
			talk.resume(frame, () => seal.here(seats, named));
			this.early.splice(0).forEach((early) => this.handle(early));
			host.opened();
		}
	}

	private hear(news: News): void {
		const { host } = this;
		if (news.type === 'asks') {
			this.asked(news.seat);
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

	/** Somebody new: the youth has said yes already to whom this is, or is asked now. */
	private asked(seat: number): void {
		const { seal, host } = this;
		const { choice } = host.state;
		const who = seal?.who(seat);
		if (!who) {
			return;
		}
		const isWeaker = who.mode < (choice?.mode ?? 0);
		const isMeant = choice?.staff
			? choice.staff === who.staff
			: choice?.agency === '' || choice?.agency === who.name;
		if (choice && isMeant && !isWeaker) {
			this.admit(seat, choice);
		} else {
			const { alias, name: agency } = who;
			host.dispatch({ type: 'asks', asks: { seat, alias, agency, isWeaker } });
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

/** Everybody who is here, as one name; null: nobody has proven it. */
function listOf(here: readonly { alias: string; name: string }[]): Counsellor | null {
	const list = (names: string[]): string => [...new Set(names)].join(', ');
	const alias = list(here.map((who) => who.alias));
	return alias === '' ? null : { alias, agency: list(here.map(({ name }) => name)) };
}

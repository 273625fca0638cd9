/**
 * One visit from the door to its end: the state, the session and the talk, and what the screens may
 * ask for. Frames become events for state.ts here; taps become frames. It draws nothing.
 */
import { toHex, fromHex } from '@samtale/core/bytes';
import { socketUrl } from '@samtale/core/env';
import { FRAMES, type DownFrame, type MatchedFrame, type UpFrame } from '@samtale/core/frames';
import { Session } from '@samtale/core/session';
import { tabStore } from '@samtale/core/store';
import { Talk } from '@samtale/core/talk';
import type { Door } from './data.ts';
import { continued, forget, keep, keptOf, recall } from './keep.ts';
import { learnDirectory, learnDoor, learnHelp } from './learn.ts';
import { hasLeft, leaveQuickly } from './leave.ts';
import { Offline } from './offline.ts';
import { otherPeople } from './others.ts';
import { initialState, reduce, type Event, type State, type Wish } from './state.ts';
import { keepScreenOn, letScreenSleep } from './wake.ts';

const YOUTH = 1;
const SEAT = 0;
const LEAVE = 'leave';
/** Milliseconds. */
const TIMES = { tick: 1_000, replay: 1_500, door: 60_000 };
/** Refusals of a wish that pass by themselves. */
const LATER = new Set(['delayed', 'rate']);

export class Visit {
	state: State;
	readonly store = tabStore();
	private session: Session | null = null;
	private talk: Talk | null = null;
	/** ASK is wanted and QUEUED has not come. */
	private asking = false;
	/** The queue is left for other help. */
	private elsewhere = false;
	private atEnd = true;
	private replayUntil = 0;
	private readonly offline = new Offline((on) => this.dispatch({ type: 'offline', on }));

	/** `changed` is called after each change of the state. */
	constructor(
		door: Door,
		private readonly language: () => string,
		private readonly changed: () => void,
	) {
		this.state = initialState(door, language());
		this.takeUp();
		window.setInterval(() => this.tick(), TIMES.tick);
		window.setInterval(() => void learnDoor(this), TIMES.door);
		document.addEventListener('visibilitychange', () => this.seen(this.atEnd));
	}

	/** Fetches what later screens need; the door works without. */
	async prepare(): Promise<void> {
		await Promise.all([learnHelp(this), learnDirectory(this)]);
	}

	dispatch(event: Event): void {
		if (hasLeft()) {
			return;
		}
		this.state = reduce(this.state, event);
		if (this.state.step === 'wait' || this.state.step === 'talk') {
			this.remember();
		}
		this.changed();
	}

	/* --- what the screens ask for --- */

	next(): void {
		const { step, placed } = this.state;
		if (step === 'door') {
			this.dispatch({ type: 'go', step: 'know' });
		} else if (step === 'know') {
			this.dispatch({ type: 'go', step: placed ? 'choose' : 'place' });
			this.connect();
		}
	}

	/** A municipality, or null: does not want to say. */
	place(pool: string, code: string | null): void {
		const { directory } = this.state;
		const found = directory?.pools.find(({ id }) => id === pool);
		const region = directory?.regions.find((r) => r.pool === pool && r.code === code) ?? null;
		const { country = '', languages = this.state.door.languages } = found ?? {};
		const moved = country !== this.state.door.country;
		this.dispatch({ type: 'place', region, pool, country, languages: [...languages] });
		void learnDoor(this);
		if (moved) {
			void learnHelp(this);
		}
	}

	/** Joins the queue. */
	ask(): void {
		this.asking = true;
		this.connect();
		keepScreenOn((kept) => this.dispatch({ type: 'screen', kept }));
		this.dispatch({ type: 'asked' });
		this.sendAsk();
	}

	/** Changes the wish while waiting; the place stays. */
	change(wish: Pick<Wish, 'who' | 'languages'>): void {
		this.dispatch({ type: 'wish', wish });
		this.send({ type: 'change', ...wish });
	}

	/** Leaves the queue; `elsewhere`: other help was found. */
	cancel(elsewhere: boolean): void {
		this.elsewhere = elsewhere;
		if (!this.send({ type: 'cancel', why: elsewhere ? 1 : 0 })) {
			this.leaveByTicket();
			this.finish(elsewhere ? 'diverted' : 'cancelled');
		}
	}

	/** Somebody else, please. */
	swap(): void {
		if (this.talk) {
			this.send({ type: 'swap', room: this.talk.room });
		}
	}

	/** What the youth says to the counsellor's proposal. */
	consent(yes: boolean): void {
		if (this.talk && this.send({ type: 'consent', room: this.talk.room, yes: yes ? 1 : 0 })) {
			this.dispatch({ type: 'proposal', proposal: null });
		}
	}

	say(text: string): boolean {
		const said = (this.talk?.say(text) ?? null) !== null;
		if (said) {
			this.dispatch({ type: 'draft', text: '' });
		}
		return said;
	}

	draft(text: string, ready = false): void {
		this.dispatch({ type: 'draft', text, ready });
		if (this.state.step === 'talk' && text !== '') {
			this.talk?.type();
		}
	}

	retry(cseq: number): void {
		this.talk?.retry(cseq);
	}

	/** The end of the log is on the screen, or not. */
	seen(atEnd: boolean): void {
		this.atEnd = atEnd;
		if (atEnd && document.visibilityState === 'visible') {
			this.talk?.markSeen();
		}
	}

	/**
	 * Ends the talk for both. Without a socket it is ended here, and the daemon is told by the
	 * leave ticket.
	 */
	end(): void {
		if (!this.talk?.leave()) {
			this.leaveByTicket();
			this.finish('left');
		}
	}

	/** Tells the daemon without a socket that this visit is over. */
	private leaveByTicket(): void {
		const ticket = this.store.get(LEAVE);
		if (ticket !== null) {
			navigator.sendBeacon('/api/v1/leave', ticket);
		}
	}

	leaveQuickly(status: string): void {
		leaveQuickly({
			exit: this.state.door.exit,
			ticket: this.store.get(LEAVE),
			status,
			close: () => this.session?.close(4000),
		});
	}

	/** Takes the visit back from another window. */
	takeBack(): void {
		this.dispatch({ type: 'notice', trouble: null });
		this.session?.start();
	}

	/** Back to the door, for another visit. */
	again(): void {
		this.state = {
			...initialState(this.state.door, this.language()),
			directory: this.state.directory,
		};
		void learnHelp(this);
		this.dispatch({ type: 'go', step: 'door' });
		void learnDoor(this);
	}

	/* --- the session --- */

	/** After a reload: the same screen, the log follows by RESUME. */
	private takeUp(): void {
		const kept = recall(this.store);
		if (!kept || kept.door !== this.state.door.agency || this.store.get('token') === null) {
			return;
		}
		this.state = continued(this.state, kept);
		if (kept.room !== '') {
			this.talk = this.makeTalk(fromHex(kept.room), 0, 0);
			this.state.messages = this.talk.messages;
		}
		keepScreenOn((screen) => this.dispatch({ type: 'screen', kept: screen }));
		this.connect();
	}

	private remember(): void {
		const room = this.state.step === 'talk' && this.talk ? this.talk.id : '';
		keep(this.store, keptOf(this.state, room));
	}

	private connect(): void {
		this.session ??= new Session({
			url: socketUrl(location),
			side: YOUTH,
			language: this.language(),
			store: this.store,
			rooms: () => (this.talk && this.state.step === 'talk' ? [this.talk] : []),
			on: {
				welcome: (frame) => {
					this.store.set(LEAVE, toHex(frame.leave));
					this.dispatch({ type: 'grace', seconds: frame.grace_waiting });
				},
				queued: ({ why, type, ...queue }) => {
					this.asking = false;
					this.talk?.freeze(true);
					this.dispatch({ type, queue, why });
				},
				...otherPeople((event) => this.dispatch(event)),
				matched: (frame) => this.matched(frame),
				entry: (frame) => void this.talk?.handle(frame),
				ack: (frame) => void this.talk?.handle(frame),
				peer: (frame) => void this.talk?.handle(frame),
				refused: (frame) => this.refused(frame),
				frozen: ({ on }) => {
					this.talk?.freeze(on === 1);
					this.dispatch({ type: 'frozen', on: on === 1 });
				},
				lost: (frame) => this.lost(frame.room.length > 0 && frame.why === 'epoch'),
				ended: (frame) => this.finish(frame.reason),
			},
			onState: (state, ready, code) => this.linkState(state === 'closed', ready, code),
		});
		this.session.start();
	}

	private linkState(closed: boolean, ready: boolean, code: number): void {
		if (ready) {
			this.offline.end();
			this.sendAsk();
		} else if (!closed) {
			this.offline.begin();
		} else {
			this.offline.end();
			if (code === 4001 || code === 4003) {
				this.dispatch({
					type: 'notice',
					trouble: code === 4001 ? 'taken_over' : 'protocol',
				});
			}
		}
	}

	private readonly send = (frame: UpFrame): boolean => this.session?.send(frame) ?? false;

	private sendAsk(): void {
		if (this.asking && this.session?.ready && !this.session.known) {
			const door = this.state.door.agency;
			this.send({ type: 'ask', ...this.state.wish, door, avoid: [] });
		}
	}

	private matched(frame: MatchedFrame): void {
		this.asking = false;
		const same = this.talk?.id === toHex(frame.room);
		if (!same && this.talk) {
			const draft = [...this.talk.unsent, this.state.draft]
				.filter((text) => text !== '')
				.join('\n');
			this.talk.forget();
			this.dispatch({ type: 'draft', text: draft, ready: this.state.draftReady });
		}
		if (!same) {
			this.talk = this.makeTalk(frame.room, frame.log_epoch, frame.next_cseq);
		}
		const resumed = frame.resumed === 1;
		if (resumed) {
			this.replayUntil = Date.now() + TIMES.replay;
		} else {
			this.send({ type: 'ready', room: frame.room });
		}
		const { alias, agency } = frame;
		this.dispatch({ type: 'matched', counsellor: { alias, agency }, resumed });
		this.talk?.resume(frame);
		if (this.state.draftReady && this.state.draft.trim() !== '') {
			this.say(this.state.draft);
		}
	}

	private makeTalk(room: Uint8Array, log_epoch: number, next_cseq: number): Talk {
		return new Talk({
			room,
			seat: SEAT,
			profile: this.session?.welcome?.profile ?? this.state.door.profile,
			log_epoch,
			next_cseq,
			store: this.store,
			send: this.send,
			now: () => Date.now(),
			changed: () => this.showLog(),
		});
	}

	private showLog(): void {
		if (this.talk) {
			const { messages, peer } = this.talk;
			const replaying = Date.now() < this.replayUntil;
			this.dispatch({ type: 'log', messages, peer: { ...peer }, replaying });
			this.seen(this.atEnd);
		}
	}

	private refused(frame: Extract<DownFrame, { type: 'refused' }>): void {
		const wait = Math.max(1, frame.retry_after) * 1000;
		if (frame.frame === FRAMES.ask.number) {
			this.session?.forget();
			if (LATER.has(frame.code)) {
				window.setTimeout(() => this.sendAsk(), wait);
				this.dispatch({ type: 'notice', trouble: 'delayed' });
			} else {
				this.asking = false;
				this.dispatch({ type: 'refused', code: frame.code });
			}
		} else if (frame.frame === FRAMES.leave.number && LATER.has(frame.code)) {
			window.setTimeout(() => this.talk?.leave(), wait);
		} else if (frame.frame === FRAMES.cancel.number && LATER.has(frame.code)) {
			window.setTimeout(() => this.cancel(this.elsewhere), wait);
		} else {
			this.talk?.handle(frame);
		}
	}

	/**
	 * Continuity is lost: in the room's log, or of the whole visit, which then is asked for anew or
	 * is over.
	 */
	private lost(onlyLog: boolean): void {
		if (onlyLog) {
			this.dispatch({ type: 'notice', trouble: 'lost' });
		} else if (!this.asking) {
			this.finish('gone');
		}
	}

	private finish(reason: string): void {
		this.asking = false;
		this.talk?.forget();
		this.talk = null;
		this.session?.forget();
		this.session?.close();
		this.session = null;
		letScreenSleep();
		this.offline.end();
		this.dispatch({ type: 'ended', reason, at: Date.now() });
		forget(this.store);
		this.store.remove(LEAVE);
	}

	private tick(): void {
		const need = this.talk?.tick() ?? null;
		if (need === 'gap') {
			this.session?.renew();
		} else if (need === 'stuck') {
			this.session?.kick();
		}
		if (this.state.replaying && Date.now() >= this.replayUntil) {
			this.showLog();
		}
		if (this.state.peer.awaySince !== 0 && Math.floor(Date.now() / 1000) % 30 === 0) {
			this.changed();
		}
	}
}

/**
 * One visit from the choices to its end: the session and the room, and what the screens may ask
 * for. Frames become events for state.ts here; taps become frames. It draws nothing.
 */
import { toHex, fromHex } from '@samtale/core/bytes';
import { socketUrl } from '@samtale/core/env';
import { FRAMES, type DownFrame, type MatchedFrame, type UpFrame } from '@samtale/core/frames';
import { Session } from '@samtale/core/session';
import { doesTabKeep, type Store } from '@samtale/core/store';
import type { Afterwards } from './afterwards.ts';
import { AGAIN, Asking } from './asking.ts';
import type { Entrance } from './entrance.ts';
import { CHOSEN, Going } from './going.ts';
import { forget, keep, keptOf, recall } from './keep.ts';
import { learnHelp } from './learn.ts';
import { LEAVE } from './leave.ts';
import { Offline } from './offline.ts';
import { otherPeople } from './others.ts';
import { learnTrust, Room } from './room.ts';
import { initialState, type Event, type State, type Wish } from './state.ts';
import { reduce } from './visit-state.ts';
import { keepScreenOn, letScreenSleep } from './wake.ts';

const YOUTH = 1;
/** Milliseconds. */
const TIMES = { tick: 1_000, replay: 1_500, draw: 20 };
/** Frames that say what the next one may read: refused, they have said nothing. */
const CHOOSING = new Set<number>([FRAMES.swap.number, FRAMES.consent.number]);

export class Visit {
	readonly store: Store;
	session: Session | null = null;
	/** Lives from the first match to the end, also while it waits for somebody else. */
	room: Room | null = null;
	/** A reload finds the talk again. */
	readonly doesKeep = doesTabKeep();
	private readonly asking = new Asking(this);
	private readonly going = new Going(this);
	/** Of the visit that is over: its last token, and who speaks for it (late.ts). */
	over: string | null = null;
	afterwards: Afterwards | null = null;
	/** Taken back from another window, and not yet heard whether it can be. */
	private reclaiming = false;
	private drawing = 0;
	private replayUntil = 0;
	/** How far the service's clock is ahead of the phone's, in milliseconds. */
	private skew = 0;
	private readonly offline = new Offline((on) => this.dispatch({ type: 'offline', on }));

	/** Joins the page: whoever walked in further than the door finds it going. */
	constructor(private readonly entrance: Entrance) {
		this.store = entrance.store;
		entrance.join(this, reduce);
		this.takeUp();
		const { step } = this.state;
		if (step !== 'door' && step !== 'know') {
			this.connect();
		}
		window.setInterval(() => this.tick(), TIMES.tick);
	}

	get state(): State {
		return this.entrance.state;
	}

	dispatch(event: Event): void {
		this.entrance.dispatch(event);
	}

	/* --- what the screens ask for --- */

	/** Joins the queue. */
	ask(): void {
		this.connect();
		keepScreenOn((kept) => this.dispatch({ type: 'screen', kept }));
		this.dispatch({ type: 'asked' });
		this.goOn();
		void learnTrust(this.store);
	}

	/** Changes the wish while waiting; the place stays. */
	change(wish: Pick<Wish, 'who' | 'languages'>): void {
		this.asking.wish(wish);
	}

	/** Leaves the queue; `elsewhere`: other help was found. */
	cancel(elsewhere: boolean): void {
		this.going.go(elsewhere);
	}

	say(text: string): boolean {
		const said = this.room?.talk?.say(text) ?? false;
		if (said) {
			this.dispatch({ type: 'draft', text: '' });
		}
		return said;
	}

	draft(text: string, ready = false): void {
		this.dispatch({ type: 'draft', text, ready });
		if (this.state.step === 'talk' && text !== '') {
			this.room?.talk?.type();
		}
	}

	retry(): void {
		this.room?.talk?.retry();
	}

	/** Ends the talk for both. */
	end(): void {
		this.going.go();
	}

	/** There is nothing more to say for now. */
	rest(): void {
		this.session?.close();
		this.session = null;
		this.store.remove(LEAVE);
	}

	/** The page is being left: forgets every key, and the socket. */
	drop(): void {
		this.room?.wipe();
		this.session?.close(4000);
	}

	/** Takes the visit back from another window. */
	takeBack(): void {
		if (this.session?.known) {
			this.reclaiming = true;
			this.dispatch({ type: 'notice', trouble: null });
			this.session.start();
		} else {
			this.finish('gone');
		}
	}

	/** Back to the door, for another visit. */
	again(): void {
		const { entrance } = this;
		entrance.state = {
			...initialState(this.state.door, entrance.language()),
			directory: this.state.directory,
			draft: this.state.draft,
		};
		void learnHelp(this);
		entrance.back();
	}

	/* --- the session --- */

	/** After a reload: the same screen, the log follows by RESUME. */
	private takeUp(): void {
		const kept = recall(this.store, this.state.door.agency);
		if (!kept) {
			return;
		}
		if (kept.room !== '') {
			this.room = new Room(fromHex(kept.room), this);
			this.state.messages = this.room.talk?.messages ?? [];
		}
		this.asking.changed = !this.room;
		keepScreenOn((screen) => this.dispatch({ type: 'screen', kept: screen }));
	}

	/** To be called after each change of the state: what a reload needs is kept. */
	remember(): void {
		const { step } = this.state;
		if (step === 'wait' || step === 'talk') {
			keep(this.store, keptOf(this.state, this.room?.id ?? ''));
		}
	}

	/** Dials, so that a place can be asked for at once. Any number of calls does no harm. */
	connect(): void {
		const inRoom = (frame: DownFrame) => void this.room?.handle(frame);
		this.session ??= new Session({
			url: socketUrl(location),
			side: YOUTH,
			language: this.entrance.language(),
			store: this.store,
			rooms: () => (this.inRoom ? [this.inRoom.remembered] : []),
			on: {
				welcome: (frame) => {
					this.store.set(LEAVE, toHex(frame.leave));
					this.skew = frame.now - Date.now();
					this.dispatch({ type: 'grace', seconds: frame.grace_waiting });
				},
				queued: ({ why, type, ...queue }) => {
					this.room?.rest(why);
					this.dispatch({ type, queue, why });
					this.going.again();
				},
				...otherPeople((event) => this.dispatch(event)),
				matched: (frame) => this.matched(frame),
				entry: inRoom,
				ack: inRoom,
				peer: inRoom,
				joined: inRoom,
				left: inRoom,
				refused: (frame) => this.refused(frame),
				frozen: ({ on }) => {
					this.room?.talk?.freeze(on === 1);
					this.dispatch({ type: 'frozen', on: on === 1 });
				},
				lost: (frame) => this.lost(frame.room.length > 0 && frame.why === 'epoch'),
				ended: (frame) => this.finish(frame.reason),
				surveyed: () => this.afterwards?.surveyed(),
				code: (frame) => this.afterwards?.coded(frame),
			},
			onState: (state, ready, code) => this.linkState(state === 'closed', ready, code),
		});
		this.session.start();
	}

	private linkState(closed: boolean, ready: boolean, code: number): void {
		if (ready) {
			this.reclaiming = false;
			this.offline.end();
			this.afterwards?.again();
			this.goOn();
		} else if (!closed) {
			this.offline.begin();
		} else {
			this.offline.end();
			if (code === 4001 || code === 4003) {
				const trouble = code === 4001 ? 'taken_over' : 'protocol';
				this.dispatch({ type: 'notice', trouble });
			}
		}
	}

	readonly goOn = (): void => this.asking.say();
	readonly send = (frame: UpFrame): boolean => this.session?.send(frame) ?? false;

	get online(): boolean {
		return this.session?.ready ?? false;
	}

	get inRoom(): Room | null {
		return this.state.step === 'talk' ? this.room : null;
	}

	readonly serviceNow = (): number => Date.now() + this.skew;

	private get unsent(): string {
		const texts = [...(this.room?.talk?.unsent ?? []), this.state.draft];
		return texts.filter((text) => text !== '').join('\n');
	}

	private matched(frame: MatchedFrame): void {
		if (this.room?.id !== toHex(frame.room)) {
			/* That room is over: what the daemon does not have of it goes back to the field. */
			this.dispatch({ type: 'draft', text: this.unsent, ready: this.state.draftReady });
			this.room?.wipe();
			this.room = null;
			this.dispatch({ type: 'agency', agency: null });
			this.dispatch({ type: 'choice', choice: null });
		}
		this.room ??= new Room(frame.room, this);
		const resumed = frame.resumed === 1;
		this.asking.changed = false;
		if (resumed) {
			this.replayUntil = Date.now() + TIMES.replay;
		} else {
			const { log_epoch, offset } = this.room.remembered;
			this.send({ type: 'ready', room: frame.room, log_epoch, offset });
		}
		this.dispatch({ type: 'wish', wish: { topic: frame.topic } });
		this.dispatch({ type: 'matched', resumed });
		this.room.matched(frame);
		if (resumed) {
			this.going.again();
		}
		this.showLog();
	}

	/** The first text waits in the room until somebody has proven who it is. */
	opened(): void {
		if (this.state.draftReady && this.state.draft.trim() !== '') {
			this.say(this.state.draft);
		}
	}

	/** Some entries at a time: a long log comes one by one. */
	readonly roomChanged = (): void => {
		this.drawing ||= window.setTimeout(() => this.showLog(), TIMES.draw);
	};

	private showLog(): void {
		window.clearTimeout(this.drawing);
		this.drawing = 0;
		if (this.room) {
			const { messages = [], peer = this.state.peer } = this.room.talk ?? {};
			const replaying = Date.now() < this.replayUntil;
			const { status } = this.room;
			this.dispatch({ type: 'log', messages, peer: { ...peer }, replaying, ...status });
		}
	}

	private refused(frame: Extract<DownFrame, { type: 'refused' }>): void {
		if (CHOOSING.has(frame.frame)) {
			this.dispatch({ type: 'choice', choice: null });
		}
		if (AGAIN.has(frame.frame)) {
			this.asking.refused(frame, () => this.going.again());
		} else if (!this.afterwards?.refused(frame) && this.room?.handle(frame) && frame.code === 'room_full') {
			this.dispatch({ type: 'notice', trouble: 'full' });
		}
	}

	/**
	 * Continuity is lost: in the room's log, or of the whole visit, which then is asked for anew,
	 * stays with the window that has it, or is over.
	 */
	private lost(onlyLog: boolean): void {
		if (onlyLog) {
			this.dispatch({ type: 'notice', trouble: 'lost' });
		} else if (this.reclaiming) {
			this.reclaiming = false;
			this.session?.close();
			this.dispatch({ type: 'notice', trouble: 'taken_over' });
		} else if (!this.state.asking) {
			this.finish('gone');
		}
	}

	finish(reason: string): void {
		this.going.over();
		const unsent = CHOSEN.has(reason) ? '' : this.unsent;
		const { room } = this;
		this.room = null;
		this.over = this.store.get('token');
		this.afterwards = null;
		this.session?.forget();
		this.rest();
		letScreenSleep();
		this.offline.end();
		this.dispatch({ type: 'ended', reason, at: Date.now(), unsent, talked: !!room });
		void room?.finish().then((cut) => cut && this.dispatch({ type: 'cut' }));
		forget(this.store);
	}

	private tick(): void {
		this.session?.tick();
		if (this.room?.tick()) {
			this.session?.renew();
		}
		if (this.state.replaying && Date.now() >= this.replayUntil) {
			this.showLog();
		}
		if (this.state.peer.awaySince !== 0 && Math.floor(Date.now() / 1000) % 30 === 0) {
			this.entrance.changed();
		}
	}
}

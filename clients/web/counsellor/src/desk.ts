/**
 * The glue of the desk: frames become events of the state, acts of the counsellor become frames. It
 * holds core's Session and one Talk a room, and no view. What is decided by data alone is decided
 * in state.ts and rooms.ts.
 */
import { signal } from '@preact/signals';
import { fromHex, toHex } from '@samtale/core/bytes';
import { FRAMES } from '@samtale/core/frames';
import type { LinkState } from '@samtale/core/link';
import { Session } from '@samtale/core/session';
import { ENDINGS, LIMITS, ROLES, type RoleName } from '@samtale/core/words';
import type { Acts } from './context.ts';
import type { DeskOptions } from './desk-options.ts';
import { factsOf, offerOf, personOf, shiftedOf, type Of } from './frame-facts.ts';
import type { WatchedEnv } from './line.ts';
import { requestTicket } from './login-call.ts';
import { Memory } from './memory.ts';
import { NoteDesk } from './note-desk.ts';
import { Reopening } from './reopening.ts';
import { Sealing, shownOf } from './sealing.ts';
import { initial, PRESENCES, reduce, unreadCount } from './state.ts';
import type { Choices, Event, Presence } from './state.ts';
import type { SealedRoom, Talks } from './talks.ts';
import { Ways } from './ways.ts';

/** A heartbeat is noted at most so often, so that the screen is not drawn for each frame. */
const HEARD_MS = 1000;

export class Desk implements Acts {
	readonly state = signal(initial);
	/** The daemon's clock, renewed each second. */
	readonly now = signal(Date.now());
	readonly muted = signal(false);
	/** Seconds a youth's room is kept without a socket; 0 until the daemon has said it. */
	readonly graceRoom = signal(0);
	private session: Session | null = null;
	/** How far the daemon's clock is ahead of this machine's, in milliseconds. */
	private skew = 0;
	private readonly memory: Memory;
	readonly sealing: Sealing;
	private readonly talks: Talks;
	readonly notes: NoteDesk;
	readonly ways = new Ways({
		send: (frame) => this.session?.send(frame) ?? false,
		tell: (event) => this.tell(event),
		refuse: (code) => this.refuse(code),
	});
	private readonly line: WatchedEnv;
	private reopening = new Reopening();

	constructor(private readonly options: DeskOptions) {
		this.line = options.line(() => this.heard());
		this.memory = new Memory(options.store);
		this.sealing = new Sealing({
			...options,
			memory: this.memory,
			send: (frame) => this.session?.send(frame) ?? false,
			now: () => this.clock(),
			tell: (event) => this.tell(event),
			changed: (room) => this.onRoom(room),
		});
		this.talks = this.sealing.talks;
		const tell = (event: Event): void => this.tell(event);
		this.notes = new NoteDesk({ talks: this.talks, memory: this.memory, tell });
	}

	/** Takes up the shift that a reload interrupted, if there is one, and starts the ticking. */
	start(): void {
		const { store } = this.options;
		setInterval(() => this.tick(), 1000);
		if (store.get('token') !== null) {
			this.tell({ type: 'resuming', remembered: this.memory.rooms });
			this.connect(this.memory.side).start();
		}
	}

	get choices(): Choices | null {
		return this.memory.choices;
	}

	login = (name: string, password: string): void => {
		this.tell({ type: 'login-sent' });
		void requestTicket(fetch, name, password).then((answer) => {
			if (!answer.ok) {
				this.tell({ type: 'login-failed', failure: answer.failure });
				return;
			}
			const side = ROLES[answer.role.toUpperCase() as RoleName] ?? ROLES.COUNSELLOR;
			this.options.store.clear();
			this.options.store.keep(true);
			this.memory.side = side;
			this.connect(side).login(fromHex(answer.ticket));
		});
	};

	logout = (): void => {
		this.drop();
		this.forget();
		this.tell({ type: 'logged-out' });
	};

	goOnShift = (choices: Choices): void => {
		this.options.sound.unlock();
		this.options.askToNotify();
		this.options.store.keep(true);
		this.memory.choices = choices;
		this.shift('available');
	};

	setPresence = (presence: Exclude<Presence, 'lost'>): void => {
		this.options.sound.unlock();
		this.shift(presence);
	};

	accept = (): void => this.answer('accept');
	decline = (): void => this.answer('decline');

	activate = (room: string): void => {
		this.tell({ type: 'activate', room });
		this.look();
	};

	say = (room: string, text: string): boolean => {
		const { talk, seal } = this.talks.get(room) ?? {};
		return !seal?.isHeld && (talk?.say(text) ?? false);
	};

	understood = (room: string): void => void this.talks.get(room)?.seal?.understood();

	write = (room: string, text: string): void => {
		this.memory.keepDraft(room, text);
		if (text !== '') {
			this.talks.get(room)?.talk?.type();
		}
	};

	draft = (room: string): string => this.memory.draft(room);
	askEnd = (room: string, asking: boolean): void => this.tell({ type: 'ask-end', room, asking });

	end = (room: string): void => {
		if (!this.session?.ready || this.talks.get(room)?.leave(this.session) === false) {
			this.refuse('delayed');
		}
	};

	dismiss = (room: string): void => {
		this.talks.drop(room);
		this.memory.dropDrafts(room);
		this.tell({ type: 'dismiss', room });
		this.look();
	};

	retry = (): void => this.session?.kick();

	comeBack = (): void => {
		this.tell({ type: 'resuming', remembered: this.state.value.remembered });
		this.session?.start();
	};

	setMuted = (muted: boolean): void => {
		this.options.sound.unlock();
		this.options.sound.muted = muted;
		this.muted.value = muted;
	};

	trySound = (): void => {
		this.options.sound.unlock();
		this.options.sound.once();
	};

	/** To be called when the page comes into view: what the active room shows has been seen. */
	look = (): void => {
		const { active: room } = this.state.value;
		if (room !== '' && this.options.visible()) {
			this.tell({ type: 'activate', room });
		}
	};

	private connect(side: number): Session {
		this.drop();
		const { url, language, store } = this.options;
		this.session = new Session({
			url,
			side,
			language,
			store,
			env: this.line.env,
			rooms: () =>
				this.living().map(({ room, log_epoch, offset }) => ({ room, log_epoch, offset })),
			onState: (state, ready, code) => this.onLink(state, ready, code),
			on: {
				welcome: (frame) => this.onWelcome(frame),
				person: (frame) => this.onPerson(frame),
				...this.sealing.frames,
				resumed: (frame) => this.gone(this.reopening.begin(frame.rooms, this.living())),
				shifted: (frame) => this.onShifted(frame),
				offer: (frame) => this.onOffer(frame),
				revoked: ({ offer, why }) =>
					this.tell({ type: 'revoked', offer, why, at: this.clock() }),
				roster: ({ waiting, longest, on_duty }) =>
					this.tell({ type: 'roster', roster: { waiting, longest, onDuty: on_duty } }),
				opened: (frame) => this.onOpened(frame),
				...this.talks.frames(this.sealing.holds),
				ended: (frame) => void (this.sealing.holds.ended(frame) || this.onEnded(frame)),
				lost: (frame) => this.onLost(frame),
				frozen: (frame) => this.onFrozen(frame),
				handed: (frame) => this.ways.onHanded(frame),
				joined: (frame) => this.ways.onBeside(frame),
				left: (frame) => this.ways.onBeside(frame),
				period: (frame) => this.ways.onPeriod(frame),
				refused: (frame) => this.onRefused(frame),
			},
		});
		return this.session;
	}

	/** Closes the socket by our own wish; nothing is told of it. */
	private drop(): void {
		const { session } = this;
		this.session = null;
		session?.close(ENDINGS.DONE.code);
	}

	private onLink(state: LinkState, ready: boolean, code: number): void {
		if (state === 'closed') {
			this.onClosed(code);
			return;
		}
		const at = this.clock();
		const retryAt = state === 'waiting' ? at + this.line.lastDelay() : 0;
		if (ready || this.state.value.screen !== 'login') {
			this.tell({ type: 'link', open: ready, at, retryAt });
		}
		/* Ready and still at the login: the ticket went down with its socket. */
		const { screen, busy } = this.state.value;
		if (screen === 'login' && busy && (state === 'waiting' || ready)) {
			this.tell({ type: 'login-failed', failure: { code: 'net', retryAfter: 0 } });
		}
	}

	/** Closed for good: by the daemon, or (0) by core, which met a frame that is none. */
	private onClosed(code: number): void {
		if (this.session === null) {
			return;
		}
		if (code === ENDINGS.TAKEN_OVER.code) {
			this.tell({ type: 'elsewhere' });
		} else if (code === ENDINGS.PROTOCOL.code || code === 0) {
			this.tell({ type: 'broken' });
		} else {
			this.onLost({ type: 'lost', room: new Uint8Array(0), why: 'gone' });
		}
	}

	private onWelcome(frame: Of<'welcome'>): void {
		this.skew = frame.now - Date.now();
		this.graceRoom.value = frame.grace_room;
		this.now.value = this.clock();
	}

	private onPerson(frame: Of<'person'>): void {
		this.tell({ type: 'person', person: personOf(frame) });
		this.sealing.begin(frame);
	}

	private onShifted(frame: Of<'shifted'>): void {
		const wasOn = this.state.value.presence !== 'off';
		this.tell(shiftedOf(frame));
		if (this.state.value.presence === 'off' && wasOn) {
			this.options.store.keep(false);
			this.talks.endShift();
		}
	}

	/** RECEIVED goes first: without it the daemon takes the offer for lost on the line. */
	private onOffer(frame: Of<'offer'>): void {
		this.session?.send({ type: 'received', offer: frame.offer });
		this.tell({ type: 'offer', offer: offerOf(frame, this.clock()) });
	}

	private onOpened(frame: Of<'opened'>): void {
		this.tell({ type: 'opened', room: factsOf(frame), offer: frame.offer });
		this.gone(this.reopening.opened(this.talks.open(frame).id));
	}

	private onRoom(room: SealedRoom): void {
		const before = unreadCount(this.state.value);
		const visible = this.options.visible();
		this.tell({ type: 'talk', room: room.id, news: shownOf(room), visible });
		if (unreadCount(this.state.value) > before && !this.reopening.running) {
			this.options.sound.message();
		}
	}

	private onEnded({ room: number, reason }: Of<'ended'>): void {
		const room = toHex(number);
		this.memory.dropDrafts(room);
		this.tell({ type: 'ended', room, reason, at: this.clock() });
	}

	private onLost(frame: Of<'lost'>): void {
		const room = toHex(frame.room);
		if (room === '') {
			this.forget();
		}
		this.tell({ type: 'lost', room, why: frame.why, at: this.clock() });
	}

	private onFrozen({ on }: Of<'frozen'>): void {
		this.sealing.freeze(on === 1);
		this.tell({ type: 'frozen', on: on === 1, at: this.clock() });
	}

	private onRefused(frame: Of<'refused'>): void {
		if (this.talks.of(frame.room)?.handle(frame)) {
			if (frame.code === 'room_full' && frame.frame !== FRAMES.note.number) {
				this.refuse(frame.code);
			}
			return;
		}
		if (this.sealing.refused(frame)) {
			return;
		}
		this.ways.onRefused(frame);
		if (this.state.value.screen === 'login' || this.state.value.screen === 'resuming') {
			this.tell({
				type: 'login-failed',
				failure: { code: 'expired', retryAfter: frame.retry_after },
			});
			return;
		}
		this.refuse(frame.code, frame.number);
	}

	private clock(): number {
		return Date.now() + this.skew;
	}

	private tell(event: Event): void {
		this.state.value = reduce(this.state.value, event);
		this.sealing.follow(this.state.value);
	}

	private refuse(code: string, offer = 0): void {
		this.tell({ type: 'refused', code, offer, at: this.clock() });
	}

	private heard(): void {
		if (this.clock() - this.state.value.heardAt >= HEARD_MS) {
			this.tell({ type: 'heard', at: this.clock() });
		}
	}

	private shift(presence: Exclude<Presence, 'lost'>): void {
		const choices = this.choices ?? this.options.usual();
		const state = PRESENCES.indexOf(presence);
		const languages = choices.languages.slice(0, LIMITS.LIMIT_LANGUAGES);
		if (this.session?.send({ type: 'shift', state, ...choices, languages }) !== true) {
			this.refuse('delayed');
		}
	}

	private answer(answer: 'accept' | 'decline'): void {
		const { offer } = this.state.value;
		if (offer?.answered === '' && this.session?.send({ type: answer, offer: offer.offer })) {
			this.tell({ type: 'answered', offer: offer.offer, answer });
		}
	}

	/** Rooms that have not ended. */
	private living(): SealedRoom[] {
		const rooms = this.state.value.rooms.filter((room) => room.ended === '');
		return this.talks.some(rooms.map((room) => room.id));
	}

	/** Rooms that did not come back after RESUME are over. */
	private gone(rooms: string[]): void {
		rooms.forEach((room) => this.tell({ type: 'lost', room, why: 'gone', at: this.clock() }));
	}

	private forget(): void {
		this.sealing.forget();
		this.options.store.clear();
		this.reopening = new Reopening();
	}

	private tick(): void {
		this.now.value = this.clock();
		this.tell({ type: 'tick', at: this.now.value });
		this.memory.keepRooms(this.state.value);
		this.session?.tick();
		const dead = this.living().map((room) => room.tick());
		if (dead.concat(this.sealing.holds.tick()).includes(true)) {
			this.session?.renew();
		}
	}
}

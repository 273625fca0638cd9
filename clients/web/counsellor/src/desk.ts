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
import { ENDINGS, ROLES, type RoleName } from '@samtale/core/words';
import type { Acts } from './context.ts';
import type { DeskOptions } from './desk-options.ts';
import { reduce } from './desk-state.ts';
import type { Feature, Reach } from './feature.ts';
import { FormDesk } from './form-desk.ts';
import { factsOf, personOf, type Of } from './frame-facts.ts';
import { KeyDesk } from '@samtale/staff/key-desk';
import type { WatchedEnv } from './line.ts';
import type { Typed } from '@samtale/staff/login-call';
import { Entry } from './entry.ts';
import { HelpDesk } from './help-desk.ts';
import { Memory } from './memory.ts';
import { NoteDesk } from './note-desk.ts';
import { PaneDesk } from './pane-desk.ts';
import { Reopening } from './reopening.ts';
import { ReplyDesk } from './reply-desk.ts';
import { Sealing, shownOf } from './sealing.ts';
import { ServicesDesk } from './services-desk.ts';
import { SheetDesk } from './sheet-desk.ts';
import { ShiftDesk } from './shift-desk.ts';
import { SoundDesk } from './sound-desk.ts';
import { initial, unreadCount, type Event } from './state.ts';
import type { SealedRoom, Talks } from './talks.ts';
import { Ways } from './ways.ts';

/** A heartbeat is noted at most so often, so that the screen is not drawn for each frame. */
const HEARD_MS = 1000;

export class Desk implements Acts {
	readonly state = signal(initial);
	/** The daemon's clock, renewed each second. */
	readonly now = signal(Date.now());
	/** Seconds a youth's room is kept without a socket; 0 until the daemon has said it. */
	readonly graceRoom = signal(0);
	private session: Session | null = null;
	/** How far the daemon's clock is ahead of this machine's, in milliseconds. */
	private skew = 0;
	private readonly memory: Memory;
	private readonly entry: Entry;
	readonly sealing: Sealing;
	private readonly talks: Talks;
	readonly notes: NoteDesk;
	readonly sounds: SoundDesk;
	readonly shift: ShiftDesk;
	readonly ways: Ways;
	readonly replies: ReplyDesk;
	readonly services: ServicesDesk;
	readonly pane = new PaneDesk();
	readonly sheets = new SheetDesk();
	readonly keys: KeyDesk;
	readonly help: HelpDesk;
	readonly forms: FormDesk;
	/** The parts with frames of their own. */
	private readonly features: readonly Feature[];
	private readonly line: WatchedEnv;
	private reopening = new Reopening();

	constructor(private readonly options: DeskOptions) {
		const reach: Reach = {
			send: (frame) => this.session?.send(frame) ?? false,
			tell: (event) => this.tell(event),
			refuse: (code, number) => this.refuse(code, number),
			now: () => this.clock(),
			state: () => this.state.value,
		};
		const memory = new Memory(options.store);
		this.line = options.line(() => this.heard());
		this.memory = memory;
		this.entry = new Entry({
			...options,
			...reach,
			begin: (ticket, role) => this.begin(ticket, role),
		});
		this.sealing = new Sealing({
			...options,
			...reach,
			memory,
			changed: (room) => this.onRoom(room),
		});
		this.talks = this.sealing.talks;
		this.notes = new NoteDesk({ ...reach, talks: this.talks, memory });
		this.sounds = new SoundDesk(options.sound, memory);
		this.shift = new ShiftDesk({
			...options,
			...reach,
			memory,
			sounds: this.sounds,
			ended: () => this.talks.endShift(),
			lost: () => this.session?.renew(),
		});
		this.ways = new Ways(reach);
		this.replies = new ReplyDesk({ ...reach, ask: options.ask });
		this.services = new ServicesDesk(reach);
		this.keys = new KeyDesk(options.keyStore);
		this.help = new HelpDesk({ ...reach, memory });
		this.forms = new FormDesk({
			...reach,
			memory,
			talks: this.talks,
			dismiss: (room) => this.dismiss(room),
		});
		this.features = [this.shift, this.ways, this.replies, this.help, this.forms, this.sounds];
	}

	/** Takes up the shift that a reload interrupted, or the session that this tab has, and starts the ticking. */
	start(): void {
		const { store } = this.options;
		setInterval(() => this.tick(), 1000);
		if (store.get('token') !== null) {
			this.tell({ type: 'resuming', remembered: this.memory.rooms });
			this.connect(this.memory.side).start();
		} else if (this.options.bearer.hex !== null) {
			void this.entry.enter();
		}
	}

	login = (typed: Typed | null): void => void this.entry.login(typed);

	practise = (on: boolean): void => {
		if (this.state.value.presence !== 'off') {
			this.shift.setPresence('off');
		}
		void this.entry.enter(on);
	};

	private begin(ticket: string, role: string): void {
		if (this.state.value.person !== null) {
			this.drop();
			this.forget();
			this.tell({ type: 'logged-out' });
			this.tell({ type: 'login-sent' });
		}
		const side = ROLES[role.toUpperCase() as RoleName] ?? ROLES.COUNSELLOR;
		this.options.store.clear();
		this.options.store.keep(true);
		this.memory.side = side;
		this.connect(side).login(fromHex(ticket));
	}

	logout = (): void => {
		this.entry.logout((failure) => {
			const { screen, busy } = this.state.value;
			if (screen === 'login' && !busy) {
				this.tell(failure ? { type: 'login-failed', failure } : { type: 'logged-out' });
			}
		});
		this.drop();
		this.forget();
		this.tell({ type: 'logged-out' });
	};

	activate = (room: string): void => {
		this.tell({ type: 'activate', room });
		this.look();
	};

	say = (room: string, text: string): boolean => {
		const { talk, seal } = this.talks.get(room) ?? {};
		return !seal?.isHeld && (talk?.say(text) ?? false);
	};

	card = (room: string, text: string): void => void this.talks.get(room)?.talk?.card(text);

	understood = (room: string): void => void this.talks.get(room)?.seal?.understood();

	write = (room: string, text: string): void => {
		this.memory.keepDraft(room, text);
		if (text !== '') {
			this.talks.get(room)?.talk?.type();
		}
	};

	draft = (room: string): string => this.memory.draft(room);
	askEnd = (room: string, asking: boolean): void => this.tell({ type: 'ask-end', room, asking });

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
				resumed: (frame) => this.onResumed(frame),
				opened: (frame) => this.onOpened(frame),
				...this.talks.frames(this.sealing.holds),
				ended: (frame) => void (this.sealing.holds.ended(frame) || this.onEnded(frame)),
				lost: (frame) => this.onLost(frame),
				frozen: (frame) => this.onFrozen(frame),
				refused: (frame) => this.onRefused(frame),
				...Object.assign({}, ...this.features.map(({ frames }) => frames)),
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
		this.features.forEach((part) => part.begin?.());
	}

	private onResumed(frame: Of<'resumed'>): void {
		this.gone(this.reopening.begin(frame.rooms, this.living()));
		this.forms.resumed();
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
			this.options.sound.play('message');
		}
	}

	private onEnded({ room: number, reason }: Of<'ended'>): void {
		const room = toHex(number);
		this.memory.dropDrafts(room);
		this.tell({ type: 'ended', room, reason, at: this.clock() });
		this.forms.ended(room, reason, this.clock());
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
		if (this.sealing.refused(frame) || this.features.some((part) => part.refused?.(frame))) {
			return;
		}
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

	/** Rooms that have not ended. */
	private living(): SealedRoom[] {
		const rooms = this.state.value.rooms.filter((room) => room.ended === '');
		return this.talks.some(rooms.map((room) => room.id));
	}

	/** Rooms that did not come back after RESUME are over. */
	private gone(rooms: string[]): void {
		for (const room of rooms) {
			this.tell({ type: 'lost', room, why: 'gone', at: this.clock() });
			this.forms.ended(room, 'lost', this.clock());
		}
	}

	private forget(): void {
		this.sealing.forget();
		this.features.forEach((part) => part.forget?.());
		this.options.store.clear();
		this.reopening = new Reopening();
	}

	private tick(): void {
		this.now.value = this.clock();
		this.tell({ type: 'tick', at: this.now.value });
		this.memory.keepRooms(this.state.value);
		this.session?.tick();
		this.features.forEach((part) => part.tick?.());
		const dead = this.living().map((room) => room.tick());
		if (dead.concat(this.sealing.holds.tick()).includes(true)) {
			this.session?.renew();
		}
	}
}

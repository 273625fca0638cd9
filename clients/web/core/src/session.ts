/**
 * A visit or a shift on top of Link: after each WELCOME it resumes with the newest token, or logs
 * in, or does nothing; it keeps the token in the tab's store and nowhere else, and hands frames to
 * handlers by type. It knows no room; whoever knows rooms says so by `rooms`.
 */
import { fromHex, toHex } from './bytes.ts';
import { browserEnv, type Env } from './env.ts';
import {
	FRAMES,
	type DownFrame,
	type RefusedFrame,
	type UpFrame,
	type WelcomeFrame,
} from './frames.ts';
import { Link, type LinkState } from './link.ts';
import type { Store } from './store.ts';

export interface RememberedRoom {
	room: Uint8Array;
	log_epoch: number;
	offset: number;
}

/** A function for each frame that is of interest. */
export type Handlers = { [T in DownFrame['type']]?: (frame: Extract<DownFrame, { type: T }>) => void };

export interface SessionOptions {
	url: string;
	/** Number of the role. */
	side: number;
	language: string;
	store: Store;
	env?: Env;
	/** Rooms known now, for RESUME. */
	rooms?(): RememberedRoom[];
	on: Handlers;
	/** `ready`: frames may be sent. `code` as in LinkOptions. */
	onState(state: LinkState, ready: boolean, code: number): void;
}

const TOKEN = 'token';
/** How often this page has presented that token. */
const ATTEMPT = 'attempt';
/** Refusals of RESUME that pass; any other means that there is nothing left to resume. */
const LATER = new Set(['delayed', 'rate', 'full', 'state']);
/** Milliseconds within which RESUME must be answered, or another socket is tried. */
export const RESUME_TIME = 10_000;
/** Milliseconds by which the clock must jump between two ticks to tell of a sleep. */
const NAP = 5_000;
/** Frames that may be sent before RESUME is answered. */
const EARLY = new Set<UpFrame['type']>(['resume', 'login', 'ping']);

export class Session {
	/** The last WELCOME: profile, graces, leave ticket. */
	welcome: WelcomeFrame | null = null;
	/** Greeted, and resumed if there was something to resume. */
	ready = false;
	private readonly link: Link;
	private readonly env: Env;
	private ticket: Uint8Array | null = null;
	private ticked = Infinity;
	private unwatch: () => void = () => undefined;
	private cancelRetry: () => void = () => undefined;

	constructor(private readonly options: SessionOptions) {
		this.env = options.env ?? browserEnv;
		this.link = new Link({
			url: options.url,
			hello: { side: options.side, language: options.language },
			env: this.env,
			onFrame: (frame) => this.receive(frame),
			onState: (state, code) => this.onState(state, code),
		});
	}

	get state(): LinkState {
		return this.link.state;
	}

	/** Whether there is a visit or a shift to resume. */
	get known(): boolean {
		return this.options.store.get(TOKEN) !== null;
	}

	start(): void {
		this.unwatch();
		this.unwatch = this.env.watch(
			() => this.link.kick(),
			() => this.link.pause(),
		);
		this.link.start();
	}

	kick(): void {
		this.link.kick();
	}

	/** Drops the socket and resumes, to repair what may be missing. */
	renew(): void {
		if (this.ready) {
			this.link.renew();
		}
	}

	/** To be called about once a second: a clock that has jumped tells that the phone slept. */
	tick(): void {
		const now = this.env.now();
		if (now - this.ticked > NAP) {
			this.link.kick();
		}
		this.ticked = now;
	}

	/** False: not sent. ASK makes the token of the last WELCOME the key of this visit. */
	send(frame: UpFrame): boolean {
		if (!this.ready && !EARLY.has(frame.type)) {
			return false;
		}
		if (frame.type === 'ask' && this.welcome) {
			this.keep(this.welcome.token);
		}
		return this.link.send(frame);
	}

	/** Staff: comes in with the ticket of the HTTP login, now or as soon as there is a socket. */
	login(ticket: Uint8Array): void {
		this.forget();
		this.ticket = ticket;
		this.start();
		if (this.welcome && this.state === 'open') {
			this.greet();
		}
	}

	/** Forgets the visit or the shift; the socket stays. */
	forget(): void {
		this.options.store.remove(TOKEN);
		this.options.store.remove(ATTEMPT);
	}

	/** Closes for good and stops listening to the page. */
	close(code = 1000): void {
		this.unwatch();
		this.cancelRetry();
		this.link.close(code);
	}

	private onState(state: LinkState, code: number): void {
		if (state !== 'open') {
			this.ready = false;
			this.cancelRetry();
			this.options.onState(state, false, code);
		}
	}

	private receive(frame: DownFrame): void {
		const tell = this.options.on[frame.type] as ((frame: DownFrame) => void) | undefined;
		if (frame.type === 'welcome') {
			this.welcome = frame;
			tell?.(frame);
			this.greet();
			return;
		}
		if (frame.type === 'refused' && this.refused(frame)) {
			return;
		}
		const isGone = frame.type === 'lost' && frame.room.length === 0;
		if (frame.type === 'resumed' || frame.type === 'person') {
			this.keep(frame.token);
		} else if (!isGone) {
			tell?.(frame);
			return;
		}
		tell?.(frame);
		if (isGone) {
			/* Only now: whoever hears of it may still have something to say by that token. */
			this.forget();
		}
		this.becomeReady();
	}

	/** After WELCOME: a ticket first, then a token, else there is nothing to take up. */
	private greet(): void {
		const token = this.options.store.get(TOKEN);
		if (this.ticket) {
			this.link.send({ type: 'login', ticket: this.ticket });
			this.ticket = null;
		} else if (token !== null) {
			this.resume(token);
		} else {
			this.becomeReady();
		}
	}

	/** Counted before it is sent, so that a reload in between cannot make a later one look earlier. */
	private resume(token: string): void {
		const attempt = Number(this.options.store.get(ATTEMPT));
		this.options.store.set(ATTEMPT, String(attempt + 1));
		const rooms = this.options.rooms?.() ?? [];
		this.cancelRetry = this.env.after(RESUME_TIME, () => this.link.renew());
		this.link.send({
			type: 'resume',
			token: fromHex(token),
			attempt,
			rooms: rooms.map((r) => r.room),
			log_epochs: rooms.map((r) => r.log_epoch),
			offsets: rooms.map((r) => r.offset),
		});
	}

	private becomeReady(): void {
		if (!this.ready && this.state === 'open') {
			this.ready = true;
			this.cancelRetry();
			this.options.onState('open', true, 0);
		}
	}

	/** A token of zeros is none: the one we have stays good. */
	private keep(token: Uint8Array): void {
		if (token.some((byte) => byte !== 0)) {
			this.options.store.set(TOKEN, toHex(token));
			this.options.store.remove(ATTEMPT);
		}
	}

	/** A refused greeting is ours to mend; true: nobody else need hear of it. */
	private refused(frame: RefusedFrame): boolean {
		if (frame.frame === FRAMES.hello.number) {
			this.close();
			return false;
		}
		if (frame.frame !== FRAMES.resume.number || this.ready) {
			return false;
		}
		const token = this.options.store.get(TOKEN);
		if (token !== null && LATER.has(frame.code)) {
			const wait = Math.max(1, frame.retry_after) * 1000;
			this.cancelRetry();
			this.cancelRetry = this.env.after(wait, () => this.resume(token));
		} else {
			this.receive({ type: 'lost', room: new Uint8Array(0), why: 'gone' });
		}
		return true;
	}
}

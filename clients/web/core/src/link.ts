/**
 * One socket that comes back: dial, HELLO, WELCOME, and again after a loss. It waits with full
 * jitter between two attempts, probes a socket that may have died while the phone slept or that
 * swallows what should be answered, and gives up only when the daemon said so. It knows frames as bytes and the two of the greeting; who talks
 * with whom is session.ts.
 */
import { BACKOFF, backoff } from './backoff.ts';
import { decodeFrame, encodeFrame, FrameError } from './codec.ts';
import { PROTOCOL, type Env, type SocketLike } from './env.ts';
import type { DownFrame, UpFrame } from './frames.ts';

/** connecting: until WELCOME. waiting: between two attempts. closed: for good. */
export type LinkState = 'connecting' | 'open' | 'waiting' | 'closed';

export interface LinkOptions {
	url: string;
	hello: { side: number; language: string };
	env: Env;
	/** Every frame from the daemon but PONG, WELCOME included. */
	onFrame(frame: DownFrame): void;
	/** `code` is the close code that led to `waiting` or `closed`, else 0. */
	onState(state: LinkState, code: number): void;
}

/** Milliseconds. answer: so long may a socket be silent after something was sent. */
export const TIMES = {
	connect: 5_000,
	probe: 3_000,
	answer: 5_000,
	quiet: 25_000,
	sentOnSpread: 200,
};

/**
 * Codes after which the same socket must not be dialled again: done, left, taken over, protocol.
 */
const FINAL = new Set([1000, 4000, 4001, 4002, 4003]);
/** Passing signs: nothing answers them. */
const SIGNS = new Set<UpFrame['type']>(['seen', 'typing']);
/** Bytes. A socket that has not passed on so many takes nothing any more. */
const JAM = 16_384;
/** The code of a node that sends its clients on to another, and what its reason tells: seconds. */
const SENT_ON = 1012;
const RETRY_AFTER = /\bretry_after=(\d+(?:\.\d+)?)$/;
const OPEN = 1;
const VERSION = 1;

export class Link {
	state: LinkState = 'closed';
	private socket: SocketLike | null = null;
	private attempts = 0;
	private nonce = 0;
	private dialledAt = 0;
	private probing = false;
	/** Something was sent that is answered, and nothing has come since. */
	private owed = false;
	/**
	 * One timer at a time: connect timeout, wait before the next attempt, quiet time, answer, or
	 * probe.
	 */
	private cancelTimer: () => void = () => undefined;

	constructor(private readonly options: LinkOptions) {}

	/** Dials for the first time, or again after `close`. */
	start(): void {
		if (this.state === 'closed') {
			this.attempts = 0;
			this.dial();
		}
	}

	/**
	 * Says that something may have changed (page seen, net back). Any number of calls does no harm.
	 */
	kick(): void {
		if (this.state === 'waiting') {
			this.attempts = 0;
			this.dial();
		} else if (
			this.state === 'connecting' &&
			this.options.env.now() - this.dialledAt > TIMES.connect
		) {
			this.dial();
		} else if (this.state === 'open' && !this.probing) {
			this.probe();
		}
	}

	/** Drops the socket and dials anew at once, for instance to repair a gap by RESUME. */
	renew(): void {
		if (this.state === 'open') {
			this.dial();
		}
	}

	/** The page is put aside: closes, and comes back by `kick`, or by itself if it lives on. */
	pause(): void {
		if (this.state !== 'closed') {
			this.lost(0);
		}
	}

	/** False when the frame was not handed to a socket. True promises nothing: only an ACK does. */
	send(frame: UpFrame): boolean {
		if (this.state !== 'open' || this.socket?.readyState !== OPEN) {
			return false;
		}
		this.socket.send(encodeFrame(frame));
		if (!this.owed && !SIGNS.has(frame.type)) {
			this.owed = true;
			this.timer(TIMES.answer, () => this.probe());
		}
		return true;
	}

	/** Closes for good. */
	close(code = 1000): void {
		this.drop(code);
		this.to('closed', 0);
	}

	private to(state: LinkState, code: number): void {
		this.state = state;
		this.options.onState(state, code);
	}

	private timer(ms: number, run: () => void): void {
		this.cancelTimer();
		this.cancelTimer = this.options.env.after(ms, run);
	}

	private drop(code?: number): void {
		this.cancelTimer();
		this.probing = this.owed = false;
		const socket = this.socket;
		this.socket = null;
		if (socket) {
			socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null;
			socket.close(code);
		}
	}

	private dial(): void {
		this.drop();
		this.dialledAt = this.options.env.now();
		const socket = this.options.env.socket(this.options.url, PROTOCOL);
		socket.binaryType = 'arraybuffer';
		socket.onopen = () =>
			socket.send(encodeFrame({ type: 'hello', version: VERSION, ...this.options.hello }));
		socket.onmessage = (event) => this.receive(event.data);
		socket.onclose = (event) => this.lost(event.code, event.reason);
		this.socket = socket;
		this.timer(TIMES.connect, () => this.lost(0));
		this.to('connecting', 0);
	}

	private receive(data: unknown): void {
		let frame: DownFrame;
		try {
			frame = decodeFrame(new Uint8Array(data as ArrayBuffer));
		} catch (error) {
			if (error instanceof FrameError) {
				this.close(4003);
				return;
			}
			throw error;
		}
		if (frame.type === 'welcome') {
			this.rest();
			this.to('open', 0);
		} else if (this.state === 'open') {
			/* A greeting alone promises nothing: who falls over behind it is left in peace. */
			this.attempts = 0;
			this.rest();
		}
		if (frame.type !== 'pong') {
			this.options.onFrame(frame);
		}
	}

	/** Something came: the socket is alive. Probe it when nothing comes for a while. */
	private rest(): void {
		this.probing = this.owed = false;
		this.timer(TIMES.quiet, () => this.probe());
	}

	private probe(): void {
		const jammed = (this.socket?.bufferedAmount ?? 0) > JAM;
		this.probing = this.owed = true;
		this.timer(TIMES.probe, () => this.dial());
		if (jammed || !this.send({ type: 'ping', nonce: ++this.nonce })) {
			this.dial();
		}
	}

	private lost(code: number, reason = ''): void {
		this.drop();
		if (FINAL.has(code)) {
			this.to('closed', code);
			return;
		}
		const { env } = this.options;
		const delay = this.toldDelay(code, reason) ?? backoff(env, ++this.attempts);
		this.timer(delay, () => this.dial());
		this.to('waiting', code);
	}

	/**
	 * After being sent on: as long as we were told, whether the page is seen or not, because the
	 * place is held for a moment only.
	 */
	private toldDelay(code: number, reason: string): number | null {
		const told = code === SENT_ON ? RETRY_AFTER.exec(reason)?.[1] : undefined;
		if (told === undefined) {
			return null;
		}
		const spread = this.options.env.random() * TIMES.sentOnSpread;
		return Math.min(BACKOFF.most, Number(told) * 1000) + spread;
	}
}

/** A world without a browser: a clock that only tests move, and sockets that only tests answer. */
import { decodeAny, encodeAny } from '../src/codec.ts';
import type { Env, SocketLike } from '../src/env.ts';
import type { DownFrame, UpFrame, WelcomeFrame } from '../src/frames.ts';

export class FakeSocket implements SocketLike {
	binaryType = '';
	readyState = 0;
	bufferedAmount = 0;
	onopen: ((event: never) => void) | null = null;
	onmessage: ((event: MessageEvent) => void) | null = null;
	onclose: ((event: CloseEvent) => void) | null = null;
	onerror: ((event: never) => void) | null = null;
	sent: UpFrame[] = [];
	closed: number | undefined | null = null;

	send(bytes: Uint8Array): void {
		this.sent.push(decodeAny(bytes) as UpFrame);
	}
	close(code?: number): void {
		this.readyState = 3;
		this.closed = code;
	}
	/** The connection stands. */
	open(): void {
		this.readyState = 1;
		this.onopen?.(undefined as never);
	}
	/** A frame comes from the daemon. */
	down(frame: DownFrame): void {
		this.bytes(encodeAny(frame));
	}
	bytes(bytes: Uint8Array): void {
		this.onmessage?.({ data: bytes.slice().buffer } as MessageEvent);
	}
	/** The other side, or the net, closes. */
	drop(code: number, reason = ''): void {
		this.readyState = 3;
		this.onclose?.({ code, reason } as CloseEvent);
	}
	types(): string[] {
		return this.sent.map((frame) => frame.type);
	}
}

export class FakeEnv implements Env {
	time = 0;
	chance = 0.5;
	seen = true;
	sockets: FakeSocket[] = [];
	urls: string[] = [];
	wakes: (() => void)[] = [];
	sleeps: (() => void)[] = [];
	private timers: { at: number; run: () => void }[] = [];

	socket = (url: string): FakeSocket => {
		const socket = new FakeSocket();
		this.sockets.push(socket);
		this.urls.push(url);
		return socket;
	};
	after = (ms: number, run: () => void): (() => void) => {
		const timer = { at: this.time + ms, run };
		this.timers.push(timer);
		return () => {
			this.timers = this.timers.filter((other) => other !== timer);
		};
	};
	now = (): number => this.time;
	random = (): number => this.chance;
	visible = (): boolean => this.seen;
	watch = (wake: () => void, sleep: () => void): (() => void) => {
		this.wakes.push(wake);
		this.sleeps.push(sleep);
		return () => {
			this.wakes = this.wakes.filter((other) => other !== wake);
			this.sleeps = this.sleeps.filter((other) => other !== sleep);
		};
	};

	/** The phone sleeps: time goes on, timers do not; what fell due runs late, once `pass` is called. */
	sleep(ms: number): void {
		this.time += ms;
	}
	/** Moves the clock, running what falls due in order. */
	pass(ms: number): void {
		const end = this.time + ms;
		for (;;) {
			const due = this.timers
				.filter((timer) => timer.at <= end)
				.sort((a, b) => a.at - b.at)[0];
			if (!due) {
				break;
			}
			this.timers = this.timers.filter((timer) => timer !== due);
			this.time = Math.max(this.time, due.at);
			due.run();
		}
		this.time = end;
	}
	get last(): FakeSocket {
		return this.sockets[this.sockets.length - 1] as FakeSocket;
	}
	/** Opens the last socket and greets it. */
	welcome(token = 1): void {
		this.last.open();
		this.last.down(welcome(token));
	}
}

export function welcome(token = 1): WelcomeFrame {
	return {
		type: 'welcome',
		version: 1,
		profile: 'demo',
		token: new Uint8Array(32).fill(token),
		leave: new Uint8Array(32).fill(2),
		grace_waiting: 600,
		grace_room: 1200,
		ping: 25,
		now: 0,
	};
}

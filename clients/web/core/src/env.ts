/**
 * What Link and Session need from the world: sockets, timers, chance, a clock, sight. The real one
 * is `browserEnv`; the tests hand in their own. Nothing else in core touches the DOM.
 */

/** The part of a WebSocket that Link uses. */
export interface SocketLike {
	binaryType: string;
	readonly readyState: number;
	onopen: ((event: never) => void) | null;
	onmessage: ((event: MessageEvent) => void) | null;
	onclose: ((event: CloseEvent) => void) | null;
	onerror: ((event: never) => void) | null;
	send(bytes: Uint8Array): void;
	close(code?: number): void;
}

export interface Env {
	/** Opens a socket with one subprotocol. */
	socket(url: string, protocol: string): SocketLike;
	/** Calls `run` after `ms` milliseconds; the answer cancels it. */
	after(ms: number, run: () => void): () => void;
	/** Milliseconds that never go back. */
	now(): number;
	/** 0 to 1. */
	random(): number;
	/** Whether the page can be seen. */
	visible(): boolean;
	/** Calls `wake` when the page comes back to life; the answer stops that. */
	watch(wake: () => void): () => void;
}

/** The subprotocol of the wire. */
export const PROTOCOL = 'samtale.v1';

const WAKING: readonly [EventTarget, string][] =
	typeof document === 'undefined'
		? []
		: [
				[document, 'visibilitychange'],
				[document, 'resume'],
				[window, 'pageshow'],
				[window, 'online'],
			];

/** The browser's own. */
export const browserEnv: Env = {
	socket: (url, protocol) => new WebSocket(url, protocol) as unknown as SocketLike,
	after(ms, run) {
		const timer = setTimeout(run, ms);
		return () => clearTimeout(timer);
	},
	now: () => performance.now(),
	random: () => Math.random(),
	visible: () => document.visibilityState !== 'hidden',
	watch(wake) {
		const seen = () => {
			if (document.visibilityState !== 'hidden') {
				wake();
			}
		};
		WAKING.forEach(([target, name]) => target.addEventListener(name, seen));
		return () => WAKING.forEach(([target, name]) => target.removeEventListener(name, seen));
	},
};

/** The socket's address on the host that served the page. */
export function socketUrl(place: { protocol: string; host: string }): string {
	return `${place.protocol === 'https:' ? 'wss' : 'ws'}://${place.host}/socket`;
}

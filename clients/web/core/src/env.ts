/**
 * What Link and Session need from the world: sockets, timers, chance, a clock, sight. The real one
 * is `browserEnv`; the tests hand in their own. Nothing else in core touches the DOM.
 */

/** The part of a WebSocket that Link uses. */
export interface SocketLike {
	binaryType: string;
	readonly readyState: number;
	/** Bytes that were sent and have not left the browser. */
	readonly bufferedAmount: number;
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
	/** Unix milliseconds: a clock that goes on while the phone sleeps, and may be set. */
	now(): number;
	/** 0 to 1. */
	random(): number;
	/** Whether the page can be seen. */
	visible(): boolean;
	/**
	 * Calls `wake` when the page comes back to life or the network has changed, `sleep` when the
	 * page is left, perhaps for the browser's memory; the answer stops that.
	 */
	watch(wake: () => void, sleep: () => void): () => void;
}

/** The subprotocol of the wire. */
export const PROTOCOL = 'samtale.v1';

/** `connection` is missing in Safari and Firefox. */
const WAKING: readonly [EventTarget | undefined, string][] =
	typeof document === 'undefined'
		? []
		: [
				[document, 'visibilitychange'],
				[document, 'resume'],
				[window, 'pageshow'],
				[window, 'focus'],
				[window, 'online'],
				[(navigator as { connection?: EventTarget }).connection, 'change'],
			];

/** The browser's own. */
export const browserEnv: Env = {
	socket: (url, protocol) => new WebSocket(url, protocol) as unknown as SocketLike,
	after(ms, run) {
		const timer = setTimeout(run, ms);
		return () => clearTimeout(timer);
	},
	now: () => Date.now(),
	random: () => Math.random(),
	visible: () => document.visibilityState !== 'hidden',
	watch(wake, sleep) {
		const seen = () => {
			if (document.visibilityState !== 'hidden') {
				wake();
			}
		};
		WAKING.forEach(([target, name]) => target?.addEventListener(name, seen));
		window.addEventListener('pagehide', sleep);
		return () => {
			WAKING.forEach(([target, name]) => target?.removeEventListener(name, seen));
			window.removeEventListener('pagehide', sleep);
		};
	},
};

/** The socket's address on the host that served the page. */
export function socketUrl(place: { protocol: string; host: string }): string {
	return `${place.protocol === 'https:' ? 'wss' : 'ws'}://${place.host}/socket`;
}

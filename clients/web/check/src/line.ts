/**
 * Whether a socket stays open as long as a shift needs it: proxies and firewalls of offices cut those
 * that are quiet. It greets like a youth's page and then only answers and asks for signs of life, so
 * that nobody is counted and nothing is said.
 */
import { decodeFrame, encodeFrame } from '@samtale/core/codec';
import { PROTOCOL, type SocketLike } from '@samtale/core/env';
import { ROLES } from '@samtale/core/words';

/** Seconds that a line must hold. */
export const HOLD = 90;
/** Seconds between our signs of life, as of a real page. */
const PING = 25;

export type LineState =
	/** Seconds since it opened; 0 while it does not stand yet. */
	| { kind: 'running'; seconds: number }
	/** Cut after so many seconds with the socket's code; 0: it never stood. */
	| { kind: 'cut'; seconds: number; code: number }
	| { kind: 'held'; seconds: number };

export interface LineOptions {
	socket(protocol: string): SocketLike;
	/** Seconds to hold. */
	hold: number;
	/** Calls back once a second until the answer is called. */
	everySecond(run: () => void): () => void;
	/** Unix milliseconds. */
	now(): number;
	tell(state: LineState): void;
	/** The daemon's clock, Unix milliseconds, as WELCOME says it. */
	clock(now: number): void;
}

/** Runs once. */
export function tryLine(options: LineOptions): void {
	const socket = options.socket(PROTOCOL);
	let since = 0;
	let pings = 0;
	let done = false;
	const seconds = (): number => (since === 0 ? 0 : Math.floor((options.now() - since) / 1000));
	const finish = (state: LineState): void => {
		if (!done) {
			done = true;
			stop();
			options.tell(state);
			socket.close(1000);
		}
	};
	const send = (frame: Parameters<typeof encodeFrame>[0]): void => socket.send(encodeFrame(frame));
	const stop = options.everySecond(() => {
		if (since === 0) {
			return;
		}
		if (seconds() >= options.hold) {
			finish({ kind: 'held', seconds: seconds() });
			return;
		}
		if (seconds() >= (pings + 1) * PING) {
			send({ type: 'ping', nonce: ++pings });
		}
		options.tell({ kind: 'running', seconds: seconds() });
	});
	socket.binaryType = 'arraybuffer';
	socket.onopen = () => send({ type: 'hello', version: 1, side: ROLES.YOUTH, language: 'nb' });
	socket.onmessage = ({ data }) => {
		const frame = decodeFrame(new Uint8Array(data as ArrayBuffer));
		if (frame.type === 'welcome') {
			since = options.now();
			options.clock(frame.now);
			options.tell({ kind: 'running', seconds: 0 });
		}
	};
	socket.onclose = ({ code }) => finish({ kind: 'cut', seconds: seconds(), code });
	options.tell({ kind: 'running', seconds: 0 });
}

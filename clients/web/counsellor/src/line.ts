/**
 * The browser's environment for core's Session, with two things the desk wants to know beside: that
 * bytes came, and how long Link waits before the next attempt. A desk in the background dials as
 * often as one in sight: after 20 s without it the youths are told that nobody is there.
 */
import { browserEnv, type Env } from '@samtale/core/env';

export interface WatchedEnv {
	env: Env;
	/**
	 * Milliseconds of the last delay that was asked for; just after the state `waiting` that is
	 * Link's back-off.
	 */
	lastDelay(): number;
}

/** `heard` is called for every message of every socket, PONG included. */
export function watchedEnv(heard: () => void, base: Env = browserEnv): WatchedEnv {
	let delay = 0;
	const env: Env = {
		...base,
		visible: () => true,
		socket(url, protocol) {
			const socket = base.socket(url, protocol);
			(socket as unknown as EventTarget).addEventListener('message', heard);
			return socket;
		},
		after(ms, run) {
			delay = ms;
			return base.after(ms, run);
		},
	};
	return { env, lastDelay: () => delay };
}

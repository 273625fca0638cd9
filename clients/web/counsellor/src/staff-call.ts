/** How the desk asks the daemon over HTTP, with the session of the login; wired in main.tsx. */

export type Answer<T> = { ok: true; data: T } | { ok: false; code: string };

/** GETs the path, or POSTs the body to it. Never throws; `code` is the daemon's, or `net`. */
export type Ask = <T>(path: string, body?: object) => Promise<Answer<T>>;

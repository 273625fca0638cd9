/**
 * Keeps the screen on while somebody waits or talks, where the browser can. Asked for by a tap,
 * again when seen.
 */

let wanted = false;
let lock: WakeLockSentinel | null = null;

async function take(tell: (kept: boolean) => void): Promise<void> {
	try {
		lock = (await navigator.wakeLock?.request('screen')) ?? null;
		lock?.addEventListener('release', () => tell(false));
	} catch {
		lock = null;
	}
	tell(lock !== null);
}

/** `tell` hears whether the screen is kept on, now and whenever that changes. */
export function keepScreenOn(tell: (kept: boolean) => void): void {
	if (!wanted) {
		wanted = true;
		document.addEventListener('visibilitychange', () => {
			if (wanted && document.visibilityState === 'visible') {
				void take(tell);
			}
		});
	}
	void take(tell);
}

export function letScreenSleep(): void {
	wanted = false;
	void lock?.release();
	lock = null;
}

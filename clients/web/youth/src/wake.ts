/**
 * Keeps the screen on while somebody waits or talks, where the browser can. Asked for by a tap,
 * again whenever the page is seen: browsers let go of it when it is hidden.
 */

/** Hears whether the screen is kept on; null: it need not be. */
let wanted: ((kept: boolean) => void) | null = null;
let lock: WakeLockSentinel | null = null;
let isListening = false;

async function take(): Promise<void> {
	const tell = wanted;
	let taken: WakeLockSentinel | null = null;
	try {
		taken = (await navigator.wakeLock?.request('screen')) ?? null;
	} catch {
		/* Hidden, a battery that is low, or not allowed: the page says that the screen goes off. */
	}
	if (!tell || wanted !== tell) {
		/* It came when nobody wanted it any more. */
		void taken?.release();
		return;
	}
	const before = lock;
	lock = taken;
	void before?.release();
	lock?.addEventListener('release', () => lock === taken && tell(false));
	tell(lock !== null);
}

/** `tell` hears whether the screen is kept on, now and whenever that changes. */
export function keepScreenOn(tell: (kept: boolean) => void): void {
	wanted = tell;
	if (!isListening) {
		isListening = true;
		document.addEventListener('visibilitychange', () => {
			if (wanted && document.visibilityState === 'visible') {
				void take();
			}
		});
	}
	void take();
}

export function letScreenSleep(): void {
	const held = lock;
	wanted = null;
	lock = null;
	void held?.release();
}

/** Tries this computer and holds what was found. Nothing of it is sent anywhere. */
import { signal } from '@preact/signals';
import { browserEnv, socketUrl } from '@samtale/core/env';
import { Sound } from '@samtale/staff/sound';
import { HOLD, tryLine } from './line.ts';
import { clockResult, lineResult, storageResult, tlsResult, type Name, type Result, type Results } from './results.ts';

const MARK = 'samtale-check';

/** The mark of the last visit, and a new one for the next. */
function exchangeMark(): number | null | undefined {
	try {
		const mark = localStorage.getItem(MARK);
		localStorage.setItem(MARK, String(Date.now()));
		return mark === null ? null : Number(mark);
	} catch {
		return undefined;
	}
}

/** The newest thing of each kind that the consoles are built with. */
const isNew = (): boolean =>
	'toSorted' in Array.prototype && CSS.supports('color', 'color-mix(in srgb, red, blue)');

const plain = (verdict: Result['verdict'], text: string): Result => ({ verdict, text });

function notifyResult(): Result {
	const permission = typeof Notification === 'undefined' ? 'denied' : Notification.permission;
	const verdicts = { granted: 'ok', denied: 'warn', default: 'ask' } as const;
	return plain(verdicts[permission], `check.notify.${permission}`);
}

export class Bench {
	readonly results = signal<Results>({
		line: plain('run', 'check.line.run'),
		tls: tlsResult(location.protocol, location.host),
		clock: plain('run', 'check.wait'),
		sound: plain('ask', 'check.sound.ask'),
		notify: notifyResult(),
		storage: storageResult(exchangeMark(), (at) => new Date(at).toISOString().slice(0, 16)),
		browser: isNew() ? plain('ok', 'check.browser.ok') : plain('bad', 'check.browser.old'),
		crypto: globalThis.crypto?.subtle
			? plain('ok', 'check.crypto.ok')
			: plain('bad', 'check.crypto.none'),
	});
	private readonly sound = new Sound(() => new AudioContext());

	/** hold: seconds that the line must stand. */
	start(hold = HOLD): void {
		tryLine({
			hold,
			socket: (protocol) => browserEnv.socket(socketUrl(location), protocol),
			everySecond: (run) => {
				const timer = setInterval(run, 1000);
				return () => clearInterval(timer);
			},
			now: () => Date.now(),
			tell: (state) => this.set('line', lineResult(state, hold)),
			clock: (now) => this.set('clock', clockResult(Date.now() - now)),
		});
	}

	/** Within a tap. */
	play = (): void => {
		this.sound.unlock();
		this.sound.play('offer');
	};

	heard = (heard: boolean): void =>
		this.set('sound', heard ? plain('ok', 'check.sound.heard') : plain('bad', 'check.sound.silent'));

	/** Within a tap: asks, and shows one. text: what it says. */
	notify = async (text: string): Promise<void> => {
		if (typeof Notification !== 'undefined') {
			await Notification.requestPermission();
			try {
				new Notification(text, { tag: MARK });
			} catch {
				/* Where a page may not show one by itself, the permission says so. */
			}
		}
		this.set('notify', notifyResult());
	};

	private set(name: Name, result: Result): void {
		this.results.value = { ...this.results.value, [name]: result };
	}
}

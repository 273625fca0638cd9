/** The screen stays on by the tap that starts the wait, again when the page is seen, and not after the end. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

class Lock {
	isReleased = false;
	private heard: (() => void)[] = [];
	addEventListener = (_name: string, act: () => void) => void this.heard.push(act);
	release = async () => {
		if (!this.isReleased) {
			this.isReleased = true;
			this.heard.forEach((act) => act());
		}
	};
}

let locks: Lock[];
let seen: (() => void)[];
let refuse: boolean;
let wake: typeof import('../src/wake.ts');

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const held = () => locks.filter((lock) => !lock.isReleased).length;

beforeEach(async () => {
	locks = [];
	seen = [];
	refuse = false;
	vi.stubGlobal('document', {
		visibilityState: 'visible',
		addEventListener: (_name: string, act: () => void) => seen.push(act),
	});
	vi.stubGlobal('navigator', {
		wakeLock: {
			request: async () => {
				if (refuse) {
					throw new Error('NotAllowedError');
				}
				locks.push(new Lock());
				return locks.at(-1);
			},
		},
	});
	vi.resetModules();
	wake = await import('../src/wake.ts');
});
afterEach(() => vi.unstubAllGlobals());

test('a tap takes it, the browser may let go of it, and it is taken again when the page is seen', async () => {
	const told: boolean[] = [];
	wake.keepScreenOn((kept) => told.push(kept));
	await settled();
	await locks[0]!.release();
	expect(told).toEqual([true, false]);
	seen.forEach((act) => act());
	await settled();
	expect(told).toEqual([true, false, true]);
	expect(held()).toBe(1);
});

test('after the end nothing is held, nothing is taken when the page is seen, and nobody is told', async () => {
	const told: boolean[] = [];
	wake.keepScreenOn((kept) => told.push(kept));
	await settled();
	wake.letScreenSleep();
	seen.forEach((act) => act());
	await settled();
	expect([held(), told]).toEqual([0, [true]]);
});

test('what comes only when it is not wanted any more is let go of', async () => {
	wake.keepScreenOn(() => expect.unreachable());
	wake.letScreenSleep();
	await settled();
	expect(held()).toBe(0);
});

test('asked for twice it is held once, and a second visit listens no second time', async () => {
	for (let i = 0; i < 3; i++) {
		wake.keepScreenOn(() => undefined);
		await settled();
	}
	expect(held()).toBe(1);
	wake.letScreenSleep();
	wake.keepScreenOn(() => undefined);
	await settled();
	expect([held(), seen.length]).toEqual([1, 1]);
});

test('a browser that cannot, or will not, is told as not kept', async () => {
	const told: boolean[] = [];
	refuse = true;
	wake.keepScreenOn((kept) => told.push(kept));
	await settled();
	vi.stubGlobal('navigator', {});
	wake.keepScreenOn((kept) => told.push(kept));
	await settled();
	expect(told).toEqual([false, false]);
});

/** Parts that come later, on networks that fail. */
import { expect, test, vi } from 'vitest';
import { fetchPart, type Place } from '../src/fetching.ts';

/** A page whose pauses end when the test says so. */
class FakePlace implements Place {
	pauses: number[] = [];
	silences: number[] = [];
	giveUp: () => void = () => undefined;
	reloads = 0;
	replaced = false;
	go: () => void = () => undefined;
	wake: () => void = () => undefined;
	watching = 0;
	readonly env: Place['env'] = {
		after: (ms, run) => {
			if (ms < 20_000) {
				this.pauses.push(ms);
				this.go = run;
			} else {
				this.silences.push(ms);
				this.giveUp = run;
			}
			return () => undefined;
		},
		random: () => 1,
		visible: () => true,
		watch: (wake) => {
			this.wake = wake;
			this.watching++;
			return () => this.watching--;
		},
	};
	isReplaced = async () => this.replaced;
	reload = () => this.reloads++;

	/** Waits for so many pauses in all. */
	async paused(count: number): Promise<void> {
		await vi.waitFor(() => expect(this.pauses).toHaveLength(count));
	}
}

/** Fails so often, then is there; it keeps what it was called with. */
function failing(times: number) {
	const calls: string[] = [];
	const part = async (again: string): Promise<string> => {
		calls.push(again);
		if (calls.length <= times) {
			throw new TypeError('no network');
		}
		return 'here';
	};
	return { calls, part };
}

test('a part that comes at once is asked for once, under its own address', async () => {
	const place = new FakePlace();
	const { calls, part } = failing(0);
	expect(await fetchPart(part, undefined, place)).toBe('here');
	expect([calls, place.pauses]).toEqual([[''], []]);
});

test('a part that fails is asked for again under another address, at the pace of the socket', async () => {
	const place = new FakePlace();
	const { calls, part } = failing(3);
	const failed = vi.fn();
	const coming = fetchPart(part, failed, place);
	for (const count of [1, 2, 3]) {
		await place.paused(count);
		expect(failed).toHaveBeenCalledTimes(count);
		place.go();
	}
	expect(await coming).toBe('here');
	expect(calls).toEqual(['', '?1', '?2', '?3']);
	expect(place.pauses).toEqual([1_000, 2_000, 4_000]);
	expect([place.reloads, place.watching]).toEqual([0, 0]);
});

test('a network that comes back ends the pause', async () => {
	const place = new FakePlace();
	const { part } = failing(1);
	const coming = fetchPart(part, undefined, place);
	await place.paused(1);
	place.wake();
	expect(await coming).toBe('here');
});

test('a part of which nothing is heard is asked for again, and whichever comes first is taken', async () => {
	const place = new FakePlace();
	const answers: ((it: string) => void)[] = [];
	const coming = fetchPart(() => new Promise<string>((resolve) => answers.push(resolve)), undefined, place);
	for (const count of [1, 2]) {
		place.giveUp();
		await place.paused(count);
		place.go();
		await vi.waitFor(() => expect(answers).toHaveLength(count + 1));
	}
	expect(place.silences).toEqual([20_000, 40_000, 80_000]);
	answers[1]!('the second');
	answers[2]!('the third');
	expect(await coming).toBe('the second');
});

test('a part of a page that was replaced lets the page begin anew, but not at the first failure', async () => {
	const place = new FakePlace();
	place.replaced = true;
	void fetchPart(failing(9).part, undefined, place);
	await place.paused(1);
	expect(place.reloads).toBe(0);
	place.go();
	await place.paused(2);
	await vi.waitFor(() => expect(place.reloads).toBe(1));
});

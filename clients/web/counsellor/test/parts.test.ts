/** The small parts: the shift's store, what comes back after RESUME, the sound. */
import { memoryStore } from '@samtale/core/store';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeEnv } from '../../core/test/fakes.ts';
import { watchedEnv } from '../src/line.ts';
import { Memory } from '../src/memory.ts';
import { Reopening } from '../src/reopening.ts';
import { shiftStore } from '../src/shift-store.ts';
import { SoundDesk } from '../src/sound-desk.ts';
import { Bearer } from '@samtale/staff/bearer';
import { Sound } from '@samtale/staff/sound';

test('a desk in the background dials as often as one in sight', () => {
	const base = new FakeEnv();
	base.seen = false;
	expect(watchedEnv(() => undefined, base).env.visible()).toBe(true);
});

describe('the store of a shift', () => {
	test('leaves nothing in the tab off shift, and puts it back on the next shift', () => {
		const tab = memoryStore();
		const store = shiftStore(tab);
		store.set('token', '1');
		expect(tab.get('token')).toBe('1');
		store.keep(false);
		store.set('choices', '2');
		expect([tab.get('token'), tab.get('choices')]).toEqual([null, null]);
		expect([store.get('token'), store.get('choices')]).toEqual(['1', '2']);
		store.keep(true);
		expect([tab.get('token'), tab.get('choices')]).toEqual(['1', '2']);
		store.clear();
		expect([tab.get('token'), store.get('token')]).toEqual([null, null]);
	});

	test('reads what a reload left', () => {
		const tab = memoryStore();
		tab.set('token', '1');
		expect(shiftStore(tab).get('token')).toBe('1');
	});

	test('leaves the session of the login to its page, so that a logout ends it after a reload, too', () => {
		const tab = memoryStore();
		new Bearer(shiftStore(tab)).keep('a'.repeat(64));
		const store = shiftStore(tab);
		const bearer = new Bearer(store);
		store.keep(false);
		expect([tab.get('session'), bearer.hex]).toEqual([null, 'a'.repeat(64)]);
	});

	test('forgets what it cannot read', () => {
		const tab = memoryStore();
		tab.set('rooms', '{');
		expect(new Memory(shiftStore(tab)).rooms).toEqual({});
	});
});

describe('reopening', () => {
	const room = (id: string): { id: string } => ({ id });

	test('tells which rooms did not come back once the last has come', () => {
		const reopening = new Reopening(() => 0);
		expect(reopening.begin(2, [room('a'), room('b'), room('c')])).toEqual([]);
		expect(reopening.opened('a')).toEqual([]);
		expect(reopening.opened('c')).toEqual(['b']);
		expect(reopening.opened('d')).toEqual([]);
	});

	test('tells all of them when none comes', () => {
		expect(new Reopening(() => 0).begin(0, [room('a')])).toEqual(['a']);
	});
});

describe('the sound', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	function fake() {
		const heard: { loop: boolean; on: boolean; seconds: number }[] = [];
		const level: [value: number, at: number][] = [];
		const gain = {
			cancelScheduledValues: () => void (level.length = 0),
			setValueAtTime: (value: number, at: number) => void level.push([value, at]),
		};
		const audio = {
			currentTime: 0,
			destination: {},
			resume: () => Promise.resolve(),
			createGain: () => ({ gain, connect: () => undefined }),
			createBuffer: (_channels: number, length: number, rate: number) => ({
				seconds: length / rate,
				getChannelData: () => new Float32Array(length),
			}),
			createBufferSource: () => {
				const one = { loop: false, on: false, seconds: 0 };
				heard.push(one);
				return {
					set buffer(buffer: { seconds: number }) {
						one.seconds = buffer.seconds;
					},
					set loop(loop: boolean) {
						one.loop = loop;
					},
					connect: () => undefined,
					start: () => void (one.on = true),
					stop: () => void (one.on = false),
				};
			},
		};
		return { sound: new Sound(() => audio as unknown as AudioContext), heard, level };
	}

	test('is silent before it is unlocked, and then what rings is heard', () => {
		const { sound, heard } = fake();
		sound.ring('offer');
		expect(heard).toEqual([]);
		sound.unlock();
		sound.unlock();
		expect(heard).toEqual([{ loop: true, on: true, seconds: 2.5 }]);
	});

	test('rings as one loop of the audio thread, without a timer, until it is stopped', () => {
		const { sound, heard } = fake();
		sound.unlock();
		sound.ring('offer');
		sound.ring('offer');
		expect(heard).toEqual([{ loop: true, on: true, seconds: 2.5 }]);
		expect(vi.getTimerCount()).toBe(0);
		sound.stop('offer');
		expect(heard[0]?.on).toBe(false);
		sound.ring('offer');
		expect(heard).toHaveLength(2);
	});

	test('of an offer, a message and a call for help are three', () => {
		const { sound, heard } = fake();
		sound.unlock();
		(['offer', 'message', 'help'] as const).forEach((name) => sound.play(name));
		expect(new Set(heard.map(({ seconds }) => seconds)).size).toBe(3);
		expect(heard.every(({ loop }) => !loop)).toBe(true);
	});

	test('that is muted comes back by the audio clock, as loud as it was', () => {
		const { sound, level } = fake();
		sound.unlock();
		sound.setVolume(0.4);
		expect(level).toEqual([[0.4, 0]]);
		sound.mute(Date.now() + 90_000);
		sound.ring('offer');
		expect(level).toEqual([[0, 0], [0.4, 90]]);
		vi.advanceTimersByTime(91_000);
		sound.play('message');
		expect(level).toEqual([[0.4, 0]]);
	});

	test('that a browser cannot make is a silent desk', () => {
		const sound = new Sound(() => {
			throw new Error('none');
		});
		sound.unlock();
		sound.play('message');
		expect(sound.unlocked).toBe(false);
	});

	test('stays muted over a reload of the shift, and the desk says until when', () => {
		const tab = memoryStore();
		tab.set('token', '1');
		const before = new SoundDesk(fake().sound, new Memory(shiftStore(tab)));
		before.muteForAWhile();
		before.setVolume(0.3);
		const { sound, level } = fake();
		const after = new SoundDesk(sound, new Memory(shiftStore(tab)));
		expect(after.mutedUntil.value).toBe(Date.now() + 15 * 60_000);
		after.unlock();
		expect(level[0]).toEqual([0, 0]);
		vi.advanceTimersByTime(15 * 60_000);
		after.tick();
		expect([after.mutedUntil.value, after.volume.value]).toEqual([0, 0.3]);
		expect(level).toEqual([[0.3, 0]]);
	});
});

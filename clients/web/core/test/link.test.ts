/** The link: greeting, coming back with jitter, probing, and when it gives up. */
import { beforeEach, describe, expect, test } from 'vitest';
import { Link, TIMES, type LinkState } from '../src/link.ts';
import { FakeEnv } from './fakes.ts';

let env: FakeEnv;
let states: [LinkState, number][];
let frames: string[];
let link: Link;

beforeEach(() => {
	env = new FakeEnv();
	states = [];
	frames = [];
	link = new Link({
		url: 'ws://here/socket',
		hello: { side: 1, language: 'nb' },
		env,
		onFrame: (frame) => frames.push(frame.type),
		onState: (state, code) => states.push([state, code]),
	});
	link.start();
});

test('it says HELLO when the socket stands and is open at WELCOME', () => {
	env.last.open();
	expect(env.last.sent).toEqual([{ type: 'hello', version: 1, side: 1, language: 'nb' }]);
	expect(link.state).toBe('connecting');
	env.welcome();
	expect(states).toEqual([
		['connecting', 0],
		['open', 0],
	]);
	expect(frames).toEqual(['welcome']);
});

test('it sends only while open', () => {
	expect(link.send({ type: 'cancel', why: 0 })).toBe(false);
	env.welcome();
	expect(link.send({ type: 'cancel', why: 0 })).toBe(true);
	env.last.readyState = 2;
	expect(link.send({ type: 'cancel', why: 0 })).toBe(false);
});

test('a socket that is not greeted within five seconds is given up', () => {
	env.last.open();
	env.pass(TIMES.connect - 1);
	expect(link.state).toBe('connecting');
	env.pass(1);
	expect(link.state).toBe('waiting');
});

describe('backoff', () => {
	const waits = (chance: number, times: number): number[] => {
		env.chance = chance;
		return Array.from({ length: times }, () => {
			const before = env.time;
			const count = env.sockets.length;
			env.last.drop(1006);
			while (env.sockets.length === count) {
				env.pass(10);
			}
			return env.time - before;
		});
	};
	test('the longest waits double up to thirty seconds', () => {
		expect(waits(1, 8)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
	});
	test('the shortest wait is half a second', () => {
		expect(waits(0, 3)).toEqual([500, 500, 500]);
	});
	test('it starts small again after a good greeting', () => {
		waits(1, 5);
		env.welcome();
		expect(waits(1, 1)).toEqual([1000]);
	});
	test('a page that is not seen takes its time', () => {
		env.seen = false;
		expect(waits(1, 1)).toEqual([30_000]);
	});
});

describe('close codes', () => {
	test.each([1000, 4000, 4001, 4003])('%i is for good', (code) => {
		env.welcome();
		env.last.drop(code);
		env.pass(120_000);
		expect(link.state).toBe('closed');
		expect(states.at(-1)).toEqual(['closed', code]);
		expect(env.sockets).toHaveLength(1);
	});
	test.each([1006, 1012, 4008])('%i comes back', (code) => {
		env.welcome();
		env.last.drop(code);
		expect(states.at(-1)).toEqual(['waiting', code]);
		env.pass(30_000);
		expect(env.sockets.length).toBeGreaterThan(1);
	});
	test('bytes that are no frame close with 4003', () => {
		env.welcome();
		env.last.bytes(new Uint8Array([0x91, 0x00]));
		expect(env.last.closed).toBe(4003);
		expect(link.state).toBe('closed');
	});
});

describe('kick', () => {
	test('it dials at once while waiting', () => {
		env.last.drop(1006);
		link.kick();
		expect(env.sockets).toHaveLength(2);
		expect(link.state).toBe('connecting');
	});
	test('any number of kicks makes one socket', () => {
		env.last.drop(1006);
		link.kick();
		link.kick();
		link.kick();
		expect(env.sockets).toHaveLength(2);
	});
	test('an open socket is probed, and kept when it answers', () => {
		env.welcome();
		link.kick();
		link.kick();
		expect(env.last.types()).toEqual(['hello', 'ping']);
		env.last.down({ type: 'pong', nonce: 1 });
		env.pass(TIMES.probe + 1);
		expect(env.sockets).toHaveLength(1);
		expect(frames).not.toContain('pong');
	});
	test('an open socket that does not answer within three seconds is dialled anew', () => {
		env.welcome();
		const old = env.last;
		link.kick();
		env.pass(TIMES.probe);
		expect(env.sockets).toHaveLength(2);
		old.down({ type: 'frozen', on: 1 });
		expect(frames).toEqual(['welcome']);
	});
	test('a connecting socket whose timer slept with the phone is dialled anew', () => {
		env.time += TIMES.connect + 1;
		link.kick();
		expect(env.sockets).toHaveLength(2);
	});
	test('a closed link stays closed', () => {
		link.close();
		link.kick();
		expect(env.sockets).toHaveLength(1);
	});
});

test('a quiet socket is probed by itself', () => {
	env.welcome();
	env.pass(TIMES.quiet);
	expect(env.last.types()).toEqual(['hello', 'ping']);
	env.last.down({ type: 'pong', nonce: 1 });
	env.pass(TIMES.quiet);
	expect(env.last.types()).toEqual(['hello', 'ping', 'ping']);
});

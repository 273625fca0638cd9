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
	test('it starts small again once the daemon has said more than its greeting', () => {
		waits(1, 5);
		env.welcome();
		env.last.down({ type: 'frozen', on: 0 });
		expect(waits(1, 1)).toEqual([1000]);
	});
	test('a daemon that greets and falls over is left in peace for longer and longer', () => {
		const falls = Array.from({ length: 3 }, () => {
			env.welcome();
			return waits(1, 1)[0];
		});
		expect(falls).toEqual([1000, 2000, 4000]);
	});
	test('a page that is not seen takes its time', () => {
		env.seen = false;
		expect(waits(1, 1)).toEqual([30_000]);
	});
});

describe('close codes', () => {
	test.each([1000, 4000, 4001, 4002, 4003])('%i is for good', (code) => {
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

describe('sent on by a node that stops', () => {
	const waited = (reason: string, code = 1012): number => {
		env.welcome();
		env.last.drop(code, reason);
		const before = env.time;
		while (env.sockets.length === 1) {
			env.pass(10);
		}
		return env.time - before;
	};
	test('it waits as long as it was told, and a little by chance', () => {
		env.chance = 0;
		expect(waited('drain: retry_after=0.4')).toBe(400);
	});
	test('chance adds at most a fifth of a second', () => {
		env.chance = 1;
		expect(waited('drain: retry_after=1.0')).toBe(1200);
	});
	test('a page that is not seen does not take longer', () => {
		env.seen = false;
		env.chance = 0;
		expect(waited('drain: retry_after=0.8')).toBe(800);
	});
	test('told nothing, or nonsense, it waits as after any loss', () => {
		env.chance = 0;
		expect(waited('drain: retry_after=-1')).toBe(500);
	});
	test('only that code tells it', () => {
		env.chance = 0;
		expect(waited('slow: retry_after=9', 4008)).toBe(500);
	});
	test('a node that is not there yet is dialled as after any loss', () => {
		env.chance = 0;
		waited('drain: retry_after=0.2');
		env.last.drop(1006);
		env.pass(500);
		expect(env.sockets).toHaveLength(3);
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
	test('an open socket that does not even take the probe is dialled anew at once', () => {
		env.welcome();
		env.last.bufferedAmount = 20_000;
		link.kick();
		expect(env.sockets).toHaveLength(2);
		expect(env.sockets[0]?.types()).toEqual(['hello']);
	});
	test('a socket that died while the phone slept is dialled anew by the timers that run late', () => {
		env.welcome();
		env.sleep(600_000);
		env.pass(0);
		expect(env.last.types()).toEqual(['hello', 'ping']);
		env.pass(TIMES.probe);
		expect(env.sockets).toHaveLength(2);
	});
	test('a closed link stays closed', () => {
		link.close();
		link.kick();
		expect(env.sockets).toHaveLength(1);
	});
});

describe('a socket that lies', () => {
	const ping = (): number => env.last.types().filter((type) => type === 'ping').length;
	test('is probed when it swallows what must be answered', () => {
		env.welcome();
		link.send({ type: 'cancel', why: 0 });
		env.pass(TIMES.answer - 1);
		expect(ping()).toBe(0);
		env.pass(1);
		expect(ping()).toBe(1);
		env.pass(TIMES.probe);
		expect(env.sockets).toHaveLength(2);
	});
	test('cannot put the probe off by being given more', () => {
		env.welcome();
		for (let i = 0; i < 10; i++) {
			link.send({ type: 'cancel', why: 0 });
			env.pass(1_000);
		}
		expect(env.sockets).toHaveLength(2);
	});
	test('is not suspected for signs that nobody answers', () => {
		env.welcome();
		link.send({ type: 'typing', room: new Uint8Array(16) });
		link.send({ type: 'seen', room: new Uint8Array(16), offset: 1 });
		env.pass(TIMES.answer);
		expect(ping()).toBe(0);
	});
	test('is cleared by anything that comes', () => {
		env.welcome();
		link.send({ type: 'cancel', why: 0 });
		env.last.down({ type: 'frozen', on: 0 });
		env.pass(TIMES.answer);
		expect(ping()).toBe(0);
	});
});

describe('a page that is put aside', () => {
	test('closes its socket without an end, and comes back at once', () => {
		env.welcome();
		link.pause();
		expect(env.last.closed).toBeUndefined();
		expect(states.at(-1)).toEqual(['waiting', 0]);
		link.kick();
		expect(env.sockets).toHaveLength(2);
	});
	test('comes back by itself when it was not put aside after all', () => {
		env.welcome();
		link.pause();
		env.pass(1_000);
		expect(env.sockets).toHaveLength(2);
	});
	test('stays closed when it was left', () => {
		env.welcome();
		link.close(4000);
		link.pause();
		expect([link.state, env.last.closed]).toEqual(['closed', 4000]);
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

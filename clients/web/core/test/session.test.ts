/** The session: what it says after WELCOME, and where the token goes. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { UpFrame } from '../src/frames.ts';
import { RESUME_TIME, Session } from '../src/session.ts';
import { memoryStore, type Store } from '../src/store.ts';
import { FakeEnv } from './fakes.ts';

const ASK: UpFrame = {
	type: 'ask',
	pool: 'no',
	region: '0301',
	door: 'oslo',
	topic: 'unsure',
	languages: ['nb'],
	urgency: 0,
	who: 0,
	avoid: [],
};
const ROOM = new Uint8Array(16).fill(5);
const token = (n: number): string => n.toString(16).padStart(2, '0').repeat(32);

let env: FakeEnv;
let store: Store;
let heard: string[];
let ready: boolean[];
let session: Session;

function make(): Session {
	return new Session({
		url: 'ws://here/socket',
		side: 1,
		language: 'nb',
		store,
		env,
		rooms: () => [{ room: ROOM, log_epoch: 3, offset: 9 }],
		on: {
			lost: (frame) => heard.push(`lost ${frame.why}`),
			refused: (frame) => heard.push(`refused ${frame.code}`),
			resumed: () => heard.push('resumed'),
		},
		onState: (_state, isReady) => ready.push(isReady),
	});
}

beforeEach(() => {
	env = new FakeEnv();
	store = memoryStore();
	heard = [];
	ready = [];
	session = make();
	session.start();
});

test('without a token it is ready at WELCOME and keeps no token', () => {
	env.welcome();
	expect(ready).toEqual([false, true]);
	expect(store.get('token')).toBeNull();
});

test('ASK makes the token of WELCOME the key of the visit', () => {
	env.welcome(7);
	expect(session.send(ASK)).toBe(true);
	expect(store.get('token')).toBe(token(7));
});

describe('with a token', () => {
	beforeEach(() => {
		env.welcome(7);
		session.send(ASK);
		env.last.drop(1006);
		env.pass(1000);
		env.welcome(8);
	});
	test('it resumes with it and the rooms, and is not ready before the answer', () => {
		expect(env.last.sent[1]).toEqual({
			type: 'resume',
			token: new Uint8Array(32).fill(7),
			attempt: 0,
			rooms: [ROOM],
			log_epochs: [3],
			offsets: [9],
		});
		expect(session.ready).toBe(false);
		expect(session.send({ type: 'cancel', why: 0 })).toBe(false);
	});
	test('RESUMED brings the next token', () => {
		env.last.down({ type: 'resumed', token: new Uint8Array(32).fill(9), rooms: 0 });
		expect(store.get('token')).toBe(token(9));
		expect(session.ready).toBe(true);
	});
	test('it counts how often it presents the same token, over a reload too, and anew for the next', () => {
		const attempt = (): unknown => (env.last.sent[1] as { attempt?: number }).attempt;
		env.last.drop(1006);
		session.kick();
		env.welcome(8);
		expect(attempt()).toBe(1);
		session = make();
		session.start();
		env.welcome(8);
		expect(attempt()).toBe(2);
		env.last.down({ type: 'resumed', token: new Uint8Array(32).fill(9), rooms: 0 });
		env.last.drop(1006);
		session.kick();
		env.welcome(8);
		expect(attempt()).toBe(0);
	});
	test('LOST of the whole visit forgets the token', () => {
		env.last.down({ type: 'lost', room: new Uint8Array(0), why: 'gone' });
		expect(heard).toEqual(['lost gone']);
		expect(session.known).toBe(false);
		expect(session.ready).toBe(true);
	});
	test('LOST of a room keeps it', () => {
		env.last.down({ type: 'lost', room: ROOM, why: 'epoch' });
		expect(session.known).toBe(true);
	});
	test('a RESUME that is refused for now is said again', () => {
		const refused = { type: 'refused', frame: 3, room: new Uint8Array(0), number: 0 } as const;
		env.last.down({ ...refused, code: 'delayed', retry_after: 2 });
		expect(env.last.types()).toEqual(['hello', 'resume']);
		env.pass(2000);
		expect(env.last.types()).toEqual(['hello', 'resume', 'resume']);
		expect(heard).toEqual([]);
	});
	test('a RESUME that crosses another one is said again, it is no lost visit', () => {
		const refused = { type: 'refused', frame: 3, room: new Uint8Array(0), number: 0 } as const;
		env.last.down({ ...refused, code: 'state', retry_after: 0 });
		env.pass(1000);
		expect(env.last.types()).toEqual(['hello', 'resume', 'resume']);
		expect(session.known).toBe(true);
	});
	test('a RESUME that is not answered is said on another socket, though PING is answered', () => {
		const sockets = env.sockets.length;
		env.pass(RESUME_TIME / 2);
		expect(env.last.types()).toEqual(['hello', 'resume', 'ping']);
		env.last.down({ type: 'pong', nonce: 1 });
		env.pass(RESUME_TIME / 2);
		expect(env.sockets).toHaveLength(sockets + 1);
		env.welcome(8);
		expect(env.last.types()).toEqual(['hello', 'resume']);
	});
	test('nothing dials anew while RESUME is under way, nor after it for its sake', () => {
		const sockets = env.sockets.length;
		session.renew();
		expect(env.sockets).toHaveLength(sockets);
		env.last.down({ type: 'resumed', token: new Uint8Array(32).fill(9), rooms: 0 });
		env.pass(RESUME_TIME);
		env.last.down({ type: 'pong', nonce: 1 });
		expect(env.sockets).toHaveLength(sockets);
		session.renew();
		expect(env.sockets).toHaveLength(sockets + 1);
	});
	test('a RESUME that is refused for good is a lost visit', () => {
		const refused = { type: 'refused', frame: 3, room: new Uint8Array(0), number: 0 } as const;
		env.last.down({ ...refused, code: 'ticket', retry_after: 0 });
		expect(heard).toEqual(['lost gone']);
		expect(session.known).toBe(false);
	});
});

test('after a reload the stored token is used, not the one of WELCOME', () => {
	store.set('token', token(4));
	env.welcome(5);
	expect(env.last.sent[1]).toMatchObject({ type: 'resume', token: new Uint8Array(32).fill(4) });
});

test('staff log in with the ticket, and PERSON brings the token', () => {
	session.login(new Uint8Array(32).fill(6));
	env.welcome();
	expect(env.last.sent[1]).toEqual({ type: 'login', ticket: new Uint8Array(32).fill(6) });
	const names = {
		role: 2,
		alias: 'Ida',
		agency: 'oslo',
		agency_name: 'Ung i Oslo',
		pool: 'no',
		region: '0301',
		staff: new Uint8Array(16).fill(8),
		statement: new Uint8Array(),
	};
	env.last.down({ type: 'person', token: new Uint8Array(32).fill(3), ...names });
	expect(store.get('token')).toBe(token(3));
	expect(session.ready).toBe(true);
});

test('a token of zeros replaces nothing', () => {
	store.set('token', token(4));
	env.welcome();
	env.last.down({ type: 'resumed', token: new Uint8Array(32), rooms: 0 });
	expect(store.get('token')).toBe(token(4));
});

test('a closed session no longer listens to the page', () => {
	expect([env.wakes.length, env.sleeps.length]).toEqual([1, 1]);
	session.close(4000);
	expect([env.wakes.length, env.sleeps.length]).toEqual([0, 0]);
	expect(env.last.closed).toBe(4000);
});

describe('the phone sleeps', () => {
	beforeEach(() => {
		env.welcome(7);
		session.tick();
		env.last.sent = [];
	});
	test('a clock that jumped tells so, and the socket is probed', () => {
		env.sleep(60_000);
		session.tick();
		expect(env.last.types()).toEqual(['ping']);
	});
	test('a clock that goes on as it should tells nothing', () => {
		for (let i = 0; i < 10; i++) {
			env.pass(1_000);
			session.tick();
		}
		expect(env.last.types()).toEqual([]);
	});
	test('a page put aside closes its socket, and resumes with its token when it is shown again', () => {
		session.send(ASK);
		env.sleeps[0]?.();
		expect([session.state, env.last.closed]).toEqual(['waiting', undefined]);
		env.wakes[0]?.();
		env.welcome(8);
		expect(env.last.sent[1]).toMatchObject({ type: 'resume', token: new Uint8Array(32).fill(7) });
	});
});

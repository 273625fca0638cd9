// Many rooms at once: youths and counsellors who meet through the real routing and talk, each like the web client. They keep
// what is not acked, dial again with its back-off, probe a silent line, resume, and write down what they see.
import { join } from 'node:path';
import { cpuUsage } from 'node:process';
import { after } from 'node:test';
import { Random } from '../../routing/lib/random.mjs';
import { Client } from '../../live/lib/client.mjs';
import { CTL, runToEnd } from '../../live/lib/daemon.mjs';
import { Counsellor, Youth } from '../../live/lib/people.mjs';
import { pause, until, within } from '../../live/lib/wait.mjs';
import { verdict } from './history.mjs';

/** Configuration under which nobody is slowed down or sent away for talking fast; for startDaemon({keys}). */
export const TALK_KEYS = {
	bucket_youth: 10_000, refill_youth: 10_000, bucket_staff: 10_000, refill_staff: 10_000, wrap_up_seconds: 0,
};

/* Milliseconds, as in clients/web/core/src/link.ts. */
const DIAL_MS = 5000;
const QUIET_MS = 25_000;
const PROBE_MS = 3000;
const BACKOFF_LEAST_MS = 500;
const BACKOFF_MOST_MS = 30_000;

/** Rooms a counsellor has at a time. */
export const ROOMS_EACH = 3;
const AT_A_TIME = 20;
const SEEN_EVERY = 10;
const UNACKED_MOST = 20;
const TEXT_BYTES = 100;
const AGENCY = 'oslo';

/** A password and its hash, made with the least work there is: how long checking takes is not what these tests are about. */
const PASSWORD = 'ordinary words of a test';
const HASH = '$argon2id$v=19$m=8,t=1,p=1$MzhUFV2RcjTQpubth5D7ig$VQg3sBNuRt5EWKxvy0Rs9v+bXL7ssNC8wVWsEbbSGJ0';

/** What a person of either side does like the web client, and what is measured on the way. */
const likeThePage = (Person) =>
	class extends Person {
		/** scene: {doors, random, quietMs}; first: the index of the door that is dialled first. Later any. */
		attend({ doors, random, quietMs }, first) {
			Object.assign(this, { doors, random, quietMs, first, attempts: 0, outages: [], freezes: [] });
			this.watch = setInterval(() => this.probe(), Math.min(quietMs, PROBE_MS));
			this.watch.unref();
			return this;
		}

		dial() {
			const door = this.client ? this.random.pick(this.doors) : this.doors[this.first % this.doors.length];
			return new Client(door, { patience: DIAL_MS });
		}

		async connect(accept) {
			await this.backOff();
			const welcome = await super.connect(accept);
			this.attempts = 0;
			return welcome;
		}

		/* Full jitter, from the second dial on. */
		async backOff() {
			if (!this.client) return;
			const bound = Math.min(BACKOFF_MOST_MS, BACKOFF_LEAST_MS * 2 ** ++this.attempts);
			await pause(BACKOFF_LEAST_MS + this.random.next() * (bound - BACKOFF_LEAST_MS));
		}

		onClosed(client, code) {
			if (client === this.client) this.awayAt ??= performance.now();
			super.onClosed(client, code);
		}

		takeRoom(frame) {
			super.takeRoom(frame);
			if (this.awayAt === undefined || !this.isBack) return;
			this.outages.push({ at: this.awayAt, ms: performance.now() - this.awayAt });
			this.awayAt = undefined;
		}

		/** In all its rooms. */
		get isBack() {
			return this.client?.end === undefined && [...this.rooms.values()].every(({ open, ended }) => open || ended !== null);
		}

		onFrozen(on) {
			super.onFrozen(on);
			this.freezes.push({ on, at: performance.now() });
		}

		handle(frame) {
			this.heardAt = performance.now();
			super.handle(frame);
			if (frame.type === 'entry' && frame.offset % SEEN_EVERY === 0) {
				this.send({ type: 'seen', room: frame.room, offset: this.rooms.get(frame.room).offset });
			}
		}

		/** A line that is silent may be dead: PING, and without an answer another line. */
		async probe() {
			const { client } = this;
			if (!client || client.end || this.probing || performance.now() - this.heardAt < this.quietMs) return;
			this.probing = true;
			client.send({ type: 'ping', nonce: 1 });
			await pause(PROBE_MS);
			if (!client.end && performance.now() - this.heardAt >= PROBE_MS) client.socket.terminate();
			this.probing = false;
		}

		async leaveTable() {
			clearInterval(this.watch);
			await super.leaveTable();
		}
	};

const TalkingYouth = likeThePage(Youth);
const TalkingCounsellor = likeThePage(Counsellor);

/* One account is made as an operator would; the others are its copies under other names, with a password that is soon checked. */
async function makeAccounts(daemon, redis, count) {
	// Not daemon.addUser: it holds up this process, and with it a proxy that may stand before Redis.
	const control = join(daemon.state, 'control.sock');
	await runToEnd(['-s', control, 'user', 'add', '--role', 'counsellor', '--agency', AGENCY, AGENCY], { program: CTL });
	const { id, ...fields } = await redis.hgetall(`{staff}:u:${AGENCY}`);
	return Promise.all(
		Array.from({ length: count }, async (_, i) => {
			const own = { ...fields, id: id.slice(0, -6) + i.toString(16).padStart(6, '0'), name: `talker-${i}`, hash: HASH };
			await redis.call('FCALL', 's1_staff_add', 1, '{staff}:', own.name, ...Object.entries(own).flat());
			return own.name;
		}),
	);
}

/* As map, so many at a time. */
async function inTurn(list, act) {
	const results = [];
	for (let i = 0; i < list.length; i += AT_A_TIME) {
		results.push(...(await Promise.all(list.slice(i, i + AT_A_TIME).map((item, k) => act(item, i + k)))));
	}
	return results;
}

async function openDesk(scene, name, first) {
	const counsellor = new TalkingCounsellor(scene.daemon, name, PASSWORD).attend(scene, first);
	await counsellor.connect();
	await counsellor.login();
	await counsellor.shift({ capacity: ROOMS_EACH });
	return counsellor;
}

/** What the people of a run share; options as in Talk.open. */
export function sceneOf(daemon, { seed = 1, doors = [daemon], quietMs = QUIET_MS } = {}) {
	return { daemon, doors, quietMs, random: new Random(seed) };
}

/** So many counsellors, on shift with all the rooms one may have; redis: a connection with all rights. */
export async function openDesks(scene, redis, count) {
	const names = await makeAccounts(scene.daemon, redis, count);
	return inTurn(names, (name, i) => openDesk(scene, name, i));
}

async function comeIn(scene, first) {
	const youth = new TalkingYouth(scene.daemon).attend(scene, first);
	await youth.connect();
	await youth.ask();
	await youth.room();
	return youth;
}

/** One side of a room as it talks: {person, room}, with the texts it still wants to say. */
class Side {
	constructor(person, room, random) {
		Object.assign(this, { person, room, random, count: 0 });
	}

	say() {
		this.count++;
		const text = `${this.room.id.slice(0, 8)} ${this.room.seat} ${this.count} `;
		return this.room.say(text.padEnd(TEXT_BYTES, '.:'));
	}

	/** Says `count` more, at most `window` of them unacked. */
	async talk(count, window) {
		const voice = async (share) => {
			for (let i = 0; i < share; i++) await this.say();
		};
		const shares = Array.from({ length: window }, (_, i) => Math.floor((count + i) / window));
		await Promise.all(shares.map(voice));
	}

	/** Says something every so many milliseconds on average, until `stop` is set. */
	chat(everyMs, talk) {
		if (talk.quiet) return;
		if (this.room.outbox.size < UNACKED_MOST && this.room.ended === null) this.say().catch(() => {});
		setTimeout(() => this.chat(everyMs, talk), 2 * everyMs * this.random.next());
	}
}

export class Talk {
	constructor(youths, counsellors, { daemon, random }) {
		Object.assign(this, { daemon, youths, counsellors, people: [...youths, ...counsellors], quiet: true });
		const owners = new Map(counsellors.flatMap((one) => [...one.rooms.keys()].map((id) => [id, one])));
		this.pairs = youths.map((youth) => {
			const [room] = youth.rooms.values();
			const counsellor = owners.get(room.id);
			return { youth, room, counsellor, theirs: counsellor.rooms.get(room.id) };
		});
		this.sides = this.pairs.flatMap(({ youth, room, counsellor, theirs }) => [
			new Side(youth, room, random), new Side(counsellor, theirs, random),
		]);
	}

	/**
	 * `rooms` open rooms between as many youths and enough counsellors of a daemon that runs with TALK_KEYS. doors: where
	 * they dial, as Client takes it, other than the daemon itself; they begin at one after the other. redis: a connection
	 * with all rights, where it is not the daemon's own. quietMs: after so long without a word a line is probed. Whoever
	 * has not left before leaves with the test file.
	 */
	static async open(daemon, { rooms, redis = daemon.redis(), ...options }) {
		const scene = sceneOf(daemon, options);
		const counsellors = await openDesks(scene, redis, Math.ceil(rooms / ROOMS_EACH));
		const youths = await inTurn(Array.from({ length: rooms }, (_, i) => i + 1), (i) => comeIn(scene, i));
		const open = () => counsellors.reduce((sum, { rooms: own }) => sum + [...own.values()].filter((r) => r.open).length, 0);
		await until(() => open() === rooms, 'all rooms on both sides', { more: () => `: ${open()} of ${rooms}` });
		const talk = new Talk(youths, counsellors, scene);
		after(() => talk.leave());
		return talk;
	}

	/** Everybody says `count` messages as fast as acks come, `window` unacked; resolves when all are acked. */
	async exchange(count, { window = 2, ms } = {}) {
		const more = () => this.seen();
		await within(Promise.all(this.sides.map((side) => side.talk(count, window))), 'all acks', { ms, more });
	}

	/** Everybody says something now and then, on average every so many milliseconds, until settle(). */
	chat(everyMs) {
		this.quiet = false;
		for (const side of this.sides) setTimeout(() => side.chat(everyMs, this), 2 * everyMs * side.random.next());
	}

	/** Nobody says anything more; resolves when all is acked and on both screens. */
	async settle({ ms } = {}) {
		this.quiet = true;
		const more = () => this.seen();
		await until(() => this.sides.every(({ room }) => room.open && room.outbox.size === 0), 'all acks', { ms, more });
		await until(() => this.pairs.every(({ room, theirs }) => room.offset === theirs.offset), 'both screens', { ms, more });
	}

	/** Where the first rooms that are not settled stand, and what the daemon says. */
	seen() {
		const behind = this.pairs.filter(({ room, theirs }) => [room, theirs].some((one) => !one.open || one.outbox.size > 0)
			|| room.offset !== theirs.offset);
		const stateOf = (room, person) => `open ${room.open} unacked ${room.outbox.size} offset ${room.offset} ended ${room.ended}`
			+ ` close ${person.client.end?.code} failure ${person.failure?.message.slice(0, 200)}`;
		const lines = behind.slice(0, 3).map(({ youth, room, counsellor, theirs }) =>
			`\n  ${room.id}: ${stateOf(room, youth)}; ${stateOf(theirs, counsellor)}${youth.client.seen()}${counsellor.client.seen()}`);
		return `; ${behind.length} rooms behind${lines.join('')}${this.daemon.tail()}`;
	}

	/** Resolves when everybody is in all of their rooms. */
	async everybody(ms) {
		await until(() => this.people.every((person) => person.isBack), 'everybody to be back', { ms, more: () => this.seen() });
	}

	get histories() {
		return this.pairs.map(({ room, theirs }) => [room.history, theirs.history]);
	}

	/** What a report counts, from what the clients saw; as verdict of history.mjs. */
	verdict(options) {
		return verdict(this.histories, options);
	}

	/** How long the people who were cut off since `at` were away, sorted, in milliseconds. */
	outages(at = 0) {
		return this.people.flatMap((p) => p.outages.filter((o) => o.at >= at).map(({ ms }) => ms)).sort((a, b) => a - b);
	}

	/** Everybody goes home. */
	async leave() {
		this.quiet = true;
		await Promise.all(this.people.map((person) => person.leaveTable()));
	}
}

/** The door of a daemon behind a proxy of proxy.mjs. */
export const through = (proxy, { origin }) => ({ port: proxy.port, origin });

/** The value below which so many hundredths of a sorted list lie; 0 for an empty one. */
export const percentile = (sorted, hundredths) => sorted[Math.ceil((sorted.length * hundredths) / 100) - 1] ?? 0;

/** Seconds of CPU that this process has used since `since`, a value of process.cpuUsage(). */
export function cpuSeconds(since) {
	const { user, system } = cpuUsage(since);
	return (user + system) / 1e6;
}

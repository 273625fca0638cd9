// A youth and a counsellor as honest clients: they dial again and resume, keep what is not acked, take up their rooms.
import { Client } from './client.mjs';
import { Room } from './room.mjs';
import { ask } from './http.mjs';
import { holderOf } from './proc.mjs';
import { roleNumber } from './wire.mjs';
import { pause, until, within } from './wait.mjs';

const NO_TOKEN = '00'.repeat(32);
/** Close codes after which a client stays away by itself. */
const FINAL = [1000, 4000, 4001, 4002, 4003];
const REDIAL_MS = 50;
const DIALS_MOST = 60;

/** Milliseconds after which a client that was sent on may dial; undefined: it was not told. */
export function toldToWait(code, reason) {
	const told = code === 1012 ? /retry_after=(\d+(?:\.\d+)?)/.exec(reason) : null;
	return told ? Number(told[1]) * 1000 : undefined;
}

/** The slot of the worker that holds a client's connection. */
export function workerOf(daemon, client) {
	const workers = Object.entries(daemon.workers);
	const pid = holderOf(workers.map(([, id]) => id), daemon.port, client.localPort);
	return Number(workers.find(([, id]) => id === pid)?.[0]);
}

class Person {
	constructor(daemon, side) {
		this.daemon = daemon;
		this.side = side;
		this.rooms = new Map();
		this.token = NO_TOKEN;
		this.presented = { token: NO_TOKEN, times: 0 };
		this.redials = true;
		this.resumes = 0;
		this.frozen = [];
	}

	/** A socket to whoever answers this person. */
	dial() {
		return new Client(this.daemon);
	}

	/** Opens a socket and says HELLO; gives WELCOME. accept(client): false tries another socket. */
	async connect(accept = () => true) {
		for (let dials = 0; dials < DIALS_MOST; dials++) {
			const client = this.dial();
			const welcome = await client.hello(roleNumber(this.side));
			if (!(await accept(client))) {
				await client.close(1000);
				continue;
			}
			this.client = client;
			client.onFrame = (frame) => this.client === client && this.handle(frame);
			for (const frame of client.received) this.handle(frame);
			client.closed.then((end) => this.onClosed(client, end));
			return welcome;
		}
		throw new Error(`none of ${DIALS_MOST} connections was on the worker that was wanted`);
	}

	/** As connect, on the worker of that slot: the kernel spreads connections, so it may take some. */
	async connectTo(slot) {
		return this.connect((client) => workerOf(this.daemon, client) === slot);
	}

	send(frame) {
		if (this.client?.end === undefined) this.client.send(frame);
	}

	next(types, fits) {
		return this.client.next(types, fits);
	}

	onClosed(client, { code, reason }) {
		if (client !== this.client) return;
		for (const room of this.rooms.values()) room.open = false;
		if (this.redials && !this.dialling && !FINAL.includes(code)) {
			this.dialling = true;
			this.comeBack(toldToWait(code, reason)).finally(() => (this.dialling = false));
		}
	}

	/** Dials until somebody answers, and resumes. A socket that breaks meanwhile is left to the one who dials already. */
	async comeBack(wait) {
		if (wait !== undefined) await pause(wait);
		while (this.redials && this.daemon.code === undefined) {
			try {
				await this.connect();
				if (!this.redials) return await this.client.close(1000); // it has left while it dialled
				await this.resume();
				if (this.client.end === undefined) return;
			} catch (error) {
				this.failure = error;
				await pause(REDIAL_MS);
			}
		}
	}

	/** How often this token has been presented before. */
	attempt() {
		if (this.presented.token !== this.token) this.presented = { token: this.token, times: 0 };
		return this.presented.times++;
	}

	async resume() {
		const rooms = [...this.rooms.values()].filter((room) => room.ended === null && !room.waits);
		const client = this.client;
		client.send({
			type: 'resume',
			token: this.token,
			attempt: this.attempt(),
			rooms: rooms.map((room) => room.id),
			log_epochs: rooms.map((room) => room.epoch),
			offsets: rooms.map((room) => room.offset),
		});
		const settled = await client.next(
			['resumed', 'lost', 'refused'],
			(frame) => frame.type === 'resumed' || frame.room === '' || frame.frame === 3,
		);
		if (settled.type === 'refused') {
			if (settled.retry_after === 0) throw new Error(`resume was refused: ${settled.code}`);
			await pause(settled.retry_after * 1000);
			return this.resume();
		}
		if (settled.type === 'resumed') {
			this.resumes++;
		}
		return settled;
	}

	/** Cuts the line without a word, and waits until the visit or shift is taken up on another socket. */
	async reload() {
		this.redials = true;
		const before = this.resumes;
		this.client.socket.terminate();
		await until(() => this.resumes > before, `${this.side} to resume`, { more: () => `; ${this.failure?.message}` });
	}

	async leaveTable() {
		this.redials = false;
		await this.client?.close(1000);
	}

	/** The one room, open. */
	async room() {
		return until(() => [...this.rooms.values()].find((room) => room.open), `a room for the ${this.side}`, {
			more: () => this.client.seen(),
		});
	}

	/** Says it in the one room and waits for the ACK. */
	async say(text) {
		const [room] = this.rooms.values();
		return within(room.say(text), `the ack of ${text}`, { more: () => this.client.seen() });
	}

	handle(frame) {
		const room = this.rooms.get(frame.room);
		const rows = {
			resumed: () => (this.token = frame.token),
			person: () => (this.token = frame.token),
			matched: () => this.takeRoom(frame),
			opened: () => this.takeRoom(frame),
			ack: () => room?.onAck(frame),
			entry: () => room?.onEntry(frame),
			refused: () => room?.onRefused(frame),
			lost: () => this.onLost(frame),
			frozen: () => this.onFrozen(frame.on),
			ended: () => room?.onEnded(frame.reason),
			noted: () => room?.onNote?.(frame),
			note_ack: () => room?.onNote?.(frame),
			joined: () => room?.onJoined?.(frame),
			left: () => room?.onLeft?.(frame),
		};
		rows[frame.type]?.();
	}

	takeRoom(frame) {
		const room = this.rooms.get(frame.room);
		if (room?.seat === frame.seat) room.take(frame);
		else this.rooms.set(frame.room, this.roomOf(frame)); // another seat: it was given away and comes back
	}

	/** A room as this person keeps it. */
	roomOf(frame) {
		return new Room(this, frame);
	}

	/** Without a room: the whole visit or shift. */
	onLost({ room, why }) {
		for (const one of this.rooms.values()) {
			if (one.id === room || (room === '' && one.ended === null)) one.onLost(why);
		}
	}

	onFrozen(on) {
		this.frozen.push(on);
		if (on === 0) for (const room of this.rooms.values()) room.resend();
	}
}

export class Youth extends Person {
	constructor(daemon) {
		super(daemon, 'youth');
		this.answers = true;
	}

	async connect(accept) {
		const welcome = await super.connect(accept);
		if (this.token === NO_TOKEN) this.token = welcome.token;
		this.leave = welcome.leave;
		return welcome;
	}

	/** Asks; gives QUEUED or REFUSED. */
	async ask(wish = {}) {
		this.send({
			type: 'ask', pool: 'no', region: '0301', door: '', topic: 'unsure', languages: ['nb'], urgency: 0, who: 0,
			avoid: [], ...wish,
		});
		return this.next(['queued', 'refused'], (frame) => frame.type === 'queued' || frame.frame === 16);
	}

	handle(frame) {
		super.handle(frame);
		if (frame.type === 'queued') for (const room of this.rooms.values()) room.wait();
		if (frame.type === 'matched' && frame.resumed === 0 && this.answers) this.ready(frame.room);
	}

	/** Answers MATCHED, with what is there of that room. */
	ready(id) {
		const { epoch, offset } = this.rooms.get(id);
		this.send({ type: 'ready', room: id, log_epoch: epoch, offset });
	}
}

const TOPICS = ['unsure', 'school', 'family'];

export class Counsellor extends Person {
	constructor(daemon, name, password) {
		super(daemon, 'counsellor');
		Object.assign(this, { name, password, takes: true });
	}

	async login() {
		const answer = await ask(this.daemon, '/api/v1/login', {
			method: 'POST',
			headers: { 'content-type': 'application/json', origin: this.daemon.origin },
			body: JSON.stringify({ name: this.name, password: this.password }),
		});
		const { ok, data, error } = JSON.parse(answer.text);
		if (!ok) throw new Error(`login of ${this.name}: ${answer.status} ${JSON.stringify(error)}`);
		return this.redeem(data.ticket);
	}

	/** Logs in with a one-time ticket; gives PERSON. */
	async redeem(ticket) {
		this.send({ type: 'login', ticket });
		return this.next('person');
	}

	/** Sets the shift; gives SHIFTED. */
	async shift(settings = {}) {
		this.send({ type: 'shift', state: 0, capacity: 3, scope: 2, topics: TOPICS, languages: ['nb', 'da'], ...settings });
		return this.next('shifted', (frame) => frame.why === 'asked');
	}

	handle(frame) {
		super.handle(frame);
		if (frame.type === 'offer' && this.takes) {
			this.send({ type: 'received', offer: frame.offer });
			this.send({ type: 'accept', offer: frame.offer });
		}
	}
}

/** A youth with an open socket; slot: of the worker it must be on. */
export async function comeYouth(daemon, slot) {
	const youth = new Youth(daemon);
	await (slot === undefined ? youth.connect() : youth.connectTo(slot));
	return youth;
}

/** A counsellor on shift. The account is made when there is no password. */
export async function comeCounsellor(daemon, name, { slot, password = daemon.addUser(name), takes = true, ...shift } = {}) {
	const counsellor = new Counsellor(daemon, name, password);
	counsellor.takes = takes;
	await (slot === undefined ? counsellor.connect() : counsellor.connectTo(slot));
	await counsellor.login();
	await counsellor.shift(shift);
	return counsellor;
}

/** An open room between a new youth and the counsellor: {youth, room, theirs}. */
export async function talkWith(daemon, counsellor, { slot, ...wish } = {}) {
	const youth = await comeYouth(daemon, slot);
	await youth.ask(wish);
	const room = await youth.room();
	await until(() => counsellor.rooms.get(room.id)?.open, 'OPENED', { more: () => counsellor.client.seen() });
	return { youth, room, theirs: counsellor.rooms.get(room.id) };
}

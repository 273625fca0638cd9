// Youth and counsellor who seal with the browser's own code: its machines and its Talk over the tests' sockets. Papers, handshakes
// and texts are the real ones; only screens are missing.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { bundle } from '../../seal/programs.mjs';
import { freshFolder } from './demo.mjs';
import { ask } from './http.mjs';
import { Counsellor, Youth } from './people.mjs';
import { until } from './wait.mjs';

const ENTRY = 'core/test/seal/for-live.ts';
const TICK_MS = 1000;
const COUNSELLOR = 1;

const folder = freshFolder();
after(() => rmSync(folder, { recursive: true, force: true }));
const core = await import(await bundle(ENTRY, join(folder, 'core')));

/** Fields that are bytes to the browser's code and hexadecimal to wire.mjs. */
const BYTES = ['room', 'payload'];

const convert = (frame, as) =>
	Object.fromEntries(Object.entries(frame).map(([name, value]) => [name, BYTES.includes(name) ? as(value) : value]));
const toBytes = (frame) => convert(frame, core.fromHex);
const toHex = (frame) => convert(frame, core.toHex);

/** What pages trust, from where they read it. */
const trustOf = async (daemon) => core.readBundle((await ask(daemon, '/seal.json')).text);

/** A seat whose texts go through a machine of SE1. makeSeal(options) gives the machine. */
class SealedRoom {
	constructor(person, opening, makeSeal) {
		Object.assign(this, { person, opening, id: opening.room, seat: opening.seat, ended: null, open: false, news: [] });
		this.tail = this.begin(makeSeal);
		this.take(opening);
	}

	async begin(makeSeal) {
		const room = core.fromHex(this.id);
		this.seal = await makeSeal({
			room,
			trust: await trustOf(this.person.daemon),
			store: core.memoryStore(),
			now: Date.now,
			news: (news) => this.talk.hear(news) || this.noting?.hear(news) || this.news.push(news),
			changed: () => {
				this.talk?.stir();
				this.noting?.stir();
			},
		});
		const side = {
			room,
			seat: this.seat,
			seal: this.seal,
			send: (frame) => this.open && this.transmit(toHex(frame)),
			now: Date.now,
			changed: () => {},
			lost: () => this.news.push({ type: 'lost' }),
		};
		this.talk = new core.Talk(side);
		if (this.seat > 0) this.noting = new core.Noting(side);
		this.timer = setInterval(() => this.talk.tick() && this.person.client.socket.terminate(), TICK_MS);
		this.timer.unref();
	}

	transmit(frame) {
		this.person.send(frame);
		return true;
	}

	/** One thing after the other, behind the machine's beginning. */
	next(act) {
		this.tail = this.tail.then(act);
		this.tail.catch((error) => (this.failure = error));
	}

	/** After MATCHED(1) or OPENED: the room is open on this socket. */
	take(opening) {
		this.open = opening.type === 'opened' || opening.resumed === 1;
		if (!this.open) return;
		this.next(() => {
			this.talk.resume(opening);
			this.noting?.resume(opening);
			const [owner, ...others] = opening.seats ?? [];
			return this.seal.here?.([owner, ...others.filter((seat) => this.seal.who(seat))]);
		});
	}

	/** Somebody invited has come, whom a youth makes the handshake with. */
	onJoined({ seat, agency_slug: agency }) {
		this.joined = [...(this.joined ?? []), seat];
		this.next(() => this.seal.beside?.(seat, { agency, topic: this.opening.topic, minMode: core.SHIFT_MODE }));
	}

	onLeft({ seat }) {
		this.next(() => this.seal.beside?.(seat, null));
	}

	feed(frame) {
		this.next(() => this.talk.handle(toBytes(frame)));
	}

	onAck(frame) {
		this.feed(frame);
	}

	onEntry(frame) {
		this.feed(frame);
	}

	onRefused(frame) {
		this.feed(frame);
	}

	/** NOTED and NOTE_ACK. */
	onNote(frame) {
		this.next(() => this.noting.handle(toBytes(frame)));
	}

	/** Another log epoch; the next MATCHED or OPENED says so too. */
	onLost() {}

	/** QUEUED: nobody is in the room but its owner. */
	wait() {
		this.open = false;
	}

	/** FROZEN is over. */
	resend() {
		this.next(() => this.talk.freeze(false));
	}

	onEnded(reason) {
		this.open = false;
		clearInterval(this.timer);
		this.next(async () => {
			this.left = this.texts;
			this.end = await this.talk.finish();
			this.ended = reason;
		});
	}

	/** What RESUME is told. */
	get epoch() {
		return this.talk?.log_epoch ?? 0;
	}

	get offset() {
		return this.talk?.offset ?? 0;
	}

	/** Stored texts in the order of the log; null: one that does not open. */
	get texts() {
		return this.talk.messages.filter((message) => message.offset > 0).map((message) => message.text);
	}

	/** The notes of the lane that open, in order. */
	get notes() {
		return this.noting.messages.filter((message) => message.offset > 0).map((message) => message.text);
	}

	/** Seals and says it; resolves when it is stored. Each text once. */
	async say(text) {
		this.next(() => this.talk.say(text));
		const isStored = () => this.talk?.messages.some((one) => one.mine && one.text === text && one.offset > 0);
		await until(isStored, `${text} to be stored`, { more: () => `; ${this.failure ?? ''}${this.person.client.seen()}` });
	}
}

export class SealedYouth extends Youth {
	roomOf(opening) {
		return new SealedRoom(this, opening, (options) =>
			new core.YouthSeal({ ...options, agency: opening.agency_slug, topic: opening.topic, minMode: core.SHIFT_MODE }));
	}
}

export class SealedCounsellor extends Counsellor {
	async login() {
		const { staff, agency, alias, statement } = await super.login();
		this.staff = staff;
		const { point: device, sign } = await core.openDevice(core.fromHex(staff));
		const plan = { role: COUNSELLOR, staff: core.fromHex(staff), device, agency, alias };
		this.send({ type: 'certify', request: core.toHex(await core.makeRequest(plan, sign)) });
		const { certificate } = await this.next('certified');
		this.agency = agency;
		this.identity = { statement: core.fromHex(statement), certificate: core.fromHex(certificate), sign };
	}

	roomOf(opening) {
		const { agency, identity } = this;
		const { seat, topic } = opening;
		const accepted = { room: core.fromHex(opening.room), seat, purpose: 0, agency, topic, mode: core.SHIFT_MODE };
		return new SealedRoom(this, opening, (options) =>
			core.StaffSeal.open({ ...options, accepted, identity, vault: core.memoryVault() }));
	}
}

/** A counsellor on shift, certified, on the worker of that slot. */
export async function comeSealedCounsellor(daemon, name, { slot }) {
	const counsellor = new SealedCounsellor(daemon, name, daemon.addUser(name));
	await counsellor.connectTo(slot);
	await counsellor.login();
	await counsellor.shift();
	return counsellor;
}

/** A sealed room between a new youth on that slot and the counsellor: {youth, room, theirs}. */
export async function talkSealed(daemon, counsellor, { slot }) {
	const youth = new SealedYouth(daemon);
	await youth.connectTo(slot);
	await youth.ask();
	const room = await youth.room();
	const theirs = await until(() => counsellor.rooms.get(room.id), 'OPENED', { more: () => counsellor.client.seen() });
	await until(() => room.seal?.open && theirs.seal?.open, 'the handshake', { more: () => youth.client.seen() });
	return { youth, room, theirs };
}

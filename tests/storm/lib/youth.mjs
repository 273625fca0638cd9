// A youth of the storm: one visit with everything a visit may go through, and the person who makes one visit after another.
import { Youth } from '../../live/lib/people.mjs';
import { pause } from '../../live/lib/wait.mjs';
import { otherWish, wish } from './places.mjs';

const UNACKED_MOST = 3;

/** Frames by number. */
const [ASK, CHANGE] = [16, 18];
/** Refusals that pass by themselves. */
const LATER = ['delayed', 'rate'];

/** phase: asking, waiting, matched, talking, over. */
export class Visit extends Youth {
	constructor(storm, random) {
		super(storm.daemon);
		Object.assign(this, { storm, random, phase: 'asking', wish: wish(random), texts: 0, level: 0, readied: false, stay: 0, changed: false });
	}

	async begin() {
		await this.connect();
		this.storm.count('visits');
		this.online = this.client;
		this.sendAsk();
	}

	sendAsk() {
		this.send({ type: 'ask', ...this.wish });
	}

	/** Another wish; said on every socket until somebody answers, as the page does. */
	change() {
		this.changed = true;
		Object.assign(this.wish, otherWish(this.random, this.wish));
		this.sayWish();
	}

	sayWish() {
		const { who, languages } = this.wish;
		this.send({ type: 'change', who, languages });
	}

	onResumed({ rooms }) {
		if (rooms === 0) this.endRooms('elsewhere');
		if (this.changed) this.sayWish();
	}

	async connect(accept) {
		const welcome = await super.connect(accept);
		this.fresh = welcome.token;
		return welcome;
	}

	onClosed(client, end) {
		if (client === this.online) this.awaySince = performance.now();
		super.onClosed(client, end);
		if (client === this.client && end.code === 4001) this.storm.fault(`a youth was taken over by nobody`);
	}

	async comeBack() {
		await pause(this.stay);
		this.stay = 0;
		return super.comeBack();
	}

	async resume() {
		const settled = await super.resume();
		this.online = this.client;
		if (settled.type === 'lost') this.onGone();
		else this.storm.count('resumes');
		return settled;
	}

	/** There is no such visit: it was never asked, or it has ended. */
	onGone() {
		if (this.phase === 'over') return;
		const away = performance.now() - this.awaySince;
		if (this.phase === 'asking') {
			this.token = this.fresh;
			this.sendAsk();
			return;
		}
		// A node that hangs loses its youths after a lease, which they cannot know.
		const hung = performance.now() < this.storm.hungUntil;
		const kept = this.phase === 'waiting' && !this.readied && !this.leaving && !hung && away < this.storm.graceMs / 2;
		if (kept) this.storm.fault(`a youth that waited and was away for ${Math.round(away)} ms lost its place`);
		this.over();
	}

	over() {
		this.phase = 'over';
		this.redials = false;
		this.endRooms('over');
		if (this.client && !this.client.end) this.client.socket.close(1000);
	}

	endRooms(why, but) {
		for (const room of this.rooms.values()) {
			if (room.id === but) continue;
			room.open = false;
			room.ended ??= why;
		}
	}

	handle(frame) {
		if (frame.type === 'matched') this.endRooms('replaced', frame.room);
		super.handle(frame);
		if (this.phase === 'over') return;
		const rows = {
			queued: () => this.onQueued(frame),
			matched: () => this.onMatched(frame),
			proposed: () => this.onProposed(frame),
			ended: () => this.over(),
			refused: () => this.onRefused(frame),
			resumed: () => this.onResumed(frame),
		};
		rows[frame.type]?.();
	}

	onQueued({ why, level }) {
		this.endRooms(why || 'queued');
		if (why !== '') this.storm.count(why);
		Object.assign(this, { phase: 'waiting', level, readied: false }); // leaving stays: this may cross its CANCEL
		this.answers = !this.random.chance(this.storm.calm ? 0 : 0.03);
	}

	onMatched({ room, resumed, seats }) {
		this.phase = resumed === 1 ? 'talking' : 'matched';
		this.readied ||= this.answers;
		this.changed = false;
		if (resumed === 1) this.storm.joined(this, room, seats[0]);
	}

	onProposed({ room }) {
		const yes = this.random.weighted([[1, 7], [0, 2], [null, this.storm.calm ? 0 : 1]]);
		if (yes !== null) this.send({ type: 'consent', room, yes });
	}

	onRefused({ frame, code, retry_after }) {
		this.storm.count(`refused ${frame} ${code}`);
		if (frame === CHANGE && LATER.includes(code)) setTimeout(() => this.phase !== 'over' && this.sayWish(), retry_after * 1000);
		if (frame !== ASK) return;
		if (retry_after === 0) this.over();
		else setTimeout(() => this.phase === 'asking' && this.sendAsk(), retry_after * 1000);
	}

	get here() {
		return this.client !== undefined && this.client.end === undefined && this.online === this.client;
	}

	get talk() {
		return [...this.rooms.values()].find((room) => room.open);
	}

	act() {
		if (!this.here) return;
		if (this.phase === 'waiting') this.random.weighted(WAITING)(this);
		else if (this.phase === 'talking' && this.talk) this.random.weighted(TALKING)(this, this.talk);
	}

	say(room) {
		if (room.outbox.size >= UNACKED_MOST) return;
		this.texts += 1;
		room.say(`y ${this.texts}`).then(() => this.storm.count('acked'));
	}

	/** The line is cut without a word; it comes back after a while. */
	drop() {
		this.stay = this.random.weighted([[0, 3], [1500, 3], [5000, 1]]);
		this.client.socket.terminate();
		this.storm.count('dropped');
	}

	/** The phone is off for good. */
	vanish() {
		this.storm.count('vanished');
		this.redials = false;
		this.phase = 'over';
		this.endRooms('over');
		this.client.socket.terminate();
	}

	/** Quick exit: it does not dial again, even if a node that dies in this moment never hears of it. */
	exit() {
		this.goes('left quickly');
		this.redials = false;
		this.phase = 'over';
		this.client.socket.close(4000);
	}

	quit() {
		this.leaving = true;
		if (this.talk) this.send({ type: 'leave', room: this.talk.id });
		else this.send({ type: 'cancel', why: 0 });
	}

	goes(word) {
		this.leaving = true;
		this.storm.count(word);
	}
}

const WAITING = [
	[() => {}, 70],
	[(visit) => (visit.goes('cancelled'), visit.send({ type: 'cancel', why: visit.random.below(2) })), 5],
	[(visit) => visit.change(), 6],
	[(visit) => visit.drop(), 6],
	[(visit) => visit.vanish(), 1],
	[(visit) => visit.exit(), 1],
];

const TALKING = [
	[() => {}, 10],
	[(visit, room) => visit.say(room), 50],
	[(visit, room) => (visit.say(room), visit.say(room), visit.say(room)), 10],
	[(visit, room) => visit.send({ type: 'typing', room: room.id }), 5],
	[(visit, room) => visit.send({ type: 'seen', room: room.id, offset: room.offset }), 5],
	[(visit, room) => visit.send({ type: 'swap', room: room.id, elsewhere: 0 }), 4],
	[(visit, room) => (visit.storm.count('left'), visit.send({ type: 'leave', room: room.id })), 12],
	[(visit) => visit.drop(), 5],
	[(visit) => visit.vanish(), 1],
];

/** Somebody who asks, leaves, and asks again. */
export class YouthActor {
	constructor(storm, random) {
		Object.assign(this, { storm, random, visit: null });
	}

	async act() {
		if (this.storm.calm || this.coming) return undefined;
		if (this.visit && this.visit.phase !== 'over') return this.visit.act();
		this.coming = true;
		this.visit = new Visit(this.storm, this.random);
		this.storm.visits.push(this.visit);
		await this.visit.begin().catch(() => this.visit.over());
		this.coming = false;
		return undefined;
	}
}

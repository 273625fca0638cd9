// A counsellor of the storm: takes, declines and overlooks offers, pauses and comes again, writes, gives rooms away.
import { Counsellor } from '../../live/lib/people.mjs';
import { pause } from '../../live/lib/wait.mjs';
import { homeOf, shiftOf, wishIn } from './places.mjs';

const UNACKED_MOST = 3;
/** The states of SHIFT and SHIFTED. */
export const [AVAILABLE, PAUSED, DRAINING, OFF] = [0, 1, 2, 3];
/** The number of SHIFT, and why SHIFTED answers it. */
const SHIFT = 34;
const ANSWERS = ['asked', 'entry'];
const TAKE = [['accept', 80], ['twice', 5], ['decline', 8], ['overlook', 4], ['unseen', 3]];

export class Colleague extends Counsellor {
	constructor(storm, random, { name, password, agency, id, role }) {
		super(storm.daemon, name, password);
		const [pool, municipality] = homeOf(agency);
		Object.assign(this, { storm, random, agency, id, role, pool, municipality, takes: false, stay: 0, wraps: [], offers: new Set() });
		this.settings = shiftOf(random, pool);
		this.standing = { state: OFF, capacity: 0, load: 0 };
		this.asked = 0; // SHIFTs that are not answered
		this.unheard = false; // what was asked last may not be what holds
	}

	async login() {
		const person = await super.login();
		this.online = this.client;
		return person;
	}

	goOn(state = AVAILABLE) {
		this.asked += 1;
		this.unheard = true;
		this.send({ type: 'shift', state, ...this.settings });
	}

	onClosed(client, end) {
		if (client === this.client) {
			this.offers.clear();
			this.asked = 0;
		}
		super.onClosed(client, end);
		if (client === this.client && end.code === 4001) this.storm.fault(`${this.name} was taken over by nobody`);
	}

	async comeBack() {
		await pause(this.stay);
		this.stay = 0;
		return super.comeBack();
	}

	async resume() {
		const settled = await super.resume();
		this.online = this.client;
		if (settled.type === 'lost') this.storm.fault(`${this.name} lost the shift although its ticket is good`);
		else this.storm.count('resumes of counsellors');
		return settled;
	}

	handle(frame) {
		super.handle(frame);
		const rows = {
			shifted: () => this.onShifted(frame),
			offer: () => this.onOffer(frame),
			revoked: () => this.offers.delete(frame.offer),
			opened: () => this.onOpened(frame),
			ended: () => this.onEnded(frame),
			peer: () => this.onPeer(frame),
			resumed: () => this.expect(frame.rooms),
			lost: () => this.arrive(frame.room),
			handed: () => this.storm.count(`hand-over ${frame.result}`),
			refused: () => this.onRefused(frame),
		};
		rows[frame.type]?.();
	}

	onRefused({ frame, code }) {
		this.storm.count(`refused ${frame} ${code}`);
		if (frame === SHIFT) this.asked -= 1;
	}

	/** So many rooms follow; what is not among them is over. */
	expect(count) {
		this.follows = count;
		this.arrive();
	}

	arrive(room) {
		if (room) this.follows -= 1;
		if (this.follows > 0) return;
		for (const one of this.rooms.values()) {
			if (one.open || one.ended !== null) continue;
			one.ended = 'unlisted';
		}
	}

	onShifted(frame) {
		this.standing = frame;
		if (ANSWERS.includes(frame.why) && this.asked > 0) {
			this.asked -= 1;
			this.unheard = this.asked > 0;
		}
		if (frame.why !== 'entry' && frame.why !== 'over') return;
		this.shut = true; // its agency closes
		this.storm.count(`shift ${frame.why}`);
	}

	/** A supervisor takes somebody out of turn. */
	pick() {
		if (this.role !== 'supervisor') return;
		const { region, topic } = wishIn(this.random, this.pool);
		this.storm.count('picks');
		this.send({ type: 'pick', region, topic });
	}

	onOffer(offer) {
		this.offers.add(offer.offer);
		this.storm.count('offers');
		const what = this.storm.calm ? 'accept' : this.random.weighted(TAKE);
		if (what !== 'unseen') this.send({ type: 'received', offer: offer.offer });
		if (what === 'accept' || what === 'twice') this.send({ type: 'accept', offer: offer.offer });
		if (what === 'twice') this.send({ type: 'accept', offer: offer.offer });
		if (what === 'decline') this.send({ type: 'decline', offer: offer.offer });
		if (what === 'accept' || what === 'twice') this.storm.count('accepts');
		if (what === 'decline') {
			this.offers.delete(offer.offer);
			this.storm.count('declines');
		}
	}

	onOpened(frame) {
		this.offers.delete(frame.offer);
		const room = this.rooms.get(frame.room);
		Object.assign(room, { away: 0, card: frame });
		this.storm.opened(this, room);
		if (frame.resumed === 1) this.arrive(frame.room);
	}

	onEnded({ room, reason }) {
		this.wraps.push(room);
		this.storm.count(`ended ${reason}`);
		this.arrive(room);
	}

	onPeer({ room, what }) {
		const known = this.rooms.get(room);
		if (known && what === 2) known.away = performance.now();
		if (known && what === 3) known.away = 0;
	}

	get here() {
		return this.client !== undefined && this.client.end === undefined && this.online === this.client;
	}

	get talks() {
		return [...this.rooms.values()].filter((room) => room.open);
	}

	act() {
		if (!this.here) return;
		if (this.storm.calm) {
			/* Whose agency has closed stays as it is, and what was not heard is said again all the same. */
			const state = this.shut ? this.standing.state : AVAILABLE;
			if (this.standing.state !== state || (this.unheard && state < OFF)) this.goOn(state);
			return;
		}
		if (this.standing.state === OFF || this.standing.state === PAUSED) {
			if (this.random.chance(0.6)) this.goOn();
			return;
		}
		const talks = this.talks;
		if (talks.length > 0 && this.random.chance(0.6)) this.random.weighted(TALKING)(this, this.random.pick(talks));
		else this.random.weighted(ALONE)(this);
	}

	say(room) {
		if (room.outbox.size >= UNACKED_MOST) return;
		this.texts = (this.texts ?? 0) + 1;
		room.say(`c ${this.name} ${this.texts}`).then(() => this.storm.count('acked'));
	}

	change() {
		this.settings = shiftOf(this.random, this.pool);
		this.goOn();
	}

	drop() {
		this.stay = this.random.weighted([[0, 4], [2500, 3], [6000, 2], [11000, 1]]);
		this.client.socket.terminate();
		this.storm.count('dropped');
	}

	propose(room) {
		const target = this.random.pick([
			{ kind: 1, target: this.random.pick(['unsure', 'school', 'family', 'love', 'leaving']) },
			{ kind: 2, target: this.storm.someone(this).agency },
			{ kind: 0, target: this.storm.someone(this).id },
		]);
		this.storm.count('proposals');
		this.send({ type: 'propose', room: room.id, ...target });
	}
}

const TALKING = [
	[(one, room) => one.say(room), 60],
	[(one, room) => (one.say(room), one.say(room)), 10],
	[(one, room) => one.propose(room), 14],
	[(one, room) => one.send({ type: 'swap', room: room.id, elsewhere: 0 }), 2],
	[(one, room) => one.send({ type: 'leave', room: room.id }), 3],
	[(one, room) => one.send({ type: 'extend', room: room.id }), 1],
	[(one, room) => room.away > 0 && one.send({ type: 'park', room: room.id }), 20],
];

const ALONE = [
	[() => {}, 20],
	[(one) => one.wraps.length > 0 && one.send({ type: 'wrap', room: one.wraps.at(-1), more: one.random.below(2) }), 8],
	[(one) => one.goOn(PAUSED), 4],
	[(one) => one.goOn(DRAINING), 2],
	[(one) => one.goOn(OFF), 2],
	[(one) => one.goOn(), 4],
	[(one) => one.change(), 4],
	[(one) => one.pick(), 8],
	[(one) => one.drop(), 5],
];

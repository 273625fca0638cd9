// One visit of the scripted day, step by step, and what the script knows of it by then.
import { Youth } from '../../live/lib/people.mjs';
import { nameOf } from '../../live/lib/token.mjs';
import { pause, until, within } from '../../live/lib/wait.mjs';

const AGAIN_MS = 2000;
/** Ends after which the youth's page is still there to ask. */
const ANSWERED_AFTER = new Set(['left', 'counsellor']);

/** Says it until it is stored: what is refused while a room is taken up again is said again. */
async function say(room, text) {
	const ack = room.say(text).then(() => true);
	const stored = async () => {
		while (!(await Promise.race([ack, pause(AGAIN_MS)]))) room.resend();
	};
	await within(stored(), `the ack of "${text}"`, { more: () => room.person.client.seen() });
}

const seconds = () => performance.now() / 1000;

/** A youth that remembers when it was matched, and with whom. */
class Caller extends Youth {
	handle(frame) {
		if (frame.type === 'matched' && frame.resumed === 0) this.matchedAt = seconds();
		if (frame.type === 'matched' && frame.resumed === 1) this.met = frame.agency_slug;
		super.handle(frame);
	}
}

export class DayVisit {
	/** day: {daemon, redis, truth, still, hour()}; place: {code, county}. hold: waits where a visit may be held until the next hour. */
	constructor(day, lane, { place, wish = 0, topic = lane.topic, hold = async () => {} }) {
		Object.assign(this, { day, lane, place, wish, topic, hold, youth: new Caller(day.daemon), survey: null });
	}

	/** Asks; false when the queue was full. */
	async ask() {
		await this.day.still.pass('asks');
		const { code, county } = this.place;
		await this.youth.connect();
		this.askedAt = seconds();
		const answer = await this.youth.ask({ region: code, topic: this.topic, who: this.wish });
		this.queuedAt = seconds();
		const region = code === '' ? 'n' : this.wish === 2 ? `c${county}` : `m${code}`;
		this.truth = this.day.truth.visit(this.day.hour(), region, this.topic);
		if (answer.type === 'queued') {
			this.key = `{no}:y:${(await this.day.redis.get(`{t:${nameOf(this.youth.token)}}`)).split(' ')[1]}`;
			return true;
		}
		if (answer.code !== 'full') throw new Error(`asked and was refused: ${JSON.stringify(answer)}`);
		this.truth.result = 'refused';
		await this.youth.leaveTable();
		return false;
	}

	/** A worker says it to Redis beside its answer: only a script is so quick that it could overtake that. */
	async kept(field, value) {
		await until(async () => (await this.day.redis.hget(this.key, field)) === value, `${field} to be ${value}`);
	}

	/** The room is open with somebody; the first time it is the answer. */
	async meet() {
		this.room = await this.youth.room();
		const openAt = seconds();
		await this.lane.holder(this.room.id);
		if (this.truth.result !== null) return;
		this.truth.answered(this.youth.met, [Math.max(0, this.youth.matchedAt - this.queuedAt), openAt - this.askedAt]);
		Object.assign(this, { openAt, firstMatchedAt: this.youth.matchedAt });
	}

	/** Each of these sides writes, and it is stored that it has. */
	async write(sides) {
		await this.day.still.pass('writes');
		await this.put(sides);
	}

	async put(sides) {
		const staff = await this.lane.holder(this.room.id); // who was just taken up again has its room a moment later
		for (const side of sides) {
			await say(side === 'youth' ? this.room : staff.rooms.get(this.room.id), `${side} writes`);
			this.truth.wrote.add(side);
		}
		const all = [...this.truth.wrote];
		if (all.length > 0) await this.kept('bw', all.length === 2 ? 'both' : all[0]);
	}

	get talks() {
		return this.room?.open === true;
	}

	/** The counsellor that has the room. */
	get staff() {
		return this.lane.staff.find((one) => one.rooms.get(this.room.id)?.open);
	}

	/** The talk ends as act makes it end, by that word. */
	async end(word, act) {
		await this.day.still.pass('ends');
		const staff = await this.lane.holder(this.room.id);
		const theirs = staff.rooms.get(this.room.id);
		const from = seconds();
		await act(staff);
		await until(() => theirs.ended, 'the end at the desk', { more: () => staff.client.seen() });
		if (theirs.ended !== word) throw new Error(`ended ${theirs.ended}, not ${word}`);
		Object.assign(this.truth, { end: word, length: [from - this.openAt, seconds() - this.firstMatchedAt] });
		if (this.survey && ANSWERED_AFTER.has(word)) await this.answer(staff.agency);
		await this.youth.leaveTable();
		return staff;
	}

	/** Answers what a youth is asked afterwards. */
	async answer(agency) {
		await until(() => this.room.ended, 'the end on the phone', { more: () => this.youth.client.seen() });
		this.youth.send({ type: 'survey', pool: 'no', token: this.youth.token, ...this.survey });
		await this.youth.next('surveyed');
		this.truth.said = { agency, ...this.survey };
	}

	/** Forms of that staff, one after the other; the last one holds. Then its wrap-up is done. */
	async forms(staff, kinds, isLast = true) {
		await this.day.still.pass('fills in a form');
		const room = this.room.id;
		for (const kind of kinds) {
			await within(this.register(staff, kind), 'a form to be taken', { ms: 30_000 });
			if (isLast) this.truth.form = kind;
		}
		staff.send({ type: 'wrap', room, more: 0 });
		await staff.next('shifted', ({ why }) => why === 'wrapped');
	}

	/** What could not be stored in time is sent again. */
	async register(staff, kind) {
		const room = this.room.id;
		for (;;) {
			staff.send({ type: 'registration', room, send: 1, ticks: [`kind:${kind}`] });
			const isAnswer = (frame) => frame.room === room && frame.counted !== 0; // a form that is told anew counts nothing
			const told = await staff.next(['registered', 'refused'], isAnswer);
			if (told.counted === 1) return;
			if (told.code !== 'delayed') throw new Error(`a form: ${JSON.stringify(told)}`);
			await pause(AGAIN_MS);
		}
	}

	/** Gone without an answer, by that word. */
	async giveUp(result, act) {
		await this.day.still.pass('gives up');
		await act();
		this.truth.result = result;
		await this.youth.leaveTable();
	}

	async byCancel(why) {
		this.youth.send({ type: 'cancel', why });
		await this.youth.next('ended');
	}

	async byBeacon() {
		await this.kept('lh', nameOf(this.youth.leave));
		const headers = { 'content-type': 'text/plain' };
		const options = { method: 'POST', headers, body: this.youth.leave };
		const answer = await within(fetch(`${this.day.daemon.origin}/api/v1/leave`, options), 'the beacon');
		if (answer.status !== 204) throw new Error(`the beacon was answered ${answer.status}`);
	}

	/** The phone is off for good. */
	byDarkness() {
		this.youth.redials = false;
		this.youth.client.socket.terminate();
	}
}

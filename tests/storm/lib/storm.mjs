// The storm itself: who takes part, what they count together, what two of them may not both see, the workers that are killed.
import { Random } from '../../routing/lib/random.mjs';
import { tick } from '../../live/lib/client.mjs';
import { pause, until } from '../../live/lib/wait.mjs';
import { Colleague, OFF } from './counsellor.mjs';
import { placeOf } from './verdict.mjs';
import { YouthActor } from './youth.mjs';

const SETTLE_MS = 60_000;
const QUIET_MS = 6000; // longer than a wrap-up that was prolonged
const STEP_MS = 200;
const AGAIN_MS = 2000;
const isNews = ({ type }) => type !== 'refused'; // or the answers to one that asks again and again hide what came before
const STOP_MS = 12_000; // longer than a lease

/** What befalls the daemon, again and again; slot: of a worker, each time another. */
const FAULTS = [
	(storm, slot) => storm.killWorker(slot),
	(storm) => storm.killRedis(),
	(storm, slot) => storm.stopWorker(slot),
	(storm, slot) => storm.killWorker(slot),
	(storm, slot) => storm.killWorker(slot),
];

export class Storm {
	/**
	 * accounts: [{name, password, agency, id, role}]; grace: seconds a waiting youth's place is kept; act: everybody does something
	 * every so many milliseconds, [least, most]; onNewRedis: called when a Redis that was killed is there again.
	 */
	constructor(daemon, { seed, youths, accounts, grace, act, onNewRedis }) {
		Object.assign(this, { daemon, calm: false, ended: false, act, graceMs: grace * 1000, hungUntil: 0, onNewRedis });
		this.random = new Random(seed);
		this.counts = new Map();
		this.faults = [];
		this.visits = [];
		this.owners = new Map(); // room and seat -> {counsellor, side}: who sits there, and what that one sees
		this.seats = new Map(); // room -> the youth's visit
		this.lastNews = 0;
		this.youths = Array.from({ length: youths }, (_, i) => new YouthActor(this, new Random(seed * 100_003 + i)));
		this.staff = accounts.map((account, i) => new Colleague(this, new Random(seed * 200_003 + i), account));
	}

	count(what) {
		this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
		this.lastNews = performance.now();
		this.lastWhat = what;
	}

	fault(text) {
		this.faults.push(text);
	}

	someone(but) {
		const pool = this.staff.filter((one) => one.pool === but.pool && one !== but);
		return this.random.pick(pool);
	}

	opened(counsellor, room) {
		this.count('opened');
		const place = placeOf(room.id, room.seat);
		const owner = this.owners.get(place)?.counsellor;
		if (owner && owner !== counsellor) this.fault(`the seat ${place} is shown by ${owner.name} and by ${counsellor.name}`);
		this.owners.set(place, { counsellor, side: room });
	}

	joined(visit, room, seat) {
		this.count('joined');
		const before = this.seats.get(room);
		if (before && before !== visit) this.fault(`two visits show the room ${room}`);
		this.seats.set(room, visit);
		visit.joins = [...(visit.joins ?? []), { room, seat, at: tick() }];
	}

	/** Everybody logs in and goes on shift, one after the other: that is how fast passwords are checked. */
	async openDesks() {
		for (const one of this.staff) {
			await one.connect();
			await one.login();
			one.goOn();
		}
	}

	/** Lets somebody act again and again until the storm is over. */
	keep(actor, first) {
		const again = () => {
			if (this.ended) return;
			const [least, most] = this.act;
			setTimeout(again, least + actor.random.below(most - least));
			actor.act();
		};
		setTimeout(again, first);
	}

	begin(rampMs) {
		this.youths.forEach((actor, i) => this.keep(actor, (i * rampMs) / this.youths.length));
		for (const one of this.staff) this.keep(one, one.random.below(this.act[1]));
	}

	/** For so long, one fault after the other, in the order of FAULTS. */
	async rage(ms, everyMs) {
		const end = performance.now() + ms;
		for (let n = 0; performance.now() + everyMs / 2 < end; n++) {
			await pause(everyMs);
			await FAULTS[n % FAULTS.length](this, 1 + (n % 2));
		}
		await pause(Math.max(0, end - performance.now()));
	}

	killWorker(slot) {
		process.kill(this.daemon.workers[slot], 'SIGKILL');
		this.count('kills');
	}

	/** The worker hangs until its lease is over, and goes on as if nothing had been. */
	async stopWorker(slot) {
		const pid = this.daemon.workers[slot];
		process.kill(pid, 'SIGSTOP');
		this.hungUntil = performance.now() + STOP_MS + 2 * this.graceMs;
		this.count('stops');
		await pause(STOP_MS);
		process.kill(pid, 'SIGCONT');
	}

	async killRedis() {
		const from = this.daemon.lines.length;
		process.kill(this.daemon.redisPid, 'SIGKILL');
		this.count('redis kills');
		await this.daemon.logged(/redis pid=/, { from });
		await this.onNewRedis();
		await this.daemon.ready(from);
	}

	/** Nobody starts anything any more: all are on the line, and no news have come for a while. */
	async settle() {
		this.calm = true;
		this.count('calm');
		const missing = () => {
			const away = [...this.visits.filter(({ phase }) => phase !== 'over'), ...this.staff].filter((one) => !one.here);
			const asking = this.visits.filter(({ phase }) => phase === 'asking' || phase === 'matched');
			return { away: away.length, asking: asking.length };
		};
		const quiet = () => {
			const { away, asking } = missing();
			return away + asking === 0 && performance.now() - this.lastNews > QUIET_MS;
		};
		const away = () => this.visits.filter(({ phase, here }) => phase !== 'over' && !here);
		const ends = () => away().map(({ client }) => JSON.stringify(client?.end));
		const more = () => `: ${JSON.stringify(missing())}, last ${this.lastWhat}, ${ends()}`;
		await until(quiet, 'the storm to calm down', { ms: SETTLE_MS, step: STEP_MS, more });
	}

	/** Everybody goes home. */
	async leave() {
		this.ended = true;
		const here = () => this.visits.filter(({ phase }) => phase !== 'over');
		const go = () => {
			for (const visit of here()) visit.quit(); // again, because what was right may cross a frame of the daemon
			return here().length === 0;
		};
		const more = () => here().map((visit) => `\n${visit.phase} in ${visit.talk?.id}${visit.client.seen(isNews)}`);
		await until(go, 'all youths to have left', { ms: SETTLE_MS, step: AGAIN_MS, more });
		const busy = () => this.staff.filter(({ standing }) => standing.state !== OFF);
		const off = () => {
			for (const one of busy()) one.goOn(OFF);
			return busy().length === 0;
		};
		const seen = () => busy().map(({ name, client }) => `\n${name}${client.seen()}`);
		await until(off, 'all shifts to end', { ms: SETTLE_MS, step: AGAIN_MS, more: seen });
		await Promise.all(this.staff.map((one) => one.leaveTable()));
	}
}

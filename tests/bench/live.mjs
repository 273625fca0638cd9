// ./dev bench live: what somebody who watches the whole country costs the daemon and Redis. 357 municipalities, 1,000 youths who
// wait, ten a second who leave and ask anew, ten viewers: supervisors of four agencies and coordinators. What is measured with
// nobody watching is taken off.
import { setTimeout as pause } from 'node:timers/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { comeYouth } from '../live/lib/people.mjs';
import { comeWatcher } from '../live/lib/scene.mjs';
import { ROOT } from '../live/lib/npm.mjs';
import { cpuMs, machineMs } from './lib/account.mjs';
import { withService } from './lib/service.mjs';

const WAITING = 1000;
const WINDOW_MS = 5000;
const WINDOW_LEAST_MS = 2000;
const CHURN_MS = 100;
const SETTLE_MS = 1500;
const VIEWERS = 10;
const AGENCIES = ['oslo', 'kristiansand', 'karasjok', 'ung-norge'];

function regions() {
	const [head, ...rows] = readFileSync(join(ROOT, 'config/data/no-kommuner.tsv'), 'utf8').trim().split('\n')
		.filter((line) => !line.startsWith('#')).map((line) => line.split('\t'));
	return rows.map((row) => row[head.indexOf('kommunenummer')]);
}

const TOPICS = ['unsure', 'family', 'friends', 'love', 'school', 'mind', 'body', 'sex', 'violence', 'drugs', 'online', 'crime'];

/** Youths who wait all over the country; step(): the next one leaves, and somebody asks elsewhere. */
class Crowd {
	constructor(daemon) {
		Object.assign(this, { daemon, places: regions(), youths: [], asked: 0 });
	}

	async add() {
		const number = this.asked++;
		const youth = await comeYouth(this.daemon);
		await youth.ask({ region: this.places[number % this.places.length], topic: TOPICS[number % TOPICS.length] });
		this.youths.push(youth);
	}

	async fill(count) {
		const each = 20;
		while (this.youths.length < count) await Promise.all(Array.from({ length: Math.min(each, count - this.youths.length) }, () => this.add()));
	}

	async step() {
		const youth = this.youths.shift();
		youth.redials = false;
		youth.send({ type: 'cancel', why: 0 });
		await youth.next('ended');
		await youth.leaveTable();
		await this.add();
	}

	async churn(ms) {
		const end = performance.now() + ms;
		while (performance.now() < end) {
			await this.step();
			await pause(CHURN_MS);
		}
	}
}

/** CPU of daemon and Redis while youths come and go, in milliseconds a second. */
async function windowOf(service, crowd, ms) {
	const pids = [...service.daemonPids, ...service.redisPids, process.pid];
	const before = [cpuMs(service.daemonPids), cpuMs(service.redisPids), cpuMs(pids), machineMs(), performance.now()];
	await crowd.churn(ms);
	const seconds = (performance.now() - before[4]) / 1000;
	return {
		seconds, daemon: (cpuMs(service.daemonPids) - before[0]) / seconds, redis: (cpuMs(service.redisPids) - before[1]) / seconds,
		others_ms: machineMs() - before[3] - (cpuMs(pids) - before[2]),
	};
}

/** Two of three see an agency's part, the others the whole. */
const coming = (daemon, i) =>
	comeWatcher(daemon, `viewer${i}`, { role: i % 3 < 2 ? 'supervisor' : 'coordinator', agency: AGENCIES[i % AGENCIES.length] });

async function daemonStep(report, { runs, scale }) {
	const [waiting, ms] = [Math.ceil(WAITING * scale), Math.max(WINDOW_MS * scale, WINDOW_LEAST_MS)];
	await withService({ profile: 'tmpfs', workers: 1, keys: { sockets: 3000 } }, async (service) => {
		const crowd = new Crowd(service.daemon);
		await crowd.fill(waiting);
		const viewers = await Promise.all(Array.from({ length: VIEWERS }, (_, i) => coming(service.daemon, i)));
		const turn = async (on) => {
			for (const viewer of viewers) viewer.watch(on);
			await pause(SETTLE_MS);
			return windowOf(service, crowd, ms);
		};
		const windows = [];
		while (windows.length < runs) {
			const [off, on] = [await turn(0), await turn(1)];
			windows.push({ ...on, viewer: (on.daemon - off.daemon) / 10 / viewers.length, scene: on.redis - off.redis });
		}
		const faults = viewers.flatMap(({ scene }) => scene.faults);
		const sums = viewers.map(({ scene }) => Number(scene.words('now')[4]));
		if (faults.length > 0 || sums.some((sum) => Math.abs(sum - waiting) > 2)) throw new Error(`what was shown is wrong: ${faults} ${sums}`);
		const beside = { waiting, viewers: viewers.length, municipalities: crowd.places.length };
		report.windows({ viewer_cpu_pct: 'viewer', scene_redis_ms_per_s: 'scene' }, windows, beside);
	});
}

const STEPS = { daemon: daemonStep };

export const live = {
	name: 'live',
	bars: { viewer_cpu_pct: 2, scene_redis_ms_per_s: 10 },
	steps: Object.keys(STEPS),
	run: (report, name, options) => STEPS[name](report, options),
};

// The live view over real sockets: whole at first, then what changes, the same from every worker, right again after whatever happened.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { startDaemon } from './lib/daemon.mjs';
import { Counsellor, comeCounsellor, comeYouth, talkWith, workerOf } from './lib/people.mjs';
import { WATCH, comeWatcher } from './lib/scene.mjs';
import { until } from './lib/wait.mjs';

const daemon = await startDaemon({ keys: { workers: 2, wrap_up_seconds: 0, bucket_staff: 500, bucket_youth: 500 } });
const [PAUSED, OFF] = [1, 3];

const siri = await comeWatcher(daemon, 'siri', { slot: 1 });
const nina = await comeWatcher(daemon, 'nina', { slot: 2 });
const lead = await comeWatcher(daemon, 'lena', { role: 'duty_lead', agency: 'kristiansand', slot: 2 });
const watchers = [siri, nina, lead];
const redis = daemon.redis();

/** The rota names her for the next hours. */
const watchOf = async (name, hours = 1) => {
	const [from, till] = [Date.now() - 1000, Date.now() + hours * 3_600_000];
	const entry = `${await redis.hget(`{staff}:u:${name}`, 'id')} ${from} ${till} ${name}`;
	await redis.zadd('{no}:rota', from, entry);
	return entry;
};
await watchOf('lena');
await lead.sees((scene) => scene.facts.has('lead'), 'the rota');

const waiting = (place, topic, n) => (scene) => (scene.words(`w ${place} ${topic}`)?.[0] ?? '0') === String(n);
const count = (at, n) => (scene) => scene.words('now')[at] === String(n);
const [ROOMS, AWAY, , , WAITING, ON_DUTY] = [0, 1, 2, 3, 4, 5];

/** Until every one of them has it. */
const everybody = (fits, what) => Promise.all(watchers.map((watcher) => watcher.sees(fits, what)));

const cancel = async (youth) => {
	youth.redials = false;
	youth.send({ type: 'cancel', why: 0 });
	await youth.next('ended');
};

/** Off shift, and gone. */
const goHome = async (person) => {
	await person.shift({ state: OFF });
	await person.leaveTable();
};

test('who asks is there within a second or two on every worker, and gone when it leaves', async () => {
	const youth = await comeYouth(daemon);
	await youth.ask({ topic: 'family' });
	await everybody(waiting('c03', 'family', 1), 'the county');
	assert.equal(siri.scene.words('w m0301 family')[0], '1');
	assert.equal(lead.scene.words('w m0301 family'), undefined, 'a duty lead sees counties');
	await cancel(youth);
	await everybody(waiting('c03', 'family', 0), 'nobody');
	assert.equal(siri.scene.words('w m0301 family'), undefined);
});

/* But alarms, which the parent may begin and end meanwhile; and each looks in a second of its own. */
test('two workers show one thing to those who may see the same', async () => {
	const youths = [await comeYouth(daemon), await comeYouth(daemon)];
	await youths[0].ask({ topic: 'school' });
	await youths[1].ask({ topic: 'school', region: '4204' });
	const kari = await comeCounsellor(daemon, 'oslo', { state: PAUSED });
	await everybody((scene) => waiting('c42', 'school', 1)(scene) && count(ON_DUTY, 1)(scene), 'both');
	const shared = ({ scene }) => [...scene.facts].filter(([name]) => !name.startsWith('a ')).sort();
	await until(() => isDeepStrictEqual(shared(siri), shared(nina)), 'one thing', {
		more: () => `; ${JSON.stringify([shared(siri), shared(nina)])}`,
	});
	await goHome(kari);
	for (const youth of youths) await cancel(youth);
	await everybody(count(WAITING, 0), 'nobody');
});

test('afterwards only what is other than before comes', async () => {
	const before = siri.scene.moments.length;
	for (let i = 0; i < 2; i++) {
		const youth = await comeYouth(daemon);
		await youth.ask();
		await siri.sees(count(WAITING, 1), 'one');
		await cancel(youth);
		await siri.sees(count(WAITING, 0), 'none');
	}
	const moments = siri.scene.moments.slice(before);
	assert.ok(moments.length >= 4);
	assert.ok(moments.every(({ whole, names }) => whole === 0 && names.length < 12));
});

test('rooms, who is on and who is away are told with the rest', async () => {
	const kari = await comeCounsellor(daemon, 'kari', { password: daemon.addUser('kari', { agency: 'oslo' }) });
	const { youth, theirs } = await talkWith(daemon, kari, { topic: 'family' });
	await everybody(count(ROOMS, 1), 'a room');
	const people = Object.values(siri.scene.of('p')).map((value) => value.split(' '));
	assert.deepEqual(people.map(([presence, , load, capacity, agency]) => [presence, load, capacity, agency]), [['available', '1', '3', 'oslo']]);
	assert.deepEqual(Object.values(lead.scene.of('p')).map((value) => value.split(' ').slice(5).join(' ')), ['kari']);
	youth.redials = false;
	youth.client.socket.terminate();
	await everybody(count(AWAY, 1), 'away');
	kari.send({ type: 'leave', room: theirs.id });
	await everybody(count(ROOMS, 0), 'no room');
	await goHome(kari);
	await everybody((scene) => Object.keys(scene.of('p')).length === 0, 'nobody on');
});

test('a supervisor of another agency sees how many are on, and whose youths wait by county', async () => {
	const mona = await comeWatcher(daemon, 'mona', { agency: 'kristiansand' });
	const per = await comeCounsellor(daemon, 'per', { password: daemon.addUser('per', { agency: 'oslo' }), topics: ['school'], state: PAUSED });
	const youth = await comeYouth(daemon);
	await youth.ask({ topic: 'family' });
	await mona.sees(waiting('c03', 'family', 1), 'the county');
	await mona.sees((scene) => scene.words('on oslo') !== undefined, 'those of oslo');
	const heard = JSON.stringify(mona.heard.filter(({ type }) => type === 'scene'));
	assert.doesNotMatch(heard, /m0301|"p [^"]*","[^"]*per/);
	await cancel(youth);
	await goHome(per);
	await mona.leaveTable();
});

test('a duty lead sees the whole pool in the hours of the rota, before and behind them what its agency may', async () => {
	const pia = await comeCounsellor(daemon, 'pia', { password: daemon.addUser('pia', { agency: 'oslo' }), state: PAUSED });
	const liv = await comeWatcher(daemon, 'liv', { role: 'duty_lead', agency: 'kristiansand' });
	const named = (scene) => Object.keys(scene.of('p')).length === 1;
	const counted = (scene) => !named(scene) && scene.words('on oslo') !== undefined;
	await liv.sees(counted, 'how many');
	const entry = await watchOf('liv');
	await liv.sees(named, 'who');
	await redis.zrem('{no}:rota', entry);
	await liv.sees(counted, 'how many again');
	assert.deepEqual(liv.scene.faults, []);
	await goHome(pia);
	await liv.leaveTable();
});

test('a socket that comes back is shown the whole, on whichever worker', async () => {
	const youth = await comeYouth(daemon);
	await youth.ask({ topic: 'family' });
	await siri.sees(waiting('m0301', 'family', 1), 'one');
	const before = siri.scene.moments.length;
	await siri.reload();
	// Another worker may have looked up to a second before the one that showed it.
	await siri.sees((scene) => scene.moments.length > before && waiting('m0301', 'family', 1)(scene), 'it again');
	assert.equal(siri.scene.moments[before].whole, 1);
	await cancel(youth);
	await siri.sees(waiting('m0301', 'family', 0), 'none');
});

test('the death of a worker leaves the view right', async () => {
	const youth = await comeYouth(daemon, 2);
	await youth.ask({ topic: 'family' });
	await everybody(waiting('c03', 'family', 1), 'one');
	const from = daemon.lines.length;
	process.kill(daemon.workers[workerOf(daemon, lead.client)], 'SIGKILL');
	await until(() => lead.resumes > 0 && youth.resumes > 0, 'both to come back');
	await daemon.ready(from);
	await everybody((scene) => waiting('c03', 'family', 1)(scene) && count(WAITING, 1)(scene), 'still one');
	await cancel(youth);
	await everybody(count(WAITING, 0), 'none');
});

test('after a restart of Redis everybody is told how it is then', async () => {
	const youth = await comeYouth(daemon);
	await youth.ask({ topic: 'school' });
	await everybody(waiting('c03', 'school', 1), 'one');
	const people = [...watchers, youth];
	const before = people.map(({ frozen }) => frozen.length);
	const wholes = (watcher) => watcher.scene.moments.filter(({ whole }) => whole === 1).length;
	const seen = watchers.map(wholes);
	await daemon.killRedis();
	await until(() => people.every(({ frozen }, i) => frozen.length > before[i] && frozen.at(-1) === 0), 'the thaw');
	await until(() => watchers.every((watcher, i) => wholes(watcher) > seen[i]), 'a whole one');
	await everybody((scene) => waiting('c03', 'school', 1)(scene) && count(WAITING, 1)(scene), 'one');
	await cancel(youth);
	await everybody(count(WAITING, 0), 'none');
});

test('who may not watch is refused, and who watches no longer hears nothing', async () => {
	const ola = new Counsellor(daemon, 'ola', daemon.addUser('ola', { agency: 'oslo' }));
	ola.redials = false;
	await ola.connect();
	await ola.login();
	ola.send({ type: 'watch', on: 1 });
	assert.deepEqual(await ola.next('refused').then(({ frame, code }) => [frame, code]), [WATCH, 'role']);
	assert.equal((await ola.client.closed).code, 4003);

	const tove = await comeWatcher(daemon, 'tove');
	tove.watch(0);
	const youth = await comeYouth(daemon);
	await youth.ask();
	const before = tove.scene.moments.length;
	await siri.sees(count(WAITING, 1), 'one');
	tove.watch();
	await tove.sees((scene) => scene.moments.length > before && count(WAITING, 1)(scene), 'the whole');
	assert.equal(tove.scene.moments[before].whole, 1);
	await cancel(youth);
	await tove.leaveTable();
});

test('rates add up: who came is answered, gone, refused, diverted or still there', async () => {
	await siri.sees((scene) => {
		const [arrived, ...became] = scene.words('rate 60').map(Number);
		return arrived >= 8 && arrived === became.reduce((sum, n) => sum + n, 0) && Number(scene.words('now')[WAITING]) === 0;
	}, 'everybody who came');
	const [hours] = [Object.values(siri.scene.of('h')).map((value) => value.split(' ').map(Number))];
	assert.equal(hours.reduce((sum, [arrived]) => sum + arrived, 0), Number(siri.scene.words('rate 60')[0]));
});

test('no frame came that did not belong where it came', () => {
	for (const { scene } of watchers) assert.deepEqual(scene.faults, []);
});

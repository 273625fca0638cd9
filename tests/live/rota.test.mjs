// Who leads no more is off the rota, whatever made it so, and everybody who watches sees it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bearer } from './lib/bearer.mjs';
import { startDaemon } from './lib/daemon.mjs';
import { comeWatcher } from './lib/scene.mjs';
import { until } from './lib/wait.mjs';

const HOUR = 3_600_000;

const daemon = await startDaemon();
const redis = daemon.redis();
const entered = (name, role, agency = 'oslo') => new Bearer(daemon, name, daemon.addUser(name, { role, agency })).login();
const [coordinator, administrator] = [await entered('kari', 'coordinator'), await entered('ada', 'administrator')];
const viewer = await comeWatcher(daemon, 'siri');
const cidOf = (name) => redis.hget(`{staff}:u:${name}`, 'id');

/** Puts somebody on the rota, now and tomorrow, and waits until the screen names them. */
async function leads(name) {
	const cid = await cidOf(name);
	for (const from of [Date.now() - 60_000, Date.now() + 24 * HOUR]) {
		assert.equal((await coordinator.post('/api/v1/rota', { cid, from, until: from + HOUR })).status, 200);
	}
	await viewer.sees((scene) => scene.words('lead')?.[0] === cid, `${name} on the screen`);
	return cid;
}

/** By itself: nobody is said to have done it. */
const isStruck = ({ what, who, supervisor }, cid) => what === 'rota_struck' && who === '' && supervisor.startsWith(`${cid} `);

/** Nobody of that id is on the rota any more, now or later, nor on the screen; gives its lines of audit. */
async function isOff(cid) {
	await viewer.sees((scene) => scene.words('lead') === undefined, 'nobody on the screen');
	const watches = async () => (await coordinator.get('/api/v1/rota')).data.watches.filter((watch) => watch.cid === cid);
	await until(async () => (await watches()).length === 0, 'no watch on the rota');
	return daemon.ctl('audit', 'kristiansand').data.lines.filter((line) => isStruck(line, cid));
}

test('a duty lead whom the operator disables is off the rota, now and later, with a line of audit each', async () => {
	daemon.addUser('lena', { role: 'duty_lead', agency: 'kristiansand' });
	const cid = await leads('lena');
	assert.equal(daemon.ctl('user', 'disable', 'lena').ok, true);
	assert.equal((await isOff(cid)).length, 2);
});

test('a duty lead who gets another role is off the rota, and comes on again only when the coordinator says so', async () => {
	daemon.addUser('liv', { role: 'duty_lead', agency: 'kristiansand' });
	const cid = await leads('liv');
	const change = (value) => administrator.post('/api/v1/staff', { slug: 'kristiansand', name: 'liv', act: 'role', value });
	assert.equal((await change('supervisor')).status, 200);
	assert.equal((await isOff(cid)).length, 2);
	assert.equal((await change('duty_lead')).status, 200);
	assert.deepEqual((await coordinator.get('/api/v1/rota')).data.watches, []);
});

test('who was disabled while nobody heard of it is off the rota when Redis is there again', async () => {
	daemon.addUser('lise', { role: 'duty_lead', agency: 'kristiansand' });
	const cid = await leads('lise');
	await redis.hset('{staff}:u:lise', 'disabled', '1');
	await daemon.killRedis();
	assert.equal((await isOff(cid)).length, 2);
});

test('who keeps the role stays on the rota, though every login of theirs is ended', async () => {
	daemon.addUser('lotte', { role: 'duty_lead', agency: 'kristiansand' });
	const cid = await leads('lotte');
	assert.equal(daemon.ctl('user', 'passwd', 'lotte').ok, true);
	daemon.addUser('lill', { role: 'duty_lead', agency: 'kristiansand' });
	const other = await cidOf('lill');
	const from = Date.now() + 2 * 24 * HOUR;
	assert.equal((await coordinator.post('/api/v1/rota', { cid: other, from, until: from + HOUR })).status, 200);
	assert.equal(daemon.ctl('user', 'disable', 'lill').ok, true);
	await until(async () => !(await coordinator.get('/api/v1/rota')).data.watches.some((watch) => watch.cid === other), 'the other one is off');
	assert.equal((await coordinator.get('/api/v1/rota')).data.watches.filter((watch) => watch.cid === cid).length, 2);
});

// What a login leaves behind: a session for HTTP, seen and ended by whose it is and by who may, with every socket that came by
// it, on whichever node. A disabled account has none at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from './lib/daemon.mjs';
import { Bearer } from './lib/bearer.mjs';
import { Counsellor, talkWith } from './lib/people.mjs';

const daemon = await startDaemon({ keys: { workers: 2, staff_told_seconds: 1 } });
const NOBODY = '00'.repeat(32);

async function come(name, role = 'counsellor', agency = 'oslo') {
	return new Bearer(daemon, name, daemon.addUser(name, { agency, role })).login();
}

/** The person's desk on the worker of that slot, by a ticket of the session. */
async function desk({ name, password, ...bearer }, slot) {
	const counsellor = new Counsellor(daemon, name, password);
	await counsellor.connectTo(slot);
	await counsellor.redeem(bearer.ticket);
	return counsellor;
}

const ending = (one) => one.client.ending();

test('a session says who it is, again and again, on every node; without one nothing is told', async () => {
	const ida = await come('ida');
	for (let times = 0; times < 4; times++) {
		const { status, data } = await ida.get('/api/v1/me');
		assert.deepEqual([status, data], [200, {
			name: 'ida', alias: 'ida', role: 'counsellor', agency: 'oslo', agency_name: 'Ung i Oslo', pool: 'no',
		}]);
	}
	for (const session of [null, '', 'abc', NOBODY, ida.ticket, `${ida.session}0`]) {
		const { status, error, headers } = await ida.get('/api/v1/me', session);
		assert.deepEqual([status, error.code, headers['www-authenticate']], [401, 'session', 'Bearer'], session);
	}
});

test('a session gives more tickets, each good once', async () => {
	const siv = await come('siv');
	const { data } = await siv.post('/api/v1/ticket', {});
	const one = await desk({ ...siv, ticket: data.ticket }, 1);
	const other = new Counsellor(daemon, 'siv', siv.password);
	await other.connect();
	other.send({ type: 'login', ticket: data.ticket });
	assert.equal((await other.next('refused')).code, 'ticket');
	await Promise.all([one, other].map((each) => each.leaveTable()));
});

test('a session that was ended closes its own sockets and leaves the others of the person alone', async () => {
	const first = await come('maren');
	const second = await new Bearer(daemon, 'maren', first.password).login();
	const [lost, kept] = [await desk(first, 1), await desk(second, 2)];
	const { data } = await second.get('/api/v1/sessions');
	assert.equal(data.sessions.length, 2);
	const [{ session }] = data.sessions.filter(({ here }) => !here);
	assert.equal((await second.post('/api/v1/sessions/revoke', { session })).status, 200);
	const { code, reason } = await ending(lost);
	assert.deepEqual([code, reason], [4002, 'revoked']);
	assert.equal((await first.get('/api/v1/me')).status, 401);
	assert.equal((await second.get('/api/v1/me')).status, 200);
	await lost.connect();
	const answer = await lost.resume();
	assert.deepEqual([answer.type, answer.why], ['lost', 'gone']);
	await kept.reload();
	await Promise.all([lost, kept].map((each) => each.leaveTable()));
});

test('a ninth session closes the sockets of the oldest, and no other', async () => {
	const first = await come('tuva');
	const all = [first];
	while (all.length < 8) all.push(await new Bearer(daemon, 'tuva', first.password).login());
	const [lost, kept] = [await desk(first, 1), await desk(all[1], 2)];
	const ninth = await new Bearer(daemon, 'tuva', first.password).login();
	const { code, reason } = await ending(lost);
	assert.deepEqual([code, reason], [4002, 'revoked']);
	assert.equal((await first.get('/api/v1/me')).status, 401);
	for (const one of [all[1], ninth]) assert.equal((await one.get('/api/v1/me')).status, 200);
	await kept.reload();
	await kept.leaveTable();
});

test('logging out ends the session and its desk', async () => {
	const ola = await come('ola');
	const open = await desk(ola, 2);
	assert.equal((await ola.post('/api/v1/logout', {})).status, 200);
	assert.equal((await ending(open)).reason, 'revoked');
	assert.equal((await ola.get('/api/v1/me')).status, 401);
});

test('an owner ends the sessions of the own agency, and hears nothing of others', async () => {
	const [owner, own, other] = [await come('eier', 'owner'), await come('egen'), await come('fremmed', 'counsellor', 'kristiansand')];
	assert.equal((await owner.get('/api/v1/sessions?name=egen')).data.sessions.length, 1);
	assert.equal((await owner.post('/api/v1/sessions/revoke', { name: 'egen' })).status, 200);
	assert.equal((await own.get('/api/v1/me')).status, 401);
	for (const name of ['fremmed', 'finnes-ikke']) {
		const { status, error } = await owner.post('/api/v1/sessions/revoke', { name });
		assert.deepEqual([status, error.code], [404, 'missing']);
	}
	assert.equal((await other.get('/api/v1/me')).status, 200);
	assert.equal((await other.post('/api/v1/sessions/revoke', { name: 'eier' })).status, 403);
});

test('a disabled account is out at once on every node, and its youth hears that the counsellor is away', async () => {
	const per = await come('per');
	const [one, other] = [await desk(per, 1), await desk(await new Bearer(daemon, 'per', per.password).login(), 2)];
	await one.shift();
	const { youth, room } = await talkWith(daemon, one, { slot: 2 });
	assert.equal(daemon.ctl('user', 'disable', 'per').ok, true);
	for (const each of [one, other]) assert.equal((await ending(each)).reason, 'revoked');
	for (let times = 0; times < 4; times++) assert.equal((await per.get('/api/v1/me')).status, 401);
	await one.connect();
	assert.equal((await one.resume()).why, 'gone');
	const away = await youth.next('peer', (frame) => frame.what === 2);
	assert.equal(away.room, room.id);
	await Promise.all([youth, one].map((each) => each.leaveTable()));
});

test('a new password ends the sessions by the old one', async () => {
	const liv = await come('liv');
	const open = await desk(liv, 1);
	assert.equal(daemon.ctl('user', 'passwd', 'liv').ok, true);
	assert.equal((await ending(open)).reason, 'revoked');
	assert.equal((await liv.get('/api/v1/me')).status, 401);
});

test('neither session nor ticket is in Redis or in the log', async () => {
	const eva = await come('eva');
	const redis = daemon.redis();
	const keys = await redis.keys('{staff}:s*');
	assert.ok(keys.length > 0);
	const all = JSON.stringify([keys, await Promise.all(keys.filter((key) => /:s:/.test(key)).map((key) => redis.hgetall(key)))]);
	assert.match(all, /"n":"eva"/);
	for (const secret of [eva.session, eva.ticket]) {
		assert.ok(!all.includes(secret));
		assert.ok(!daemon.lines.some((line) => line.includes(secret)));
	}
});

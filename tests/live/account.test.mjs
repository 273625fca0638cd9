// What somebody of the staff changes about how they prove who they are: asked for anew, used up once, every other login ended, a line
// in the audit; against a real daemon.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from './lib/daemon.mjs';
import { Bearer } from './lib/bearer.mjs';
import { Counsellor } from './lib/people.mjs';
import { codeOf } from './lib/totp.mjs';

const WISH = 'fire gamle sykler';
const daemon = await startDaemon({ keys: { workers: 2, staff_told_seconds: 1 } });

const login = (name, password, code) => new Bearer(daemon).post('/api/v1/login', { name, password, ...(code && { code }) });

async function come(name, role = 'counsellor') {
	return new Bearer(daemon, name, daemon.addUser(name, { agency: 'oslo', role })).login();
}

const change = (person, act, body) => person.post('/api/v1/account', { act, password: person.password, ...body });

/** Takes a code app into use: its secret, and the recovery codes. The next code that is not used yet is that of one step on. */
async function takeApp(person, more = {}) {
	const { data } = await person.get('/api/v1/account');
	const { status, data: made, error } = await change(person, 'app', { secret: data.secret, shown: codeOf(data.secret), ...more });
	assert.equal(status, 200, JSON.stringify(error));
	return { secret: data.secret, codes: made.codes };
}

test('another password takes the one of now, and ends every other login with its desk', async () => {
	const ida = await come('ida');
	const other = await new Bearer(daemon, 'ida', ida.password).login();
	const desk = new Counsellor(daemon, 'ida', ida.password);
	await desk.connectTo(2);
	await desk.redeem(other.ticket);
	const wrong = await ida.post('/api/v1/account', { act: 'password', password: 'feil feil feil', wish: WISH });
	assert.deepEqual([wrong.status, wrong.error.code], [401, 'password']);
	const short = await change(ida, 'password', { wish: 'kort' });
	assert.deepEqual([short.status, short.error.code], [422, 'short']);
	assert.equal((await other.get('/api/v1/me')).status, 200);
	const { status, data } = await change(ida, 'password', { wish: WISH });
	assert.deepEqual([status, data], [200, {}]);
	assert.equal((await desk.client.ending()).reason, 'revoked');
	assert.equal((await other.get('/api/v1/me')).status, 401);
	assert.equal((await ida.get('/api/v1/me')).status, 200);
	assert.equal((await ida.get('/api/v1/account')).data.own, true);
	assert.equal((await login('ida', ida.password)).status, 401);
	assert.equal((await login('ida', WISH)).status, 200);
});

test('a code app is taken into use by a code of it, and its place by another; the old one holds until then', async () => {
	const siv = await come('siv');
	const { secret, codes } = await takeApp(siv);
	assert.equal(codes.length, 10);
	const { data } = await siv.get('/api/v1/account');
	assert.deepEqual([data.app, data.secret === secret], [true, false]);
	const refused = await change(siv, 'app', { secret: data.secret, shown: '000000', code: codeOf(secret, 1) });
	assert.deepEqual([refused.status, refused.error.code], [422, 'code']);
	const without = await change(siv, 'app', { secret: data.secret, shown: codeOf(data.secret) });
	assert.deepEqual([without.status, without.error.code], [401, 'code_missing']);
	const fresh = await takeApp(siv, { code: codes[0] });
	assert.equal((await login('siv', siv.password, codeOf(secret, 1))).status, 401);
	assert.equal((await login('siv', siv.password, codes[1])).status, 401, 'a recovery code of before');
	assert.equal((await login('siv', siv.password, codeOf(fresh.secret, 1))).status, 200);
});

test('new recovery codes take the place of the old ones, and need a code that is good once', async () => {
	const eva = await come('eva');
	const none = await change(eva, 'codes', {});
	assert.deepEqual([none.status, none.error.code], [409, 'app']);
	const { secret, codes } = await takeApp(eva);
	const code = codeOf(secret, 1);
	const made = await change(eva, 'codes', { code });
	assert.equal(made.data.codes.length, 10);
	const again = await change(eva, 'codes', { code });
	assert.deepEqual([again.status, again.error.code], [401, 'used']);
	assert.equal((await login('eva', eva.password, codes[0])).status, 401);
	assert.equal((await login('eva', eva.password, made.data.codes[0])).status, 200);
	assert.equal((await eva.get('/api/v1/sessions')).data.sessions.length, 2, 'codes alone end nobody');
});

test('who has a session and guesses the password has ten tries, and the login is none the worse for it', async () => {
	const per = await come('per');
	const answers = [];
	for (let tries = 0; tries < 11; tries++) answers.push(await per.post('/api/v1/account', { act: 'codes', password: `gjett ${tries}` }));
	assert.deepEqual(answers.slice(0, 10).map(({ status }) => status), Array(10).fill(401));
	assert.deepEqual([answers[10].status, answers[10].error.code], [429, 'rate']);
	assert.ok(Number(answers[10].headers['retry-after']) > 0);
	assert.equal((await login('per', per.password)).status, 200);
});

test('all of one\'s own sessions but this one are ended at once', async () => {
	const liv = await come('liv');
	const others = [];
	for (let i = 0; i < 2; i++) others.push(await new Bearer(daemon, 'liv', liv.password).login());
	assert.equal((await liv.post('/api/v1/sessions/revoke', { others: true })).status, 200);
	for (const other of others) assert.equal((await other.get('/api/v1/me')).status, 401);
	assert.deepEqual((await liv.get('/api/v1/sessions')).data.sessions.map(({ here }) => here), [true]);
});

test('each change is a line of the agency\'s audit, without any secret', async () => {
	const owner = await come('eier', 'owner');
	const { secret } = await takeApp(owner);
	await change(owner, 'codes', { code: codeOf(secret, 1) });
	const { data } = await owner.get('/api/v1/agency/audit');
	const [codes, app] = data.lines.filter(({ name }) => name === 'eier');
	assert.deepEqual([app.what, app.about, app.was, app.now], ['staff.own_app', 'eier', '', '']);
	assert.equal(codes.what, 'staff.own_codes');
	assert.ok(data.lines.some(({ name, what }) => name === 'ida' && what === 'staff.own_password'));
	assert.ok(!daemon.lines.some((line) => line.includes(secret) || line.includes(WISH)));
});

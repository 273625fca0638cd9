// Password and code: an invitation, what goes wrong at the login and who is told what, tries that run out, where production asks
// for more; against a real daemon.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Client } from './lib/client.mjs';
import { launch, startDaemon } from './lib/daemon.mjs';
import { agencySlugs, writeDemo } from './lib/demo.mjs';
import { ask } from './lib/http.mjs';
import { Papers } from './lib/papers.mjs';
import { codeOf } from './lib/totp.mjs';
import { roleNumber } from './lib/wire.mjs';

const PASSWORD = 'fire gamle sykler';
const TICKS_MIN = 5; // of a hundredth of a second: less would be no argon2id at all

const daemon = await startDaemon({ keys: { workers: 1 } });

async function post(to, path, body, headers = {}) {
	const answer = await ask(to, path, {
		method: 'POST',
		headers: { 'content-type': 'application/json', origin: to.origin, ...headers },
		body: JSON.stringify(body),
	});
	return { status: answer.status, headers: answer.headers, ...JSON.parse(answer.text) };
}

const login = (body, to = daemon) => post(to, '/api/v1/login', body);

/** Joins by a link as samtalectl prints it. */
async function joinBy(link, { to = daemon, ...choice } = {}) {
	const token = link.replace('/join#', '');
	const looked = await post(to, '/api/v1/join', { token });
	assert.equal(looked.status, 200, JSON.stringify(looked) + to.tail());
	const { data } = looked;
	const code = codeOf(data.secret);
	const joined = await post(to, '/api/v1/join/finish', { token, password: PASSWORD, secret: data.secret, code, ...choice });
	return { ...joined, token, secret: data.secret, code, looked: data };
}

/** An account that has joined: {name, secret, used (the code of joining), device, codes}. The next code that is not used yet is that of one step on. */
async function member(name) {
	const { data } = daemon.ctl('user', 'add', '--role', 'counsellor', '--agency', 'oslo', name);
	const joined = await joinBy(data.join);
	assert.equal(joined.ok, true, JSON.stringify(joined.error));
	return { name, secret: joined.secret, used: joined.code, ...joined.data };
}

async function redeem(ticket) {
	const client = new Client(daemon);
	await client.hello(roleNumber('counsellor'));
	client.send({ type: 'login', ticket });
	const answer = await client.next(['person', 'refused']);
	await client.close(1000);
	return answer;
}

test('an invitation makes a password, a code app and ten recovery codes, and logs in; once', async () => {
	const { data } = daemon.ctl('user', 'add', '--role', 'counsellor', '--agency', 'oslo', 'ada');
	const joined = await joinBy(data.join, { alias: 'Ada B' });
	assert.deepEqual([joined.status, joined.looked.agency, joined.looked.alias], [200, 'Ung i Oslo', 'ada']);
	assert.equal(joined.data.codes.length, 10);
	assert.equal((await redeem(joined.data.ticket)).alias, 'Ada B');
	const again = await post(daemon, '/api/v1/join', { token: joined.token });
	assert.deepEqual([again.status, again.error.code], [410, 'invitation']);
	assert.equal((await login({ name: 'ada', password: data.password })).status, 401, 'the one-time password');
});

test('the code app and the recovery codes are good once each', async () => {
	const { name, secret, codes } = await member('berit');
	const code = codeOf(secret, 1);
	assert.equal((await login({ name, password: PASSWORD })).status, 401);
	assert.equal((await login({ name, password: PASSWORD, code })).status, 200);
	assert.equal((await login({ name, password: PASSWORD, code })).status, 401);
	assert.equal((await login({ name, password: PASSWORD, code: codes[0].toUpperCase().replaceAll('-', ' ') })).status, 200);
	assert.equal((await login({ name, password: PASSWORD, code: codes[0] })).status, 401);
});

test('on a known device it is said what was wrong, elsewhere one answer stands for all', async () => {
	const { name, secret, used, device } = await member('cecilie');
	const rows = [
		['used', { password: PASSWORD, code: used }],
		['password', { password: 'feil feil feil', code: used }],
		['code', { password: PASSWORD, code: 'x00000' }],
		['clock', { password: PASSWORD, code: codeOf(secret, 4) }],
	];
	const { error: one } = await login({ name: 'nobody', password: PASSWORD, code: '123456' });
	assert.equal(one.code, 'login');
	for (const [code, body] of rows) {
		const known = await login({ name, device, ...body });
		assert.deepEqual([known.status, known.error.code], [401, code]);
		const stranger = await login({ name, ...body });
		assert.deepEqual([stranger.status, stranger.error], [401, one], code);
	}
	daemon.ctl('user', 'disable', name);
	assert.equal((await login({ name, device, password: PASSWORD, code: codeOf(secret, 1) })).error.code, 'disabled');
	assert.deepEqual((await login({ name, password: PASSWORD, code: codeOf(secret, 1) })).error, one);
});

/** Hundredths of a second that a process has worked. */
function ticksOf(pid) {
	const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
	return Number(fields[11]) + Number(fields[12]);
}

test('whatever is wrong costs one argon2id: an unknown name, a wrong password, a wrong code, a disabled account', async () => {
	const { name } = await member('dina');
	const off = await member('dorte');
	daemon.ctl('user', 'disable', off.name);
	const cost = async (body) => {
		const [pid] = Object.values(daemon.workers), before = ticksOf(pid);
		assert.equal((await login(body)).status, 401);
		return ticksOf(pid) - before;
	};
	const costs = {
		unknown: await cost({ name: 'nobody.at.all', password: PASSWORD, code: '123456' }),
		password: await cost({ name, password: 'feil feil feil', code: '123456' }),
		code: await cost({ name, password: PASSWORD, code: 'x' }),
		disabled: await cost({ name: off.name, password: PASSWORD, code: '123456' }),
	};
	const all = Object.values(costs), least = Math.min(...all);
	assert.ok(least > TICKS_MIN, JSON.stringify(costs));
	assert.ok(Math.max(...all) < 1.8 * least, `one costs twice another: ${JSON.stringify(costs)}`);
});

test('samtalectl gives another code app, whose picture a camera can read, and the old one is good no more', async () => {
	const { name, secret } = await member('frida');
	const { data } = daemon.ctl('user', 'totp', name);
	assert.match(data.uri, /^otpauth:\/\/totp\/Samtale:frida@oslo\?secret=[A-Z2-7]{32}&/);
	assert.equal((await login({ name, password: PASSWORD, code: codeOf(secret, 1) })).status, 401);
	assert.equal((await login({ name, password: PASSWORD, code: codeOf(data.secret) })).status, 200);
	assert.equal(daemon.ctl('user', 'totp', 'nobody').ok, false);
});

test('a password that is short, common or the name is refused with the reason, and the invitation stays good', async () => {
	const { data } = daemon.ctl('user', 'add', '--role', 'counsellor', '--agency', 'oslo', 'gunhild');
	for (const [password, code] of [['kort', 'short'], ['Passord12345', 'common'], ['gunhild 2026', 'name'], ['abababababab', 'same']]) {
		const { status, error } = await joinBy(data.join, { password });
		assert.deepEqual([status, error.code], [422, code]);
	}
	assert.equal((await joinBy(data.join, { code: '000000' })).error.code, 'code');
	assert.equal((await joinBy(data.join)).status, 200);
});

test('a hundred guesses are slowed to ten, and meanwhile the person comes in from a known device, or by a recovery code', async () => {
	const { name, secret, device, codes } = await member('eva');
	const guesses = Promise.all(Array.from({ length: 100 }, (_, i) => login({ name, password: `gjett ${i} gjett`, code: '123456' })));
	const person = await login({ name, password: PASSWORD, code: codeOf(secret, 1), device });
	assert.equal(person.status, 200, JSON.stringify(person.error));
	const answers = await guesses;
	const tried = answers.filter(({ status }) => status === 401);
	assert.ok(tried.length <= 10, `${tried.length} were tried`);
	const slowed = answers.filter(({ error }) => error?.code === 'rate');
	assert.ok(slowed.length >= 80, `${slowed.length} were slowed`);
	assert.ok(slowed.every(({ headers }) => Number(headers['retry-after']) > 0));
	assert.equal((await login({ name, password: PASSWORD, code: codeOf(secret, 2) })).error.code, 'rate');
	assert.equal((await login({ name, password: PASSWORD, code: codes[0] })).status, 200);
});

test('in production nobody gets a ticket before the password is their own and a code app is there', async () => {
	const place = writeDemo({ keys: { profile: 'production', hosts: '["desk.example"]', origins: '["https://desk.example"]', workers: 1 } });
	mkdirSync(join(place.state, 'seal'), { recursive: true });
	new Papers(join(place.state, 'seal'), agencySlugs());
	const strict = launch(place);
	await strict.ready();
	const headers = { host: 'desk.example', origin: 'https://desk.example' };
	const added = strict.ctl('user', 'add', '--role', 'counsellor', '--agency', 'oslo', 'hilde');
	const first = await post(strict, '/api/v1/login', { name: 'hilde', password: added.data.password }, headers);
	assert.deepEqual([first.status, first.data.ticket, first.data.enrol?.length], [200, undefined, 64]);
	const { data: looked } = await post(strict, '/api/v1/join', { token: first.data.enrol }, headers);
	const choice = { token: first.data.enrol, password: PASSWORD, secret: looked.secret, code: codeOf(looked.secret) };
	const joined = await post(strict, '/api/v1/join/finish', choice, headers);
	assert.match(joined.data?.ticket ?? '', /^[0-9a-f]{64}$/, JSON.stringify(joined.error));
	const second = { name: 'hilde', password: PASSWORD, code: codeOf(looked.secret, 1) };
	assert.match((await post(strict, '/api/v1/login', second, headers)).data?.ticket ?? '', /^[0-9a-f]{64}$/);
	strict.ctl('user', 'passwd', 'hilde');
	assert.equal((await post(strict, '/api/v1/login', { ...second, code: codeOf(looked.secret, 2) }, headers)).status, 401);
});

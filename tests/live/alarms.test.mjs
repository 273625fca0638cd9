// Alarms of a running daemon: what leaves the house by mail and webhook and what never does, who takes one, and the rota.
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createSecure } from 'node:https';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Bearer } from './lib/bearer.mjs';
import { Authority } from './lib/certificates.mjs';
import { SAMTALED, launch, runToEnd } from './lib/daemon.mjs';
import { freshFolder, hoursInTwoDays, writeDemo } from './lib/demo.mjs';
import { mailServer, receiver } from './lib/receivers.mjs';
import { until } from './lib/wait.mjs';

/** Two looks of the parent, and the pause before a second try. */
const SLOW = { ms: 40_000 };
const SECRET = 'a-bearer-that-nobody-guesses-0123456789';

const folder = freshFolder();
after(() => rmSync(folder, { recursive: true, force: true }));

const trusted = new Authority(folder, 'trusted');
const stranger = new Authority(folder, 'stranger');
const keysOf = ({ certificate, key }) => ({ cert: readFileSync(certificate), key: readFileSync(key) });
const hook = await receiver({ make: createSecure, tls: keysOf(trusted.issue('hook')), answers: [500] });
const wrong = await receiver({ make: createSecure, tls: keysOf(stranger.issue('wrong')) });
const post = await mailServer();
writeFileSync(join(folder, 'bearer'), `${SECRET}\n`);

const BARS = '{wait_minutes: 10, abandoned_percent: 15}';
const barsWith = (more) => BARS.replace('}', `, ${more}}`);

/** The demo with alarms that go somewhere: pool no by webhook and mail, pool dk to somebody who is not who it says. */
function written({ no, dk, server = `smtp://127.0.0.1:${post.port}`, from = 'samtale@kommune.example' }) {
	const place = writeDemo({ keys: { workers: 1, server: `"${server}"`, from: `"${from}"`, authorities: `"${trusted.paths.certificate}"` } });
	const parts = readFileSync(place.config, 'utf8').split(`alarms: ${BARS}`);
	assert.equal(parts.length, 4);
	const all = [no, dk, BARS];
	writeFileSync(place.config, parts.map((part, i) => (i === 3 ? part : `${part}alarms: ${all[i]}`)).join(''));
	return place;
}

const daemon = launch(written({
	no: barsWith(`mail: vakt@kommune.example, webhook: "https://127.0.0.1:${hook.port}/samtale", webhook_secret_file: ${join(folder, 'bearer')}`),
	dk: barsWith(`webhook: "https://127.0.0.1:${wrong.port}/"`),
}));
await daemon.ready();
const entered = (name, role, agency = 'oslo') => new Bearer(daemon, name, daemon.addUser(name, { role, agency })).login();
const [supervisor, far, lead, coordinator] = [
	await entered('siri', 'supervisor'), await entered('mona', 'supervisor', 'karasjok'), await entered('liv', 'duty_lead'),
	await entered('kari', 'coordinator'),
];

const redis = daemon.redis();
const standing = () => redis.hgetall('{no}:al');
const take = (who, id) => who.post('/api/v1/alarms/take', { id });

test('what has begun goes to the webhook, once more when it was refused, with the bearer and without a name', async () => {
	const kinds = () => hook.posts.map(({ body }) => JSON.parse(body));
	const counties = () => new Set(kinds().filter(({ kind }) => kind === 'empty').map(({ county }) => county));
	await until(() => hook.posts.length >= 5 && counties().size === 4, 'four agencies without anybody, and one once more', SLOW);
	for (const { headers, path, body } of hook.posts) {
		const told = JSON.parse(body);
		assert.deepEqual([headers.authorization, path, headers['content-type']], [`Bearer ${SECRET}`, '/samtale', 'application/json']);
		assert.deepEqual(Object.keys(told), ['kind', 'pool', 'county', 'at', 'number']);
		assert.ok(Math.abs(Date.parse(told.at) - Date.now()) < 120_000, told.at);
		assert.doesNotMatch(body, /oslo|kristiansand|karasjok|0301|4204|5610/i);
	}
	assert.deepEqual([...counties()].sort(), ['', '03', '42', '56']);
});

test('a mail says the kind, the pool, the county and the time in the language of the pool, and names nobody', async () => {
	await until(() => post.mails.length >= 4, 'four mails', SLOW);
	const { from, to, text } = post.mails.find((mail) => /Fylke: Oslo/.test(mail.text)) ?? post.mails[0];
	assert.deepEqual([from, to], ['<samtale@kommune.example>', ['<vakt@kommune.example>']]);
	assert.match(text, /^Ingen er på vakt i åpningstiden\.$/m);
	assert.match(text, /^Pool: Norge$/m);
	assert.match(text, /^Auto-Submitted: auto-generated$/m);
	assert.match(text, /^Subject:( =\?utf-8\?q\?(=[0-9A-F]{2})+\?=\n)+[A-Z]/m);
	for (const mail of post.mails) assert.doesNotMatch(mail.text, /kristiansand|karasjok|\b0301\b/i);
});

test('who does not prove to be whom the address names is told nothing', async () => {
	await daemon.logged(/alarm by=webhook try=\d of=\d is not delivered: .*(certificate|peer)/i, SLOW);
	assert.deepEqual(wrong.posts, []);
});

test('an alarm is taken by the own agency and by who has the pool on the rota, with a line of audit', async () => {
	await until(async () => Object.keys(await standing()).length >= 4, 'four alarms', SLOW);
	assert.equal((await take(far, 'empty:oslo')).status, 403);
	assert.equal((await take(lead, 'empty:oslo')).status, 200, 'the lead is of oslo');
	assert.equal((await take(lead, 'empty:karasjok')).status, 403, 'nothing on the rota');
	const { data } = await coordinator.get('/api/v1/rota');
	assert.deepEqual([data.pool, data.watches, data.people.map(({ agency }) => agency)], ['no', [], ['oslo']]);
	const [{ cid }] = data.people;
	const watch = { cid, from: Date.now() - 60_000, until: Date.now() + 3_600_000 };
	assert.equal((await lead.post('/api/v1/rota', watch)).status, 403, 'only the coordinator says who');
	assert.equal((await coordinator.post('/api/v1/rota', watch)).status, 200);
	assert.deepEqual((await lead.get('/api/v1/rota')).data.watches.map(({ from, until: to }) => [from, to]), [[watch.from, watch.until]]);
	assert.equal((await take(lead, 'empty:karasjok')).status, 200);
	assert.equal((await take(supervisor, 'empty:oslo')).status, 200, 'taken already');
	assert.equal((await take(supervisor, 'nothing')).status, 404);
	const row = (await standing())['empty:karasjok'];
	assert.match(row, /^empty \d+ 0 0 \d{13} karasjok \| \S/);
	const { data: audit } = daemon.ctl('audit', 'oslo');
	assert.deepEqual(audit.lines.map(({ what }) => what), ['alarm_taken', 'rota_added', 'alarm_taken']);
});

test('an agency that sets a limit of its own is judged by it without a restart', async () => {
	const owner = await entered('nora', 'owner');
	const change = (alarm_wait) => owner.post('/api/v1/agency', { slug: 'oslo', changes: { alarm_wait }, was: { alarm_wait: '' } });
	assert.equal((await change('0')).status, 422);
	assert.equal((await change('1441')).status, 422);
	assert.equal((await change('5')).status, 200);
	const limits = { alarm_lost: '30', hours: hoursInTwoDays() };
	const was = (await owner.get('/api/v1/agency?slug=oslo')).data.fields;
	const changed = await owner.post('/api/v1/agency', { slug: 'oslo', changes: limits, was: { alarm_lost: '', hours: was.hours } });
	assert.equal(changed.status, 200, JSON.stringify(changed.error));
	const minute = Math.floor(Date.now() / 60_000);
	await redis.hset('{no}:rc', `${minute} a family m0301`, 9, `${minute} a family m4204`, 60, `${minute} abandoned m0301`, 3);
	await until(async () => 'lost:oslo' in (await standing()), 'its own share', SLOW);
	assert.match((await standing())['lost:oslo'], /^lost \d+ 3 30 0 m0301 9 oslo \| $/);
	await until(async () => !('empty:oslo' in (await standing())), 'its door is closed by the hours that it has now', SLOW);
});

test('addresses that would not be reached, or not safely, are refused with the key', async () => {
	const rows = [
		[{ no: barsWith('webhook: "http://kommune.example/"') }, /pools\[0\]\.alarms\.webhook: expects an address that begins with https/],
		[{ no: barsWith('mail: "to\\nBcc: x@y"') }, /pools\[0\]\.alarms\.mail: expects an address/],
		[{ no: barsWith('mail: vakt@kommune.example'), server: '' }, /pools\[0\]\.alarms\.mail: expects a notify\.server/],
		[{ no: BARS, server: 'mail.example' }, /notify\.server: expects smtps/],
		[{ no: BARS, from: 'nobody' }, /notify\.from: expects an address/],
		[{ no: '{wait_minutes: 0, abandoned_percent: 15}' }, /pools\[0\]\.alarms\.wait_minutes: expects a whole number/],
	];
	for (const [wish, told] of rows) {
		const place = written({ dk: BARS, ...wish });
		const { code, stdout, stderr } = await runToEnd(['-c', place.config, '--check'], { program: SAMTALED });
		rmSync(place.folder, { recursive: true, force: true });
		assert.equal(code, 78);
		assert.match(stdout + stderr, told);
	}
});

// What an owner changes of the own agency over HTTP: checked like a file, on every worker at once, seen in the audit.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Bearer } from './lib/bearer.mjs';
import { CTL, launch } from './lib/daemon.mjs';
import { writeDemo } from './lib/demo.mjs';
import { ask } from './lib/http.mjs';
import { until } from './lib/wait.mjs';

const place = writeDemo({ keys: { workers: 2, bucket_staff: 500 } });
const daemon = launch(place);
await daemon.ready();

const entered = (name, role, agency = 'oslo') => new Bearer(daemon, name, daemon.addUser(name, { role, agency })).login();
const nora = await entered('nora', 'owner');
const tor = await entered('tor', 'owner');
const kim = await entered('kim', 'counsellor');
const ada = await entered('ada', 'administrator');
const far = await entered('far', 'owner', 'kristiansand');

const fields = async () => (await nora.get('/api/v1/agency?slug=oslo')).data.fields;
const put = async (who, changes, was) => who.post('/api/v1/agency', { slug: 'oslo', changes, was: was ?? await wasOf(changes) });

async function wasOf(changes) {
	const now = await fields();
	return Object.fromEntries(Object.keys(changes).map((field) => [field, now[field]]));
}

const yaml = async (who = nora) => {
	const headers = { authorization: `Bearer ${who.session}` };
	return (await ask(daemon, '/api/v1/agency/export?slug=oslo', { headers })).text;
};
const newest = async () => (await nora.get('/api/v1/agency/audit?slug=oslo')).data.lines[0];

const RIGHT = [
	['profession', 'health', 'wizard'],
	['languages', 'nb nn en', 'nb?'],
	['answers.nb', 'rådgivere i «Oslo» \\ "by"', 'x\u0007'],
	['works_with.se', 'dearvvašvuođastašuvnnain', 'y'.repeat(401)],
	['hours', 'mon-thu 16:00-21:00; fri 12:00-15:00', 'mon 16-21'],
	['exceptions', '2027-12-24 closed; 2027-12-31 10:00-14:00', '24.12. closed'],
	['holidays', '12:00-16:00', 'shut'],
	['topic_hours', 'school mon-thu 15:00-18:00', 'nothing closed'],
	['letterbox', 'https://post.example/oslo', 'http://post.example/'],
	['exit', 'https://www.nrk.no/', 'javascript:1'],
	['privacy', 'https://www.oslo.example/personvern', 'oslo.example'],
	['accessibility', 'https://www.oslo.example/tilgjengelighet', 'http://oslo.example'],
	['theme.light', 'brand #1d4f91; on_brand #ffffff', 'brand #ffee00'],
	['theme.dark', 'brand #a9d38f; mine #1f5c5b; on_mine #f1f7f5', 'brand red'],
	['form', 'age: u13, 13-15; outcome: talked, left', 'age'],
	['sites', 'https://www.kommune.example https://skole.example', 'https://*'],
	['alarm_wait', '15', '0'],
	['alarm_lost', '30', '101'],
];

const known = await fields();
for (const [field, right, wrong] of RIGHT.filter(([name]) => name in known)) {
	test(`${field}: what is not right is told at the field and not written, what is right is, with a line`, async () => {
		const before = await fields();
		const refused = await put(nora, { [field]: wrong });
		assert.equal(refused.status, 422);
		assert.deepEqual(Object.keys(refused.error.fields), [field]);
		assert.equal((await fields())[field], before[field]);
		const taken = await put(nora, { [field]: right });
		assert.equal(taken.status, 200, JSON.stringify(taken.error));
		assert.equal((await fields())[field], right);
		const { name, what, was, now } = await newest();
		assert.deepEqual([name, what, was, now], ['nora', field, before[field], right]);
	});
}

test('every field that an owner may change is tried above, but for the languages of the same line', async () => {
	const { may_change: may } = (await nora.get('/api/v1/agency')).data;
	const tried = RIGHT.map(([field]) => field.split('.')[0]);
	assert.deepEqual(may.filter((field) => !tried.includes(field.split('.')[0])), []);
	assert.ok(!may.includes('name') && !may.includes('slug') && !may.includes('municipality'));
});

test('what must not be empty in every language says so', async () => {
	const now = await fields();
	const empty = Object.fromEntries(Object.keys(now).filter((name) => name.startsWith('answers.')).map((name) => [name, '']));
	const { status, error } = await put(nora, empty);
	assert.deepEqual([status, error.fields], [422, { answers: 'a value' }]);
});

test('nobody else changes, reads or lists the agency: another owner, a counsellor, nobody', async () => {
	for (const [who, session] of [[far, far.session], [kim, kim.session], [nora, null]]) {
		const expected = session === null ? 401 : 403;
		for (const path of ['/api/v1/agency', '/api/v1/agency/audit', '/api/v1/agency/export', '/api/v1/staff']) {
			assert.equal((await who.get(`${path}?slug=oslo`, session)).status, expected, path);
		}
		const change = { slug: 'oslo', changes: { hours: '' }, was: { hours: (await fields()).hours } };
		assert.equal((await who.post('/api/v1/agency', change, session)).status, expected);
		const person = { slug: 'oslo', name: 'kim', act: 'disable' };
		assert.equal((await who.post('/api/v1/staff', person, session)).status, expected);
	}
	assert.equal((await fields()).hours, 'mon-thu 16:00-21:00; fri 12:00-15:00');
});

test('a name takes an administrator, who reaches every agency', async () => {
	assert.equal((await put(nora, { name: 'Ung her' })).status, 403);
	assert.equal((await put(ada, { name: 'Ung her' })).status, 200);
	assert.equal((await newest()).name, 'ada');
});

test('of two owners who change the same field, the second is told and nothing of hers is written', async () => {
	const was = await wasOf({ letterbox: '', exit: '' });
	assert.equal((await put(nora, { letterbox: 'https://post.example/nora' }, { letterbox: was.letterbox })).status, 200);
	const { status, error } = await put(tor, { letterbox: 'https://post.example/tor', exit: 'https://www.dr.dk/' }, was);
	assert.deepEqual([status, error.code, error.fields], [409, 'changed', { letterbox: 'https://post.example/nora' }]);
	assert.equal((await fields()).exit, was.exit);
	assert.equal((await put(tor, { exit: 'https://www.dr.dk/' }, { exit: was.exit })).status, 200);
});

test('a change is seen at the door by every worker, without a restart', async () => {
	assert.equal((await put(tor, { 'answers.en': 'two who listen' })).status, 200);
	let same = 0;
	await until(async () => {
		const door = JSON.parse((await ask(daemon, '/api/v1/door?agency=oslo&lang=en')).text);
		same = door.answers.en === 'two who listen' ? same + 1 : 0;
		return same >= 20;
	}, 'the new line everywhere');
});

test('the export is a file that the daemon takes, and comes back as it was', async () => {
	assert.equal((await put(nora, { form: 'met=Har vi skrevet "før"?*: yes=Ja, no=Nei; topic*: pool, else' })).status, 200);
	const text = await yaml();
	const file = join(place.folder, 'exported.yaml');
	writeFileSync(file, text);
	const { status, stdout, stderr } = spawnSync(CTL, ['-s', join(place.state, 'control.sock'), 'agency', 'import', file], { encoding: 'utf8' });
	assert.equal(status, 0, stdout + stderr);
	assert.equal(await yaml(), text);
	assert.equal((await newest()).name, 'nora');
	writeFileSync(join(place.folder, 'agencies/oslo.yaml'), text);
	const checked = spawnSync(join(CTL, '../samtaled'), ['-c', place.config, '--check'], { encoding: 'utf8' });
	assert.equal(checked.status, 0, checked.stderr);
});

/** The agency's own replies as the owner sees them. */
const ownReplies = async (who = nora) =>
	(await who.get('/api/v1/replies?slug=oslo')).data.replies
		.filter(({ source, changed }) => source === 'agency' || changed)
		.map(({ code, language, text }) => `${code} ${language} ${text}`)
		.sort();

test('the canned replies go out in the file and come back: reworded, hidden, of several lines, on every worker, with a line each', async () => {
	const write = (code, text) => nora.post('/api/v1/replies', { scope: 'agency', code, language: 'nb', text });
	for (const [code, text] of [['tid', '-'], ['hei', 'Hei, "du" \\ her.'], ['lang', ' En linje\n\n\u2028 til: #\u0085 🙂\t']]) {
		assert.equal((await write(code, text)).status, 200);
	}
	const text = await yaml();
	const before = await ownReplies();
	const file = join(place.folder, 'replies.yaml');
	writeFileSync(file, text);
	for (const [code, other] of [['tid', ''], ['hei', 'Noe annet'], ['lang', ''], ['ny', 'Ikke i fila']]) {
		assert.equal((await write(code, other)).status, 200);
	}
	assert.equal(daemon.ctl('agency', 'import', file).ok, true);
	assert.equal(await yaml(), text);
	for (let times = 0; times < 4; times++) assert.deepEqual(await ownReplies(), before);
	const lines = (await nora.get('/api/v1/agency/audit?slug=oslo')).data.lines;
	const changed = lines.slice(0, 4).map(({ name, what, about, now }) => [name, what, about, now === '']);
	assert.deepEqual(
		changed.sort((a, b) => (a[2] < b[2] ? -1 : 1)),
		[['', 'reply', 'hei nb', false], ['', 'reply', 'lang nb', false], ['', 'reply', 'ny nb', true], ['', 'reply', 'tid nb', false]],
	);
	assert.equal(spawnSync(CTL, ['-s', join(place.state, 'control.sock'), 'agency', 'export', 'oslo'], { encoding: 'utf8' }).stdout, text);
});

test('a daemon that begins with the exported file has its replies', async () => {
	const text = await yaml();
	const fresh = writeDemo();
	writeFileSync(join(fresh.folder, 'agencies/oslo.yaml'), text);
	const other = launch(fresh);
	await other.ready();
	const eva = await new Bearer(other, 'eva', other.addUser('eva', { role: 'owner', agency: 'oslo' })).login();
	assert.deepEqual(await ownReplies(eva), await ownReplies());
	const headers = { authorization: `Bearer ${eva.session}` };
	assert.equal((await ask(other, '/api/v1/agency/export?slug=oslo', { headers })).text, text);
});

test('a file that says nothing of replies leaves them, one that says none takes them, a wrong one is refused with its line', async () => {
	const text = await yaml();
	const before = await ownReplies();
	const at = text.indexOf('replies:');
	const file = join(place.folder, 'few.yaml');
	const put = (replies) => {
		writeFileSync(file, text.slice(0, at) + replies);
		return daemon.ctl('agency', 'import', file);
	};
	assert.equal(put('').ok, true);
	assert.deepEqual(await ownReplies(), before);
	const line = text.slice(0, at).split('\n').length + 1;
	const refused = put('replies:\n  "To ord nb": "x"\n');
	assert.match(refused.error.message, new RegExp(`few.yaml:${line}: replies.To ord nb: expects`));
	assert.deepEqual(await ownReplies(), before);
	const most = Array.from({ length: 200 }, (_, i) => `  "c${i} nb": "${'æ'.repeat(500)}"\n`);
	assert.equal(put(`replies:\n${most.join('')}`).ok, true);
	assert.equal((await ownReplies()).length, 200);
	assert.equal(put('replies: {}\n').ok, true);
	assert.deepEqual(await ownReplies(), []);
	assert.equal(put(text.slice(at)).ok, true);
	assert.deepEqual(await ownReplies(), before);
});

test('what the operator changes is in the same audit, and samtalectl shows what the owners changed', async () => {
	const file = join(place.folder, 'changed.yaml');
	writeFileSync(file, (await yaml()).replace(/^hours: .*$/m, 'hours: "sat 10:00-12:00"'));
	assert.ok(daemon.ctl('agency', 'import', file).ok);
	const { name, what, now } = await newest();
	assert.deepEqual([name, what, now], ['', 'hours', 'sat 10:00-12:00']);
	const told = daemon.ctl('audit', 'oslo').data.edits;
	assert.ok(told.some((line) => line.name === 'tor' && line.what === 'answers.en' && line.now === 'two who listen'));
});

test('the people of the agency are listed without anything secret', async () => {
	const { data } = await nora.get('/api/v1/staff');
	assert.deepEqual(data.people.map(({ name }) => name).sort(), ['ada', 'kim', 'nora', 'tor']);
	assert.ok(!JSON.stringify(data).includes('argon2'));
});

const change = (who, name, act, value) => who.post('/api/v1/staff', { slug: 'oslo', name, act, ...(value && { value }) });

test('an alias and a role that only adds hold at once, and the desk stays open', async () => {
	assert.equal((await change(nora, 'kim', 'alias', 'Kimmen')).status, 200);
	assert.equal((await change(nora, 'kim', 'role', 'supervisor')).status, 200);
	const { alias, role } = (await kim.get('/api/v1/me')).data;
	assert.deepEqual([alias, role], ['Kimmen', 'supervisor']);
	assert.equal((await change(nora, 'kim', 'alias', 'x'.repeat(33))).status, 422);
});

test('a role that takes something away ends every login of the person', async () => {
	assert.equal((await change(nora, 'kim', 'role', 'owner')).status, 200);
	assert.equal((await kim.get('/api/v1/me')).status, 401);
	await kim.login();
	assert.equal((await kim.get('/api/v1/agency')).status, 200);
	assert.equal((await change(nora, 'kim', 'role', 'counsellor')).status, 200);
	assert.equal((await kim.get('/api/v1/agency')).status, 401);
	const { what, about, was, now } = await newest();
	assert.deepEqual([what, about, was, now], ['staff.role', 'kim', 'owner', 'counsellor']);
	await kim.login();
});

test('an owner makes nobody what reaches beyond the agency, and takes nothing from who is', async () => {
	assert.equal((await change(nora, 'kim', 'role', 'administrator')).status, 403);
	for (const act of ['disable', 'reset']) assert.equal((await change(nora, 'ada', act)).status, 403);
	assert.equal((await ada.get('/api/v1/me')).status, 200);
	assert.equal((await change(nora, 'far', 'disable')).status, 404);
});

test('a reset gives a password once, and what was open closes', async () => {
	const { data } = await change(nora, 'kim', 'reset');
	assert.match(data.password, /^\w{4}(-\w{4}){3}$/);
	assert.equal((await kim.get('/api/v1/me')).status, 401);
	await new Bearer(daemon, 'kim', data.password).login();
	const lines = (await nora.get('/api/v1/agency/audit')).data.lines;
	assert.equal(lines[0].what, 'staff.reset');
	assert.ok(!JSON.stringify(lines).includes(data.password));
});

test('somebody new comes in by a link, and whoever has lost a phone by another one', async () => {
	const added = await change(nora, 'per', 'add', 'counsellor');
	assert.match(added.data.join, /^\/join#[0-9a-f]{64}$/);
	assert.equal((await change(nora, 'per', 'add', 'counsellor')).error.code, 'taken');
	assert.equal((await change(nora, 'vil', 'add', 'administrator')).status, 403);
	assert.deepEqual((await change(nora, 'Per', 'add', 'owner')).error.fields.name !== undefined, true);
	const again = await change(nora, 'per', 'invite');
	const look = async ({ data }) => (await nora.post('/api/v1/join', { token: data.join.split('#')[1] })).status;
	assert.deepEqual([await look(added), await look(again)], [410, 200]);
	assert.equal((await change(nora, 'ada', 'invite')).status, 403);
	assert.equal((await change(nora, 'far', 'invite')).status, 404);
	const lines = (await nora.get('/api/v1/agency/audit')).data.lines;
	assert.deepEqual(lines.slice(0, 2).map(({ what, about }) => [what, about]), [['staff.invited', 'per'], ['staff.added', 'per']]);
	assert.ok(!JSON.stringify(lines).includes(again.data.join.split('#')[1]));
});

test('who is disabled cannot come in any more, and the last owner cannot be', async () => {
	assert.equal((await change(nora, 'tor', 'disable')).status, 200);
	assert.equal((await tor.get('/api/v1/me')).status, 401);
	await assert.rejects(new Bearer(daemon, 'tor', tor.password).login());
	for (const [act, value] of [['disable'], ['role', 'counsellor']]) {
		const { status, error } = await change(nora, 'nora', act, value);
		assert.deepEqual([status, error.code], [409, 'last_owner']);
	}
	assert.equal((await nora.get('/api/v1/me')).status, 200);
});

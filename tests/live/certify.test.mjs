// A counsellor's device becomes one that the agency answers for: what is certified, what is refused, and that it goes on
// when the process that signs is killed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDaemon } from './lib/daemon.mjs';
import { ask } from './lib/http.mjs';
import { comeCounsellor, talkWith } from './lib/people.mjs';
import { makeRequest, newDevice, readCertificate, readStatement } from './lib/request.mjs';
import { until } from './lib/wait.mjs';

const CERTIFY = 43;
const SHIFT = 1;
const LIFE_S = 57_600;
const SESSION_S = 5000;

const daemon = await startDaemon({ keys: { session_staff_seconds: SESSION_S, wrap_up_seconds: 0 } });
const oslo = await comeCounsellor(daemon, 'oslo', { slot: 1 });
const personOf = (who) => who.client.received.find((frame) => frame.type === 'person');
const person = personOf(oslo);
const device = newDevice();
const own = { device, staff: person.staff, agency: 'oslo', alias: person.alias };

/** Sends CERTIFY and gives what comes of it. */
async function certify(request, who = oslo) {
	who.send({ type: 'certify', request });
	return who.next(['certified', 'refused'], ({ type, frame }) => type === 'certified' || frame === CERTIFY);
}

/** The same for a counsellor's own request, asked again for as long as it is told to. */
async function certified(who, agency) {
	const { staff, alias } = personOf(who);
	const request = makeRequest({ device, staff, agency, alias });
	return until(async () => {
		const answer = await certify(request, who);
		assert.ok(answer.type === 'certified' || answer.code === 'delayed', `refused: ${answer.code}`);
		return answer.type === 'certified' && readCertificate(answer.certificate);
	}, `a certificate for ${agency}`);
}

const signerOf = () => Number(/pid=(\d+)/.exec(daemon.lines.findLast((line) => /signer pid=/.test(line)))[1]);

test('PERSON brings the agency\'s statement, signed by the root that pages are shown', async () => {
	const { roots, min_serial: minSerial } = JSON.parse((await ask(daemon, '/seal.json')).text);
	const statement = readStatement(person.statement);
	assert.ok(statement.isBy(roots[0]));
	assert.deepEqual([statement.mode, statement.agency, statement.name], [SHIFT, 'oslo', person.agency_name]);
	assert.ok(statement.serial >= minSerial);
	const wrong = newDevice().point.toString('hex');
	assert.equal(statement.isBy(wrong), false, 'the check can fail');
});

test('a request that says what the login says becomes a certificate under that statement', async () => {
	const before = Math.floor(Date.now() / 1000);
	const { type, certificate } = await certify(makeRequest(own));
	assert.equal(type, 'certified');
	const read = readCertificate(certificate);
	const statement = readStatement(person.statement);
	assert.ok(read.isBy(statement.keys[read.index]));
	assert.deepEqual([read.mode, read.role, read.staff, read.agency, read.alias, read.left],
		[SHIFT, 1, person.staff, 'oslo', person.alias, 0]);
	assert.deepEqual(read.device, device.point);
	assert.ok(read.from >= before && read.until > read.from && read.until - read.from <= LIFE_S);
	assert.ok(read.until <= before + SESSION_S + 60, 'it does not outlive the session');
});

for (const [title, change] of [
	['another person', { staff: '00'.repeat(16) }],
	['another role', { role: 'supervisor' }],
	['another agency', { agency: 'karasjok' }],
	['another alias', { alias: 'Ola' }],
	['another key than has signed it', { device: { ...device, sign: newDevice().sign } }],
]) {
	test(`a request for ${title} is refused for good`, async () => {
		const { type, code, retry_after: retry } = await certify(makeRequest({ ...own, ...change }));
		assert.deepEqual([type, code, retry], ['refused', 'seal', 0]);
	});
}

test('what is no request is refused for good', async () => {
	for (const request of ['01', `${makeRequest(own)}00`]) {
		const { code, retry_after: retry } = await certify(request);
		assert.deepEqual([code, retry], ['seal', 0]);
	}
});

test('requests go on when the signing process is killed, again and again', async () => {
	for (let i = 0; i < 4; i++) {
		const from = daemon.lines.length;
		process.kill(signerOf(), 'SIGKILL');
		const answer = await certify(makeRequest(own));
		// Read by the one that died: then it is a time to ask again, and never a wrong answer.
		if (answer.type === 'refused') assert.deepEqual([answer.code, answer.retry_after], ['delayed', 2]);
		await daemon.logged(/signer pid=/, { from });
		assert.equal((await certified(oslo, 'oslo')).agency, 'oslo');
	}
});

test('a worker that is killed leaves its follower a way to the signing process', async () => {
	const from = daemon.lines.length;
	process.kill(daemon.workers[1], 'SIGKILL');
	await daemon.logged(/worker=1 pid=/, { from });
	await daemon.ready(from);
	const karasjok = await comeCounsellor(daemon, 'karasjok', { slot: 1 });
	assert.equal((await certified(karasjok, 'karasjok')).agency, 'karasjok');
});

test('a rolling restart leaves every worker a way to the signing process', async () => {
	assert.equal((await daemon.ctlBeside('restart')).code, 0);
	for (const slot of [1, 2]) {
		const agency = ['kristiansand', 'odder'][slot - 1];
		const counsellor = await comeCounsellor(daemon, agency, { slot });
		assert.equal((await certified(counsellor, agency)).agency, agency);
	}
});

test('the log of all this names nobody', () => {
	const lines = daemon.lines.filter((line) => /signer/.test(line)).join('\n');
	assert.match(lines, /a request is refused: it is not that of the login/);
	for (const word of [person.alias, person.staff, 'Ola']) assert.ok(!lines.includes(word), word);
});

test('MATCHED brings the youth the statement of the counsellor\'s agency', async () => {
	const lone = await startDaemon({ keys: { workers: 1 } });
	const staff = await comeCounsellor(lone, 'oslo');
	const { youth } = await talkWith(lone, staff);
	const matched = youth.client.received.filter((frame) => frame.type === 'matched');
	assert.ok(matched.length > 0);
	for (const { statement, agency_slug: slug } of matched) assert.equal(readStatement(statement).agency, slug);
	await youth.client.close(4000);
});

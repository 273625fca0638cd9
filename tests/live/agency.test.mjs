// Agency mode over the wire: the service certifies nobody, two holders do, and a device and its approver find each other through
// two nodes and the store, once in ten minutes.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startDaemon } from './lib/daemon.mjs';
import { setKey } from './lib/demo.mjs';
import { ROOT } from './lib/npm.mjs';
import { signAgencyMode } from './lib/papers.mjs';
import { Counsellor } from './lib/people.mjs';
import { makeCertificate, makeRequest, newDevice, readCertificate, readStatement } from './lib/request.mjs';

const [AGENCY, LIFE_S] = [2, 600];
const [WAITS, VOUCHED, REVEALED, CERTIFIED, DENIED] = [0, 1, 2, 3, 4];
const number = () => randomBytes(32).toString('hex');
const hash = (name, ...parts) =>
	createHash('sha256').update(`samtale/SE1 ${name}\0`).update(Buffer.from(parts.join(''), 'hex')).digest();
/** As the page counts them; the vectors hold both sides to the specification. */
const digits = ({ request, rd, ra }) => String(hash('digits', request, rd, ra).readUInt32BE() % 1_000_000).padStart(6, '0');

const daemon = await startDaemon({ agencies: { oslo: { seal: 'agency' } } });
const holders = [newDevice(), newDevice()];
await signAgencyMode(daemon, { oslo: holders.map(({ point }) => point.toString('hex')) });
/* Each worker takes the papers in its own time. */
const modeOf = (person) => readStatement(person.statement).mode;

/** Somebody of an agency who has logged in, on the worker of that slot. */
async function come(name, { role = 'counsellor', agency = 'oslo', slot }) {
	const who = new Counsellor(daemon, name, daemon.addUser(name, { role, agency }));
	who.side = role;
	await who.connectTo(slot);
	who.person = await who.login();
	return who;
}

const owner = await come('eva', { role: 'owner', slot: 2 });
while (modeOf(owner.person) !== AGENCY) {
	await owner.leaveTable();
	await owner.connectTo(2);
	owner.person = await owner.login();
}

const bo = await come('bo', { slot: 1 });

/** What an approver has been told last of this person. */
const told = (approver, { person }, stage) =>
	approver.next('approval', (frame) => frame.staff === person.staff && frame.stage === stage);
const hears = (who, stage) => who.next('enrolling', (frame) => frame.stage === stage);

/** A device that asks: its request, commitment and number. */
function enrol(who, device = newDevice()) {
	const { staff, alias, agency } = who.person;
	const request = makeRequest({ device, staff, agency, alias });
	const rd = number();
	const commitment = hash('commit', request, rd).toString('hex');
	who.send({ type: 'enrol', request, commitment });
	return { device, request, rd, commitment };
}

/** The refusal of a frame. */
const refused = (who, frame) => who.next('refused', (refusal) => refusal.frame === frame);
const [CERTIFY, ENROL, VOUCH, APPROVE] = [43, 73, 77, 78];

test('the service certifies nobody of an agency that does it itself', async () => {
	const ida = await come('ida', { slot: 2 });
	const { staff, alias } = ida.person;
	const statement = readStatement(ida.person.statement);
	assert.deepEqual([statement.mode, statement.keys], [AGENCY, holders.map(({ point }) => point)]);
	ida.send({ type: 'certify', request: makeRequest({ device: newDevice(), staff, agency: 'oslo', alias }) });
	assert.equal((await refused(ida, CERTIFY)).code, 'seal');
});

test('an approver on another node reads the same digits as the device, and certifies it', async () => {
	const { device, request, rd, commitment } = enrol(bo);
	const asked = await told(owner, bo, WAITS);
	assert.deepEqual([asked.request, asked.commitment, asked.number, asked.alias], [request, commitment, '', bo.person.alias]);
	const ra = number();
	owner.send({ type: 'vouch', staff: bo.person.staff, commitment, number: ra });
	const answered = await hears(bo, VOUCHED);
	assert.deepEqual([answered.number, answered.alias, answered.commitment], [ra, owner.person.alias, commitment]);
	bo.send({ type: 'reveal', number: rd });
	const opened = await told(owner, bo, REVEALED);
	assert.deepEqual([opened.number, opened.mine], [rd, 1]);
	await hears(bo, REVEALED);
	assert.equal(hash('commit', opened.request, opened.number).toString('hex'), opened.commitment);
	assert.equal(digits({ request: opened.request, rd: opened.number, ra }), digits({ request, rd, ra: answered.number }));
	const certificate = makeCertificate({ holder: holders[1], index: 1, request });
	owner.send({ type: 'approve', staff: bo.person.staff, certificate });
	const read = readCertificate((await hears(bo, CERTIFIED)).certificate);
	const statement = readStatement(bo.person.statement);
	assert.ok(read.isBy(statement.keys[read.index]));
	assert.deepEqual([read.mode, read.staff, read.device, read.left], [AGENCY, bo.person.staff, device.point, 0]);
});

test('another login of the same person, later and on another node, hears of the certificate too', async () => {
	const again = new Counsellor(daemon, 'bo', bo.password);
	await again.connectTo(2);
	await again.login();
	assert.ok((await hears(again, CERTIFIED)).certificate.length > 0);
});

test('a device that opens itself with another number is told no, and not asked again for ten minutes', async () => {
	const liv = await come('liv', { slot: 1 });
	const { commitment } = enrol(liv);
	await told(owner, liv, WAITS);
	owner.send({ type: 'vouch', staff: liv.person.staff, commitment, number: number() });
	await hears(liv, VOUCHED);
	liv.send({ type: 'reveal', number: number() });
	const opened = await told(owner, liv, REVEALED);
	assert.notEqual(hash('commit', opened.request, opened.number).toString('hex'), opened.commitment, 'the planted fault is seen');
	owner.send({ type: 'approve', staff: liv.person.staff, certificate: '' });
	assert.equal((await hears(liv, DENIED)).certificate, '');
	enrol(liv);
	const { code, retry_after: retry } = await refused(liv, ENROL);
	assert.equal(code, 'rate');
	assert.ok(retry > 0 && retry <= LIFE_S, `${retry}`);
});

test('an approver who answers another request than there is comes too late', async () => {
	const per = await come('per', { slot: 1 });
	enrol(per);
	await told(owner, per, WAITS);
	owner.send({ type: 'vouch', staff: per.person.staff, commitment: number(), number: number() });
	assert.equal((await refused(owner, VOUCH)).code, 'late');
	owner.send({ type: 'approve', staff: per.person.staff, certificate: 'ab' });
	assert.equal((await refused(owner, APPROVE)).code, 'late');
});

test('who comes in later hears what waits; somebody of another agency hears nothing and has no part in it', async () => {
	const kai = await come('kai', { slot: 1 });
	const { commitment } = enrol(kai);
	await told(owner, kai, WAITS);
	const supervisor = await come('siv', { role: 'supervisor', slot: 1 });
	await told(supervisor, kai, WAITS);
	const stranger = await come('stig', { role: 'owner', agency: 'karasjok', slot: 1 });
	stranger.send({ type: 'vouch', staff: kai.person.staff, commitment, number: number() });
	assert.equal((await refused(stranger, VOUCH)).code, 'late');
	assert.deepEqual(stranger.client.received.filter(({ type }) => type === 'approval'), []);
	stranger.send({ type: 'ping', nonce: 1 });
	await stranger.next('pong');
});

test('where the service certifies, no device asks an approver', async () => {
	const ole = await come('ole', { agency: 'karasjok', slot: 1 });
	enrol(ole);
	assert.equal((await refused(ole, ENROL)).code, 'seal');
});

test('what they say to each other is in Redis for ten minutes at most, and in no log', async () => {
	const redis = daemon.redis();
	const keys = (await redis.keys('{no}:e[rat]:*')).sort();
	assert.ok(keys.length >= 3, 'there is something to look at');
	for (const key of keys) {
		const left = await redis.ttl(key);
		assert.ok(left > 0 && left <= LIFE_S, `${key} ${left}`);
	}
	const lines = daemon.lines.join('\n');
	assert.match(lines, /serial=2/, 'the log is there');
	for (const word of [owner.person.staff, owner.person.alias, bo.person.staff]) assert.ok(!lines.includes(word), word);
});

test('the demo that renews its statements leaves the holders in theirs', async () => {
	let yaml = readFileSync(join(ROOT, 'config/demo/agencies/oslo.yaml'), 'utf8');
	for (const [key, value] of [['slug', 'stavanger'], ['municipality', '1103']]) yaml = setKey(yaml, key, `"${value}"`);
	const file = join(daemon.place.folder, 'stavanger.yaml');
	writeFileSync(file, yaml);
	assert.equal(daemon.ctl('agency', 'import', '--pool', 'no', file).code, 0);
	const from = daemon.lines.length;
	process.kill(daemon.pid, 'SIGHUP');
	await daemon.logged(/seal\.statements: serial=3/, { from });
	const [, ...lines] = readFileSync(join(daemon.state, 'seal/statements'), 'utf8').trim().split('\n');
	const statements = Object.fromEntries(lines.map(readStatement).map((statement) => [statement.agency, statement]));
	assert.deepEqual([statements.oslo.mode, statements.oslo.keys], [AGENCY, holders.map(({ point }) => point)]);
	assert.notEqual(statements.stavanger.mode, AGENCY);
});

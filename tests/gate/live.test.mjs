// Every cell of expected.tsv on a running daemon: each frame by each role in each state it can be in, each address by each role
// and by nobody. What the daemon did is written down first, without a look at what is expected.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bearer } from '../live/lib/bearer.mjs';
import { Client } from '../live/lib/client.mjs';
import { startDaemon } from '../live/lib/daemon.mjs';
import { ask } from '../live/lib/http.mjs';
import { Counsellor, Youth, talkWith } from '../live/lib/people.mjs';
import { frames, roleNumber, words } from '../live/lib/wire.mjs';
import { differences, expected, planted, rowsOf } from './lib.mjs';

const table = expected();
/* Those that end the state they are sent in come last. */
const LAST = ['cancel', 'shift'];
const up = frames.filter((frame) => frame.up).sort((one, other) => LAST.indexOf(one.name) - LAST.indexOf(other.name));
const staff = words.roles.map(({ word }) => word).filter((word) => word !== 'guest' && word !== 'youth');
const daemon = await startDaemon({ keys: { workers: 1, bucket_youth: 500, bucket_staff: 500 } });
const redis = daemon.redis();
const people = {};
for (const role of staff) {
	const name = role.replace('_', '-');
	people[role] = await new Bearer(daemon, name, daemon.addUser(name, { role, agency: 'oslo' })).login();
}

const NOTHING = { UINT: 0, TEXT: '', BYTES: '', ID16: '00'.repeat(16), ID32: '00'.repeat(32), TEXTS: [], LINES: [], UINTS: [], IDS: [] };

/* What says more than nothing where nothing means something else: off shift, a room and not the shift. */
const SOMETHING = { shift: { state: 3, capacity: 1 }, extend: { room: NOTHING.ID16 } };

/* A frame that every field allows and nothing stands behind. */
function emptyFrame({ name, fields }) {
	const values = fields.map((field) => [field.name, NOTHING[field.type]]);
	return { type: name, ...Object.fromEntries(values), ...SOMETHING[name] };
}

/* Frames for which the daemon asks Redis, whatever they hold: until the answer the socket's state is not the next frame's. */
const ASKS_REDIS = { resume: 'lost' };

/* The answer to a frame has come: before the PONG, or when Redis has spoken. */
async function answered(client, { name, number }) {
	await client.ping();
	if (name in ASKS_REDIS) await client.next(['refused', ASKS_REDIS[name]], (frame) => frame.type !== 'refused' || frame.frame === number);
}

/* What a frame comes to on this socket: 'role', 'state' or 'pass'. Redis is slow on purpose: it may not change a cell. */
async function verdictOf(client, row) {
	const from = client.received.length;
	if (row.name in ASKS_REDIS) await redis.call('CLIENT', 'PAUSE', 20, 'ALL');
	client.send(emptyFrame(row));
	await Promise.race([answered(client, row), client.closed]).catch(() => {});
	if (client.end?.reason.includes('this role may not send this frame')) {
		assert.equal(client.end.code, 4003);
		return 'role';
	}
	if (client.end && client.end.reason !== 'protocol: HELLO comes first') {
		throw new Error(`${row.name} ended with ${client.end.code} ${client.end.reason}`);
	}
	const code = client.received.slice(from).find((frame) => frame.type === 'refused' && frame.frame === row.number)?.code;
	return code === 'state' ? 'state' : 'pass';
}

async function guest() {
	const client = new Client(daemon);
	await client.hello(roleNumber('counsellor'));
	return client;
}

async function youth() {
	const client = new Client(daemon);
	await client.hello(roleNumber('youth'));
	return client;
}

async function staffOff(role) {
	const client = new Client(daemon);
	await client.hello(roleNumber(role));
	const { data } = await people[role].post('/api/v1/ticket', {});
	client.send({ type: 'login', ticket: data.ticket });
	await client.next('person');
	return client;
}

/* Adds `state` to the cells of the frames that this role may send in it; a socket that was closed for the role is
 * replaced. Of frames that the role may never send, known from another state, none is tried again. */
async function observe(seen, role, state, open) {
	let client = await open();
	for (const row of up) {
		const cells = seen.get(`FRAME ${row.name}`);
		if (cells[role] === '-') continue;
		const verdict = await verdictOf(client, row);
		if (verdict === 'role') cells[role] = '-';
		else if (verdict === 'pass') cells[role] = [cells[role], state].filter(Boolean).join(',');
		if (client.end) client = await open();
	}
	await client.close(1000);
}

const seen = new Map(up.map(({ name }) => [`FRAME ${name}`, {}]));

/* A socket that has said nothing takes HELLO; any other frame ends it for another reason than the role. */
async function observeNew() {
	for (const row of up) {
		const client = new Client(daemon);
		await client.opened;
		if (row.name !== 'hello') {
			await verdictOf(client, row);
			continue;
		}
		await client.hello(roleNumber('youth'));
		seen.get('FRAME hello').guest = 'new';
		await client.close(1000);
	}
}

async function onShift(role) {
	const one = new Counsellor(daemon, people[role].name);
	one.client = await staffOff(role);
	await one.shift();
	return one;
}

test('what guests may send is as expected', async () => {
	await observeNew();
	await observe(seen, 'guest', 'open', guest);
	check('guest');
});

test('what youths may send is as expected, waiting and talking too', async () => {
	await observe(seen, 'youth', 'open', youth);
	await observe(seen, 'youth', 'waiting', async () => {
		const one = new Youth(daemon);
		await one.connect();
		await one.ask({ topic: 'family', who: 1 });
		one.redials = false;
		return one.client;
	});
	const answers = await onShift('counsellor');
	answers.client.onFrame = (frame) => answers.handle(frame);
	await observe(seen, 'youth', 'talking', async () => {
		const { youth: one } = await talkWith(daemon, answers);
		one.redials = false;
		return one.client;
	});
	await answers.leaveTable();
	check('youth');
});

for (const role of staff) {
	test(`what a ${role} may send is as expected`, async () => {
		await observe(seen, role, 'off', () => staffOff(role));
		if (role === 'counsellor' || role === 'supervisor') {
			await observe(seen, role, 'on', async () => (await onShift(role)).client);
		}
		check(role);
	});
}

/* Rows with the cells of one role alone. */
const only = (rows, role) => new Map([...rows].map(([what, cells]) => [what, { [role]: cells[role] || 'never' }]));

function check(role) {
	assert.deepEqual(differences(only(rowsOf(table, 'FRAME'), role), only(seen, role)), []);
}

const rows = rowsOf(table, 'HTTP');
const answers = new Map();

/* Any answer that is no refusal of the caller stands for a reach: how far it is, is tried where something is within it or not. */
async function verdictAt(what, headers) {
	const [method, path] = what.split(' ');
	const whole = path.length > 1 && path.endsWith('/') ? `${path}oslo` : path;
	const { status } = await ask(daemon, whole, { method, headers: { origin: daemon.origin, ...headers }, body: method === 'POST' ? '[]' : undefined });
	return status === 401 || status === 403 ? `${status}` : 'answered';
}

test('every address answers every role, and nobody, as expected', async () => {
	for (const what of rows.keys()) {
		const cells = {};
		for (const role of table.roles) {
			const headers = people[role] ? { authorization: `Bearer ${people[role].session}` } : {};
			cells[role] = await verdictAt(what, headers);
		}
		answers.set(what, cells);
	}
	assert.deepEqual(differences(asAnswers(rows), answers), []);
});

const asAnswers = (expectedRows) => new Map([...expectedRows].map(([what, cells]) => [
	what,
	Object.fromEntries(Object.entries(cells).map(([role, cell]) => [role, /^40[13]$/.test(cell) ? cell : 'answered'])),
]));

test('a cell that is changed is found, a frame and an address, more allowed and less', () => {
	const frameRows = rowsOf(table, 'FRAME');
	for (const [what, role, cell] of [['FRAME pick', 'counsellor', 'on'], ['FRAME say', 'youth', '-'], ['FRAME shift', 'supervisor', 'off']]) {
		const found = differences(planted(frameRows, what, role, cell), seen);
		assert.deepEqual(found.map((line) => line.split(':')[0]), [`${what} as ${role}`]);
	}
	for (const [what, role, cell] of [['GET /api/v1/me', 'guest', 'own'], ['POST /api/v1/logout', 'owner', '403'], ['GET /', 'youth', '401']]) {
		const found = differences(asAnswers(planted(rows, what, role, cell)), answers);
		assert.deepEqual(found.map((line) => line.split(':')[0]), [`${what} as ${role}`]);
	}
});

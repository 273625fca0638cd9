// Who dials while a worker stands still waits in the kernel, and not without end: the listener's backlog bounds it. When the
// worker goes on it serves whoever waited.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { comeYouth } from '../live/lib/people.mjs';
import { until } from '../live/lib/wait.mjs';

/** As in daemon/parent/sockets.c; the kernel may allow less. */
const BACKLOG = Math.min(512, Number(readFileSync('/proc/sys/net/core/somaxconn', 'utf8')));
const BEYOND = 400;
const PATIENCE_MS = 60_000;
const STATES = { established: '01', dialling: '02', listening: '0A' };

/* Rows of /proc/net/tcp of this port: local or remote address, state, and what waits to be read, which of a listener is how many
 * wait to be accepted. */
function rowsOf(port) {
	const hex = port.toString(16).toUpperCase().padStart(4, '0');
	const rows = readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1).map((line) => line.trim().split(/\s+/));
	return {
		listening: rows.filter(([, local, , state]) => state === STATES.listening && local?.endsWith(`:${hex}`)),
		dialling: rows.filter(([, , remote, state]) => state === STATES.dialling && remote?.endsWith(`:${hex}`)),
	};
}

const waitingAt = (port) => rowsOf(port).listening.reduce((sum, row) => sum + parseInt(row[4].split(':')[1], 16), 0);

/** So many dial a port where nobody accepts; resolves when each of them waits, or still dials: how many of each there are. */
async function dialInVain(port, count) {
	const sockets = Array.from({ length: count }, () => connect(port, '127.0.0.1').on('error', () => {}));
	after(() => sockets.forEach((socket) => socket.destroy()));
	let connected = 0;
	for (const socket of sockets) socket.once('connect', () => connected++);
	const settled = () => connected === waitingAt(port) && connected + rowsOf(port).dialling.length === count;
	await until(settled, 'everybody to wait or dial', { ms: PATIENCE_MS, more: () => `: ${connected}, ${waitingAt(port)}` });
	return { sockets, waiting: connected, dialling: count - connected };
}

/** A listener of another backlog, which accepts nobody: its port. */
async function stopped(backlog) {
	const code = `const s = require('net').createServer(); s.listen({port: 0, host: '127.0.0.1', backlog: ${backlog}}, () => {
		console.log(s.address().port); process.kill(process.pid, 'SIGSTOP'); });`;
	const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
	after(() => child.kill('SIGKILL'));
	const [line] = await once(child.stdout, 'data');
	const state = () => /^State:\s+(\S)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1];
	await until(() => state() === 'T', 'the other listener to stand still');
	return Number(line);
}

/** The kernel lets one more in than was asked for. */
const isBound = ({ waiting, dialling }, backlog) => waiting === backlog + 1 && dialling > 0;

test('dials wait for a worker that stands still up to the backlog; it serves newcomers when it goes on', async () => {
	const daemon = await startDaemon({ keys: { workers: 1 } });
	const [worker] = Object.values(daemon.workers);
	process.kill(worker, 'SIGSTOP');
	const dials = await dialInVain(daemon.port, BACKLOG + BEYOND).finally(() => process.kill(worker, 'SIGCONT'));
	assert.ok(isBound(dials, BACKLOG), JSON.stringify({ ...dials, sockets: undefined }));
	for (const socket of dials.sockets) socket.destroy();
	const youth = await comeYouth(daemon);
	assert.equal((await youth.ask()).type, 'queued');
	await youth.leaveTable();
});

test('a listener with another backlog is told from one that keeps the bound', async () => {
	const few = 16;
	const dials = await dialInVain(await stopped(2 * few), 4 * few);
	assert.equal(isBound(dials, few), false);
	assert.equal(isBound(dials, 2 * few), true);
});

// samtalectl report --agency: conversations in an agency's own window.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CTL, startDaemon } from '../live/lib/daemon.mjs';
import { ROOT } from '../live/lib/npm.mjs';
import { addCounts, compact, days, visits } from './lib/counts.mjs';

const YEAR = 2025;
const AGENCIES = {
	Aarhus: { slug: 'aarhus', municipality: '0751' },
	'Ringkøbing-Skjern': { slug: 'ringkobing-skjern', municipality: '0760' },
	København: { slug: 'kobenhavn', municipality: '0101' },
};
const USAGE = 1;

const lines = readFileSync(join(ROOT, 'tests/figures/data/reference.tsv'), 'utf8').trim().split('\n');
const rows = lines.filter((line) => !line.startsWith('#')).slice(1).map((line) => {
	const [name, from, to, conversations] = line.split('\t');
	return { name, ...AGENCIES[name], from: `${YEAR}-${from}`, to: `${YEAR}-${to}`, conversations: Number(conversations) };
});

const daemon = await startDaemon({ keys: { workers: 1 } });
const redis = daemon.redis();
const report = (...args) => daemon.ctl('report', ...args);

// Its door is open from its first day on, but not on the fifth of seven days; after the window, too.
const isOpen = (row, day, i) => day >= row.from && i % 7 !== 5;

// Visits before, inside and after the window, and on closed days; of those inside some were silent and some no counsel.
async function write(row) {
	const all = days(`${YEAR}-01-01`, `${YEAR}-12-31`);
	const inside = all.filter((day, i) => isOpen(row, day, i) && day <= row.to);
	let left = row.conversations;
	for (const [i, day] of all.entries()) {
		const open = isOpen(row, day, i);
		await addCounts(redis, 'dk', { kind: 'o', step: compact(day), counts: { [row.slug]: open ? 240 : 0 } });
		const windowed = open && day <= row.to;
		const conversations = windowed ? Math.ceil(left / (inside.length - inside.indexOf(day))) : 3;
		left -= windowed ? conversations : 0;
		const counts = visits(`m${row.municipality}`, { conversations, silent: i % 3, uncounted: i % 5 === 0 ? 1 : 0, abandoned: 1 });
		await addCounts(redis, 'dk', { kind: 'd', step: compact(day), counts });
		await addCounts(redis, 'dk', { kind: 'd', step: compact(day), counts: visits('c1082', { conversations: 9 }) });
	}
	return inside;
}

test('the reference table comes out, each agency with its own window', async () => {
	const found = [];
	for (const row of rows) {
		const inside = await write(row);
		const { data, text } = report('--agency', row.slug, '--from', `${YEAR}-01-01`, '--to', row.to);
		assert.ok(data, text);
		found.push({ name: row.name, from: data.from, to: data.to, conversations: data.conversations });
		assert.equal(data.days, inside.length);
		assert.ok(data.arrived > data.conversations, text);
	}
	assert.deepEqual(found, rows.map(({ name, from, to, conversations }) => ({ name, from, to, conversations })));
	assert.deepEqual(found.map(({ conversations }) => conversations), [52, 109, 120]);
});

test('it says its window for people, too', () => {
	const [row] = rows;
	const args = ['-s', join(daemon.state, 'control.sock'), 'report', '--agency', row.slug, '--from', `${YEAR}-01-01`, '--to', row.to];
	const { stdout } = spawnSync(CTL, args, { encoding: 'utf8' });
	assert.match(stdout, new RegExp(`^from: ${row.from}\nto: ${row.to}\ndays: \\d+\narrived: \\d+\nconversations: 52$`, 'm'));
});

test('an agency whose door was never open has counted nothing', () => {
	const { data } = report('--agency', 'aarhus', '--from', '2019-01-01', '--to', '2019-12-31');
	assert.deepEqual([data.from, data.days, data.conversations], ['', 0, 0]);
});

test('what is not a window says what was expected', () => {
	for (const [from, to] of [['2025-02-30', '2025-03-01'], ['2025-03-02', '2025-03-01'], ['1', '2'], ['2001-01-01', '2025-01-01']]) {
		const { code, error } = report('--agency', 'aarhus', '--from', from, '--to', to);
		assert.equal(code, USAGE);
		assert.match(error.message, /expected --from and --to as days/);
	}
	assert.match(report('--agency', 'nowhere', '--from', '2025-01-01', '--to', '2025-01-02').error.message, /no such agency/);
	assert.match(report('--agency', 'ung-danmark', '--from', '2025-01-01', '--to', '2025-01-02').error.message, /no municipality/);
	assert.match(report('--pool', 'dk').error.message, /expected --pool/);
	assert.match(report('--pool', 'dk', '--step', '2025-13').error.message, /expected --pool .* and --step/);
	assert.match(report('--pool', 'nowhere', '--step', '2025-12').error.message, /no such pool/);
	assert.match(report('--pool', 'dk', '--step', '2025-12').error.message, /no tables of that step/);
});

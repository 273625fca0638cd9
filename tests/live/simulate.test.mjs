// `samtalectl simulate`: figures near the table of docs/simulation.md, from anywhere, without a daemon.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { CTL } from './lib/daemon.mjs';

const USAGE = 2;
const REFUSED = 1;
const SUCCESS = 0;

const folder = mkdtempSync(join(tmpdir(), 'sim-'));
after(() => rmSync(folder, { recursive: true }));

/** The tool in a strange folder, with a socket that is not there. */
function run(...words) {
	const environment = { ...process.env, SAMTALE_SOCKET: '/nowhere/control.sock' };
	return spawnSync(CTL, ['simulate', ...words], { encoding: 'utf8', cwd: folder, env: environment });
}

function figures(...words) {
	const { status, stdout, stderr } = run('--json', ...words);
	assert.equal(status, SUCCESS, stderr + stdout);
	return JSON.parse(stdout).data;
}

const policyOf = (data, name) => data.policies.find(({ policy }) => policy === name);

/** What lies outside the bars of preset A, one line each. */
function outsideTheBars(isolated, ownFirst) {
	return [
		[isolated.lost >= 0.17 && isolated.lost <= 0.22, `isolated lost ${isolated.lost}`],
		[isolated.own === 1, `isolated own ${isolated.own}`],
		[ownFirst.lost < 0.01, `own first lost ${ownFirst.lost}`],
		[ownFirst.own >= 0.6 && ownFirst.own <= 0.69, `own first own ${ownFirst.own}`],
		[ownFirst.p90_wait_min < 0.8, `own first p90 ${ownFirst.p90_wait_min}`],
	]
		.filter(([inside]) => !inside)
		.map(([, line]) => line);
}

const a = figures('--preset', 'A');

test('preset A lands within its bars', () => {
	assert.deepEqual(outsideTheBars(policyOf(a, 'isolated'), policyOf(a, 'own 30+30')), []);
	const near = (name, lost, own) => {
		assert.ok(Math.abs(policyOf(a, name).lost - lost) < 0.01, `${name}: lost ${policyOf(a, name).lost}`);
		assert.ok(Math.abs(policyOf(a, name).own - own) < 0.02, `${name}: own ${policyOf(a, name).own}`);
	};
	near('own 180+180', 0.06, 0.76);
	near('own 60+60', 0.016, 0.67);
	near('blind', 0.001, 0.075);
});

for (const fault of ['own 99999+99999', 'own 30+99999', 'blind']) {
	test(`a policy "${fault}" in place of widening by 30 seconds does not pass the same bars`, () => {
		const planted = figures('--preset', 'A', '--evenings', '70', '--set', `policies=isolated; ${fault}`);
		assert.notDeepEqual(outsideTheBars(planted.policies[0], planted.policies[1]), []);
	});
}

test('preset B lands near the table', () => {
	const b = figures('--preset', 'B');
	const isolated = policyOf(b, 'isolated');
	const ownFirst = policyOf(b, 'own 30+30');
	assert.ok(Math.abs(isolated.lost - 0.743) < 0.015, `isolated lost ${isolated.lost}`);
	assert.ok(Math.abs(ownFirst.lost - 0.078) < 0.015, `own first lost ${ownFirst.lost}`);
	assert.ok(Math.abs(ownFirst.own - 0.2) < 0.02, `own first own ${ownFirst.own}`);
});

test('preset C: eight in a pool lose fewer than thirty alone', () => {
	const c = figures('--preset', 'C');
	const alone = policyOf(c, 'isolated');
	const eight = policyOf(c, 'own 60+60 duty 8');
	assert.ok(Math.abs(alone.lost - 0.235) < 0.015, `alone lost ${alone.lost}`);
	assert.ok(Math.abs(eight.lost - 0.017) < 0.01, `eight lost ${eight.lost}`);
	assert.ok(Math.abs(eight.own - 0.26) < 0.02, `eight own ${eight.own}`);
});

test('preset D tells open doors, answers and talk, alone and pooled', () => {
	const { policies, assumed } = figures('--preset', 'D');
	const [alone, pool] = policies;
	assert.deepEqual(policies.map(({ policy }) => policy), ['isolated', 'own 30+30']);
	for (const name of ['open_door', 'answered', 'in_conversation']) {
		assert.ok(pool[name] > 3 * alone[name], `${name}: ${alone[name]} alone, ${pool[name]} pooled`);
	}
	assert.ok(pool.own < alone.own);
	assert.ok(['visits', 'counsellors', 'hours', 'patience_min'].every((name) => assumed.includes(name)));
});

test('the self-test holds against the exact values', () => {
	const { holds, checks } = figures('--self-test');
	assert.equal(holds, true);
	assert.deepEqual(checks.map(({ exact }) => (exact * 100).toFixed(2)), ['3.88', '11.79', '21.46']);
	for (const { exact, simulated } of checks) assert.ok(Math.abs(exact - simulated) <= 0.003, `${exact} ${simulated}`);
});

test('the parameters in the answer make the same figures again', () => {
	const change = ['--set', 'extra.2=thu 18-22', '--set', 'hours.5=mon 16-20', '--seed', '7', '--evenings', '700'];
	const first = figures('--preset', 'D', ...change);
	const file = join(folder, 'again.conf');
	writeFileSync(file, Object.entries(first.parameters).map(([name, value]) => `${name} = ${value}\n`).join(''));
	assert.deepEqual(figures('--file', file), first);
});

test('one more counsellor, another closing time and one more municipality each change the figures their way', () => {
	const base = ['--preset', 'D', '--evenings', '2800'];
	const poolOf = (...change) => policyOf(figures(...base, ...change), 'own 30+30');
	const before = poolOf();
	assert.ok(poolOf('--set', 'extra.1=sat 18-22').answered > before.answered);
	assert.ok(poolOf('--set', 'hours.3=mon 16-22').open_door > before.open_door);
	const joined = ['population.31=40', 'visits.31=2', 'counsellors.31=1', 'hours.31=sun 18-22'];
	assert.ok(poolOf(...joined.flatMap((pair) => ['--set', pair])).open_door > before.open_door);
});

test('people get tables with the assumptions labelled', () => {
	const { status, stdout, stderr } = run('--preset', 'B', '--evenings', '7');
	assert.deepEqual([status, stderr], [SUCCESS, '']);
	assert.match(stdout, /^B: each desk open/);
	assert.match(stdout, /\nown 30\+30 +\d+ /);
	assert.match(stdout, /\nAssumed, measured by nobody;.*\n(?: {2}\w+ = .*\n)* {2}patience_min = lognormal 6 1\n/);
});

test('progress goes to stderr when asked for, and never to stdout', () => {
	const quiet = run('--preset', 'D', '--evenings', '70', '--json');
	const asked = run('--preset', 'D', '--evenings', '70', '--json', '--progress');
	assert.equal(quiet.stderr, '');
	assert.match(asked.stderr, /simulating: 100 %\n$/);
	assert.equal(asked.stdout, quiet.stdout);
});

const file = join(folder, 'wrong.conf');
writeFileSync(file, 'capacity = 2\ncapacity = 9\ncolour = red\n');
for (const [what, words, code, said] of [
	['no preset', [], USAGE, /needed: --preset, --file or --self-test/],
	['an unknown preset', ['--preset', 'Z'], USAGE, /expected A, B, C or D/],
	['a file that is not there', ['--file', 'nowhere.conf'], REFUSED, /nowhere\.conf: No such file/],
	['wrong lines', ['--preset', 'A', '--file', file], REFUSED, /wrong\.conf:2: capacity: .*\n.*wrong\.conf:3: there is no/],
	['a setting without a value', ['--preset', 'A', '--set', 'capacity'], REFUSED, /expected NAME=VALUE/],
	['a seed that is no number', ['--preset', 'A', '--seed', 'x'], REFUSED, /seed: expected a whole number/],
	['more than it will do', ['--preset', 'A', '--evenings', '100000'], REFUSED, /evenings: too many/],
	['lists that do not fit', ['--preset', 'A', '--set', 'population.31=9'], REFUSED, /31 municipalities, counsellors 30/],
]) {
	test(`${what}: said on stderr, exit code ${code}`, () => {
		const { status, stdout, stderr } = run(...words);
		assert.deepEqual([status, stdout], [code, '']);
		assert.match(stderr, said);
	});
}

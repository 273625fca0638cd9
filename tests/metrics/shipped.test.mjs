// What is shipped for Prometheus and Grafana: it is valid, it fires when it should, and it names only what there is.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startDaemon } from '../live/lib/daemon.mjs';
import { ROOT } from '../live/lib/npm.mjs';
import { asksBoth, namesBoth, scrape, unknownIn } from './lib/exposition.mjs';

const RULES = join(ROOT, 'config/prometheus');
const PROMTOOL = [join(ROOT, 'build/tools/bin/promtool'), '/usr/bin/promtool'].find(existsSync) ?? 'promtool';
const daemon = await startDaemon();
const { text, types, samples } = await scrape(daemon);
const dashboard = JSON.parse(readFileSync(join(ROOT, 'config/grafana/samtale.json'), 'utf8'));
const rules = readFileSync(join(RULES, 'samtale.rules.yaml'), 'utf8');

function promtool(args, input) {
	const { status, stdout, stderr, error } = spawnSync(PROMTOOL, args, { cwd: RULES, encoding: 'utf8', input });
	return { status: status ?? error.code, said: `${stdout}${stderr}` };
}

/* Every expression: those of the panels, of the variables, and of the rules. */
const panels = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
const variables = dashboard.templating.list.map(({ definition }) => definition).filter(Boolean);
const alerts = rules.split(/^ {6}- alert: /m).slice(1).map((alert) => /expr: (>-\n)?([\s\S]*?)\n {8}(for|labels):/.exec(alert)[2]);
const expressions = [...panels, ...variables, ...alerts];

test('promtool finds nothing wrong with what a daemon exports', () => {
	assert.deepEqual(promtool(['check', 'metrics'], text), { status: 0, said: '' });
	assert.notEqual(promtool(['check', 'metrics'], `${text}# TYPE samtale_bad counter\nsamtale_bad 1\n`).status, 0);
});

test('promtool finds nothing wrong with the rules', () => {
	const { status, said } = promtool(['check', 'rules', 'samtale.rules.yaml']);
	assert.equal(status, 0, said);
});

test('each alert fires when it should, and is silent when it should be', () => {
	const { status, said } = promtool(['test', 'rules', 'samtale.rules.test.yaml']);
	assert.equal(status, 0, said);
	const tests = readFileSync(join(RULES, 'samtale.rules.test.yaml'), 'utf8');
	for (const [, name] of rules.matchAll(/- alert: (\w+)/g)) {
		assert.ok(tests.includes(`alertname: ${name}}`) && tests.includes(`alertname="${name}"`), `${name} is tested both ways`);
	}
});

test('every expression of dashboard and rules names only what is exported', () => {
	assert.ok(panels.length > 30 && alerts.length === 12, `${panels.length} panels, ${alerts.length} alerts`);
	for (const expression of expressions) assert.deepEqual(unknownIn(expression, types), [], expression);
	assert.deepEqual(unknownIn('rate(samtale_mesages_total[5m]) + samtale_wait_seconds_bucket', types), ['samtale_mesages_total']);
});

test('everything that is exported stands in the page for operators, and on the dashboard', () => {
	const page = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');
	for (const name of types.keys()) {
		assert.ok(page.includes(`\`${name}\``), `${name} in docs/operations.md`);
		assert.ok(expressions.some((expression) => new RegExp(`\\b${name}(_bucket)?\\b`).test(expression)), `${name} on the dashboard`);
	}
});

test('no metric and no expression has agency and topic together', () => {
	assert.deepEqual(namesBoth(samples), []);
	assert.deepEqual(expressions.filter(asksBoth), []);
	assert.deepEqual(namesBoth([{ name: 'samtale_bad', labels: { agency: 'oslo', topic: 'school' } }]), ['samtale_bad']);
	assert.equal(asksBoth('sum by (agency, topic) (samtale_waiting)'), true);
});

test('labels are a closed set, and none is a room, a person or an address', () => {
	const known = new Set(['pool', 'agency', 'topic', 'state', 'side', 'code', 'ending', 'result', 'why', 'version', 'le']);
	for (const { name, labels } of samples) {
		for (const label of Object.keys(labels)) assert.ok(known.has(label), `${label} of ${name}`);
	}
});

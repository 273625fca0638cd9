// GET /api/v1/agency/figures: the own agency's figures in full for any days, as JSON and as a spreadsheet.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Bearer } from './lib/bearer.mjs';
import { startDaemon } from './lib/daemon.mjs';
import { ask } from './lib/http.mjs';

const daemon = await startDaemon();
const redis = daemon.redis();
const login = (name, role, agency = 'oslo') => new Bearer(daemon, name, daemon.addUser(name, { agency, role })).login();
const leader = await login('liv', 'supervisor');

/* Three youths of Oslo on the first day, of whom one was answered by Kristiansand; one on the last; one of Kristiansand by Oslo. */
await redis.hset('{no}:n:d:20261001', {
	'm0301 arrived': 3, 'm0301 answered:30': 2, 'm0301 abandoned:gave_up': 1, 'm0301 by:oslo': 1, 'm0301 by:kristiansand': 1,
	'm0301 ended:left:1800': 2, 'm0301 silent': 1, 'm4204 arrived': 9, 'm4204 answered:10': 4, 'm4204 by:oslo': 4, 'c03 arrived': 7,
});
await redis.hset('{no}:n:d:20261031', { 'm0301 arrived': 1, 'm0301 refused': 1 });
await redis.hset('{no}:n:d:20261101', { 'm0301 arrived': 50 });
await redis.hset('{no}:n:m:202610', { 'm0301 school arrived': 4, 'm0301 school answered:30': 2, 'm0301 school ended:left:1800': 2, 'm0301 school silent': 1 });
await redis.hset('{no}:n:a:20261001', { 'oslo tapped': 5, 'kristiansand tapped': 8 });
await redis.hset('{no}:n:o:20261001', { oslo: 240 });

const OCTOBER = 'from=2026-10-01&to=2026-10-31';
const get = (query, who = leader) => who.get(`/api/v1/agency/figures?${query}`);
async function tables(query) {
	const { status, data, error } = await get(query);
	assert.equal(status, 200, JSON.stringify(error));
	return Object.fromEntries(data.tables.map(({ id, rows }) => [id, Object.fromEntries(rows.map(({ key, cells }) => [key, cells]))]));
}

test('the sum reconciles, nothing is hidden, and the days are both included', async () => {
	const { sum } = await tables(OCTOBER);
	const [arrived, answered, abandoned, refused, diverted, waiting, conversations] = sum.all;
	assert.deepEqual([arrived, answered, abandoned, refused, diverted, waiting, conversations], [4, 2, 1, 1, 0, 0, 1]);
	assert.equal((await tables('from=2026-10-02&to=2026-11-01')).sum.all[0], 51);
});

test('the ledger tells who answered ours by agency, and whose we answered by county', async () => {
	const { ledger, who, taps, doors } = await tables(OCTOBER);
	assert.deepEqual(ledger, { 'oslo oslo': [1], 'oslo kristiansand': [1], 'c42 oslo': [4] });
	assert.deepEqual(who.own, [1]);
	assert.deepEqual([taps, doors], [{ oslo: [5] }, { oslo: [1, 240] }]);
});

test('topics are told of whole months alone', async () => {
	assert.deepEqual((await tables(OCTOBER)).topics.school, [1]);
	assert.deepEqual((await tables('from=2026-10-01&to=2026-10-30')).topics.school, [0]);
	assert.deepEqual((await tables('from=2026-10-02&to=2026-10-31')).topics.school, [0]);
});

test('a visit that is not of the municipality is in none of it', async () => {
	const { data } = await get(OCTOBER);
	assert.doesNotMatch(JSON.stringify(data.tables), /[^\d]7[^\d]/);
	assert.deepEqual(data.tables.find(({ id }) => id === 'counties').rows, []);
});

test('as CSV it is UTF-8 with its mark, semicolons and CRLF, to the own people alone', async () => {
	const path = `/api/v1/agency/figures?${OCTOBER}&format=csv`;
	const { status, headers, body } = await ask(daemon, path, { headers: { authorization: `Bearer ${leader.session}` } });
	assert.deepEqual([status, headers['content-type'], headers['cache-control']], [200, 'text/csv; charset=utf-8', 'no-store']);
	assert.deepEqual([...body.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
	const lines = body.toString('utf8').slice(1).split('\r\n');
	assert.ok(lines.includes('sum;all;;arrived;4'), lines.slice(0, 20).join('\n'));
	assert.ok(lines.every((line) => line === '' || line.split(';').length >= 5));
});

for (const [query, field, why] of [
	['from=2026-13-01&to=2026-10-31', 'from', 'expected a day such as 2026-10-01'],
	['from=2026-10-01&to=2026-02-30', 'to', 'expected a day such as 2026-10-01'],
	['from=1.10.2026&to=2026-10-31', 'from', 'expected a day such as 2026-10-01'],
	['from=2026-10-02&to=2026-10-01', 'to', 'expected a day that is not before from'],
	['from=2025-01-01&to=2026-10-01', 'to', 'expected at most 400 days'],
]) {
	test(`${query} is answered with what was expected of ${field}`, async () => {
		const { status, error } = await get(query);
		assert.deepEqual([status, error.fields], [422, { [field]: why }]);
	});
}

test('without days it is the month so far', async () => {
	const { data } = await get('');
	assert.match(data.from, /^\d{4}-\d\d-01$/);
	assert.ok(data.from.slice(0, 7) === data.to.slice(0, 7), `${data.from} to ${data.to}`);
});

test('owners and supervisors read those of their agency, others none', async () => {
	assert.equal((await get(OCTOBER, await login('nora', 'owner'))).status, 200);
	for (const role of ['counsellor', 'duty_lead', 'coordinator', 'administrator', 'evaluator']) {
		assert.equal((await get(OCTOBER, await login(`en-${role}`.replace('_', '-'), role))).status, 403, role);
	}
	const { data } = await get(OCTOBER, await login('kari', 'supervisor', 'kristiansand'));
	assert.equal(data.tables[0].rows[0].cells[0], 9);
});

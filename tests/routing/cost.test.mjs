// What one step of routing costs in Redis commands: exact numbers, so they can be demanded. ./dev bench routing prints them
// at more sizes, with memory and times.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Report } from '../bench/report.mjs';
import { routing } from '../bench/routing.mjs';

let results;
before(async () => {
	const report = new Report(routing.bars);
	for (const size of ['100', '1000']) await routing.run(report, size);
	({ results } = report);
});

for (const key of ['slot_freed_commands', 'enqueue_wait_commands']) {
	test(`${key} is below its bar and the same at every size`, () => {
		const { value, bar, at } = results[key];
		assert.ok(value <= bar, `${key} is ${value}, bar ${bar}`);
		assert.equal(new Set(Object.values(at)).size, 1, JSON.stringify(at));
	});
}

test('a waiting youth takes no more memory than its bar', () => {
	const { value, bar } = results.bytes_per_waiting;
	assert.ok(value <= bar, `${value} bytes, bar ${bar}`);
});

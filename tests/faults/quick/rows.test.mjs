// The table of figures: what a row says, and that a page keeps the rows it is given nothing new for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BEGIN, END, renew, rowOf } from '../lib/rows.mjs';

const figures = (id, rest = {}) => ({
	id, faults: 10, operations: 26757, acked: 26754, lost: 0, doubled: 0, reordered: 0, others: 0, unavailable: 19.12,
	date: '2026-11-22', ...rest,
});

test('a row has the figures in their order, what is missing is empty', () => {
	assert.equal(
		rowOf(figures('R2', { more: { resume_p99_ms: 2438, what: 'x' } })),
		'| R2 | 10 | 26,757 | 26,754 | 0 | 0 | 0 | 19.1 | resume p99 ms 2,438, what x | 2026-11-22 |',
	);
	assert.equal(rowOf({ id: 'R8', date: 'd' }), '| R8 |  |  |  |  |  |  |  |  | d |');
});

test('new rows replace those of their name, the others stay, all in order', () => {
	const page = `before\n${BEGIN}\n${END}\nafter\n`;
	const first = renew(page, ['R15b', 'R10', 'R15a'].map((id) => figures(id)).concat(figures('R2', { long: true }), figures('R2')));
	const second = renew(first, [figures('R2', { faults: 11 })]);
	const names = second.split('\n').filter((line) => line.startsWith('| R')).map((line) => line.split(' |').slice(0, 2).join());
	assert.deepEqual(names, ['| R2, 11', '| R2 long, 10', '| R10, 10', '| R15a, 10', '| R15b, 10']);
	assert.ok(second.startsWith('before\n') && second.endsWith(`${END}\nafter\n`));
});

test('a page without the marks is refused', () => {
	assert.throws(() => renew('nothing', []), /has no lines/);
});

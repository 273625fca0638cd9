// The load generator finds what a line does to the messages, and then gives no figure.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from '../bench/lib/generator.mjs';
import { withService } from '../bench/lib/service.mjs';
import { startProxy } from './proxy.mjs';

const SHAPE = { desks: 1, rooms: 2, seconds: 1, warm: 0, patience: 4 };

/** Runs a relay on a daemon of its own, whose rooms nobody else takes up; through a proxy when there is a fault. */
async function relay(fault) {
	return withService({}, async (service) => {
		const staff = await service.staff(SHAPE.desks);
		if (fault === undefined) return load(service, 'relay', { staff, ...SHAPE });
		const proxy = await startProxy(service.daemon.port, fault);
		try {
			return await load(service, 'relay', { staff, ...SHAPE, port: proxy.port });
		} finally {
			proxy.close();
			assert.ok(proxy.planted, 'the fault was planted');
		}
	});
}

for (const fault of ['lost', 'doubled', 'reordered', 'altered']) {
	test(`a message that is ${fault} on the line gives no figure and is named`, async () => {
		await assert.rejects(() => relay(fault), new RegExp(`the load generator failed \\(1\\): .*\\b${fault}\\b`));
	});
}

test('the same run on an honest line has figures', async () => {
	const [window] = await relay();
	assert.ok(window.messages > 0, JSON.stringify(window));
});

test('whoever is heard late waits, a window ahead at most', async () => {
	const [window] = await relay('late');
	assert.ok(window.messages > 0, JSON.stringify(window));
});

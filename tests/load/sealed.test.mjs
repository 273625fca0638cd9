// The load generator seals as browsers do: certified desks, handshakes, texts that are opened and compared on the other side.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load } from '../bench/lib/generator.mjs';
import { rootOf } from '../bench/lib/root.mjs';
import { withService } from '../bench/lib/service.mjs';
import { newDevice } from '../live/lib/request.mjs';
import { startProxy } from './proxy.mjs';

const SHAPE = { desks: 1, rooms: 2, seconds: 1, warm: 0, patience: 4 };
/** Entries before the first text: the handshakes of the rooms. */
const STEPS = 4 * SHAPE.rooms;

/** A sealed relay on a daemon of its own, under its root or another; with a fault on the line at the ENTRY of that number. */
async function relay({ root = rootOf, altered } = {}) {
	return withService({}, async (service) => {
		const options = { ...SHAPE, staff: await service.staff(SHAPE.desks), sealed: await root(service) };
		if (altered === undefined) return load(service, 'relay', options);
		const proxy = await startProxy(service.daemon.port, 'altered', altered);
		try {
			return await load(service, 'relay', { ...options, port: proxy.port });
		} finally {
			proxy.close();
			assert.ok(proxy.planted, 'the fault was planted');
		}
	});
}

test('sealed talks have figures: each text has opened on the other side to what was said', async () => {
	const [window] = await relay();
	assert.ok(window.messages > 0, JSON.stringify(window));
});

test('a sealed text that is altered on the line does not open, and there is no figure', async () => {
	await assert.rejects(() => relay({ altered: STEPS + 12 }), /the load generator failed \(1\): an ENTRY is altered/);
});

test('a step of the handshake that is altered on the line is refused by whoever checks it', async () => {
	await assert.rejects(() => relay({ altered: 2 }), /the load generator failed \(1\): a step of kind \d of the handshake: /);
});

test('under a root that is not the daemon\'s nobody offers a handshake', async () => {
	const stranger = async () => newDevice().point.toString('hex');
	await assert.rejects(() => relay({ root: stranger }), /MATCHED has no statement of the root about its agency/);
});

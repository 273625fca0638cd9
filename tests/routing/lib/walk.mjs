// Steps that many tests take: a pool with a node and somebody on shift, an offer accepted, a room open.
import { after, before, beforeEach } from 'node:test';
import { Pool, cid, one, room, sid } from './pool.mjs';
import { startRedis } from './redis.mjs';
import { loadLibrary } from './library.mjs';

/** Gives a context whose pool is fresh for each test; fsck after every test is the test's own to call. */
export function withPool(settings = 'wrap 0') {
	const t = {};
	before(async () => {
		t.redis = await startRedis();
		await loadLibrary(t.redis.client);
	});
	after(() => t.redis.stop());
	beforeEach(async () => {
		t.pool = await new Pool(t.redis.client).open();
		t.n1 = await t.pool.node('n1', settings);
		t.n2 = await t.pool.node('n2', settings);
	});
	return t;
}

/** Time passes for nodes that live, and whatever is due happens. */
export async function later(t, ms) {
	await t.pool.pass(ms);
	for (const node of [t.n1, t.n2]) await node.beat();
	for (let n = '1'; n !== '0';) [, n] = await t.n1.sweep();
}

/** The offer a counsellor holds, confirmed. */
export async function receive(node, name) {
	const offer = (await node.pool.counsellor(name)).o;
	await node.call('received', cid(name), offer);
	return offer;
}

/** Accepts what is offered; gives the room. */
export async function accept(node, name, roomName = 'r') {
	const offer = await receive(node, name);
	const answer = await node.call('accept', cid(name), offer, room(roomName));
	return { offer, answer };
}

/** From an ask to an open room between the two. */
export async function talk(youthNode, youth, staffNode, staff) {
	await staffNode.shift(staff);
	await youthNode.ask(youth);
	const { offer } = await accept(staffNode, staff, youth);
	const ready = await youthNode.call('y_ready', sid(youth), room(youth));
	return { offer, ready };
}

export { cid, one, room, sid };

// A small evening through the real functions on a Redis of the test's own, recorded: random operations of the routing tests
// on one pool, each sometimes twice, some by a node that has lost its lease, time that passes, and at the end everybody leaves.
import { company } from '../../routing/lib/accidents.mjs';
import { OPERATIONS } from '../../routing/lib/operations.mjs';
import { Random } from '../../routing/lib/random.mjs';
import { World } from '../../routing/lib/world.mjs';
import { Recorder } from './record.mjs';

const REPEATED = 0.3;
const HAUNTED = 0.05;
const SEAT_CLOSED = 0.3;
const ROOM = '{r:0123456789abcdef0123456789abcdef}:';
const steps = [...OPERATIONS, [{ name: 'time' }, 12], [{ name: 'room' }, 4], [{ name: 'company' }, 40]];

/* A room's log: both seats, a grant of the youth, whose messages here are all grants, so that cseq and key epoch are one;
   then messages, one of them twice, one of the key epoch before, one of a claim that has been replaced. Now and then the seat
   is closed, which takes nothing more, and the next is another one. */
async function useRoom(world) {
	const call = (name, ...args) => world.pool.caller.call('FCALL', `s1_room_${name}`, 1, ROOM, ...args.map(String));
	const append = (claim, head) => call('append', claim, `${head} 1700000000000`, Buffer.from([0, 34, 92, 200]).toString('latin1'));
	const seat = world.seat ?? 1;
	await call('open', 1);
	const [, claim, , next] = await call('attach', seat, 5, 'n1', '', seat);
	const [, youth, , epoch] = await call('attach', 0, 6, 'n2', '', 0);
	await append(youth, `0 ${epoch} ${epoch} 3`);
	for (const cseq of [next, next, Number(next) + 1]) await append(claim, `${seat} ${cseq} ${epoch} 5`);
	await append(claim, `${seat} ${Number(next) + 2} ${epoch - 1} 5`);
	await call('attach', seat, 7, 'n1', '', seat);
	await append(claim, `${seat} ${Number(next) + 2} ${epoch} 5`);
	if (world.random.chance(SEAT_CLOSED)) {
		await call('vacate', seat);
		await append(claim, `${seat} ${Number(next) + 2} ${epoch} 5`);
		await call('attach', seat, 8, 'n1', '', seat);
		world.seat = seat + 1;
	}
}

/** What the accidents of the routing tests act on. */
const runOf = (world) => ({
	world,
	random: world.random,
	async perform([node, ...words]) {
		const answer = await node.call(...words);
		await world.look();
		return answer;
	},
	did() {},
});

async function step(world) {
	const { random } = world;
	const { name, make } = random.weighted(steps);
	if (name === 'time') return world.pass(random.weighted([[50, 5], [1000, 8], [4000, 4], [9000, 2], [31000, 2], [330000, 0.3]]));
	if (name === 'room') return useRoom(world);
	if (name === 'company') return company(runOf(world));
	const call = make(world);
	if (!call) return null;
	const [node, ...words] = call;
	for (let times = random.chance(REPEATED) ? 2 : 1; times > 0; times--) await node.call(...words);
	if (random.chance(HAUNTED)) await haunt(world, words);
	return null;
}

/** A node comes up anew; what its last epoch still says must change nothing. */
async function haunt(world, words) {
	const at = world.random.below(world.nodes.length);
	await world.crash(at);
	await world.zombies.at(-1).call(...words);
}

async function leave(world) {
	for (let i = 0; i < 40; i++) {
		if (i % 5 === 0) await dismiss(world);
		await world.pass(60000);
		for (let n = '1'; n !== '0';) [, n] = await world.nodes[0].sweep();
	}
}

async function dismiss(world) {
	await world.look();
	for (const { id, n, r } of world.now.visits) {
		const [word] = await world.node(n).call('y_cancel', id, 'cancelled');
		if (word === 'STATE') await world.node(n).call('end', id, r, 'left');
	}
	await world.look();
	for (const c of world.now.people) {
		await world.node(c.n).call('c_set', '1', c.id, world.number(), 'x', c.ag, c.m, c.co, '', c.t, c.l, c.cap, c.sc, 0, 'X');
	}
}

async function walk(world, operations) {
	for (let i = 0; i < operations; i++) {
		await step(world);
		await world.look();
	}
	await leave(world);
}

/**
 * Records so many operations into a file. redis: as startRedis gives it, with the library loaded. Gives the error that ended
 * it early, as broken functions may make one, or null.
 */
export async function recordWalk(redis, path, { seed = 1, operations = 400 } = {}) {
	const world = new World(redis.client, new Random(seed));
	while (world.number() !== '100'); // numbers of the first nodes' names are not given again
	await world.open();
	const recorder = await Recorder.start({ socket: redis.socket }, path);
	let failure = null;
	await walk(world, operations).catch((error) => (failure = error));
	await recorder.stop();
	return failure;
}

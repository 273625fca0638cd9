// What befalls a pool beside the calls of people: time that passes, nodes that stall, wake or die, a Redis that is replaced
// by one which forgot the last moments. Each does one thing to the run's world.
import { copyOf, failover } from './failover.mjs';
import { TIMERS } from './pool.mjs';
import { wishAllows } from './reference.mjs';

const JUMPS = [[50, 5], [1000, 8], [4000, 4], [9000, 2], [31000, 1], [100000, 0.5], [320000, 0.6], [1300000, 0.1],
	[2900000, 0.1]]; // ms, weight
const LONG = 1300000; // ms
const HOUR = 3600000; // ms

async function pass(run) {
	await run.world.pass(run.random.weighted(JUMPS));
}

/** The clock of Redis' machine is set; for nobody time has passed. */
async function setClock(run) {
	const { random, world } = run;
	await world.pool.jump(random.pick([HOUR, 24 * HOUR]) * random.pick([-1, 1]));
	run.did('clock set');
}

/** Time passes until the next thing is due for somebody, and it happens. */
async function nextDeadline(run) {
	const { world } = run;
	const { due } = world.now;
	const at = due.filter((_, i) => i % 2 === 1 && /^[yck]:/.test(due[i - 1])).find((score) => Number(score) > world.pool.time);
	if (at === undefined || at - world.pool.time > LONG) return;
	await world.pass(at - world.pool.time);
	await run.settle();
}

async function crash(run) {
	const { world } = run;
	await world.crash(run.random.below(world.nodes.length));
}

/** A node hangs: it reads nothing, says nothing, and does not know it. */
async function stall(run) {
	const { world } = run;
	if (world.alive.length > 2) run.random.pick(world.alive).stalled = true;
}

async function wake(run) {
	const { world } = run;
	const node = world.nodes.find((item) => item.stalled);
	if (node) await world.revive(node);
}

/** A youth's phone is locked for so long that the counsellor parks the room. */
async function park(run) {
	const { world } = run;
	const held = world.now.people.filter(({ n }) => world.alive.some(({ home }) => home === n)).map(({ id }) => id);
	const visit = world.now.visits.find(({ st, n, c }) => st === 'C' && n !== '' && held.includes(c));
	if (!visit) return;
	await run.perform([world.node(visit.n), 'y_detach', visit.s, visit.id]);
	await world.pass(TIMERS.park);
	const person = world.now.people.find(({ id }) => id === visit.c);
	const answer = person && await run.perform([world.node(person.n), 'park', visit.c, visit.r], /^(OK|DUP)$/);
	if (answer?.[0] === 'OK') run.did('park');
}

/** A colleague with a slot is asked into a room, and comes: too many things to go well by chance alone. */
export async function company(run) {
	const { world } = run;
	const held = world.now.people.filter(({ n }) => world.alive.some(({ home }) => home === n));
	const rooms = world.now.visits.filter(({ st, n, io }) => st === 'C' && io === '' && world.alive.some(({ home }) => home === n));
	const pairs = rooms.flatMap((visit) => held.filter((one) => one.id !== visit.c && one.st === 'A' && one.o === ''
		&& Number(one.ld) < Number(one.cap) && wishAllows(visit, one)).map((one) => [visit, one]));
	if (pairs.length === 0) return;
	const [visit, { id, n }] = run.random.pick(pairs);
	const owner = held.find((one) => one.id === visit.c);
	const asked = owner && await run.perform([world.node(owner.n), 'propose', visit.c, visit.r, 'invite', id, '']);
	if (asked?.[0] !== 'OK') return;
	await run.perform([world.node(visit.n), 'consent', visit.id, visit.r, 1]);
	const { o } = world.now.people.find((one) => one.id === id);
	const [word] = await run.perform([world.node(n), 'accept', id, o, visit.r], /^(OK|DUP)$/);
	if (word === 'OK') run.did('company');
}

/** Takes what Redis holds; a few operations later that is all a new Redis knows. */
async function replace(run) {
	if (run.copy) return;
	run.copy = await copyOf(run.world);
	run.forgets = 1 + run.random.below(6);
}

/** The other Redis takes over, when its moment has come. */
export async function takeOver(run) {
	if (!run.copy) return false;
	run.forgets -= 1;
	if (run.forgets > 0) return false;
	await failover(run.world, run.copy);
	run.copy = null;
	return true;
}

export const ACCIDENTS = [
	[{ name: 'time', act: pass }, 8],
	[{ name: 'clock set', act: setClock }, 1],
	[{ name: 'deadline', act: nextDeadline }, 3],
	[{ name: 'crash', act: crash }, 0.4],
	[{ name: 'stall', act: stall }, 0.8],
	[{ name: 'wake', act: wake }, 3],
	[{ name: 'locked phone', act: park }, 0.5],
	[{ name: 'company', act: company }, 8],
	[{ name: 'replace', act: replace }, 0.8],
	[{ name: 'settle', act: (run) => run.settle() }, 4],
];

// A failover as nodes see it: Redis is as it was some operations ago, under another run id, and each node puts back what it
// remembers (spec: routing, section 5, resume). The copy is made key by key with DUMP.

/** What Redis holds now, to come back to. */
export async function copyOf(world) {
	const { prefix, client } = world.pool;
	const { visits, people, keys } = world.now;
	const names = [...visits.map(({ id }) => `${prefix}y:${id}`), ...people.map(({ id }) => `${prefix}c:${id}`), ...keys]
		.filter((name) => !name.endsWith(':testclock'));
	const dumps = await Promise.all(names.map((name) => client.dumpBuffer(name)));
	const ends = await Promise.all(names.map((name) => client.pttl(name)));
	return names.map((name, i) => [name, dumps[i], Math.max(0, ends[i])]);
}

async function restore({ client, prefix, day }, copy) {
	const jobs = [client.flushall(), client.set(`${prefix}testclock`, day)];
	for (const [name, dump, end] of copy) jobs.push(client.restore(name, end, dump));
	await Promise.all(jobs);
}

const wish = ({ m, co, t, l, av, u, w }) => [m, co, t, l, av, u, w];

/** The shifts of before are taken up again; those that had ended before the outage end again. */
async function shiftsAgain(world, { people }) {
	for (const c of people) {
		const node = world.alive.find(({ name }) => c.n.startsWith(`${name}#`));
		if (!node) continue;
		let args = ['c_attach', c.s, c.id, world.number()];
		let answer = await node.call(...args);
		if (answer[1] === 'X') {
			const state = c.st === 'L' ? c.b : c.st;
			args = ['c_set', c.s, c.id, world.number(), c.al, c.ag, c.m, c.co, c.li, c.t, c.l, c.cap, c.sc, world.toDay(c.un), state];
			answer = await node.call(...args);
		}
		world.screens.answered(node, args[0], args.slice(1), answer);
	}
	for (const c of world.now.people.filter(({ id }) => !people.some((known) => known.id === id))) {
		await world.node(c.n).call('c_detach', c.s, c.id);
	}
}

/** A visit by the node that holds it: taken up under its token, or put back; a room that both sides know is opened again. */
async function visitAgain(world, node, y) {
	const { time } = world.pool;
	const known = world.tokens.get(y.id).at(-1);
	const [word, st] = await node.call('y_attach', y.s, y.id, known, known, 0);
	const room = [y.kr, y.st === 'C' ? y.c : ''];
	if (word === 'GONE') {
		const asked = Math.min(Number(y.at), time);
		await node.call('y_back', y.s, y.id, known, ...wish(y), asked, y.lv, ...room, y.fa || 0, y.se,
			y.so || y.se);
	} else if (st === 'M' && y.st === 'C') {
		await node.call('y_ready', y.id, y.r);
	}
}

async function visitsAgain(world, { visits }) {
	for (const y of visits) {
		const node = world.alive.find(({ name }) => y.n.startsWith(`${name}#`));
		if (node) await visitAgain(world, node, y);
	}
	for (const y of world.now.visits.filter(({ id }) => !visits.some((known) => known.id === id))) {
		await world.node(y.n).call('y_detach', y.s, y.id);
	}
}

/** Redis is what the copy says; the nodes of world bring it up to date with what they know. */
export async function failover(world, copy) {
	const known = world.now;
	await restore(world.pool, copy);
	world.run = `run${world.number()}`;
	world.screens.shown.clear();
	for (const node of world.alive) await world.revive(node);
	await world.look();
	await shiftsAgain(world, known);
	await world.look();
	await visitsAgain(world, known);
	await world.look();
	for (const { id, h, hp } of world.now.visits) world.tokens.set(id, [hp, h].filter(Boolean));
}

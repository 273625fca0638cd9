// Every way that a visit of the scripted day goes: [what it does, how often]. rest: a number that says which of its forms it has.

const WRITERS = [['youth', 'staff'], ['youth', 'staff'], ['staff', 'youth'], ['youth', 'staff'], ['youth'], ['staff'], []];
/** Was it the right place? 0: no answer to that. */
const PLACED = [[1, 80], [2, 10], [3, 1], [0, 10]];
const FORMS = [[], ['yes'], ['yes'], ['test'], ['hoax'], ['wrong'], ['yes', 'hoax'], ['test', 'yes'], ['wrong', 'test']];
export const NOBODYS = 'drugs'; // a topic that no counsellor of the day takes

const ENDS = {
	left: (visit) => () => visit.youth.send({ type: 'leave', room: visit.room.id }),
	counsellor: (visit) => (staff) => staff.send({ type: 'leave', room: visit.room.id }),
	blocked: (visit) => (staff) => staff.send({ type: 'block', room: visit.room.id }),
	left_quickly: (visit) => () => visit.byBeacon(),
	away: (visit) => () => visit.byDarkness(),
};

async function talk(visit, random, words) {
	if (!(await visit.ask())) return;
	await visit.meet();
	await visit.write(random.pick(WRITERS));
	await visit.hold();
	await finish(visit, random, words);
}

async function finish(visit, random, words = ['left', 'left', 'counsellor']) {
	const word = random.pick(words);
	if (random.chance(0.3)) visit.survey = { place: random.weighted(PLACED), before: random.below(6), now: 1 + random.below(5) };
	const staff = await visit.end(word, ENDS[word](visit));
	await visit.forms(staff, random.pick(FORMS));
}

/** Given back, by either side, and answered by the other one. */
async function swapped(visit, random) {
	if (!(await visit.ask())) return;
	await visit.meet();
	await visit.write(random.pick(WRITERS));
	const [giver, room] = [visit.staff, visit.room.id];
	(random.chance(0.5) ? visit.youth : giver).send({ type: 'swap', room, elsewhere: 0 });
	await visit.youth.next('queued', ({ why }) => why === 'swapped');
	await visit.forms(giver, [], false);
	await visit.meet();
	await visit.write(random.pick(WRITERS));
	await visit.hold();
	await finish(visit, random);
}

/** Handed to the other one's agency, with the youth's yes; the giver's form does not count the visit. */
async function handed(visit, random) {
	if (!(await visit.ask())) return;
	await visit.meet();
	await visit.write(random.pick(WRITERS));
	const [giver, room] = [visit.staff, visit.room.id];
	giver.send({ type: 'propose', room, kind: 2, target: visit.lane.other(giver).agency });
	await visit.youth.next('proposed');
	visit.youth.send({ type: 'consent', room, yes: 1 });
	await visit.youth.next('queued', ({ why }) => why === 'handed');
	await visit.forms(giver, random.pick([[], ['yes'], ['test']]), false);
	await visit.meet();
	await visit.hold();
	await finish(visit, random);
}

/** Nobody takes it: it waits, perhaps over the hour, and goes. */
async function goes(visit, result, act) {
	visit.topic = NOBODYS;
	if (!(await visit.ask())) return;
	await visit.hold();
	await visit.giveUp(result, () => act(visit));
}

/** It wishes otherwise after it has asked: it stays counted where it was. */
async function changes(visit, random) {
	visit.topic = NOBODYS;
	if (!(await visit.ask())) return;
	visit.youth.send({ type: 'change', who: visit.place.code === '' ? 0 : random.pick([1, 2]), languages: ['nb', 'en'] });
	await visit.youth.client.ping();
	await visit.giveUp('abandoned:cancelled', () => visit.byCancel(0));
}

/** Both desks pause; it waits, perhaps over the hour, and is answered when they are back. */
async function waits(visit, random) {
	await visit.lane.turn(1);
	const asked = await visit.ask();
	await visit.hold();
	await visit.lane.turn(0);
	if (!asked) return;
	await visit.meet();
	await visit.write(random.pick(WRITERS));
	await finish(visit, random);
}

/** It is offered and taken, and goes before it has said READY. */
async function unready(visit) {
	visit.youth.answers = false;
	if (!(await visit.ask())) return;
	await visit.youth.next('matched');
	await visit.giveUp('abandoned:cancelled', () => visit.byCancel(0));
}

export const KINDS = [
	[(visit, random) => talk(visit, random), 40],
	[(visit, random) => talk(visit, random, ['blocked', 'left_quickly']), 6],
	[(visit, random) => talk(visit, random, ['away']), 0.6],
	[swapped, 8],
	[handed, 8],
	[waits, 5],
	[unready, 3],
	[changes, 4],
	[(visit) => goes(visit, 'abandoned:cancelled', () => visit.byCancel(0)), 7],
	[(visit) => goes(visit, 'abandoned:left_quickly', () => visit.byBeacon()), 5],
	[(visit) => goes(visit, 'abandoned:away', () => visit.byDarkness()), 4],
	[(visit) => goes(visit, 'diverted', () => visit.byCancel(1)), 6],
];

/** Those that can be held until the next hour. */
export const HELD = [
	[(visit, random) => talk(visit, random), 5], [swapped, 2], [handed, 2], [waits, 3],
	[(visit) => goes(visit, 'abandoned:cancelled', () => visit.byCancel(0)), 2],
	[(visit) => goes(visit, 'diverted', () => visit.byCancel(1)), 1],
];

/** As many as the queue takes wait, all others are refused; then they go. */
export async function crowd(visits) {
	const there = await Promise.all(visits.map((visit) => Object.assign(visit, { topic: NOBODYS }).ask()));
	await Promise.all(visits.filter((_, i) => there[i]).map((visit) => visit.giveUp('abandoned:cancelled', () => visit.byCancel(0))));
	return there.filter(Boolean).length;
}

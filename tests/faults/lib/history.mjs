// The judge of a room: reads what both sides saw on their screens, never what the daemon says about itself.
//
// A history is {seat, room, events} of one client over all its sockets, in the order in which things happened; each
// event has `at`, a number that orders the events of all clients, and `what`:
//   said {cseq, text}    acked {cseq, epoch, offset}    heard {epoch, offset, sender, cseq, text}
//   joined {epoch} a socket took the room up     ended {reason}
//   lost {why} the client was told that entries may be missing (epoch), or that there is no such room any more (gone)

/** Kinds of faults, the first word of each line of a verdict. */
export const KINDS = {
	lost: 'acked, and the other side does not have it',
	doubled: 'one message at two places on one screen',
	apart: 'one message at different places on two screens',
	mixed: 'two messages at one place',
	changed: 'another text than was said',
	invented: 'nobody said it',
	reordered: 'the messages of a sender do not stand as 1, 2, 3',
	backwards: 'on one socket an entry comes behind a later one, or twice',
	overtaken: 'said after the ack of another message, and stands before it',
	gap: 'a place that one side knows nothing of',
	silent: 'the log was replaced and the client was not told',
	baseless: 'the client was told of a loss and there was none',
};

const nameOf = (sender, cseq) => `seat ${sender} cseq ${cseq}`;

/* Every sight of an entry, with its name and place: an ack shows one's own, with the text that was said. One's own entry in a
   replay tells as much as an ack: it is stored. */
function sightsOf({ seat, events }) {
	const said = new Map(events.filter((e) => e.what === 'said').map((e) => [e.cseq, e.text]));
	return events
		.filter((e) => e.what === 'acked' || e.what === 'heard')
		.map(({ at, what, epoch, offset, cseq, sender = seat, text = said.get(cseq) }) => ({
			at, by: seat, stored: sender === seat, epoch, offset, cseq, sender, text, name: nameOf(sender, cseq), place: `${epoch}/${offset}`,
		}));
}

/* One place holds one message, and everybody reads the text that was said. */
function checkPlaces({ sights, said }) {
	const faults = [];
	const byPlace = new Map();
	for (const sight of sights) {
		const { place, name } = sight;
		const there = byPlace.get(place) ?? name;
		if (there !== name) faults.push(`mixed: ${place} is ${there} and ${name}`);
		byPlace.set(place, there);
		const text = said.get(name);
		if (text === undefined && said.has(sight.sender)) faults.push(`invented: ${name} at ${place}`);
		else if (text !== undefined && text !== sight.text) faults.push(`changed: ${name} is "${text}" and "${sight.text}"`);
	}
	return faults;
}

/* One message has one place, whoever looks and how often. A new epoch keeps the offsets. */
function checkMessages({ sights }) {
	const faults = [];
	const first = new Map();
	const own = new Map();
	for (const sight of sights) {
		const { name, by } = sight;
		const before = own.get(by)?.get(name);
		const elsewhere = first.get(name);
		if (before && before.offset !== sight.offset) {
			faults.push(`doubled: ${name} at ${before.place} and ${sight.place} for seat ${by}`);
		} else if (elsewhere && elsewhere.offset !== sight.offset) {
			faults.push(`apart: ${name} at ${elsewhere.place} for seat ${elsewhere.by}, ${sight.place} for seat ${by}`);
		}
		if (!before) own.set(by, (own.get(by) ?? new Map()).set(name, sight));
		if (!elsewhere) first.set(name, sight);
	}
	return faults;
}

const toldAfter = (history, at) => history.events.some((e) => e.what === 'lost' && e.why === 'epoch' && e.at > at);

function checkLost({ histories, sights, mayLose }) {
	const acked = new Map(sights.filter(({ stored }) => stored).map((sight) => [sight.name, sight]));
	const excused = (sight) => mayLose && histories.every((history) => toldAfter(history, sight.at));
	return histories.flatMap(({ seat }) => {
		const seen = new Set(sights.filter((sight) => sight.by === seat).map(({ name }) => name));
		return [...acked.values()]
			.filter((sight) => !seen.has(sight.name) && !excused(sight))
			.map((sight) => `lost: ${sight.name}, acked at ${sight.place}, not seen by seat ${seat}`);
	});
}

/* Per sender 1, 2, 3 in the order of the log. */
function checkOrder({ sights, mayLose }) {
	const faults = [];
	const last = Math.max(0, ...sights.map(({ epoch }) => epoch));
	const judged = mayLose ? sights.filter(({ epoch }) => epoch === last) : sights;
	for (const sender of new Set(judged.map((sight) => sight.sender))) {
		const messages = new Map(judged.filter((s) => s.sender === sender).map((s) => [s.cseq, s]));
		const inOrder = [...messages.values()].sort((a, b) => a.offset - b.offset);
		inOrder.forEach((sight, i) => {
			if (sight.cseq !== i + 1) faults.push(`reordered: ${sight.name} is number ${i + 1} in the log`);
		});
	}
	return faults;
}

/* Both sides know every place, from the first to the last that anybody knows. */
function checkGaps({ histories, sights }) {
	const epoch = Math.max(0, ...sights.map((sight) => sight.epoch));
	const last = sights.filter((sight) => sight.epoch === epoch).reduce((most, { offset }) => Math.max(most, offset), 0);
	return histories.flatMap(({ seat }) => {
		const offsets = new Set(sights.filter((sight) => sight.by === seat && sight.epoch === epoch).map(({ offset }) => offset));
		return Array.from({ length: last }, (_, i) => i + 1)
			.filter((offset) => !offsets.has(offset))
			.map((offset) => `gap: seat ${seat} knows nothing of ${epoch}/${offset}`);
	});
}

/* On one socket, entries come in the order of the log and each once. */
function checkSockets({ histories }) {
	const faults = [];
	for (const { seat, events } of histories) {
		let last = 0;
		for (const event of events) {
			if (event.what === 'joined' || event.what === 'lost') last = 0;
			if (event.what !== 'heard') continue;
			if (event.offset <= last) faults.push(`backwards: seat ${seat} hears ${event.offset} behind ${last}`);
			last = event.offset;
		}
	}
	return faults;
}

/* What anybody knew to be stored before another message was said stands before it. */
function checkAcksOrder({ histories, sights }) {
	const places = new Map(sights.map((sight) => [sight.name, sight]));
	const sayings = histories.flatMap(({ seat, events }) =>
		events.filter(({ what }) => what === 'said').map(({ at, cseq }) => ({ at, saying: nameOf(seat, cseq) })),
	);
	const events = [...sayings, ...sights].sort((a, b) => a.at - b.at);
	const faults = [];
	const latest = new Map(); // epoch -> the highest offset seen so far
	for (const event of events) {
		const stands = places.get(event.saying);
		if (!event.saying) latest.set(event.epoch, Math.max(latest.get(event.epoch) ?? 0, event.offset));
		else if (stands && stands.offset <= (latest.get(stands.epoch) ?? 0)) {
			faults.push(`overtaken: ${event.saying} at ${stands.place}, and ${latest.get(stands.epoch)} was stored before`);
		}
	}
	return faults;
}

/* Who knew something of a log is told when another one takes its place, and nobody is told without that. */
function checkEpochs({ histories }) {
	const faults = [];
	for (const { seat, events } of histories) {
		let [epoch, knows, told] = [0, false, false];
		for (const event of events) {
			if (event.what === 'lost' && event.why === 'epoch') told = true;
			if (event.epoch === undefined) continue;
			if (knows && event.epoch !== epoch && !told) faults.push(`silent: seat ${seat} goes from epoch ${epoch} to ${event.epoch}`);
			if (told && event.epoch <= epoch) faults.push(`baseless: seat ${seat} was told of a loss and epoch ${epoch} goes on`);
			knows = event.what !== 'joined' || (knows && event.epoch === epoch);
			[epoch, told] = [event.epoch, false];
		}
	}
	return faults;
}

/* A room is not gone for one side while the other is in it. */
function checkGone({ histories }) {
	const gone = ({ events }) => events.some(({ what, why }) => what === 'lost' && why === 'gone');
	const over = (history) => gone(history) || history.events.some(({ what }) => what === 'ended');
	return histories
		.filter((history) => gone(history) && histories.some((other) => !over(other)))
		.map(({ seat }) => `baseless: seat ${seat} was told that the room is gone, and the other side is in it`);
}

const ALWAYS = [checkPlaces, checkMessages, checkOrder, checkSockets, checkAcksOrder, checkEpochs];
const SETTLED = [checkLost, checkGaps, checkGone];

function sayings(histories) {
	const said = new Map();
	for (const { seat, events } of histories) {
		said.set(seat, true);
		for (const { what, cseq, text } of events) if (what === 'said') said.set(nameOf(seat, cseq), text);
	}
	return said;
}

/**
 * What is wrong with a room, a line each that begins with one of KINDS; nothing when the promise was kept. settled:
 * everybody is there again, or has heard the end. mayLose: what was acked may be lost if all were told of it.
 */
export function judge(histories, { settled = true, mayLose = false } = {}) {
	const room = { histories, mayLose, sights: histories.flatMap(sightsOf), said: sayings(histories) };
	return [...ALWAYS, ...(settled ? SETTLED : [])].flatMap((check) => check(room));
}

const COUNTED = {
	lost: ['lost'],
	doubled: ['doubled', 'apart', 'invented'],
	reordered: ['reordered', 'backwards', 'overtaken', 'mixed', 'changed'],
	others: ['gap', 'silent', 'baseless'],
};

/** What a report counts in rooms, [[history, history], ...], and `found`: the lines of judge(), each behind its room. */
export function verdict(rooms, options) {
	const found = rooms.flatMap((histories) => judge(histories, options).map((fault) => `${histories[0].room}: ${fault}`));
	const events = rooms.flat().flatMap((history) => history.events);
	const stored = (history) => new Set(sightsOf(history).filter((sight) => sight.stored).map(({ cseq }) => cseq)).size;
	const count = (kinds) => found.filter((line) => kinds.includes(/^\w*: (\w+):/.exec(line)[1])).length;
	return {
		operations: events.filter((event) => event.what === 'said').length,
		acked: rooms.flat().reduce((sum, history) => sum + stored(history), 0),
		...Object.fromEntries(Object.entries(COUNTED).map(([name, kinds]) => [name, count(kinds)])),
		found,
	};
}

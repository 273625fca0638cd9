// The judge of a room: reads what both sides saw on their screens, never what the daemon says about itself.
//
// A history is {seat, room, events} of one client over all its sockets, in the order in which things happened; each
// event has `at`, a number that orders the events of all clients:
//   said {cseq, text}    acked {cseq, epoch, offset}    heard {epoch, offset, sender, cseq, text}
//   joined {epoch} a socket took the room up             lost {} the client was told that entries may be missing

const keyOf = ({ epoch, offset }) => `${epoch}/${offset}`;
const nameOf = (sender, cseq) => `seat ${sender} cseq ${cseq}`;

/* Every sight of an entry: an ack tells one's own, with the text that was said. */
function sights(history) {
	const said = new Map(history.events.filter((e) => e.what === 'said').map((e) => [e.cseq, e.text]));
	return history.events
		.filter((e) => e.what === 'acked' || e.what === 'heard')
		.map((e) => (e.what === 'heard' ? e : { ...e, sender: history.seat, text: said.get(e.cseq) }))
		.map((e) => ({ ...e, by: history.seat }));
}

/* One place holds one message, one message one place, and everybody reads the same text. */
function checkPlaces(all) {
	const faults = [];
	const byPlace = new Map();
	const byMessage = new Map();
	for (const sight of all) {
		const place = keyOf(sight);
		const name = nameOf(sight.sender, sight.cseq);
		const there = byPlace.get(place) ?? { name, text: sight.text };
		if (there.name !== name) faults.push(`mixed: ${place} is ${there.name} and ${name}`);
		else if (there.text !== sight.text) faults.push(`changed: ${place} is "${there.text}" and "${sight.text}"`);
		byPlace.set(place, there);
		const before = byMessage.get(name) ?? place;
		if (before !== place) faults.push(`doubled: ${name} at ${before} and ${place}`);
		byMessage.set(name, before);
	}
	return faults;
}

function checkLost(histories, all) {
	const acked = all.filter((sight) => sight.what === 'acked');
	return histories.flatMap((history) =>
		acked
			.filter((sight) => sight.sender !== history.seat)
			.filter((sight) => !all.some((e) => e.by === history.seat && keyOf(e) === keyOf(sight)))
			.map((sight) => `lost: ${nameOf(sight.sender, sight.cseq)} at ${keyOf(sight)} not heard by seat ${history.seat}`),
	);
}

/* Per sender 1, 2, 3 in the order of the log. */
function checkOrder(all) {
	const faults = [];
	for (const sender of new Set(all.map((sight) => sight.sender))) {
		const places = new Map(all.filter((s) => s.sender === sender).map((s) => [keyOf(s), s]));
		const inOrder = [...places.values()].sort((a, b) => a.epoch - b.epoch || a.offset - b.offset);
		inOrder.forEach((sight, i) => {
			if (sight.cseq !== i + 1) faults.push(`reordered: ${nameOf(sender, sight.cseq)} is number ${i + 1} in the log`);
		});
	}
	return faults;
}

function checkGaps(history, all) {
	const offsets = new Set(all.filter((sight) => sight.by === history.seat).map((sight) => sight.offset));
	const last = Math.max(0, ...offsets);
	return Array.from({ length: last }, (_, i) => i + 1)
		.filter((offset) => !offsets.has(offset))
		.map((offset) => `gap: seat ${history.seat} knows nothing of offset ${offset}`);
}

/* On one socket, entries come in the order of the log and each once. */
function checkSockets(history) {
	const faults = [];
	let last = 0;
	for (const event of history.events) {
		if (event.what === 'joined') last = 0;
		if (event.what !== 'heard') continue;
		if (event.offset <= last) faults.push(`out of order: seat ${history.seat} hears ${event.offset} behind ${last}`);
		last = event.offset;
	}
	return faults;
}

/* What was acked before another message was written stands before it. */
function checkAcksOrder(histories, all) {
	const placeOf = new Map(all.map((sight) => [nameOf(sight.sender, sight.cseq), sight]));
	const said = histories.flatMap((h) => h.events.filter((e) => e.what === 'said').map((e) => ({ ...e, sender: h.seat })));
	const acked = all.filter((sight) => sight.what === 'acked');
	return said.flatMap((later) => {
		const place = placeOf.get(nameOf(later.sender, later.cseq));
		return acked
			.filter((ack) => place && ack.at < later.at && ack.epoch === place.epoch && ack.offset >= place.offset)
			.map((ack) => `overtaken: ${nameOf(later.sender, later.cseq)} stands before what was acked earlier (${ack.offset})`);
	});
}

/** What is wrong with a room, a line each; nothing when the promise was kept. settled: everybody is there again. */
export function judge(histories, { settled = true } = {}) {
	const all = histories.flatMap(sights);
	const broken = histories.some((history) => history.events.some((event) => event.what === 'lost'));
	return [
		...checkPlaces(all),
		...(settled && !broken ? checkLost(histories, all) : []),
		...checkOrder(all),
		...(settled && !broken ? histories.flatMap((history) => checkGaps(history, all)) : []),
		...histories.flatMap(checkSockets),
		...checkAcksOrder(histories, all),
	];
}

// The judge finds each fault also in a real run's histories, with everything a real run has in them: resumes, replays, acks
// that came twice. The run is recorded first and is itself faultless; then each fault is planted at places a seed chooses.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../routing/lib/random.mjs';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { judge } from '../lib/history.mjs';
import { openProxy } from '../lib/proxy.mjs';
import { TALK_KEYS, Talk, through } from '../lib/talkers.mjs';

const ROOMS = 3;
const SEEDS = 40;

async function record() {
	const daemon = await startDaemon({ keys: TALK_KEYS });
	const proxy = await openProxy({ port: daemon.port });
	const talk = await Talk.open(daemon, { rooms: ROOMS, doors: [through(proxy, daemon)] });
	await talk.exchange(15);
	const going = talk.exchange(25);
	proxy.reset();
	await going;
	await talk.settle();
	await talk.leave();
	await proxy.close();
	return talk.histories;
}

const recorded = await record();

/* What a damage works with: a copy of one room, and ways to choose and change what both sides saw. */
class Copy {
	constructor(histories, random) {
		this.histories = structuredClone(histories);
		this.random = random;
	}

	get events() {
		return this.histories.flatMap(({ seat, events }) => events.map((event) => ({ event, seat })));
	}

	of(what) {
		return this.events.filter(({ event }) => event.what === what);
	}

	/** Every ack and ENTRY of a message. */
	sights(sender, cseq) {
		return this.events
			.filter(({ event: e, seat }) => (e.what === 'acked' && seat === sender) || (e.what === 'heard' && e.sender === sender))
			.filter(({ event }) => event.cseq === cseq);
	}

	remove(seat, fits) {
		this.histories[seat].events = this.histories[seat].events.filter((event) => !fits(event));
	}

	/** An acked message that is not the sender's last one: {sender, cseq, offset}. */
	message(fits = () => true) {
		const acks = this.of('acked').filter(({ event }) => event.cseq < 40);
		const { event, seat } = this.random.pick(acks.filter(({ event: e, seat: s }) => fits(e, s)));
		return { sender: seat, cseq: event.cseq, offset: event.offset };
	}
}

const setAll = (sights, change) => {
	for (const { event } of sights) Object.assign(event, change(event));
};

/* Each plants one fault, of the kind of its name unless it says another. */
const DAMAGES = {
	lost(copy) {
		const { sender, cseq } = copy.message();
		copy.remove(1 - sender, (e) => e.what === 'heard' && e.sender === sender && e.cseq === cseq);
	},
	doubled(copy) {
		const { event, seat } = copy.random.pick(copy.of('heard'));
		copy.histories[seat].events.push({ ...event, offset: 81, at: 1e9 });
	},
	apart(copy) {
		const { sender, cseq } = copy.message();
		setAll(copy.sights(sender, cseq).filter(({ seat }) => seat !== sender), () => ({ offset: 81 }));
	},
	mixed(copy) {
		const { sender, cseq } = copy.message();
		setAll(copy.sights(sender, cseq).slice(-1), ({ offset }) => ({ offset: offset + 1 }));
	},
	changed(copy) {
		const { event } = copy.random.pick(copy.of('heard'));
		const at = copy.random.below(event.text.length);
		event.text = `${event.text.slice(0, at)}X${event.text.slice(at + 1)}`;
	},
	invented(copy) {
		const { event, seat } = copy.random.pick(copy.of('heard'));
		copy.histories[seat].events.push({ ...event, cseq: 41, offset: 81, at: 1e9 });
	},
	reordered(copy) {
		const { sender, cseq, offset } = copy.message();
		const [one, two] = [copy.sights(sender, cseq), copy.sights(sender, cseq + 1)];
		const other = two[0].event.offset;
		setAll(one, () => ({ offset: other }));
		setAll(two, () => ({ offset }));
	},
	backwards(copy) {
		const { event, seat } = copy.random.pick(copy.of('heard'));
		const { events } = copy.histories[seat];
		events.splice(events.indexOf(event) + 1, 0, structuredClone(event));
	},
	overtaken(copy) {
		const { sender, cseq, offset } = copy.message((e) => e.offset > 1);
		const ack = copy.of('acked').find(({ event, seat }) => seat === sender && event.cseq === cseq).event;
		const earlier = copy.of('said').filter(({ event, seat }) => copy.sights(seat, event.cseq)[0].event.offset < offset);
		copy.random.pick(earlier).event.at = ack.at + 0.5;
	},
	gap(copy) {
		const { offset } = copy.message();
		const places = copy.events.filter(({ event }) => event.offset >= offset);
		setAll(places, (event) => ({ offset: event.offset + 1 }));
	},
	/* Both go on in a new log. One is told of it, or none. */
	silent(copy) {
		const told = copy.random.below(3) - 1;
		for (const { seat, events } of copy.histories) {
			const at = 1 + events.findIndex((e) => e.what === 'acked' || e.what === 'heard') + copy.random.below(events.length / 2);
			setAll(events.slice(at).filter((e) => e.epoch).map((event) => ({ event })), () => ({ epoch: 2 }));
			if (seat === told) events.splice(at, 0, { at: events[at].at - 0.5, what: 'lost', why: 'epoch' });
		}
	},
	baseless(copy) {
		const { event, seat } = copy.random.pick(copy.of('joined'));
		const { events } = copy.histories[seat];
		const again = { ...event, at: 1e9 + 1 };
		events.push({ at: 1e9, what: 'lost', why: copy.random.chance(0.5) ? 'epoch' : 'gone' }, again);
	},
};

test('the run that was recorded has resumes in it and no fault', () => {
	for (const histories of recorded) {
		const joins = histories.map(({ events }) => events.filter(({ what }) => what === 'joined').length);
		assert.ok(joins.every((count) => count > 1), `${joins}`);
		assert.deepEqual(judge(histories), []);
	}
});

for (const [kind, plant] of Object.entries(DAMAGES)) {
	test(`finds what is ${kind} wherever it is planted`, () => {
		for (let seed = 1; seed <= SEEDS; seed++) {
			const random = new Random(seed);
			const copy = new Copy(random.pick(recorded), random);
			plant(copy);
			const found = judge(copy.histories);
			assert.ok(found.some((fault) => fault.startsWith(`${kind}: `)), `seed ${seed}: ${JSON.stringify(found.slice(0, 5))}`);
		}
	});
}

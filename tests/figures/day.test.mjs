// A scripted day of 2,000 visits on a real daemon with two workers, under a clock that is set: the twenty-five hours of the day on
// which summer time ends. The script alone keeps the truth, by what its own clients were told; workers are killed and Redis is, where an
// hour begins and in the middle of one, and in every hour visits are held over into the next. Then all that is stored is held
// against the truth, and all that is read: on the live view, by an agency of itself, and by everybody of the month when it is over.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { openPage, startBrowser } from '../browser/lib/browser.mjs';
import { watch } from '../browser/live/lib/watcher.mjs';
import { Bearer } from '../live/lib/bearer.mjs';
import { launch, startDaemon } from '../live/lib/daemon.mjs';
import { freshFolder } from '../live/lib/demo.mjs';
import { ask } from '../live/lib/http.mjs';
import { comeWatcher } from '../live/lib/scene.mjs';
import { until, within } from '../live/lib/wait.mjs';
import { scrape } from '../metrics/lib/exposition.mjs';
import { Random } from '../routing/lib/random.mjs';
import { makeAccounts } from '../storm/lib/house.mjs';
import { killRedis, killWorker } from './lib/breaks.mjs';
import { DayClock } from './lib/clock.mjs';
import { Lane } from './lib/desk.mjs';
import { HELD, KINDS, NOBODYS, crowd } from './lib/kinds.mjs';
import { sceneNow, shownNow, truthNow, truthShown } from './lib/lively.mjs';
import { asPrinted, plantOnPage, printed, wordsOf } from './lib/printed.mjs';
import { workedOut } from './lib/rank.mjs';
import { countersOf } from './lib/true-atoms.mjs';
import { Still } from './lib/still.mjs';
import { AGENCIES, cellsOfCsv, cellsOfJson, doorCells, faultsOf, faultsOfHiding, openCells, ownCells, planted } from './lib/tabled.mjs';
import { tapAt } from './lib/taps.mjs';
import { Truth, folded } from './lib/truth.mjs';
import { DayVisit } from './lib/visit.mjs';

const HOURS = 25;
const EACH = 7; // visits of a lane in an hour, beside the one that is held
const QUEUE = 60;
const CROWD = 90;
const CROWDED = 13; // the hour in which the queue is full
const EVENTS = new Map([[4, killWorker], [6, killRedis]]); // at the beginning of that hour
const MIDDLES = new Map([[8, killWorker], [11, killRedis], [15, killWorker]]); // in the middle of it, wherever each lane is
const TOPICS = ['family', 'friends', 'love', 'school', 'mind', 'body', 'online', 'sex', 'violence', 'selfharm'];
const PAIRS = [['oslo', 'ung-norge'], ['kristiansand', 'oslo'], ['karasjok', 'ung-norge'], ['oslo', 'karasjok'], ['ung-norge', 'kristiansand']];
const PLACES = [['0301', '03'], ['4204', '42'], ['5610', '56'], ['4205', '42'], ['4601', '46'], ['1103', '11'], ['', '']]
	.map(([code, county]) => ({ code, county }));
/** From where so few came that no number may say it: hour -> places. */
const RARE = new Map([[9, ['1804', '18']], [10, ['1804', '18']], [17, ['1804', '18']], [18, ['3905', '39']]]
	.map(([hour, [code, county]]) => [hour, { code, county }]));
const TAPS = { oslo: 12, kristiansand: 3, karasjok: 7 };
const HOUR_MS = 3600_000;
const BEGIN = Date.parse('2026-10-24T22:10:00Z'); // 00:10 in Oslo
const LAST_HALF = '2026-10-25T22:40:00Z'; // all of the last hour asked in the last sixty minutes, and nobody before them
const TAPPED = '2026-10-28T11:00:00Z';
const FROZEN = '2026-11-02T06:00:00Z'; // the month has been over for thirty hours
const PERIOD = { from: '2026-10-01', to: '2026-10-31' };

const folder = freshFolder();
after(() => rmSync(folder, { recursive: true, force: true }));
const clock = new DayClock(folder);
clock.set('2026-10-24T21:30:00Z');
const daemon = await clock.under(() => startDaemon({ keys: {
	workers: 2, bucket_youth: 500, bucket_staff: 5000, refill_staff: 1000, queue_visits: QUEUE, received_seconds: 20, ready_seconds: 30,
	grace_waiting_seconds: 6, grace_room_seconds: 6, park_seconds: 3,
} }));
const redis = daemon.redis();
const random = new Random(8);
const day = { daemon, redis, truth: new Truth(), still: new Still(), at: 0, hour: () => hourOf(BEGIN + day.at * HOUR_MS) };
const all = (prefix) => redis.keys(`{no}:${prefix}*`);

/** The hour that Oslo has: two hours ahead until 01:00 UTC on the 25th, one from then on. */
function hourOf(ms) {
	const offset = ms < Date.parse('2026-10-25T01:00:00Z') ? 2 : 1;
	return new Date(ms + offset * HOUR_MS).toISOString().replaceAll(/\D/g, '').slice(0, 10);
}

/** Sets the clock, and waits until the functions count by it. */
async function beginHour(at) {
	day.at = at;
	clock.set(new Date(BEGIN + at * HOUR_MS).toISOString());
	const offset = at < 3 ? '120' : '60';
	await until(async () => (await redis.hget('{no}:cfg', 'offset')) === offset, 'the offset of the pool', { ms: 30_000 });
}

const wish = () => {
	const place = random.pick(PLACES);
	return { place, wish: place.code !== '' && random.chance(0.15) ? 2 : 0 };
};

/** A visit that stops where it may be held; go lets it on. */
function begin(lane) {
	let go;
	const gate = new Promise((resolve) => (go = resolve));
	const visit = lane.visit = new DayVisit(day, lane, { place: random.pick(PLACES) });
	const reached = new Promise((resolve) => (visit.hold = () => (resolve(), gate)));
	const done = random.weighted(HELD)(visit, random);
	return { visit, reached: Promise.race([reached, done]), go: () => (go(), done) };
}

async function hourOfLane(lane, held) {
	lane.doing = 'the one of before';
	await held?.go();
	for (let i = 0; i < EACH; i++) {
		const kind = random.weighted(KINDS);
		lane.doing = `${i} ${kind}`;
		const is = wish();
		if (/swapped|handed/.test(kind.name)) is.wish = 0; // the other one may be of the place that it wished to avoid
		if (lane === lanes[0] && i === 0 && RARE.has(day.at)) Object.assign(is, { place: RARE.get(day.at), wish: 0 });
		day.begun += 1;
		lane.visit = new DayVisit(day, lane, is);
		await kind(lane.visit, random);
	}
	lane.doing = 'the one that is held';
	const next = begin(lane);
	await next.reached;
	lane.doing = 'done';
	return next;
}

/** In the middle of an hour, with everybody at some step of some visit. */
async function inTheMiddle(act, t) {
	await until(() => day.begun >= (lanes.length * EACH) / 2, 'half of the hour', { ms: 60_000 });
	const places = await day.still.during(() => act(daemon, lanes));
	t.diagnostic(`hour ${day.at}: ${act.name} before ${places.toSorted().join(', ')}`);
	assert.ok(places.length > lanes.length / 2, `only ${places.length} lanes were at a visit`);
	assert.ok(new Set(places).size > 1, 'all were at the same step');
}

function clean(what) {
	const { data, text } = daemon.ctl('fsck');
	assert.deepEqual(data?.violations, [], `${what}: ${text}`);
}

let lanes;
let held = [];

test('2,000 visits of a day come and go, over three kills of a worker and two of Redis', async (t) => {
	const accounts = await makeAccounts(daemon, 72);
	const account = (agency, i) => accounts.filter((one) => one.agency === agency && one.role === 'counsellor')[i];
	const used = new Map();
	lanes = await Promise.all(TOPICS.map((topic, i) => Lane.open(daemon, topic, PAIRS[i % PAIRS.length].map((agency) => {
		used.set(agency, (used.get(agency) ?? -1) + 1);
		return account(agency, used.get(agency));
	}))));
	const began = performance.now();
	for (let at = 0; at < HOURS; at++) {
		await beginHour(at);
		await EVENTS.get(at)?.(daemon, lanes);
		const more = () => `; ${lanes.map(({ doing }) => doing).join(', ')}`;
		day.begun = 0;
		const hour = Promise.all(lanes.map((lane, i) => day.still.walk(() => hourOfLane(lane, held[i]))));
		const middle = MIDDLES.has(at) && inTheMiddle(MIDDLES.get(at), t);
		[held] = await within(Promise.all([hour, middle]), `hour ${at}`, { ms: 120_000, more });
		if (at === CROWDED) {
			const visits = Array.from({ length: CROWD }, () => new DayVisit(day, lanes[0], wish()));
			assert.ok((await crowd(visits)) < CROWD, 'the queue was not full');
		}
		if (EVENTS.has(at) || MIDDLES.has(at) || at === CROWDED) clean(`hour ${at}`);
	}
	t.diagnostic(`${day.truth.visits.length} visits in ${Math.round((performance.now() - began) / 1000)} s`);
	assert.ok(day.truth.visits.length >= 2000, String(day.truth.visits.length));
});

/** Reads until it is so; the assertion then tells what is otherwise. */
async function becomes(read, truth, what) {
	let found;
	await until(async () => isDeepStrictEqual(found = await read(), truth), what).catch(() => {});
	assert.deepEqual(found, truth, what);
}

let waiting = [];

test('the live view of the last hour equals the truth, on sockets and on the screen', async () => {
	clock.set(LAST_HALF);
	waiting = [...PLACES, { ...PLACES[0], wish: 2 }].map(({ wish: who, ...place }) => new DayVisit(day, lanes[0], { place, wish: who, topic: NOBODYS }));
	for (const visit of waiting) assert.ok(await visit.ask());
	/* The last 24 hours as they pass, of which two have one name. */
	const hours = Array.from({ length: 23 }, (_, hour) => `20261025${String(hour + 1).padStart(2, '0')}`);
	const truth = (own) => truthNow(day.truth.visits, { hour: day.hour(), hours, own });
	for (const [role, own] of [['coordinator', ''], ['supervisor', 'm0301']]) {
		const watcher = await comeWatcher(daemon, `watching-${role}`, { role });
		await becomes(() => sceneNow(watcher.scene), truth(own), `the scene of a ${role}`);
		assert.equal(watcher.scene.facts.get('rate 15'), `${waiting.length} 0 0 0 0`);
		await watcher.leaveTable();
	}
	const page = await watch(await startBrowser(), daemon, 'screen', { user: { agency: 'oslo', role: 'coordinator' } });
	await becomes(() => shownNow(page), truthShown(truth()), 'the screen');
	assert.deepEqual(page.faults, []);
});

test('the last ones go, nobody is left, and fsck finds nothing', async () => {
	await beginHour(HOURS);
	for (const one of held) await one.go();
	for (const visit of waiting) await visit.giveUp('abandoned:cancelled', () => visit.byCancel(0));
	await until(async () => (await redis.keys('{no}:y:*')).length === 0, 'the last to be gone', { ms: 30_000 });
	clean('at the end');
});

test('every ending, result and place was there', () => {
	const words = new Set(day.truth.visits.flatMap((visit) => visit.words));
	for (const word of ['answered', 'refused', 'diverted', 'abandoned:cancelled', 'abandoned:away', 'abandoned:left_quickly', 'ended:left',
		'ended:counsellor', 'ended:blocked', 'ended:left_quickly', 'ended:away', 'silent', 'uncounted']) assert.ok(words.has(word), word);
	const regions = new Set(day.truth.visits.map(({ region }) => region));
	for (const region of ['m0301', 'c03', 'm4205', 'c42', 'n']) assert.ok(regions.has(region), region);
});

/** step -> field -> number of one kind, as Redis has it. */
async function stored(kind) {
	const found = {};
	for (const key of await all(`n:${kind}:`)) found[key.split(':').at(-1)] = await redis.hgetall(key);
	return found;
}

for (const [kind, what] of [['h', 'hour of the pool'], ['d', 'day of a region'], ['m', 'month of a region and a topic']]) {
	test(`every ${what} equals the truth`, async () => {
		const tables = await stored(kind);
		assert.deepEqual(Object.fromEntries(Object.entries(tables).map(([step, table]) => [step, folded(table)])), day.truth.tables()[kind]);
	});
}

test('the two hours that have one name are counted together, and the day has twenty-four', async () => {
	const hours = Object.keys(await stored('h')).sort();
	assert.equal(hours.length, 24);
	const n = (hour) => day.truth.visits.filter((visit) => visit.hour === hour).length;
	assert.ok(n('2026102502') > 1.5 * n('2026102503'), `${n('2026102502')} and ${n('2026102503')}`);
});

test('the ledger equals the truth', async () => {
	const ledger = {};
	for (const [step, table] of Object.entries(await stored('d'))) {
		const by = Object.entries(table).filter(([field]) => field.includes(' by:'));
		if (by.length > 0) ledger[step] = Object.fromEntries(by.map(([field, n]) => [field, Number(n)]));
	}
	assert.deepEqual(ledger, day.truth.ledger());
});

test('waits and lengths lie under the bounds that the clients saw', async () => {
	const tables = await stored('h');
	for (const [hour, fields] of Object.entries(day.truth.spans())) {
		const known = Object.entries(tables[hour]).filter(([field, n]) => /^(answered|ended):/.test(field) && n !== '0').map(([field]) => field);
		for (const field of new Set([...Object.keys(fields), ...known])) {
			const [fewest, most] = fields[field] ?? [0, 0];
			const n = Number(tables[hour][field] ?? 0);
			assert.ok(n >= fewest && n <= most, `${hour} ${field} is ${n}, and can be ${fewest} to ${most}`);
		}
	}
});

test('the totals for monitoring equal the truth, and so does what /metrics tells', async () => {
	const totals = await redis.hgetall('{no}:n:t');
	const told = Object.fromEntries(Object.entries(totals).filter(([field]) => !/^(wait|reply):/.test(field)).map(([field, n]) => [field, Number(n)]));
	const truth = day.truth.totals();
	assert.deepEqual(told, truth);
	const count = (name) => Object.entries(totals).filter(([field]) => new RegExp(`^${name}:(\\d+|more)$`).test(field))
		.reduce((sum, [, n]) => sum + Number(n), 0);
	const replied = day.truth.visits.filter(({ wrote }) => wrote.has('staff')).length;
	assert.deepEqual([count('wait'), count('reply')], [truth.answered, replied]);
	const NO = { pool: 'no' };
	const { at } = await until(async () => {
		const now = await scrape(daemon);
		return now.at('samtale_visits_arrived_total', NO) === truth.arrived && now;
	}, '/metrics to tell every arrival', { ms: 30_000 });
	assert.deepEqual([at('samtale_visits_answered_total', NO), at('samtale_wait_seconds_count', NO), at('samtale_first_reply_seconds_count', NO)],
		[truth.answered, truth.answered, replied]);
});

test('the last two hours are in rc, and the arrivals of those before in the hours of topics', async () => {
	const early = Array.from({ length: HOURS - 3 }, (_, at) => hourOf(BEGIN + at * HOUR_MS));
	const topics = day.truth.topics(early);
	await redis.hset('{no}:cfg', 'rolled', 0); // the next sweep looks through rc without waiting for its minute
	const rolled = () => Promise.all(early.map((hour) => redis.exists(`{no}:n:w:${hour}`)));
	await until(async () => (await rolled()).every(Boolean), 'the hours of topics', { ms: 30_000 });
	const late = new Set([HOURS - 2, HOURS - 1].map((at) => hourOf(BEGIN + at * HOUR_MS)));
	const found = {};
	for (const hour of early) {
		found[hour] = Object.fromEntries(Object.entries(await redis.hgetall(`{no}:n:w:${hour}`)).map(([topic, n]) => [topic, Number(n)]));
	}
	assert.deepEqual(found, topics);
	const sums = {};
	for (const [field, n] of Object.entries(await redis.hgetall('{no}:rc'))) {
		const [minute, ...rest] = field.split(' ');
		const hour = hourOf(Number(minute) * 60_000);
		if (!late.has(hour)) continue;
		const name = `${hour} ${rest.join(' ')}`;
		sums[name] = (sums[name] ?? 0) + Number(n);
	}
	const truth = {};
	for (const { hour, region, topic, result } of day.truth.visits.filter((visit) => late.has(visit.hour))) {
		for (const name of [`${hour} a ${topic} ${region}`, `${hour} ${result.replace(/:.*/, '')} ${region}`]) truth[name] = (truth[name] ?? 0) + 1;
	}
	assert.deepEqual(sums, truth);
});

test('the minutes of doors are those of the days that are over, twenty-five hours of them on this one', async () => {
	await until(async () => (await redis.exists('{no}:n:o:20261025')) === 1, 'the day to be told of', { ms: 30_000 });
	const days = await stored('o');
	assert.deepEqual(Object.keys(days).sort(), ['20261021', '20261022', '20261023', '20261024', '20261025']);
	for (const [name, minutes] of [['20261024', '1440'], ['20261025', '1500']]) {
		assert.deepEqual(new Set(Object.values(days[name])), new Set([minutes]), name);
		assert.ok(['oslo', 'kristiansand', 'karasjok'].every((agency) => agency in days[name]), name);
	}
});

test('who wants to write at a shut door is counted, on a day after it', async () => {
	clock.set(TAPPED);
	await until(async () => (await redis.exists('{no}:n:o:20261027')) === 1, 'the days between to be told of', { ms: 30_000 });
	await tapAt(daemon, TAPS, Date.parse(TAPPED));
	day.truth.taps = TAPS;
	const taps = async () => Object.fromEntries(Object.entries(await redis.hgetall('{no}:n:a:20261028')).map(([field, n]) => [field, Number(n)]));
	const truth = Object.fromEntries(Object.entries(TAPS).map(([agency, n]) => [`${agency} tapped`, n]));
	await becomes(taps, truth, 'the taps of the day');
});

/** Of the doors those of an agency. */
const pick = (doors, slug) => Object.fromEntries(Object.entries(doors).filter(([name]) => name.split('|')[1] === slug));

for (const slug of Object.keys(AGENCIES)) {
	test(`what ${slug} reads of itself equals the truth, as JSON, as CSV and by samtalectl`, async () => {
		const name = `reader-${slug}`;
		const reader = await new Bearer(daemon, name, daemon.addUser(name, { agency: slug, role: 'supervisor' })).login();
		const truth = { ...ownCells(day.truth, slug), ...pick(doorCells(await stored('o')), slug) };
		const path = `/api/v1/agency/figures?${new URLSearchParams(PERIOD)}`;
		const json = await reader.get(path);
		assert.deepEqual(faultsOf(cellsOfJson(json.data), truth), []);
		for (const { name, cells } of planted(cellsOfJson(json.data))) assert.equal(faultsOf(cells, truth).length, 1, name);
		const csv = await ask(daemon, `${path}&format=csv`, { headers: { authorization: `Bearer ${reader.session}`, origin: daemon.origin } });
		assert.deepEqual(faultsOf(cellsOfCsv(csv.text), truth), []);
		if (AGENCIES[slug] === '') return;
		const { data, text } = daemon.ctl('report', '--agency', slug, '--from', PERIOD.from, '--to', PERIOD.to);
		assert.deepEqual([data?.arrived, data?.conversations], [truth['sum|all|arrived'], truth['sum|all|conversations']], text);
	});
}

test('the frozen month equals the truth wherever it tells a number: as JSON, as CSV and by samtalectl', async (t) => {
	const before = await stored('o');
	for (const { staff } of lanes) for (const counsellor of staff) await counsellor.leaveTable();
	await daemon.stop();
	clock.set(FROZEN);
	const later = await clock.under(() => launch(daemon.place));
	await later.ready();
	const report = (...more) => later.ctl('report', '--pool', 'no', '--step', '2026-10', ...more).data;
	const { file } = await until(() => report(), 'the tables of the month', { step: 200 });
	const days = await later.redis().keys('{no}:n:o:202610*');
	const opened = Object.fromEntries(await Promise.all(days.map(async (key) => [key, await later.redis().hgetall(key)])));
	const truth = { ...openCells(day.truth), ...doorCells(before, opened) };
	const get = async (form) => (await ask(later, `/api/v1/figures/no/2026-10.${form}`)).text;
	const [json, csv] = [await get('json'), await get('csv')];
	assert.deepEqual(JSON.parse(json), file);
	assert.equal(csv, report('--csv').csv);
	const cells = cellsOfJson(file);
	assert.deepEqual(cellsOfCsv(csv), cells);
	assert.deepEqual(faultsOfHiding(cells, truth), []);
	assert.equal(cells['sum|all|arrived'], day.truth.visits.length);
	t.diagnostic(`${Object.values(cells).filter((value) => value === null).length} of ${Object.keys(cells).length} cells are hidden`);
	for (const { name, cells: others } of planted(cells)) assert.ok(faultsOfHiding(others, truth).some((fault) => fault.startsWith(name)), name);
	await t.test('what so few were is hidden in it, and what would tell it; nothing of it can be worked out', async () => hides({ file, cells, truth, counters: await countersOf(later.redis(), '202610') }));
	await t.test('every number on its page equals the truth, and is the one of the file', () => prints(later, { file, cells, truth }));
});

function hides({ file, cells, truth, counters }) {
	const few = { 'counties|18|arrived': 3, 'counties|39|arrived': 1, 'taps|kristiansand|taps': 3 };
	for (const [name, n] of Object.entries(few)) {
		assert.deepEqual([truth[name], cells[name]], [n, null], name);
		assert.match(faultsOfHiding({ ...cells, [name]: n }, truth).join(), /is shown/, `${name} shown would be found`);
	}
	const regions = new Set(day.truth.visits.map(({ region }) => region).filter((region) => region[0] === 'm'));
	const slugs = new Map(Object.entries(AGENCIES).map(([slug, code]) => [code, slug]));
	const places = [...regions].map((region) => region.slice(1)).map((code) => ({ code, county: code.slice(0, 2), slug: slugs.get(code) ?? '' }));
	const read = (files) => workedOut(files, new Map([[file.step, counters]]), places);
	const { hidden, found, small } = read([file]);
	assert.ok(hidden >= Object.keys(few).length, String(hidden));
	assert.deepEqual([found, small], [[], []]);
	const told = { ...file, tables: file.tables.map((table) => (table.id === 'taps' ? shown(table, truth) : table)) };
	assert.ok(read([told]).found.length > 0, 'a cell that nothing protects would be found');
}

/** The table with the true numbers wherever they are not small. */
function shown({ id, columns, rows }, truth) {
	const number = (key, column) => truth[`${id}|${key}|${column}`] ?? 0;
	const open = (n) => (n > 0 && n < 5 ? null : n);
	return { id, columns, rows: rows.map((row) => ({ ...row, cells: columns.map((column) => open(number(row.key, column))) })) };
}

async function prints(daemon, { file, cells, truth }) {
	const page = await openPage(await startBrowser(), daemon, '/figures/no/2026-10?lang=nb');
	const faults = async () => {
		const { cells: seen } = await printed(page, file);
		return [...faultsOfHiding(seen, asPrinted(truth)), ...faultsOf(seen, asPrinted(cells)).map((fault) => `in the file: ${fault}`)];
	};
	const { names, windows } = await printed(page, file);
	assert.deepEqual({ names, windows }, wordsOf(file));
	assert.deepEqual(await faults(), []);
	await plantOnPage(page, async (where) => assert.ok((await faults()).length > 0, `${where} was not found`));
	assert.deepEqual(await faults(), []);
	assert.deepEqual(page.faults, []);
}

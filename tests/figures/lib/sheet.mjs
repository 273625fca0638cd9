// A frozen step as daemon/figures/write.h writes it, with the figures of the drawn report; and where it lies.
const COUNTIES = `03 Oslo 212 178|11 Rogaland 118 97|15 Møre og Romsdal 54 44|18 Nordland 41 33|31 Østfold 77 63|32 Akershus 136 115|
33 Buskerud 62 51|34 Innlandet 58 47|39 Vestfold 69 57|40 Telemark 83 66|42 Agder 141 121|46 Vestland 128 104|50 Trøndelag 79 66|
55 Troms|56 Finnmark`.split('|').map((line) => line.trim());
const TOPICS = { unsure: 121, family: 118, friends: 142, love: 88, school: 131, mind: 134, selfharm: 61, body: 39, sex: 34, violence: 28, drugs: null, online: 24, crime: null, leaving: 0 };

function county(line) {
	const [, key, name, arrived, answered] = /^(\d+) (\D+?)(?: (\d+) (\d+))?$/.exec(line);
	const cells = arrived === undefined ? [null, null, null] : [Number(arrived), Number(answered), arrived - answered];
	return { key, name, cells };
}

const table = (id, columns, rows) => ({ id, columns, rows });
const row = (key, ...cells) => ({ key, cells });
const OSLO = { name: 'Ung i Oslo', county: '03' };
const KRISTIANSAND = { name: 'Ung i Kristiansand', county: '42' };
const pair = (key, county, other, n) => ({ ...row(key, n), county, other });

/** The file of a step as an object. */
export const sheet = (step = '2026-10') => ({
	pool: 'no', step, from: '2026-10-01', to: '2026-10-31', frozen: '2026-11-02T05:00:00Z', definitions: '2', licence: 'CC BY 4.0',
	windows: [{ slug: 'oslo', name: 'Ung i Oslo', from: '2026-10-01', to: '2026-10-30', days: 22 }],
	tables: [
		table('sum', ['arrived', 'answered', 'abandoned', 'refused', 'diverted', 'waiting', 'conversations'], [row('all', 1284, 1061, 142, 18, 63, 0, 946)]),
		table('counties', ['arrived', 'answered', 'not'], [...COUNTIES.map(county), row('n', 0, 0, 0)]),
		table('topics', ['conversations'], Object.entries(TOPICS).map(([key, n]) => row(key, n))),
		table('who', ['answered'], [row('own', 679), row('county', 223), row('nation', 159)]),
		table('agencies', ['arrived', 'conversations'], [{ ...row('oslo', 212, 160), ...OSLO }, { ...row('kristiansand', 30, null), ...KRISTIANSAND }]),
		table('ledger', ['answered'], [
			pair('oslo oslo', '03', '03', 150), pair('oslo kristiansand', '03', '42', 28), pair('kristiansand oslo', '42', '03', null),
		]),
		table('time', ['n', 'half', 'nine'], [row('wait', 1061, 30, 300), row('length', 946, 1800, '>3600')]),
		table('survey', ['answers'], [row('survey', 300), row('place:yes', 250), row('place:partly', 40), row('place:no', 10),
			...[12, 80, 110, 40, 8].map((n, i) => row(`before:${i + 1}`, n)), ...[null, 30, 90, 110, 40].map((n, i) => row(`now:${i + 1}`, n)),
			row('change:better', 170), row('change:same', 60), row('change:worse', 20)]),
		table('taps', ['taps'], [row('all', 2310), row('oslo', 60), row('kristiansand', null)]),
		table('doors', ['days', 'minutes'], [
			{ ...row('oslo', 22, 5400), ...OSLO }, { ...row('kristiansand', 31, 13200), ...KRISTIANSAND },
		]),
	],
});

/** Keeps a step as the freezing does. */
export async function keep(redis, file, csv = '\uFEFFtable;row;name;column;value\r\ncounties;15;Møre og Romsdal;arrived;54\r\n') {
	const at = Date.parse(file.frozen);
	await redis.hset(`{${file.pool}}:fz:${file.step}`, { json: JSON.stringify(file), csv, at });
	await redis.sadd(`{${file.pool}}:fz`, file.step);
}

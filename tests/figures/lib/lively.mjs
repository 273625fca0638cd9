// The live view as the truth of a day has it, as a socket was sent it, and as the screen shows it; each as name -> text.
import { mark } from '../../browser/lib/browser.mjs';

const RESULTS = ['answered', 'abandoned', 'refused', 'diverted'];

const add = (table, name) => (table[name] = (table[name] ?? 0) + 1);
const wordOf = ({ result }) => (result ?? 'waiting').split(':')[0];
/* Where a visit stands. Beside its own municipality Oslo's county is shown nobody who wants nobody of it: there is no other. */
const ALONE = { m0301: 'c03' };
const wide = (region, own) => (region === ALONE[own] ? 'n' : region);
const places = (region, own) => [...new Set([region.startsWith('m') ? `c${region.slice(1, 3)}` : wide(region, own), ...(region === own ? [own] : [])])];

/** hour: the one of the last sixty minutes; hours: the last 24; own: the region that the viewer sees by itself. */
export function truthNow(visits, { hour, hours, own = '' }) {
	const now = {};
	for (const { region, topic } of visits.filter(({ result }) => result === null)) {
		for (const place of places(region, own)) add(now, `w ${place} ${topic}`);
	}
	const rate = (some) => [some.length, ...RESULTS.map((result) => some.filter((visit) => wordOf(visit) === result).length)];
	for (const one of hours) {
		const [arrived, answered, abandoned, refused] = rate(visits.filter((visit) => visit.hour === one));
		now[`h ${one}`] = [arrived, answered, abandoned + refused].join(' ');
	}
	const rooms = visits.filter(({ result, end }) => result === 'answered' && end === null).length;
	const waiting = visits.filter(({ result }) => result === null).length;
	return { ...texts(now), 'rate 60': rate(visits.filter((visit) => visit.hour === hour)).join(' '), rooms: String(rooms), waiting: String(waiting) };
}

const texts = (table) => Object.fromEntries(Object.entries(table).map(([name, value]) => [name, String(value)]));

/** What a scene says of the same. */
export function sceneNow(scene) {
	const [rooms, , , , waiting] = scene.words('now');
	const cells = Object.entries(scene.of('w')).map(([name, value]) => [name, value.split(' ')[0]]);
	return { ...Object.fromEntries(cells), ...scene.of('h'), 'rate 60': scene.facts.get('rate 60'), rooms, waiting };
}

/** What of the truth stands on the screen of somebody who sees the pool: its rates are two figures. */
export function truthShown(truth) {
	const { 'rate 60': rate, ...rest } = truth;
	const [arrived, answered, abandoned, refused, diverted] = rate.split(' ').map(Number);
	const gone = abandoned + refused;
	const parts = [`${answered} besvart`, `${gone} gikk`, ...(diverted > 0 ? [`${diverted} vist videre`] : [])];
	return { ...rest, arrived: String(arrived), sum: [...parts, `${arrived - answered - gone - diverted} venter`].join(' + '), gone: String(gone) };
}

/** The same from a page of the live view. */
export async function shownNow(page) {
	const value = async (name) => (await mark(page, `fig-${name}`).locator('.value').textContent()).trim().split(/\s/)[0];
	const named = (prefix, read) => page.locator(`[data-test^="${prefix}-"]`).evaluateAll(read);
	const cells = await named('cell', (all) => all.map((one) => [one.dataset.test, one.textContent]));
	const hours = await named('hour', (all) => all.map((one) => [one.dataset.test, [...one.querySelectorAll('td')].map((cell) => cell.textContent)]));
	const counts = cells.map(([name, text]) => [name.replace(/^cell-(\w+)-/, 'w $1 '), /\((\d+)\)$/.exec(text)?.[1] ?? text]);
	return {
		...Object.fromEntries(counts),
		...Object.fromEntries(hours.map(([name, numbers]) => [name.replace('hour-', 'h '), numbers.join(' ')])),
		arrived: await value('arrived'), rooms: await value('rooms'), waiting: await value('waiting'), gone: await value('unanswered'),
		sum: (await mark(page, 'fig-arrived').locator('.foot').textContent()).trim(),
	};
}

// ./dev bench scroll: the live view of a whole country, 357 municipalities by thirteen topics and 1,000 waiting, on a processor
// slowed four times. Its table is scrolled from end to end and back while what waits changes each second; the figure is the
// longest task of the page's main thread meanwhile, in this thread's own time as Chromium's trace has it: what others do on the
// machine is left out, and the clock's time stands beside it. The scene is played: a daemon that shows all
// municipalities to one viewer does not exist.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from '../live/lib/npm.mjs';
import { playScenes } from '../browser/live/lib/played.mjs';
import { crowd, frames, stir } from '../browser/live/lib/scenes.mjs';
import { withService } from './lib/service.mjs';
import { PASSWORD, addStaff } from './lib/staff.mjs';
import { median } from './report.mjs';

const SLOWED = 4;
const BAR_MS = 50;
const WAITING = 1000;
const SIZE = { width: 1440, height: 900 };
const ARGUMENTS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'];
const CHANGE_MS = 1000;
/** Pixels a frame of the screen: the whole table in three seconds. */
const STEP = 48;

async function withBrowser(use) {
	const folder = mkdtempSync(join(tmpdir(), 'b-'));
	const env = { ...process.env, TMPDIR: folder, PULSE_RUNTIME_PATH: folder };
	const browser = await load('playwright-core').chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGUMENTS, env });
	try {
		return await use(browser);
	} finally {
		await browser.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** The page with all rows open, and how some of its cells change. */
async function openView(browser, daemon, scale) {
	const page = await browser.newPage({ viewport: SIZE, locale: 'nb-NO' });
	const play = await playScenes(page);
	await page.goto(`${daemon.origin}/live`);
	await page.locator('[data-test="name"]').fill('bench0');
	await page.locator('[data-test="password"]').fill(PASSWORD);
	await page.locator('[data-test="login"]').click();
	await page.locator('[data-test="heat"]').waitFor();
	/* the daemon's own scene first: it would end the one that is played */
	await page.locator('[data-test="updated"]', { hasText: /\d/ }).waitFor();
	play(frames(crowd(Math.round(WAITING * scale))));
	await page.locator('[data-test="heat-open-all"]').click();
	await page.locator('[data-test="plot"] canvas').waitFor();
	return { page, change: (round) => play(stir(round)) };
}

/* In the page: there and back again, a step a frame. */
const scrollThrough = (step) => new Promise((resolve) => {
	const box = document.querySelector('[data-test="heat"]');
	const end = box.scrollHeight - box.clientHeight;
	let at = 0;
	let by = step;
	let most = 0;
	const move = () => {
		at += by;
		by = at >= end ? -step : by;
		box.scrollTop = at;
		most = Math.max(most, box.querySelectorAll('tr').length);
		if (at > 0) requestAnimationFrame(move);
		else resolve(most);
	};
	requestAnimationFrame(move);
});

/** The tasks of the busiest main thread of a page, [{wall, own}], milliseconds: as the clock has it, and of this thread alone. */
function tasksOf(trace) {
	const { traceEvents } = JSON.parse(trace);
	const threads = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
	const tasks = threads.map(({ pid, tid }) => traceEvents
		.filter((event) => event.name === 'ThreadControllerImpl::RunTask' && event.pid === pid && event.tid === tid && event.dur > 0)
		.map(({ dur, tdur = 0 }) => ({ wall: dur / 1000, own: tdur / 1000 })));
	const all = (list) => list.reduce((sum, { own }) => sum + own, 0);
	return tasks.sort((a, b) => all(b) - all(a))[0] ?? [];
}

const longest = (tasks, what) => Math.max(...tasks.map((task) => task[what]));

async function measure(browser, { page, change }, round) {
	const cdp = await page.context().newCDPSession(page);
	await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
	await browser.startTracing(page, { categories: ['toplevel'] });
	let changes = 0;
	const timer = setInterval(() => change(round * 100 + ++changes), CHANGE_MS);
	const rows = await page.evaluate(scrollThrough, STEP);
	clearInterval(timer);
	const tasks = tasksOf((await browser.stopTracing()).toString());
	await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
	if (tasks.length === 0) throw new Error('the trace has no task of the page');
	return { own: longest(tasks, 'own'), wall: longest(tasks, 'wall'), over: tasks.filter(({ own }) => own > BAR_MS).length, rows, changes };
}

export const scroll = {
	name: 'scroll',
	bars: { scroll_longest_task_ms: BAR_MS, scroll_rows: 60 },
	steps: ['crowd'],

	async run(report, _step, { runs, scale }) {
		await withService({}, async ({ daemon, client }) => {
			await addStaff(client, daemon.place.folder, 1, 'ung-norge', 'duty_lead');
			await withBrowser(async (browser) => {
				const view = await openView(browser, daemon, scale);
				const found = [];
				for (let i = 0; i < runs; i++) found.push(await measure(browser, view, i));
				const sum = (what) => found.reduce((all, one) => all + one[what], 0);
				const round = (value) => Number(value.toPrecision(3));
				report.set('scroll_longest_task_ms', median(found.map(({ own }) => own)), {
					runs: found.map(({ own }) => round(own)), wall: round(median(found.map(({ wall }) => wall))), over_50: sum('over'), changes: sum('changes'),
				});
				report.set('scroll_rows', Math.max(...found.map(({ rows }) => rows)));
			});
		});
	},
};

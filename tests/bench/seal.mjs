// ./dev bench seal: what the seal costs a phone, in milliseconds a message. Chromium is slowed four times. Each message is
// said by the youth's machine, from the text to what is ready to be sent and kept for a reload; and the counsellor's answer is
// read by it, from the log's entry to the text.
import { withSealPage } from './lib/phone.mjs';
import { median } from './report.mjs';

const SLOWED = 4;
const MESSAGES = 200;
/** Not counted: compilers warm up, and the first message of an epoch derives its key. */
const WARM = 100;
/** Bytes of a text: a line, and a long one. */
const SIZES = [128, 2000];

const round = (value) => Number(value.toPrecision(3));

/** The figure of one act, over the windows of all sizes; its value is the one of the largest texts. */
function put(report, key, act, windows) {
	const of = (size, what) => round(median(windows[size].map((window) => window[act][what])));
	const at = Object.fromEntries(SIZES.map((size) => [size, of(size, 'median')]));
	const p95 = Object.fromEntries(SIZES.map((size) => [`p95_${size}`, of(size, 'p95')]));
	const largest = SIZES.at(-1);
	const runs = windows[largest].map((window) => round(window[act].median));
	report.set(key, at[largest], { at, ...p95, runs, messages: windows.messages, slowed: SLOWED });
}

export const seal = {
	name: 'seal',
	bars: { seal_ms_4x: 2, open_ms_4x: 2 },
	steps: ['texts'],

	async run(report, _step, { runs, scale }) {
		const messages = Math.max(5, Math.round(MESSAGES * scale));
		const windows = { messages };
		await withSealPage(SLOWED, async (page) => {
			const measure = (size, count) => page.evaluate(([bytes, n]) => globalThis.measure(bytes, n), [size, count]);
			for (const size of SIZES) {
				await measure(size, Math.round(WARM * scale));
				windows[size] = [];
				for (let run = 0; run < runs; run++) windows[size].push(await measure(size, messages));
			}
		});
		put(report, 'seal_ms_4x', 'seal', windows);
		put(report, 'open_ms_4x', 'open', windows);
	},
};

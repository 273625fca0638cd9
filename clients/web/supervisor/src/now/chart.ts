/**
 * The curve of the last 24 hours, by uPlot: who came as a dotted grey line, who was answered as a solid one, who went as bars
 * from zero. Names and last values stand at the line's end instead of a legend. Hours in which no door was open are grey and say
 * so. Its colours are those of the style sheet, read anew when the scheme changes.
 */
import uPlot from 'uplot';
import { shutRuns, type Hour } from '../facts.ts';
import { hourOf } from '../times.ts';

export interface Words {
	/** Who came, who was answered, who went. */
	lines: readonly string[];
	/** Nothing was open between these hours of the clock. */
	shut(from: string, to: string): string;
}

export interface Chart {
	show(hours: readonly Hour[]): void;
	destroy(): void;
}

/** CSS pixels. */
const HEIGHT = 150;
const LABELS = 112;
const LINE = 17;
const TEXT = '14px "Segoe UI", "SF Pro Text", -apple-system, "Noto Sans", system-ui, sans-serif';
const BOLD = `600 ${TEXT}`;
/** Hours between two marks of the axis. */
const MARKS = 4;
/** What changes the colours. */
const SCHEMES = ['(prefers-color-scheme: dark)', '(forced-colors: active)'];

const colour = (place: Element, name: string): string => getComputedStyle(place).getPropertyValue(`--sm-${name}`).trim();

const clock = (hour: number): string => String(hour).padStart(2, '0');

/** At most four lines, whole numbers, from zero. */
function linesUpTo(most: number): number[] {
	const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find((one) => most / one <= 3) ?? 10_000;
	return Array.from({ length: Math.max(1, Math.ceil(most / step)) + 1 }, (_line, i) => i * step);
}

/** Names and last values at the end of the lines, none over another. */
function nameEnds(plot: uPlot, words: readonly string[], place: Element): void {
	const { ctx, bbox, data } = plot;
	const last = data[0].length - 1;
	const scale = devicePixelRatio;
	if (last < 0) {
		return;
	}
	const ends = words
		.map((word, i) => ({ word: `${word} ${data[i + 1]![last] ?? 0}`, y: plot.valToPos(data[i + 1]![last] ?? 0, 'y', true) }))
		.sort((a, b) => a.y - b.y);
	ctx.save();
	ctx.font = BOLD.replace('14px', `${14 * scale}px`);
	ctx.fillStyle = colour(place, 'text');
	ctx.textBaseline = 'middle';
	ctx.textAlign = 'left';
	const step = LINE * scale;
	let floor = bbox.top + bbox.height;
	const places = ends.map(({ y }) => y);
	for (let i = ends.length - 1; i >= 0; i--) {
		places[i] = Math.min(places[i]!, floor);
		floor = places[i]! - step;
	}
	ends.forEach(({ word }, i) => ctx.fillText(word, bbox.left + bbox.width + 8 * scale, places[i]!));
	ctx.restore();
}

/** Grey behind the hours in which nothing was open, and the words in it where there is room for them. */
function greyShut(plot: uPlot, hours: readonly Hour[], words: Words, place: Element): void {
	const { ctx, bbox } = plot;
	const scale = devicePixelRatio;
	const edge = (at: number): number =>
		Math.max(bbox.left, Math.min(bbox.left + bbox.width, plot.valToPos(at, 'x', true)));
	ctx.save();
	ctx.font = TEXT.replace('14px', `${14 * scale}px`);
	ctx.textAlign = 'center';
	ctx.textBaseline = 'middle';
	for (const [first, last] of shutRuns(hours)) {
		const [left, right] = [edge(first - 0.5), edge(last + 0.5)];
		const said = words.shut(clock(hourOf(hours[first]!.step)), clock((hourOf(hours[last]!.step) + 1) % 24));
		ctx.fillStyle = colour(place, 'canvas');
		ctx.fillRect(left, bbox.top, right - left, bbox.height);
		ctx.fillStyle = colour(place, 'muted');
		if (ctx.measureText(said).width + 8 * scale < right - left) {
			ctx.fillText(said, (left + right) / 2, bbox.top + bbox.height / 2);
		}
	}
	ctx.restore();
}

/** A chart in `place`. */
export function drawChart(place: HTMLElement, words: Words): Chart {
	let hours: readonly Hour[] = [];
	const axis = (more: uPlot.Axis): uPlot.Axis => ({
		stroke: () => colour(place, 'muted'),
		font: TEXT,
		...more,
	});
	const plot = new uPlot(
		{
			width: place.clientWidth,
			height: HEIGHT,
			padding: [12, LABELS, 0, 0],
			legend: { show: false },
			cursor: { show: false },
			scales: {
				x: { time: false },
				y: { range: (_plot, _low, high) => [0, linesUpTo(high || 1).at(-1)!] },
			},
			axes: [
				axis({
					grid: { show: false },
					ticks: { show: false },
					size: 24,
					splits: (): number[] =>
						hours.flatMap(({ step }, i) => (hourOf(step) % MARKS === 0 ? [i] : [])),
					values: (_plot, splits): string[] =>
						splits.map((i) => clock(hourOf(hours[i]?.step ?? ''))),
				}),
				axis({
					grid: { stroke: () => colour(place, 'line'), width: 1 },
					ticks: { show: false },
					size: 34,
					splits: (_plot, _axis, _low, high): number[] => linesUpTo(high),
				}),
			],
			series: [
				{},
				{ stroke: () => colour(place, 'edge'), width: 2, dash: [2, 3], points: { show: false } },
				{ stroke: () => colour(place, 'accent'), width: 2.5, points: { show: false } },
				{
					fill: () => colour(place, 'bad-line'),
					stroke: 'transparent',
					width: 0,
					paths: uPlot.paths.bars!({ size: [0.6, 14] }),
					points: { show: false },
				},
			],
			hooks: {
				drawClear: [(drawn) => greyShut(drawn, hours, words, place)],
				draw: [(drawn) => nameEnds(drawn, words.lines, place)],
			},
		},
		[[], [], [], []],
		place,
	);
	const watcher = new ResizeObserver(() => plot.setSize({ width: place.clientWidth, height: HEIGHT }));
	watcher.observe(place);
	const again = (): void => plot.redraw(false, true);
	const schemes = SCHEMES.map((scheme) => matchMedia(scheme));
	schemes.forEach((scheme) => scheme.addEventListener('change', again));
	return {
		show(next) {
			hours = next;
			plot.setData([
				next.map((_hour, i) => i),
				next.map(({ arrived, shut }) => (shut ? null : arrived)),
				next.map(({ answered, shut }) => (shut ? null : answered)),
				next.map(({ gone, shut }) => (shut ? null : gone)),
			]);
		},
		destroy() {
			watcher.disconnect();
			schemes.forEach((scheme) => scheme.removeEventListener('change', again));
			plot.destroy();
		},
	};
}

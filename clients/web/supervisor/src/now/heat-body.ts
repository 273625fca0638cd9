/**
 * The rows of the heat table between its head and its foot: those that are seen, and the one that has the focus. A row is moved
 * to no other place while it is there, so that the focus stays in it.
 */
import type { Topic } from '../directory.ts';
import { make } from './elements.ts';
import { HeatRow, type RowPort } from './heat-row.ts';
import type { Heat } from './heat.ts';
import { rowsSeen, runsOf, type Run, type Seen } from './window.ts';

/** What the rows show. */
export interface Shown {
	heat: Heat;
	chosen: ReadonlySet<string>;
}

/** The height of rows that are not there. */
const makeGap = (): HTMLElement => make('tr', { class: 'gap', 'aria-hidden': 'true' });

export class HeatBody {
	private shown: Shown | null = null;
	/** The region whose row has the focus, or empty. */
	private held = '';
	private columns = '';
	/** Those in the document, by region. */
	private rows = new Map<string, HeatRow>();
	/** Those that were, and will be again. */
	private spare: HeatRow[] = [];
	private readonly gaps = { before: makeGap(), between: makeGap(), behind: makeGap() };

	constructor(
		private readonly element: HTMLElement,
		private readonly port: RowPort,
		private seen: Seen,
	) {}

	show(shown: Shown): void {
		this.shown = shown;
		this.keepColumns(shown.heat.topics);
		this.draw(shown);
	}

	/** Something else is seen. */
	look(seen: Partial<Seen>): void {
		const last = this.seen;
		this.seen = { ...last, ...seen };
		const count = this.shown?.heat.rows.length ?? 0;
		if (this.seen.pitch !== last.pitch || rowsSeen(count, this.seen).join() !== rowsSeen(count, last).join()) {
			this.draw(this.shown);
		}
	}

	/** The row around an element has the focus now; null: none has. It stays until the next one is drawn without it. */
	hold(within: Element | null): void {
		const row = within?.closest('tr');
		this.held = [...this.rows].find(([, { element }]) => element === row)?.[0] ?? '';
	}

	/** A row has a cell a topic. */
	private keepColumns(topics: readonly Topic[]): void {
		const columns = topics.map(({ id, name }) => `${id} ${name}`).join();
		if (columns !== this.columns) {
			this.columns = columns;
			this.rows = new Map();
			this.spare = [];
			this.element.replaceChildren();
		}
	}

	private draw(shown: Shown | null): void {
		if (shown === null) {
			return;
		}
		const all = shown.heat.rows;
		const held = this.held === '' ? -1 : all.findIndex(({ region }) => region === this.held);
		const runs = runsOf(all.length, rowsSeen(all.length, this.seen), held);
		const there = runs.filter(({ isThere }) => isThere).flatMap(({ from, to }) => all.slice(from, to));
		this.drop(new Set(there.map(({ region }) => region)));
		this.place(runs.flatMap((run) => (run.isThere ? this.rowsOf(run, shown) : [this.gapOf(run, all.length)])));
	}

	/** Rows that are not to be there any more. */
	private drop(regions: ReadonlySet<string>): void {
		this.rows.forEach((row, region) => {
			if (!regions.has(region)) {
				row.element.remove();
				this.rows.delete(region);
				this.spare.push(row);
			}
		});
	}

	private rowsOf({ from, to }: Run, { heat, chosen }: Shown): HTMLElement[] {
		return heat.rows.slice(from, to).map((facts, i) => {
			const row = this.rows.get(facts.region) ?? this.spare.pop() ?? new HeatRow(heat.topics, this.port);
			this.rows.set(facts.region, row);
			row.show(facts, chosen, from + i + 2);
			return row.element;
		});
	}

	private gapOf({ from, to }: Run, count: number): HTMLElement {
		const { before, between, behind } = this.gaps;
		const gap = from === 0 ? before : to === count ? behind : between;
		gap.style.height = `${(to - from) * this.seen.pitch}px`;
		return gap;
	}

	/** These and no others, in this order. */
	private place(elements: readonly HTMLElement[]): void {
		const wanted = new Set<Element>(elements);
		[...this.element.children].filter((child) => !wanted.has(child)).forEach((child) => child.remove());
		let next = this.element.firstElementChild;
		for (const element of elements) {
			if (element === next) {
				next = next.nextElementSibling;
			} else {
				this.element.insertBefore(element, next);
			}
		}
	}
}

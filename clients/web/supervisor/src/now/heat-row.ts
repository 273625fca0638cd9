/**
 * A row of the heat table as elements, made by hand: a row that is scrolled away is taken up for one that comes, and of one that
 * stays only what has changed is written. As views, two rows that come each frame were made of much that the next frame
 * throws away; that and tidying up behind it took a slow machine longer than all else of a scroll (docs/performance.md).
 */
import type { Topic } from '../directory.ts';
import { hold, make, makeButton, say, write } from './elements.ts';
import { HeatCell, type CellPort } from './heat-cell.ts';
import { markText, type HeatRow as Facts } from './heat.ts';

export interface RowPort extends CellPort {
	/** The municipalities of a county are shown, or not any more. */
	open(county: string): void;
}

/** A name of more letters may be wider than its column. */
const FITS = 12;

export class HeatRow {
	readonly element = make('tr', { role: 'row' });
	private readonly head = make('th', { role: 'rowheader' });
	private readonly cells: readonly HeatCell[];
	private readonly sum = make('td', { role: 'cell', class: 'sum' });
	/** What is pressed to open a county; made when it is wanted first. */
	private opener: HTMLElement | null = null;
	private facts: Facts | null = null;
	private picks = '';
	private index = 0;

	constructor(
		private readonly topics: readonly Topic[],
		private readonly port: RowPort,
	) {
		this.cells = topics.map((topic) => new HeatCell(topic, port));
		this.element.append(this.head, ...this.cells.map(({ element }) => element), this.sum);
	}

	/** index: its place in the whole table; the head is 1. */
	show(facts: Facts, chosen: ReadonlySet<string>, index: number): void {
		const picked = this.topics.map(({ id }) => chosen.size > 0 && chosen.has(`${facts.region} ${id}`));
		const picks = chosen.size > 0 ? picked.join() : '';
		if (facts === this.facts && picks === this.picks && index === this.index) {
			return;
		}
		this.facts = facts;
		this.picks = picks;
		this.index = index;
		const { region, name: place, sum } = facts;
		write(this.element, 'aria-rowindex', `${index}`);
		write(this.element, 'data-test', `row-${region}`);
		write(this.element, 'class', [sum && 'filled', region.startsWith('m') && 'inner'].filter(Boolean).join(' '));
		this.showHead(facts);
		this.cells.forEach((cell, i) => cell.show({ region, place, mark: facts.cells[i], picked: picked[i] === true }));
		say(this.sum, sum === undefined ? '' : markText(sum));
	}

	private showHead({ name, isOpen, region }: Facts): void {
		write(this.head, 'class', name.length > FITS ? 'long' : '');
		if (isOpen === null) {
			say(this.head, name);
			return;
		}
		const opener = (this.opener ??= makeButton({ class: 'opener' }, () =>
			this.port.open(this.facts?.region.slice(1) ?? ''),
		));
		say(opener, name);
		write(opener, 'aria-expanded', `${isOpen}`);
		write(opener, 'data-test', `open-${region}`);
		hold(this.head, opener);
	}
}

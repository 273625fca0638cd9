/** A cell of the heat table as an element, made by hand (heat-row.ts). Empty, it is drawn as a dot by the style sheet. */
import { mayChoose } from '../act/chosen.ts';
import type { Topic } from '../directory.ts';
import { hold, make, makeButton, say, write } from './elements.ts';
import { markText, stepOf, type Mark } from './heat.ts';

export interface CellPort {
	/** What a cell says to a screen reader. */
	label(place: string, topic: Topic, mark: Mark | undefined): string;
	/** A cell is chosen, or not any more. */
	pick(cell: string): void;
}

/** What stands in a cell. */
export interface CellFacts {
	region: string;
	/** Of the region. */
	place: string;
	mark: Mark | undefined;
	picked: boolean;
}

export class HeatCell {
	readonly element = make('td', { role: 'cell' });
	/** What is pressed; made when it is wanted first. */
	private button: HTMLElement | null = null;
	private name = '';
	/** All that is written of it; empty: nobody waits and it is not chosen. */
	private written = '';

	constructor(
		private readonly topic: Topic,
		private readonly port: CellPort,
	) {}

	show({ region, place, mark, picked }: CellFacts): void {
		const text = mark === undefined ? '·' : markText(mark);
		const written = mark === undefined && !picked ? '' : `${region} ${place} ${text} ${picked}`;
		if (written === this.written) {
			return;
		}
		this.written = written;
		this.name = `${region} ${this.topic.id}`;
		if (written === '') {
			write(this.element, 'class', '');
			this.element.replaceChildren();
			return;
		}
		const inner = mayChoose(region) ? this.pressed(this.port.label(place, this.topic, mark), picked) : make('span', {});
		say(inner, text);
		write(inner, 'data-test', `cell-${region}-${this.topic.id}`);
		write(this.element, 'class', `h${stepOf(mark)}${picked ? ' is-picked' : ''}`);
		hold(this.element, inner);
	}

	private pressed(label: string, picked: boolean): HTMLElement {
		const button = (this.button ??= makeButton({}, () => this.port.pick(this.name)));
		write(button, 'aria-label', label);
		write(button, 'aria-pressed', `${picked}`);
		return button;
	}
}

/** The alarm that was over last while this page looked on: said where none stands. */
import { effect, signal, untracked } from '@preact/signals';
import { inOrder } from './alarms.ts';
import { alarmsOf, type Alarm } from './facts.ts';
import type { Live } from './live.ts';
import type { Rows } from './scene.ts';

export interface Past {
	alarm: Alarm;
	/** Unix milliseconds. */
	over: number;
}

/** Of those that stood and do not any more, the first in their order. */
export function overOf(before: Rows, now: Rows): Alarm | undefined {
	return inOrder(alarmsOf(before)).find(({ id }) => !now.has(id));
}

export class LastAlarm {
	readonly past = signal<Past | null>(null);

	/** With another view other alarms are shown: none of them is over. */
	start({ scene }: Live): void {
		let known = { view: '', rows: scene.rows('a').peek() };
		effect(() => {
			const next = { view: scene.value('view'), rows: scene.rows('a').value };
			const alarm = next.view === known.view ? overOf(known.rows, next.rows) : undefined;
			const isOther = next.view !== known.view;
			known = next;
			untracked(() => {
				if (isOther || alarm !== undefined) {
					this.past.value = alarm === undefined ? null : { alarm, over: scene.at.value };
				}
			});
		});
	}
}

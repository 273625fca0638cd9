/** The directory of services, as the daemon tells how each stands at this minute. */
import { signal } from '@preact/signals';
import type { Service } from './services.ts';

/** After so long the hours are asked for anew, in milliseconds. */
const OLD_MS = 60_000;

export class ServicesDesk {
	/** Null: they have not come yet. */
	readonly list = signal<readonly Service[] | null>(null);
	private at = 0;

	constructor(private readonly options: { now(): number }) {}

	/** To be called when somebody looks at them. */
	refresh = (): void => {
		if (this.options.now() - this.at >= OLD_MS) {
			this.at = this.options.now();
			void this.fetch().catch(() => (this.at = 0));
		}
	};

	/** They are public: nothing of the person goes with the question. */
	private async fetch(): Promise<void> {
		const answer = await fetch('/api/v1/services', { credentials: 'omit' });
		const list: unknown = answer.ok ? await answer.json() : null;
		if (!Array.isArray(list)) {
			throw new TypeError('this is no list of services');
		}
		this.list.value = list as Service[];
	}
}

/** The canned replies this person may use, and its own ones, which it may change here. */
import { signal } from '@preact/signals';
import type { Feature } from './feature.ts';
import type { Reply } from './replies.ts';
import type { Ask } from './staff-call.ts';

/** After so long they are fetched anew when somebody looks for one, in milliseconds. */
const OLD_MS = 60_000;

export class ReplyDesk implements Feature {
	readonly list = signal<readonly Reply[]>([]);
	private at = 0;
	/** Rises when the person goes: what was asked for before is not for who comes then. */
	private turn = 0;

	constructor(private readonly options: { ask: Ask; now(): number }) {}

	/** To be called when somebody is about to look for one: fetches them unless they are fresh. */
	refresh = (): void => {
		if (this.options.now() - this.at >= OLD_MS) {
			void this.fetch();
		}
	};

	/**
	 * Writes one of one's own; an empty text deletes it. The code of what went wrong, empty when it
	 * is done.
	 */
	async write(code: string, language: string, text: string): Promise<string> {
		const answer = await this.options.ask('/api/v1/replies', { scope: 'own', code, language, text });
		await this.fetch();
		return answer.ok ? '' : answer.code;
	}

	forget(): void {
		this.turn++;
		this.list.value = [];
		this.at = 0;
	}

	private async fetch(): Promise<void> {
		const turn = this.turn;
		this.at = this.options.now();
		const answer = await this.options.ask<{ replies: Reply[] }>('/api/v1/replies');
		if (turn !== this.turn) {
			return;
		}
		if (answer.ok) {
			this.list.value = answer.data.replies;
		} else {
			this.at = 0;
		}
	}
}

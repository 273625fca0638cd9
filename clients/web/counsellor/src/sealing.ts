/**
 * The desk's seal: papers and rooms put together, and what the machines of the rooms tell as events
 * of the state.
 */
import type { UpFrame } from '@samtale/core/frames';
import type { News } from '@samtale/core/seal/traffic';
import type { DeskOptions } from './desk-options.ts';
import type { Memory } from './memory.ts';
import { Papers } from './papers.ts';
import type { TalkNews } from './rooms.ts';
import type { Event } from './state.ts';
import { Talks, type SealedRoom } from './talks.ts';

export interface SealingOptions extends Pick<DeskOptions, 'store' | 'vault' | 'device' | 'trust'> {
	memory: Memory;
	/** False: no socket. */
	send(frame: UpFrame): boolean;
	/** The daemon's clock, Unix milliseconds. */
	now(): number;
	tell(event: Event): void;
	/** A screen would show something else of this room. */
	changed(room: SealedRoom): void;
}

export class Sealing {
	readonly papers: Papers;
	readonly talks: Talks;

	constructor(private readonly options: SealingOptions) {
		const { tell } = options;
		this.papers = new Papers({
			...options,
			failed: (on) => tell({ type: 'uncertified', on }),
		});
		this.talks = new Talks({
			...options,
			identity: () => this.papers.identity(),
			news: (room, news) => this.hear(room, news),
		});
	}

	/** ENDED has come: the keys of the room are gone after it. */
	async end(room: string): Promise<void> {
		if (await this.talks.finish(room)) {
			this.options.tell({ type: 'sealed', room, what: 'cut' });
		}
	}

	/** Nobody is here any more. */
	forget(): void {
		this.talks.forget();
		this.papers.forget();
	}

	private hear({ id: room }: SealedRoom, news: News): void {
		const { memory, tell } = this.options;
		if (news.type === 'lost') {
			tell({ type: 'lost', room, why: 'epoch', at: 0 });
		} else if (news.type === 'back') {
			memory.putBack(room, news.texts);
			tell({ type: 'sealed', room, what: 'back' });
		} else if (news.type === 'refused') {
			tell({ type: 'sealed', room, what: 'refused' });
		}
	}
}

/** What the state is told whenever something of the room has changed. */
export function shownOf({ talk, seal }: SealedRoom): Omit<TalkNews, 'looking'> {
	return {
		messages: (talk?.messages ?? []).map((message) => ({ ...message })),
		typing: talk?.peer.typing ?? false,
		awayAt: talk?.peer.awaySince ?? 0,
		seal: seal?.isHeld ? 'held' : seal?.open ? 'open' : 'making',
	};
}

/**
 * The desk's seal: papers and rooms put together, and what the machines of the rooms tell as events
 * of the state.
 */
import { FRAMES, type RefusedFrame, type UpFrame } from '@samtale/core/frames';
import { fetchBundle } from '@samtale/core/seal/bundle';
import { browserHolders } from '@samtale/core/seal/staff/holder';
import type { News } from '@samtale/core/seal/traffic';
import type { DeskOptions } from './desk-options.ts';
import type { Of } from './frame-facts.ts';
import { Holds } from './holds.ts';
import type { Memory } from './memory.ts';
import { Approval } from './approval.ts';
import { Approver } from './approver.ts';
import { Papers } from './papers.ts';
import type { TalkNews } from './rooms.ts';
import type { Event, State } from './state.ts';
import { Talks, type SealedRoom } from './talks.ts';

export interface SealingOptions extends Pick<
	DeskOptions,
	'store' | 'vault' | 'holdVault' | 'device' | 'trust' | 'cabinet' | 'holders'
> {
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
	/** This computer asks for approval. */
	readonly approval: Approval;
	/** Requests of others. */
	readonly approver: Approver;
	/** Lines that outlive a conversation. */
	readonly holds: Holds;
	/** What the daemon tells of certificates and holds. */
	readonly frames = {
		certified: (frame: Of<'certified'>): void => void this.papers.certified(frame),
		enrolling: (frame: Of<'enrolling'>): void => void this.approval.told(frame),
		approval: (frame: Of<'approval'>): void => void this.approver.told(frame),
		held: (frame: Of<'held'>): void => this.holds.held(frame),
		deciders: (frame: Of<'deciders'>): void => this.holds.deciders(frame),
	};
	/** Rooms whose keys are gone, or about to be. */
	private over = new Set<string>();
	/** What `follow` has seen last of the rooms that live. */
	private seen = '';

	constructor(private readonly options: SealingOptions) {
		const { tell } = options;
		this.papers = new Papers({
			...options,
			failed: (on) => tell({ type: 'uncertified', on }),
			unapproved: (need) => this.approval.needs(need),
		});
		this.approval = new Approval({
			...options,
			certified: (certificate) => this.papers.approved(certificate),
		});
		this.approver = new Approver({
			send: options.send,
			now: options.now,
			holders: options.holders ?? browserHolders,
			trust: options.trust ?? (() => fetchBundle(() => undefined)),
		});
		this.talks = new Talks({
			...options,
			identity: () => this.papers.identity(),
			news: (room, news) => this.hear(room, news),
			noted: ({ id: room, noting }) => {
				const lines = (noting?.messages ?? []).map((note) => ({ ...note }));
				tell({ type: 'notes', room, news: { what: 'lines', lines } });
			},
		});
		this.holds = new Holds({
			...options,
			identity: () => this.papers.identity(),
			say: (room, text) => void this.talks.get(room)?.talk?.say(text),
		});
	}

	/** PERSON: somebody has come in, or is back. */
	begin(person: Of<'person'>): void {
		void this.papers.begin(person);
		void this.approver.begin(person);
		this.holds.begin();
	}

	/** False: the refusal is about something else. */
	refused(frame: RefusedFrame): boolean {
		const rows: Record<number, (frame: RefusedFrame) => void> = {
			[FRAMES.certify.number]: (refusal) => this.papers.refused(refusal),
			[FRAMES.enrol.number]: (refusal) => this.approval.refused(refusal),
			[FRAMES.reveal.number]: (refusal) => this.approval.refused(refusal),
			[FRAMES.vouch.number]: () => this.approver.refused(),
			[FRAMES.approve.number]: () => this.approver.refused(),
		};
		const row = rows[frame.frame];
		row?.(frame);
		return row !== undefined || this.holds.refused(frame);
	}

	/** FROZEN. */
	freeze(on: boolean): void {
		this.talks.freeze(on);
		this.holds.freeze(on);
	}

	/**
	 * Keys live as long as their rooms. Those of a room that is over go, whatever the state has it from;
	 * and when every room of the shift is there, those that a crash has left of others.
	 */
	follow({ rooms, presence, load }: State): void {
		const [over, living] = [[], []] as [string[], string[]];
		rooms.forEach(({ id, ended }) => (ended === '' ? living : over).push(id));
		over.filter((id) => !this.over.has(id)).forEach((id) => void this.end(id));
		this.over = new Set(over);
		const seen = [presence, load, ...living].join(' ');
		if (seen !== this.seen && presence !== 'off' && living.length >= load) {
			this.talks.keep(living);
		}
		this.seen = seen;
		this.holds.follow(presence !== 'off');
	}

	/** Nobody is here any more. */
	forget(): void {
		this.talks.forget();
		this.papers.forget();
		this.approval.needs(null);
		this.approver.forget();
		this.holds.forget();
	}

	private async end(room: string): Promise<void> {
		if (await this.talks.finish(room)) {
			this.options.tell({ type: 'sealed', room, what: 'cut' });
		}
	}

	private hear({ id: room }: SealedRoom, news: News): void {
		const { memory, tell } = this.options;
		if (news.type === 'lost') {
			tell({ type: 'lost', room, why: 'epoch', at: 0 });
		} else if (news.type === 'back') {
			memory.putBack(room, news.texts);
			tell({ type: 'sealed', room, what: 'back' });
		} else if (news.type === 'note-back') {
			memory.putNotesBack(room, news.texts);
			tell({ type: 'notes', room, news: { what: 'back' } });
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

/**
 * How rooms end: the ten seconds in which an end can be taken back, the anonymous form, the minutes after a conversation. The
 * end goes out when the seconds are over, so that what the youth has been told is never taken back; who writes within them
 * takes it back. All of it is in the tab's store: it survives a reload, and a form goes out when there is a socket again.
 */
import { signal } from '@preact/signals';
import { fromHex, toHex } from '@samtale/core/bytes';
import { FRAMES, type RefusedFrame } from '@samtale/core/frames';
import { isOf, ticked, type Question } from '@samtale/staff/form-text';
import type { Feature, Reach } from './feature.ts';
import type { Of } from './frame-facts.ts';
import type { Memory } from './memory.ts';
import type { Room, RoomFacts } from './rooms.ts';
import { UNSURE } from './names.ts';
import type { Talks } from './talks.ts';

/** How long an end can be taken back, in milliseconds. */
const UNDO_MS = 10_000;
/** What has not been answered is sent again, in milliseconds. */
const AGAIN_MS = 5_000;

export interface RoomForm {
	/** Enough of the room to show it again after a reload. */
	facts: RoomFacts;
	/** When the end goes out, by the daemon's clock; 0: nobody has ended it here. */
	endsAt: number;
	/** The youth's last text when the end was chosen: a later one takes it back. */
	heard: number;
	/** The youth wrote, so the end was taken back. */
	wrote: boolean;
	ended: string;
	endedAt: number;
	/** The questions as the agency has them; empty until the daemon has told. */
	form: string;
	ticks: readonly string[];
	/** Answers are counted. */
	counted: boolean;
	/** The counsellor is done with it: send, then let go. */
	done: boolean;
	/** When the time after the conversation is over, 0: there is none. */
	wrapUntil: number;
	more: boolean;
}

export type Forms = Readonly<Record<string, RoomForm>>;

export interface FormDeskOptions extends Reach {
	memory: Memory;
	talks: Pick<Talks, 'get'>;
	/** The room's column is closed. */
	dismiss(room: string): void;
}

/** Somebody here has ended the room, and the youth has not been told. */
export const isEnding = (form: RoomForm | undefined): boolean =>
	form !== undefined && form.ended === '' && form.endsAt !== 0;

/** Whole seconds in which an end can be taken back; what draws them looks at a clock of up to a second ago. */
export const secondsToUndo = ({ endsAt }: RoomForm, now: number): number =>
	Math.min(UNDO_MS / 1000, Math.max(0, Math.ceil((endsAt - now) / 1000)));

/** What is still known of a room whose end this page did not see. */
const UNKNOWN: Omit<RoomFacts, 'id' | 'since'> = {
	topic: UNSURE, region: '', level: 0, languages: [], urgency: 0, waited: 0, resumed: true, invited: false,
};

const youthWrote = (room: Room): number =>
	room.messages.reduce((last, { sender, offset }) => (sender === 0 ? Math.max(last, offset) : last), 0);

const factsOf = ({ id, topic, region, level, languages, urgency, waited, since, invited }: Room): RoomFacts => ({
	id, topic, region, level, languages, urgency, waited, since, invited, resumed: true,
});

export class FormDesk implements Feature {
	readonly state = signal<Forms>({});
	/** When something was sent last that has no answer yet, by room. */
	private readonly sent = new Map<string, number>();
	/** Rooms that were closed here without a form. */
	private readonly closed = new Set<string>();

	constructor(private readonly options: FormDeskOptions) {
		this.state.value = options.memory.forms;
	}

	readonly frames = {
		registered: (frame: Of<'registered'>): void => this.onRegistered(frame),
	};

	/** Ends a room, ten seconds from now; a colleague's is left at once. */
	end = (id: string): void => {
		const room = this.room(id);
		if (room === undefined || room.invited) {
			this.leave(id);
			return;
		}
		this.options.tell({ type: 'ask-end', room: id, asking: false });
		this.change(id, { endsAt: this.options.now() + UNDO_MS, heard: youthWrote(room), wrote: false });
		this.ask(id);
	};

	undo = (id: string): void => this.change(id, { endsAt: 0, done: false });

	/** The youth is told at once. */
	endNow = (id: string): void => {
		this.change(id, { endsAt: Math.min(this.state.value[id]?.endsAt || 1, this.options.now()) });
		this.advance(id);
	};

	/** Ends it at once, so that this page of the youth must wait before it asks again. */
	block = (id: string): void => void this.leave(id, true);

	pick = (id: string, question: Question, answer: string): void => {
		const form = this.state.value[id];
		if (form !== undefined && !form.done) {
			this.change(id, { ticks: ticked(form.ticks, question, answer) });
		}
	};

	/** The form goes out and the slot is free; an end that waits goes out with it. */
	done = (id: string): void => {
		this.change(id, { done: true });
		this.endNow(id);
	};

	/** Five minutes more, once. */
	longer = (id: string): void => {
		this.options.send({ type: 'wrap', room: fromHex(id), more: 1 });
		this.ask(id);
	};

	/** Closed without a form, or after it. */
	close = (id: string): void => {
		this.closed.add(id);
		this.drop(id);
		this.options.dismiss(id);
	};

	/** A room is over, from whichever side. */
	ended(id: string, reason: string, at: number): void {
		if (this.room(id) !== undefined && reason !== 'parted') {
			this.change(id, { ended: reason, endedAt: at, endsAt: 0 });
			this.sent.delete(id);
			this.ask(id);
			this.advance(id);
		}
	}

	/** After a reload: rooms that are over come back for their forms, and each form is asked for anew. */
	resumed(): void {
		for (const [id, { facts, ended, endedAt }] of Object.entries(this.state.value)) {
			if (ended !== '' && this.room(id) === undefined) {
				this.options.tell({ type: 'opened', room: facts, offer: 0 });
				this.options.tell({ type: 'ended', room: id, reason: ended, at: endedAt });
			}
			this.ask(id);
		}
	}

	refused(frame: RefusedFrame): boolean {
		const id = toHex(frame.room);
		if (frame.frame !== FRAMES.registration.number) {
			return false;
		}
		this.sent.delete(id);
		if (frame.code === 'late') {
			const wasDone = this.state.value[id]?.done;
			this.drop(id);
			if (wasDone) {
				this.options.refuse('late');
			}
		}
		return true;
	}

	forget(): void {
		this.state.value = {};
		this.sent.clear();
		this.closed.clear();
	}

	tick(): void {
		for (const id of Object.keys(this.state.value)) {
			this.advance(id);
		}
	}

	private room(id: string): Room | undefined {
		return this.options.state().rooms.find((room) => room.id === id);
	}

	private change(id: string, change: Partial<RoomForm>): void {
		const room = this.room(id);
		const old = this.state.value[id] ?? (room && fresh(room));
		if (old !== undefined) {
			this.state.value = { ...this.state.value, [id]: { ...old, ...change } };
			this.options.memory.forms = this.state.value;
		}
	}

	private drop(id: string): void {
		const { [id]: _gone, ...others } = this.state.value;
		this.state.value = others;
		this.options.memory.forms = others;
	}

	/** LEAVE goes out behind what was said, or BLOCK. False: not now. */
	private leave(id: string, blocks = false): boolean {
		const talk = this.options.talks.get(id);
		if (talk !== undefined) {
			talk.blocks = blocks;
		}
		const isOut = this.options.state().lostAt === 0 && talk?.leave(this.options) !== false;
		if (!isOut) {
			this.options.refuse('delayed');
		}
		return isOut;
	}

	private ask(id: string): void {
		this.options.send({ type: 'registration', room: fromHex(id), send: 0, ticks: [] });
	}

	/** What was sent within the last seconds is not sent again. */
	private once(id: string, send: () => boolean): void {
		const now = this.options.now();
		if (now - (this.sent.get(id) ?? -AGAIN_MS) >= AGAIN_MS && send()) {
			this.sent.set(id, now);
		}
	}

	private advance(id: string): void {
		const form = this.state.value[id];
		const room = this.room(id);
		if (form === undefined || room === undefined) {
			return;
		}
		if (room.ended === '' && form.endsAt !== 0) {
			this.due(id, form, room);
		} else if (room.ended !== '' && form.done && form.form !== '') {
			this.once(id, () =>
				this.options.send({ type: 'registration', room: fromHex(id), send: 1, ticks: [...form.ticks] }),
			);
		}
	}

	private due(id: string, form: RoomForm, room: Room): void {
		if (youthWrote(room) > form.heard && !form.done) {
			this.change(id, { endsAt: 0, wrote: true });
		} else if (this.options.now() >= form.endsAt) {
			this.once(id, () => this.leave(id));
		}
	}

	/** A room was over before this page began: after a crash of the browser its column comes back for the form. */
	private missed(id: string): void {
		const at = this.options.now();
		this.options.tell({ type: 'opened', room: { ...UNKNOWN, id, since: at }, offer: 0 });
		this.options.tell({ type: 'ended', room: id, reason: 'over', at });
		this.change(id, { ended: 'over', endedAt: at });
	}

	private onRegistered(frame: Of<'registered'>): void {
		const id = toHex(frame.room);
		const counted = frame.counted === 1;
		const isKnown = this.room(id) !== undefined || this.closed.has(id);
		if (!isKnown && !counted && frame.wrap_left > 0) {
			this.missed(id);
		}
		const { done, ticks = [] } = this.state.value[id] ?? {};
		this.change(id, {
			ticks: ticks.filter((tick) => isOf(frame.form, tick)),
			form: frame.form,
			counted,
			wrapUntil: frame.wrap_left > 0 ? this.options.now() + frame.wrap_left * 1000 : 0,
			more: frame.more === 1,
		});
		if (done && counted) {
			if (frame.wrap_left > 0) {
				this.options.send({ type: 'wrap', room: fromHex(id), more: 0 });
			}
			this.close(id);
		} else {
			this.advance(id);
		}
	}
}

function fresh(room: Room): RoomForm {
	return {
		facts: factsOf(room),
		endsAt: 0,
		heard: 0,
		wrote: false,
		ended: '',
		endedAt: 0,
		form: '',
		/* What the youth chose to talk about, which is often what it was. */
		ticks: [...(room.topic === 'unsure' ? [] : [`topic:${room.topic}`]), 'kind:yes'],
		counted: false,
		done: false,
		wrapUntil: 0,
		more: false,
	};
}

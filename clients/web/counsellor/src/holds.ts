/**
 * Duty holds at this desk: lines given to a supervisor, and those that were given to this one. Each is
 * a room of its own: who gives takes the youth's part of the seal, with keys that live in memory only,
 * and forgets them when the last line is stored; the supervisor's keys lie in a base of its own that
 * the end of a shift does not clear. No view.
 */
import { signal } from '@preact/signals';
import { fromHex, toHex } from '@samtale/core/bytes';
import { FRAMES, type DownFrame, type RefusedFrame, type UpFrame } from '@samtale/core/frames';
import type { Chosen } from '@samtale/core/seal/answer';
import type { Verdict } from '@samtale/core/seal/layout';
import type { Vault } from '@samtale/core/seal/staff/vault';
import { browserVault, memoryVault } from '@samtale/core/seal/staff/vault';
import type { Store } from '@samtale/core/store';
import type { Of } from './frame-facts.ts';
import { OpenHold, type Given } from './open-hold.ts';
import type { Credentials } from './papers.ts';

export interface HoldsOptions {
	/** The tab's. */
	store: Store;
	identity(): Promise<Credentials>;
	/** Where the keys of a person's holds lie. Absent: the browser's own, or memory. */
	holdVault?: (staff: string) => Promise<Vault>;
	/** False: no socket. */
	send(frame: UpFrame): boolean;
	/** The daemon's clock, Unix milliseconds. */
	now(): number;
	/** Says a line in a conversation of this desk. */
	say(room: string, text: string): void;
}

/** What a screen shows of a hold. */
export interface HoldShown extends Pick<Of<'held'>, 'name' | 'topic' | 'since' | 'until'> {
	id: string;
	/** Given by this desk, not to it. */
	mine: boolean;
	extended: boolean;
	given: boolean;
	reading: boolean;
	/** Why the lines do not go, or empty. */
	fault: Verdict | '';
	/** Nobody has answered for too long. */
	late: boolean;
	/** A line that cannot be opened is null. */
	lines: (string | null)[];
}

export interface HoldsState {
	holds: HoldShown[];
	/** on: on shift as the list was told. */
	deciders: { staff: string; name: string; on: boolean }[];
	/** It was told, and no supervisor of the agency is on shift. */
	alone: boolean;
	/** The name of the supervisor who has the lines that were given last, or empty. */
	done: string;
	/** The code of the last refusal, or empty. */
	problem: string;
}

/** What is to be given once the daemon has made the hold. */
interface Gift extends Given {
	room: string;
	/** HOLD went out on this socket; on another one it may have been lost. */
	isSent: boolean;
	/** The line for the youth; empty: telling would raise the danger. */
	told: string;
}

const NAME = 'samtale-holds-';
/** Milliseconds until a list that was refused is asked for again, at least, twice as many each time; and at most. */
const RETRY = 3_000;
const RETRY_MOST = 60_000;
const ABOUT: ReadonlySet<number> = new Set(
	[FRAMES.hold, FRAMES.holds, FRAMES.consult, FRAMES.keep, FRAMES.drop].map(({ number }) => number),
);

export class Holds {
	readonly state = signal<HoldsState>({ holds: [], deciders: [], alone: false, done: '', problem: '' });
	private readonly known = new Map<string, OpenHold>();
	private gift: Gift | null = null;
	/** Whether the list was asked for on this socket. */
	private asked = false;
	/** The shift is on. */
	private isOn = false;
	/** Not before then, by the daemon's clock: the list was refused. */
	private askAt = 0;
	/** How often in a row. */
	private refusals = 0;
	/** Those that were told of since the last end of a list, which may be older than they are. */
	private readonly fresh = new Set<string>();

	constructor(private readonly options: HoldsOptions) {}

	/** Those that are open, for their timers. */
	get rooms(): OpenHold[] {
		return [...this.known.values()];
	}

	/** PERSON: another socket, on which nothing is open. */
	begin(): void {
		this.asked = false;
		this.gift &&= { ...this.gift, isSent: false };
		this.known.forEach((hold) => Object.assign(hold, { isOpen: false, asked: null }));
	}

	/** The shift is on: which holds are there? Of those that come while it is off nobody tells. */
	follow(isOn: boolean): void {
		this.isOn = isOn;
		if (!isOn) {
			this.asked = false;
		} else if (!this.asked && this.options.now() >= this.askAt) {
			this.refresh();
		}
	}

	/** About once a second. True: something is missing for too long, dial anew. */
	tick(): boolean {
		this.follow(this.isOn);
		return this.rooms.map((hold) => hold.tick()).includes(true);
	}

	/** Asks for the list, and for those who may decide. */
	refresh = (): void => {
		this.asked = this.options.send({ type: 'holds', number: 0 });
	};

	/** Gives lines of a conversation to a supervisor. False: not now. */
	give = (room: string, supervisor: string, lines: string[], told: string): boolean => {
		const isThat = ({ staff }: { staff: string }): boolean => staff === supervisor;
		const alias = this.state.value.deciders.find(isThat)?.name ?? '';
		const chosen: Chosen = { staff: fromHex(supervisor), alias };
		const gift = { room, lines, chosen, told, isSent: true };
		const isSent = this.gift === null && this.hold(gift);
		this.gift = isSent ? gift : this.gift;
		this.publish({ done: '', problem: isSent ? '' : 'delayed' });
		return isSent;
	};

	/** The supervisor reads, or has read. */
	read = (id: string, on: boolean): void => {
		const hold = this.known.get(id);
		if (hold) {
			hold.isReading = on;
			this.consult(hold, on || !hold.held.given);
		}
		this.publish();
	};

	/** What became of the last act has been read. */
	seen = (): void => this.publish({ done: '', problem: '' });

	keep = (id: string): void => void this.options.send({ type: 'keep', hold: fromHex(id) });
	drop = (id: string): void => void this.options.send({ type: 'drop', hold: fromHex(id) });

	held(frame: Of<'held'>): void {
		const id = toHex(frame.hold);
		const hold = this.known.get(id) ?? this.add(id, frame);
		hold.held = frame;
		hold.asked = hold.asked === (frame.open === 1) ? null : hold.asked;
		this.fresh.add(id);
		if (frame.open) {
			hold.isOpen = true;
			void hold.opened();
		} else if (hold.isMine && frame.given) {
			this.forgetOne(hold);
			this.publish({ done: frame.name });
		} else if (hold.isWanted) {
			this.consult(hold, true);
		} else if (hold.isOpen) {
			this.consult(hold, false);
		}
		this.publish();
	}

	/** The end of the list: what is not in it, and was not told of meanwhile, is over; a gift that is not has never come. */
	deciders({ holds, staff, names, on }: Of<'deciders'>): void {
		const ids = [...holds.map(toHex), ...this.fresh];
		this.fresh.clear();
		this.refusals = 0;
		if (this.gift?.isSent === false) {
			this.gift.isSent = this.hold(this.gift);
		}
		this.known.forEach((hold, id) => ids.includes(id) || this.forgetOne(hold));
		void this.tidy();
		this.publish({
			deciders: staff.map((one, i) => ({ staff: toHex(one), name: names[i] ?? '', on: on[i] === 1 })),
			alone: !on.includes(1),
		});
	}

	/** ENTRY and its like; false: about something else. */
	handle(frame: Of<'entry' | 'ack' | 'peer'> | RefusedFrame): boolean {
		return this.known.get(toHex(frame.room))?.handle(frame as DownFrame) ?? false;
	}

	/** ENDED; false: of something else. */
	ended({ room, reason }: Of<'ended'>): boolean {
		const hold = this.known.get(toHex(room));
		if (hold) {
			this.forgetOne(hold);
			this.publish();
		}
		return hold !== undefined || reason.startsWith('hold_');
	}

	/** False: the refusal is about something else. */
	refused(frame: RefusedFrame): boolean {
		if (!ABOUT.has(frame.frame)) {
			return this.handle(frame);
		}
		const hold = this.known.get(toHex(frame.room));
		if (hold && frame.frame === FRAMES.consult.number) {
			hold.asked = null;
		}
		if (frame.frame === FRAMES.holds.number) {
			this.asked = false;
			const pause = Math.min(RETRY * 2 ** this.refusals++, RETRY_MOST);
			this.askAt = this.options.now() + Math.max(pause, frame.retry_after * 1000);
		} else if (frame.frame === FRAMES.hold.number) {
			this.gift = null;
			this.publish({ problem: frame.code });
		} else if (hold && frame.code === 'late') {
			this.forgetOne(hold);
			this.publish();
		} else {
			this.publish({ problem: frame.code });
		}
		return true;
	}

	freeze(on: boolean): void {
		this.known.forEach(({ talk }) => talk?.freeze(on));
	}

	/** Nobody is here any more. What was given to this person can be read again at the next login. */
	forget(): void {
		this.known.forEach((hold) => hold.isMine && void hold.wipe());
		this.known.clear();
		this.gift = null;
		this.publish({ deciders: [], alone: false, done: '', problem: '' });
	}

	/** False: not now. */
	private hold({ room, chosen, told }: Gift): boolean {
		const { staff: supervisor } = chosen;
		const frame = { room: fromHex(room), supervisor, told: told ? 1 : 0 };
		return this.options.send({ type: 'hold', ...frame });
	}

	private add(id: string, held: Of<'held'>): OpenHold {
		const { gift } = this;
		const isSame = gift?.room === toHex(held.about) && gift.chosen.alias === held.name;
		const isGift = gift !== null && held.seat === 0 && isSame;
		const hold = new OpenHold(id, held, isGift ? gift : null, {
			...this.options,
			vault: () => this.vault(),
			changed: () => this.publish(),
			proven: () => {
				if (gift !== null && gift.told !== '') {
					this.options.say(gift.room, gift.told);
				}
			},
			said: () => this.consult(hold, false),
		});
		this.known.set(id, hold);
		if (isGift) {
			this.gift = null;
		}
		return hold;
	}

	/** Opens or shuts it, where that is not so already. */
	private consult(hold: OpenHold, on: boolean): void {
		if ((hold.asked ?? hold.isOpen) === on) {
			return;
		}
		const isSent = this.options.send({ type: 'consult', hold: hold.held.hold, on: on ? 1 : 0 });
		hold.asked = isSent ? on : null;
		if (!on && !hold.isMine) {
			hold.close();
		}
	}

	/** It is over, and its keys go. */
	private forgetOne(hold: OpenHold): void {
		this.known.delete(hold.id);
		this.fresh.delete(hold.id);
		void hold.wipe().then(() => this.tidy(), () => undefined);
	}

	/** Nothing stays on the disk but what the holds of this person need; of none not even their base. */
	private async tidy(): Promise<void> {
		const { staff } = await this.options.identity();
		const vault = await this.vault();
		const ids = this.rooms.filter(({ isMine }) => !isMine).map(({ id }) => id);
		if (ids.length === 0) {
			delete this.vaults[staff];
		}
		await (ids.length === 0 ? vault.end() : vault.keep(ids)).catch(() => undefined);
	}

	private async vault(): Promise<Vault> {
		const { identity, holdVault } = this.options;
		const { staff } = await identity();
		this.vaults[staff] ??= holdVault?.(staff) ?? browserVault(NAME + staff).catch(memoryVault);
		return this.vaults[staff];
	}
	private readonly vaults: Record<string, Promise<Vault>> = {};

	private publish(more: Partial<HoldsState> = {}): void {
		const holds = this.rooms.map(({ id, held, isMine, isReading, isLate, fault, lines }) => {
			const { name, topic, since, until, extended, given } = held;
			const is = { mine: isMine, reading: isReading, late: isLate };
			const shown = { id, name, topic, since, until, fault, lines, ...is };
			return { ...shown, extended: extended === 1, given: given === 1 };
		});
		this.state.value = { ...this.state.value, ...more, holds };
	}
}

/**
 * The rooms' Talks: one for each room the desk has open, also after it has ended, until it is
 * dismissed. A room's machine needs the certificate and what a crash has left in IndexedDB, so
 * frames wait until it is there. Only bookkeeping; what a message means is core's.
 */
import { fromHex, toHex } from '@samtale/core/bytes';
import type { DownFrame, UpFrame } from '@samtale/core/frames';
import { Noting } from '@samtale/core/noting';
import type { RememberedRoom } from '@samtale/core/session';
import type { Store } from '@samtale/core/store';
import { keyOf } from '@samtale/core/seal/memory';
import { CONVERSATION } from '@samtale/core/seal/offer';
import { StaffSeal } from '@samtale/core/seal/staff/staff-seal';
import { browserVault, memoryVault, type Vault } from '@samtale/core/seal/staff/vault';
import type { News } from '@samtale/core/seal/traffic';
import { Talk } from '@samtale/core/talk';
import type { Of } from './frame-facts.ts';
import type { Credentials } from './papers.ts';

export interface TalksOptions {
	store: Store;
	/** By what right this browser answers, as soon as that is known. */
	identity(): Promise<Credentials>;
	/** Where keys outlive a crash. Absent: the browser's own, or memory. */
	vault?: Promise<Vault>;
	send(frame: UpFrame): boolean;
	/** The daemon's clock, Unix milliseconds. */
	now(): number;
	/** A screen would show something else of this room. */
	changed(room: SealedRoom): void;
	/** A screen would show something else of this room's notes. */
	noted(room: SealedRoom): void;
	/** What a machine tells beside its lines. */
	news(room: SealedRoom, news: News): void;
}

/** One room: with a Talk and a machine, or on its way there. */
export class SealedRoom implements RememberedRoom {
	talk: Talk | null = null;
	noting: Noting | null = null;
	seal: StaffSeal | null = null;
	/** What came before there was a Talk; the last OPENED first. */
	early: DownFrame[] = [];
	isOver = false;
	/** LEAVE goes out as BLOCK. */
	blocks = false;

	constructor(
		readonly id: string,
		public opened: Of<'opened'>,
	) {}

	get room(): Uint8Array {
		return this.opened.room;
	}
	get log_epoch(): number {
		return this.talk?.log_epoch ?? 0;
	}
	get offset(): number {
		return this.talk?.offset ?? 0;
	}

	/** Ends the room for all; a colleague's goes on, and hears no END. False: not now. */
	leave(session: { send(frame: UpFrame): boolean }): boolean {
		const own = this.opened.invited === 1 ? null : this.talk;
		return own?.leave() ?? session.send(this.out({ type: 'leave', room: this.room }));
	}

	/** A frame as it goes out. */
	out(frame: UpFrame): UpFrame {
		return frame.type === 'leave' && this.blocks ? { ...frame, type: 'block' } : frame;
	}

	/** False: it is about something else. */
	handle(frame: DownFrame): boolean {
		if (this.talk === null) {
			this.early.push(frame);
		}
		return (this.talk?.handle(frame) || this.noting?.handle(frame)) ?? false;
	}

	/** After OPENED: what the daemon lacks goes out again. */
	resume(): void {
		this.talk?.resume(this.opened);
		this.noting?.resume(this.opened);
	}

	/** About once a second. True: something is missing for too long: dial anew. */
	tick(): boolean {
		const ticks = [this.talk?.tick(), this.noting?.tick()];
		return ticks.includes(true);
	}
}

export class Talks {
	private readonly rooms = new Map<string, SealedRoom>();
	private readonly vault: Promise<Vault>;

	constructor(private readonly options: TalksOptions) {
		this.vault = options.vault ?? browserVault().catch(memoryVault);
	}

	/** A room opened, perhaps once more: everything unacked is on its way again. */
	open(frame: Of<'opened'>): SealedRoom {
		const id = toHex(frame.room);
		const known = this.rooms.get(id);
		const room = known ?? new SealedRoom(id, frame);
		room.opened = frame;
		room.early = [];
		this.rooms.set(id, room);
		if (room.talk) {
			room.resume();
		} else if (!known) {
			void this.create(room);
		}
		return room;
	}

	/** What a session hands to rooms by type; `others` has the rooms that are not here. */
	frames(others: { handle(frame: DownFrame): unknown }) {
		const give = (frame: Of<'entry' | 'ack' | 'peer' | 'noted' | 'note_ack'>): void =>
			void (this.of(frame.room) ?? others).handle(frame);
		return { entry: give, ack: give, peer: give, noted: give, note_ack: give };
	}

	get(id: string): SealedRoom | undefined {
		return this.rooms.get(id);
	}

	of(room: Uint8Array): SealedRoom | undefined {
		return this.rooms.get(toHex(room));
	}

	/** Those of the ids that are known, in the order of the ids. */
	some(ids: readonly string[]): SealedRoom[] {
		return ids.map((id) => this.rooms.get(id)).filter((room) => room !== undefined);
	}

	freeze(on: boolean): void {
		this.rooms.forEach(({ talk, noting }) => {
			talk?.freeze(on);
			noting?.freeze(on);
		});
	}

	/** The room has ended: whether its end may be missing. Its keys are gone afterwards. */
	async finish(id: string): Promise<boolean> {
		const room = this.rooms.get(id);
		if (room) {
			room.isOver = true;
			return (await room.talk?.finish()) === 'cut';
		}
		return false;
	}

	drop(id: string): void {
		this.rooms.get(id)?.talk?.wipe();
		this.rooms.delete(id);
	}

	/** There are no rooms but these: of another, which ended while nobody heard it, nothing stays. */
	keep(rooms: readonly string[]): void {
		void this.vault
			.then((vault) => vault.keep(rooms))
			.then((over) => over.forEach((id) => this.options.store.remove(keyOf(fromHex(id)))))
			.catch(() => undefined);
	}

	/** The shift is over. */
	endShift(): void {
		this.keep([]);
	}

	/** Nobody is here any more: every key and all that waited is forgotten. */
	forget(): void {
		[...this.rooms.keys()].forEach((id) => this.drop(id));
		this.endShift();
	}

	private async create(room: SealedRoom): Promise<void> {
		const { store, send, now, identity } = this.options;
		const [who, vault] = await Promise.all([identity(), this.vault]);
		const { seat, topic } = room.opened;
		const { agency, mode, trust } = who;
		const seal = await StaffSeal.open({
			room: room.room.slice(),
			trust,
			store,
			now,
			vault,
			identity: who,
			accepted: {
				room: room.room.slice(),
				seat,
				purpose: CONVERSATION,
				agency,
				topic,
				mode,
			},
			news: (news) => talk.hear(news) || noting.hear(news) || this.options.news(room, news),
			changed: () => {
				talk.stir();
				noting.stir();
			},
		});
		const lost = (): void => this.options.news(room, { type: 'lost' });
		const side = { room: room.room, seat, seal, send: (frame: UpFrame) => send(room.out(frame)), now, lost };
		const talk: Talk = new Talk({ ...side, changed: () => this.options.changed(room) });
		const noting: Noting = new Noting({ ...side, changed: () => this.options.noted(room) });
		if (room.isOver || this.rooms.get(room.id) !== room) {
			talk.wipe();
			return;
		}
		room.seal = seal;
		room.talk = talk;
		room.noting = noting;
		room.resume();
		room.early.splice(0).forEach((frame) => room.handle(frame));
	}
}

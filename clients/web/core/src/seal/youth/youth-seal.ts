/**
 * The youth's browser as the centre of a room (se1.md 5 to 9): it shakes hands with each staff seat,
 * says by GRANTs who is in, seals and opens texts, and finds its way back after a reload with the seed
 * in the tab's store. A hold (section 8) uses it on the counsellor's side.
 */
import { toHex } from '../../bytes.ts';
import { checkAnswer, offerHashOf, type Asked, type Proven } from '../answer.ts';
import { SHIFT_MODE } from '../chain.ts';
import { checkConfirm } from '../confirm.ts';
import { chance, makePair, sha256 } from '../crypto.ts';
import { HISTORY, makeGrant, readCore, tieGrant, type Epoch } from '../grant.ts';
import { OFFER, ANSWER, GRANT, CONFIRM } from '../header.ts';
import { Reader, same, SealFault, type Bytes } from '../layout.ts';
import { makeOffer, seatOffered, CONVERSATION } from '../offer.ts';
import { SealRoom } from '../room.ts';
import { SUMMARY } from '../say.ts';
import { changeOf, forgetLink, personOf } from './guest.ts';
import type { Guest, History, Named, Seat, Who, YouthOptions } from './guest.ts';

export type { History, Named, Who, YouthOptions } from './guest.ts';

interface Kept {
	seed: Bytes;
	modes: [agency: string, mode: number][];
	/** The last own GRANT that the log has, whole: what waits can be read before there is a socket. */
	last: { epoch: number; g: Bytes; grant: Bytes } | null;
	guests: [seat: number, guest: Guest][];
}

/** Zeros begin a chain. */
const NONE = new Uint8Array(32);
const GONE = new Uint8Array(0);

export class YouthSeal extends SealRoom<YouthOptions, Kept> {
	private seed = this.found?.seed ?? chance.bytes(32);
	/** Of every agency that was named in this room: no statement changes it. */
	private readonly modes = new Map(this.found?.modes);
	private named: Named;
	private last = this.found?.last ?? null;
	private readonly guests = new Map(this.found?.guests);
	private seats = new Map<number, Seat>();
	/** What OFFERs to who was invited name. */
	private readonly besides = new Map<number, Named>();
	/** The relay has said who sits there. */
	private isSeated = false;
	/** Every OFFER of the log, by its hash. */
	private readonly offers = new Set<string>();
	/** Seats that have answered an old OFFER once more: their device has lost its keys. */
	private readonly keyless = new Set<number>();
	/** A valid CONFIRM of this epoch has come. */
	private confirmed = false;
	/** The key epoch of the room as the relay counts it. */
	private highest = 0;

	constructor(options: YouthOptions) {
		super(options, 0);
		const { last, seed } = this;
		this.named = this.name(options);
		if (last) {
			void this.run(async () => {
				const epoch = await tieGrant(last.grant, options.room, { seed }).catch(() => null);
				epoch && this.epochs.set(epoch.epoch, epoch);
			});
		}
	}

	/**
	 * Which staff seats the relay says are taken, all of them, whenever that changes and after each
	 * RESUME: who is new is asked for a handshake, who is gone is left out of the next GRANT. Nobody:
	 * the room waits for whoever comes next. `named`: what the OFFERs say from here on; of an agency
	 * that was named already, the mode stays.
	 */
	here(seats: readonly number[], named: Named = this.named): Promise<void> {
		return this.run(() => {
			const before = this.seats;
			this.named = this.name(named);
			this.seats = new Map(seats.map((seat) => [seat, before.get(seat) ?? {}]));
			this.isSeated = true;
			const members = this.last ? readCore(new Reader(this.last.grant)).seats : [];
			if (seats.length > 0 && members.length > 0 && !this.isAnyHere(members)) {
				this.pullUnstored();
			}
			seats.forEach((seat) => before.has(seat) || this.ask(seat));
		});
	}

	/** Who was invited has taken one more seat, and its OFFERs name this; or (null) has left it. */
	beside(seat: number, named: Named | null): Promise<void> {
		return this.run(() => {
			this.seats.set(seat, this.seats.get(seat) ?? {});
			named ? this.besides.set(seat, named) : this.seats.delete(seat);
			this.ask(seat);
		});
	}

	/** Everybody who was here has left for good: whoever comes back has to be let in like others. */
	part(): Promise<void> {
		return this.run(() => this.guests.forEach(forgetLink));
	}

	/** One more handshake with a seat: after a refusal, or when its device has lost its keys. */
	again(seat: number): Promise<void> {
		return this.run(() => void (this.seats.has(seat) && this.seats.set(seat, { anew: true })));
	}

	/** The youth's yes, and what the new one is shown of before; a summary is the first text then. */
	admit(seat: number, history: History, summary = ''): Promise<void> {
		return this.run(() => {
			const guest = this.guests.get(seat);
			if (guest) {
				guest.admitted = history;
			}
			if (summary !== '') {
				this.drafts.unshift({ type: SUMMARY, text: summary, whom: this.audience() });
			}
		});
	}

	/** The youth goes on with this agency in shift mode although its date is wrong, as it was told. */
	lowerMode(agency: string): Promise<void> {
		return this.run(() => {
			this.modes.set(agency, SHIFT_MODE);
			this.named = this.name(this.named);
			this.seats.forEach((seat) => (seat.failed = false));
		});
	}

	get open(): boolean {
		return this.confirmed && this.isAnyHere(this.order.epoch?.seats.slice(1) ?? []);
	}

	/** Who sits there or has sat there, once proven. */
	who(seat: number): Who | null {
		return this.guests.get(seat)?.who ?? null;
	}

	/** What the youth has said that it may read of before; null: nothing yet. */
	shown(seat: number): History | null {
		return this.guests.get(seat)?.admitted ?? null;
	}

	/** Everybody in the room now, by the last GRANT. */
	get people(): { seat: number; who: Who | null }[] {
		const seats = this.order.epoch?.seats.filter((seat) => this.seats.has(seat)) ?? [];
		return seats.map((seat) => ({ seat, who: this.who(seat) }));
	}

	override async wipe(): Promise<void> {
		this.seed.fill(0);
		this.guests.forEach(({ link }) => link.fill(0));
		this.guests.clear();
		this.seats.clear();
		await super.wipe();
	}

	protected names({ seats, answers }: Epoch): string[] {
		return seats.slice(1).map((seat, i) => {
			const guest = this.guests.get(seat);
			return guest && same(guest.answer, answers[i] ?? NONE) ? personOf(guest.who) : `${seat}`;
		});
	}

	/** Those who are in, and those who the youth has said may come in. Nobody: whoever comes next. */
	protected audience(): string[] | null {
		const { epoch } = this.order;
		const known = this.isSeated
			? this.admitted()
			: [...this.guests].filter(([, { isGone }]) => !isGone);
		const coming = known.map(([, { who }]) => personOf(who));
		const isAnyHere = epoch && this.isAnyHere(epoch.seats.slice(1));
		const whom = [...(isAnyHere ? this.names(epoch) : []), ...coming];
		return whom.length > 0 ? this.marked(whom) : null;
	}

	protected rewound(): void {
		this.confirmed = false;
		this.highest = 0;
		this.keyless.clear();
	}

	/** Only an OFFER has to be made again by hand: the others follow from who is here. */
	protected dropped(payload: Bytes): void {
		if (payload[1] === OFFER) {
			this.seats.forEach((seat) => delete seat.asked);
		}
	}

	protected kept(): Kept {
		const { seed, modes, last, guests } = this;
		return { seed, modes: [...modes], last, guests: [...guests] };
	}

	protected async step(kind: number, sender: number, payload: Bytes): Promise<void> {
		if (kind === OFFER) {
			this.offers.add(toHex(await sha256(payload)));
			this.keyless.delete(seatOffered(payload));
		} else if (kind === GRANT) {
			await this.granted(payload);
		} else if (kind === ANSWER) {
			await this.answered(sender, payload);
		} else if (kind === CONFIRM) {
			await this.confirms(sender, payload);
		} else {
			throw new SealFault('cannot_open');
		}
	}

	protected override gone(kind: number, seat: number, fault: SealFault): void {
		if (kind === ANSWER) {
			this.seats.set(seat, { failed: true });
		}
		super.gone(kind, seat, fault);
	}

	/** OFFERs to those who are there and unproven, a GRANT when the people are not those of the last. */
	protected async prepare(): Promise<void> {
		const { last } = this;
		if (last && !same(this.epochs.get(last.epoch)?.g ?? NONE, last.g)) {
			this.lose();
		}
		for (const [to, seat] of this.seats) {
			const isDone = !seat.anew && !this.keyless.has(to);
			const isProven = isDone && this.guests.get(to)?.answer.length;
			if (!isProven && !seat.asked && !seat.failed) {
				await this.offer(to);
			}
		}
		await this.grant();
	}

	private name({ agency, topic, minMode }: Named): Named {
		const mode = this.modes.get(agency) ?? minMode;
		this.modes.set(agency, mode);
		return { agency, topic, minMode: mode };
	}

	private ask(seat: number): void {
		if (this.guests.get(seat)?.admitted === null) {
			this.options.news({ type: 'asks', seat });
		}
	}

	private isAnyHere(seats: readonly number[]): boolean {
		return seats.some((seat) => this.seats.has(seat));
	}

	private admitted(): [number, Guest][] {
		return [...this.guests]
			.filter(([seat, { answer, admitted }]) => {
				return this.seats.has(seat) && admitted !== null && answer.length > 0;
			})
			.sort(([a], [b]) => a - b);
	}

	/** Continuity is lost: a new seed, a new chain, and everybody proves again who they are. */
	private lose(): void {
		this.seed = chance.bytes(32);
		this.last = this.order.epoch = null;
		this.confirmed = false;
		this.chain++;
		this.guests.forEach((guest) => (guest.answer = guest.link = GONE));
		this.seats.forEach((seat) => delete seat.asked);
		this.tellLost();
	}

	private async offer(to: number): Promise<void> {
		const { room, purpose = CONVERSATION, chosen } = this.options;
		const { key, point } = await makePair();
		const { next: cseq, highest: epoch } = this;
		const named = this.name(this.besides.get(to) ?? this.named);
		const offer = { ...named, epoch, cseq, room, to, purpose, point };
		const bytes = makeOffer(offer);
		const asked = { ...offer, chosen, key, hash: await sha256(bytes) };
		this.seats.set(to, { asked, moved: this.keyless.has(to) });
		this.push(bytes);
	}

	private async grant(): Promise<void> {
		const { epoch } = this.order;
		const members = this.admitted().slice(0, 3);
		const isSame =
			epoch?.answers.length === members.length &&
			members.every(([, { answer }], i) => same(answer, epoch.answers[i] ?? NONE));
		const isOver = this.highest <= this.stale;
		if (members.length === 0 || isSame || isOver || this.waits(GRANT)) {
			return;
		}
		const older = [...this.epochs.values()].sort((a, b) => b.epoch - a.epoch);
		const payload = await makeGrant({
			seed: this.seed,
			epoch: this.highest + 1,
			cseq: this.next,
			room: this.options.room,
			prev: epoch?.g ?? NONE,
			members: members.map(([seat, { answer, link, admitted }]) => {
				const isShown = admitted === 'everything' && !epoch?.seats.includes(seat);
				return { seat, answer, link, history: isShown ? older.slice(0, HISTORY - 1) : [] };
			}),
		});
		this.push(payload);
	}

	/** One's own GRANT is in the log. Others made with a seed that is lost mean nothing here. */
	private async granted(payload: Bytes): Promise<void> {
		const before = this.order.epoch;
		const secret = { seed: this.seed };
		const epoch = await tieGrant(payload, this.options.room, secret).catch(() => null);
		if (epoch && epoch.epoch > this.highest && same(epoch.prev, before?.g ?? NONE)) {
			this.enter(epoch);
			this.confirmed = false;
			const { cseq } = readCore(new Reader(payload)).header;
			const change = before && changeOf(before.seats, epoch.seats);
			change && this.options.news({ type: 'people', cseq, ...change });
			this.highest = epoch.epoch;
			if (epoch.epoch > (this.last?.epoch ?? 0)) {
				this.last = { epoch: epoch.epoch, g: epoch.g, grant: payload };
			}
			/* Links of those who have left are of no use any more. */
			[...this.guests]
				.filter(([seat]) => !epoch.seats.includes(seat) && !this.seats.has(seat))
				.forEach(([, guest]) => epoch.g === this.last?.g && forgetLink(guest));
		} else if (before) {
			throw new SealFault('cannot_open');
		} else {
			this.highest = Math.max(this.highest, new DataView(payload.buffer).getUint32(2));
			if (!this.last) {
				this.tellLost();
			}
		}
	}

	/**
	 * An ANSWER to an OFFER that another has replaced is old, not false. Where it comes behind the one
	 * that was taken, its device asks for another OFFER: it proves nothing, and need not.
	 */
	private async answered(sender: number, payload: Bytes): Promise<void> {
		const asked = this.seats.get(sender)?.asked;
		const hash = offerHashOf(payload);
		if (asked && (same(hash, asked.hash) || !this.offers.has(toHex(hash)))) {
			this.welcome(sender, await this.prove(payload, asked));
		} else if (same(await sha256(payload), this.guests.get(sender)?.answer ?? NONE)) {
			this.keyless.delete(sender);
		} else {
			this.keyless.add(sender);
		}
		this.order.anew(sender);
	}

	/** The first one is whom the youth has asked for; a person may change computers; others ask. */
	private welcome(sender: number, { hash: answer, link, chain }: Proven): void {
		const { agency, alias, mode, role, staff } = chain.certificate;
		const who = { staff: toHex(staff), agency, name: chain.statement.name, alias, mode, role };
		const isThat = ({ isGone, admitted, who: known }: Guest) =>
			!isGone && admitted && personOf(known) === personOf(who);
		const [old] = [...this.guests].find(([, guest]) => isThat(guest)) ?? [];
		const isFirst = this.highest + this.chain + this.admitted().length === 0;
		const isMoved = this.seats.get(sender)?.moved;
		this.keyless.delete(sender);
		if (old) {
			this.guests.delete(old);
			old === sender || this.seats.delete(old);
		}
		if (old && (isMoved || old !== sender)) {
			this.options.news({ type: 'moved', seat: sender });
		}
		this.seats.set(sender, {});
		const admitted = isFirst ? 'everything' : old ? 'nothing' : null;
		this.guests.set(sender, { answer, link, who, admitted });
		this.ask(sender);
	}

	/**
	 * Where the screen has named shift mode, the date is tried once more with the service's, whose
	 * owner signs anyway.
	 */
	private async prove(payload: Bytes, asked: Asked): Promise<Proven> {
		const { trust, now, serviceNow } = this.options;
		const check = (at: number) => checkAnswer(payload, asked, trust, Math.floor(at / 1000));
		try {
			return await check(now());
		} catch (fault) {
			if (!serviceNow || asked.minMode !== SHIFT_MODE) {
				throw fault;
			}
			return check(serviceNow());
		}
	}

	/** Of an epoch whose links are gone it is not needed any more. */
	private async confirms(seat: number, payload: Bytes): Promise<void> {
		const { epoch } = this.order;
		const guest = this.guests.get(seat);
		const answer = epoch?.answers[epoch.seats.indexOf(seat) - 1];
		if (epoch && guest && !guest.isGone && answer && same(guest.answer, answer)) {
			await checkConfirm(payload, { ...epoch, seat, link: guest.link, answer });
			this.confirmed = true;
		}
	}
}

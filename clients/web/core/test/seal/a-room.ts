/**
 * A room without a daemon: agencies with their keys, and sides that read its log and send what their
 * machines give out. Only tests move it.
 */
import { randomBytes } from 'node:crypto';
import type { Trust } from '../../src/seal/chain.ts';
import type { Bytes } from '../../src/seal/layout.ts';
import type { Line, LogEntry, News, Parcel } from '../../src/seal/traffic.ts';
import type { Accepted, Identity } from '../../src/seal/staff/answering.ts';
import { makeCertificate, makeStatement } from '../../src/seal/staff/issue.ts';
import { StaffSeal } from '../../src/seal/staff/staff-seal.ts';
import { memoryVault } from '../../src/seal/staff/vault.ts';
import { YouthSeal, type YouthOptions } from '../../src/seal/youth/youth-seal.ts';
import { memoryStore, type Store } from '../../src/store.ts';
import { Relay } from './a-relay.ts';
import { pointOf, signerOf } from './rfc6979.ts';

export const ROOM = new Uint8Array(16).fill(7);
export const TOPIC = 'family';
/** Seconds: the day on which everything happens. */
export const TODAY = 1_798_000_000;
const DAY = 86_400;

/** A private key with its point, to be used by rfc6979.ts. */
export const someKey = (): { d: Bytes; point: Bytes } => {
	const d = new Uint8Array(randomBytes(32));
	d[0] = 1;
	return { d, point: pointOf(d) };
};

/** The root that TRUST names. */
export const root = someKey();
export const TRUST: Trust = { roots: [root.point], minSerial: 5 };

export interface PersonPlan {
	agency: string;
	mode?: number;
	role?: number;
	alias: string;
	/** Seconds; the end of the certificate. */
	until?: number;
	root?: { d: Bytes };
}

export interface Staff extends Identity {
	agency: string;
	mode: number;
	/** The stable id, and the device's public key. */
	id: Bytes;
	point: Bytes;
}

/** A staff person with a device, as somebody who trusts `root` would certify it. */
export async function person(plan: PersonPlan): Promise<Staff> {
	const { agency, mode = 1, role = 1, alias } = plan;
	const [signer, device] = [someKey(), someKey()];
	const id = new Uint8Array(randomBytes(16));
	const keys = mode === 1 ? [signer.point] : [signer.point, someKey().point];
	const notAfter = plan.until ?? TODAY + 10_000;
	const statement = await makeStatement(
		{
			mode,
			serial: 5,
			notBefore: TODAY - DAY,
			notAfter: TODAY + DAY,
			keys,
			agency,
			name: `The ${agency}`,
		},
		signerOf((plan.root ?? root).d),
	);
	const certificate = await makeCertificate(
		{
			mode,
			role,
			notBefore: notAfter - 20_000,
			notAfter,
			index: 0,
			staff: id,
			device: device.point,
			agency,
			alias,
		},
		signerOf(signer.d),
	);
	const { point } = device;
	return { statement, certificate, sign: signerOf(device.d), agency, mode, id, point };
}

type Tamper = (entry: LogEntry) => LogEntry;

/** One browser: it reads the log in order and sends its outbox. */
export class Side<M extends YouthSeal | StaffSeal> {
	machine!: M;
	news: News[] = [];
	sends = true;
	reads = true;
	/** What the relay makes of an entry for this side. */
	tamper: Tamper = (entry) => entry;
	private at = 0;
	private notesAt = 0;

	constructor(
		readonly me: number,
		protected readonly relay: Relay,
	) {}

	readonly told = (news: News): void => void this.news.push(news);

	/** A fresh page, or a socket that came back: the log from its beginning. */
	async attach(machine: M): Promise<void> {
		this.machine = machine;
		this.at = this.notesAt = 0;
		await machine.resume(this.relay.next(this.me), true);
		if (machine instanceof StaffSeal) {
			await machine.resumeNotes(this.relay.next(128 + this.me));
		}
	}

	/** Reads and sends once; whether anything has moved. */
	async turn(): Promise<boolean> {
		const before = this.relay.log.length + this.relay.notes.length;
		const moved = this.reads && (await this.read());
		let refused = false;
		if (this.sends) {
			const { machine } = this;
			refused = await this.send(machine.outbox, (cseq) => machine.refused(cseq));
			if (machine instanceof StaffSeal) {
				const refuse = (cseq: number) => machine.refusedNote(cseq);
				refused = (await this.send(machine.notes.outbox, refuse)) || refused;
			}
		}
		return moved || refused || this.relay.log.length + this.relay.notes.length !== before;
	}

	private async send(
		outbox: readonly Parcel[],
		refuse: (cseq: number) => Promise<void>,
	): Promise<boolean> {
		for (const parcel of [...outbox]) {
			const answer = this.relay.append(parcel);
			if (answer === 'epoch') {
				await refuse(parcel.cseq);
			}
			if (answer !== 'ok') {
				return answer === 'epoch';
			}
		}
		return false;
	}

	private async read(): Promise<boolean> {
		const { machine, relay } = this;
		const start = this.at + this.notesAt;
		while (this.at < relay.log.length) {
			await this.one(relay.log[this.at]!, (entry) => machine.entry(entry));
			this.at++;
		}
		while (machine instanceof StaffSeal && this.notesAt < relay.notes.length) {
			await this.one(relay.notes[this.notesAt]!, (entry) => machine.noteEntry(entry));
			this.notesAt++;
		}
		return this.at + this.notesAt > start;
	}

	/** A refused entry is read once more. */
	private async one(entry: LogEntry, feed: (entry: LogEntry) => Promise<string>): Promise<void> {
		const shown = this.tamper({ ...entry, payload: entry.payload.slice() });
		if ((await feed(shown)) === 'again') {
			await feed(shown);
		}
	}

	/** The lines of the screen, `sender: text`. */
	get lines(): string[] {
		return this.of('line').map(({ line }) => `${line.sender}: ${line.text}`);
	}
	get noted(): string[] {
		return this.of('note').map(({ line }) => `${line.sender}: ${line.text}`);
	}
	of<T extends News['type']>(type: T): Extract<News, { type: T }>[] {
		return this.news.filter((n): n is Extract<News, { type: T }> => n.type === type);
	}
	get back(): string[] {
		return this.of('back').flatMap(({ texts }) => texts);
	}
	get last(): Line | undefined {
		return this.of('line').at(-1)?.line;
	}
}

export class YouthSide extends Side<YouthSeal> {
	store: Store = memoryStore();
	time = TODAY * 1000;
	options: Partial<YouthOptions> = {};

	constructor(
		relay: Relay,
		readonly seats: number[] = [],
	) {
		super(0, relay);
	}

	/** A machine on the tab's store that has no socket yet. */
	page(): YouthSeal {
		return new YouthSeal({
			room: ROOM,
			trust: TRUST,
			store: this.store,
			now: () => this.time,
			news: this.told,
			changed: () => undefined,
			agency: '',
			topic: TOPIC,
			minMode: 1,
			...this.options,
		});
	}

	/** A new page on the same tab's store, or on an empty one. */
	async load(store = this.store): Promise<void> {
		this.store = store;
		this.news = [];
		await this.attach(this.page());
		await this.machine.here(this.seats);
	}

	async here(...seats: number[]): Promise<void> {
		this.seats.splice(0, this.seats.length, ...seats);
		await this.machine.here(seats);
	}
}

export class StaffSide extends Side<StaffSeal> {
	store: Store = memoryStore();
	vault = memoryVault();
	accepted: Partial<Accepted> = {};

	constructor(
		seat: number,
		relay: Relay,
		readonly identity: Identity & { agency: string; mode: number },
	) {
		super(seat, relay);
	}

	/** The browser process starts anew, with what IndexedDB has kept. */
	async load(store = memoryStore(), vault = this.vault): Promise<void> {
		this.store = store;
		this.vault = vault;
		this.news = [];
		const { agency, mode } = this.identity;
		await this.attach(
			await StaffSeal.open({
				room: ROOM,
				trust: TRUST,
				store,
				vault,
				now: () => TODAY * 1000,
				news: this.told,
				changed: () => undefined,
				identity: this.identity,
				accepted: {
					room: ROOM,
					seat: this.me,
					purpose: 0,
					agency,
					topic: TOPIC,
					mode,
					...this.accepted,
				},
			}),
		);
	}
}

/** Everybody reads and sends until nothing moves any more. */
export async function settle(...sides: Side<YouthSeal | StaffSeal>[]): Promise<void> {
	for (let i = 0; i < 60; i++) {
		let moved = false;
		for (const side of sides) {
			moved = (await side.turn()) || moved;
		}
		if (!moved) {
			return;
		}
	}
	throw new Error('it never comes to rest');
}

export const ida = await person({ agency: 'unge-oslo', alias: 'Ida' });
export const bo = await person({ agency: 'unge-oslo', alias: 'Bo' });
export const kim = await person({ agency: 'kors-bergen', alias: 'Kim', mode: 2 });

export interface Pair {
	relay: Relay;
	youth: YouthSide;
	staff: StaffSide;
	all: (YouthSide | StaffSide)[];
}

/** A youth and Ida, who can write to each other. */
export async function aPair(): Promise<Pair> {
	const relay = new Relay();
	const youth = new YouthSide(relay, [1]);
	const staff = new StaffSide(1, relay, ida);
	await youth.load();
	await staff.load();
	await settle(youth, staff);
	return { relay, youth, staff, all: [youth, staff] };
}

/** Somebody more sits down. */
export async function joins(
	pair: Pair,
	seat: number,
	who: StaffSide['identity'],
): Promise<StaffSide> {
	const staff = new StaffSide(seat, pair.relay, who);
	await staff.load();
	pair.all.push(staff);
	return staff;
}

/** Bo sits down on seat 2, and the youth's page has heard of it and asks. */
export async function boJoins(pair: Pair): Promise<StaffSide> {
	const second = await joins(pair, 2, bo);
	await pair.youth.here(1, 2);
	await settle(...pair.all);
	return second;
}

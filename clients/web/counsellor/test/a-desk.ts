/** A desk over a fake socket, the frames that it is told, and a phone that seals with it. */
import { memoryStore, type Store } from '@samtale/core/store';
import type { DownFrame, UpFrame } from '@samtale/core/frames';
import { memoryVault } from '@samtale/core/seal/staff/vault';
import { Relay, ROOM, YouthEnd, type End } from '../../core/test/a-talk.ts';
import { FakeEnv, welcome, type FakeSocket } from '../../core/test/fakes.ts';
import { ida, TODAY, TOPIC, TRUST } from '../../core/test/seal/a-room.ts';
import { Desk } from '../src/desk.ts';
import type { KeyStore } from '@samtale/staff/key-desk';
import type { DeskOptions } from '../src/desk-options.ts';
import { shiftStore } from '../src/shift-store.ts';
import { Bearer } from '@samtale/staff/bearer';
import { Sound } from '@samtale/staff/sound';

export const bytes = (n: number, value: number): Uint8Array => new Uint8Array(n).fill(value);
export const idOf = (n: number): string => n.toString(16).padStart(2, '0').repeat(16);
/** The room of the phone. */
export const SEALED = ROOM[0] ?? 0;

export const person: DownFrame = {
	type: 'person',
	token: bytes(32, 6),
	role: 2,
	alias: 'Ida',
	agency: ida.agency,
	agency_name: 'Unge i Oslo',
	pool: 'no',
	region: '0301',
	staff: ida.id,
	statement: ida.statement,
};
export const certified: DownFrame = { type: 'certified', certificate: ida.certificate };
export const resumed = (rooms: number): DownFrame => ({ type: 'resumed', token: bytes(32, 6), rooms });
export const shifted = (state: number, why = 'asked', load = 0): DownFrame => ({
	type: 'shifted',
	state,
	capacity: 2,
	load,
	why,
});
export const opened = (room: number, resumedAs = 0, offer = 7): DownFrame => ({
	type: 'opened',
	room: bytes(16, room),
	offer,
	seat: 1,
	topic: TOPIC,
	region: '0301',
	level: 0,
	languages: ['nb'],
	urgency: 0,
	waited: 5,
	since: 0,
	log_epoch: 1,
	next_cseq: 1,
	resumed: resumedAs,
	invited: 0,
});
export const offer: DownFrame = {
	type: 'offer',
	offer: 7,
	topic: 'school',
	region: '0301',
	level: 0,
	languages: ['nb'],
	urgency: 0,
	who: 0,
	waited: 5,
	deadline: 20,
	invited: 0,
};
/** What localStorage is to a desk. */
export const memoryKeys = (): KeyStore => {
	const kept = new Map<string, string>();
	return {
		getItem: (key) => kept.get(key) ?? null,
		setItem: (key, value) => void kept.set(key, value),
		removeItem: (key) => void kept.delete(key),
	};
};
export const choices = { capacity: 2, scope: 2, topics: ['school'], languages: ['nb'] };

/** Waits for what crypto brings, under a clock that stands still. */
export async function until(holds: () => boolean): Promise<void> {
	while (!holds()) {
		await new Promise(setImmediate);
	}
}

/** What a crash of the page leaves: the tab's store and IndexedDB. */
export interface Kept {
	tab: Store;
	vault: ReturnType<typeof memoryVault>;
}
export const kept = (): Kept => ({ tab: memoryStore(), vault: memoryVault() });

export function make({ tab, vault }: Kept = kept(), more: Partial<DeskOptions> = {}) {
	const env = new FakeEnv();
	const desk = new Desk({
		url: 'ws://samtale.test/socket',
		language: 'nb',
		store: shiftStore(tab),
		bearer: new Bearer(memoryStore()),
		marks: { of: () => '', keep: () => undefined },
		enrol: () => undefined,
		sound: new Sound(() => {
			throw new Error('none');
		}),
		usual: () => choices,
		line: () => ({ env, lastDelay: () => 1000 }),
		ask: async () => ({ ok: false, code: 'net' }),
		keyStore: memoryKeys,
		askToNotify: () => undefined,
		visible: () => true,
		vault: Promise.resolve(vault),
		device: async () => ({ point: ida.point, sign: ida.sign }),
		trust: async () => TRUST,
		...more,
	});
	const down = (...frames: DownFrame[]): void => frames.forEach((frame) => env.last.down(frame));
	return { env, desk, tab, down };
}

/** A desk that a reload finds on shift. */
export function back(what: Kept = kept(), more: Partial<DeskOptions> = {}) {
	what.tab.set('token', '05'.repeat(32));
	const made = make(what, more);
	made.desk.start();
	made.env.last.open();
	made.down({ ...welcome(), now: Date.now() });
	return made;
}

export type Made = ReturnType<typeof back>;

/** PERSON, and the certificate that the desk asks for. */
export async function certify({ env, down }: Made): Promise<void> {
	down(person);
	await until(() => env.last.types().includes('certify'));
	down(certified);
}

/** The desk as an end of the relay that the phone is at too. */
function endOf({ env }: Made, relay: Relay): End {
	const socket = env.last;
	const send = socket.send.bind(socket);
	const end = {
		seat: 1,
		online: true,
		socket: 0,
		talk: { handle: (frame: DownFrame) => env.last === socket && socket.down(frame) },
	} as unknown as End;
	socket.send = (sent: Uint8Array) => {
		send(sent);
		relay.up(end, socket.sent.at(-1) as UpFrame);
	};
	return end;
}

/** A phone in the sealed room, and the relay between it and desks. */
export async function aPhone(): Promise<YouthEnd> {
	const phone = new YouthEnd(0, new Relay());
	await phone.load();
	return phone;
}

/** The room opens at this desk, with the log behind what its RESUME has told. */
export function enter(made: Made, phone: YouthEnd): void {
	const { relay } = phone;
	const end = endOf(made, relay);
	const { rooms = [], offsets = [], log_epochs = [] } = (made.env.last.sent.find(
		({ type }) => type === 'resume',
	) ?? {}) as { rooms?: Uint8Array[]; offsets?: number[]; log_epochs?: number[] };
	const at = rooms.findIndex((room) => room[0] === SEALED);
	const from = log_epochs[at] === relay.logEpoch ? (offsets[at] ?? 0) : 0;
	relay.ends.forEach((old) => old !== phone && relay.ends.delete(old));
	relay.ends.add(end);
	made.down({
		...opened(SEALED, 1),
		log_epoch: relay.logEpoch,
		next_cseq: relay.next(1),
	} as DownFrame);
	relay.log.slice(from).forEach((entry) => relay.down(end, entry));
}

/** A desk that came back on shift, certified, in the room with the phone. */
export async function together(phone: YouthEnd, what: Kept = kept()): Promise<Made> {
	const made = back(what);
	made.down(resumed(1));
	await certify(made);
	made.down(shifted(0, 'resumed', 1));
	enter(made, phone);
	return made;
}

export const roomOf = ({ desk }: Pick<Made, 'desk'>, room = SEALED) =>
	desk.state.value.rooms.find(({ id }) => id === idOf(room));
export const texts = (made: Pick<Made, 'desk'>): (string | null)[] =>
	roomOf(made)?.messages.map((message) => message.text) ?? [];
export { TODAY, type FakeSocket };

/** A desk over a fake socket, and the frames that it is told. */
import { memoryStore, type Store } from '@samtale/core/store';
import { seal } from '@samtale/core/seal';
import type { DownFrame } from '@samtale/core/frames';
import { FakeEnv, welcome } from '../../core/test/fakes.ts';
import { Desk } from '../src/desk.ts';
import { shiftStore } from '../src/shift-store.ts';
import { Sound } from '../src/sound.ts';

export const bytes = (n: number, value: number): Uint8Array => new Uint8Array(n).fill(value);
export const idOf = (n: number): string => n.toString(16).padStart(2, '0').repeat(16);

export const person: DownFrame = {
	type: 'person',
	token: bytes(32, 6),
	role: 2,
	alias: 'Ida',
	agency: 'oslo',
	agency_name: 'Ung i Oslo',
	pool: 'no',
	region: '0301',
	staff: bytes(16, 9),
	statement: bytes(0, 0),
};
export const resumed = (rooms: number): DownFrame => ({ type: 'resumed', token: bytes(32, 6), rooms });
export const shifted = (state: number, why = 'asked'): DownFrame => ({
	type: 'shifted',
	state,
	capacity: 2,
	load: 0,
	why,
});
export const opened = (room: number, resumedAs = 0, offer = 7): DownFrame => ({
	type: 'opened',
	room: bytes(16, room),
	offer,
	seat: 1,
	topic: 'school',
	region: '0301',
	level: 0,
	languages: ['nb'],
	urgency: 0,
	waited: 5,
	since: 0,
	log_epoch: 1,
	next_cseq: 1,
	resumed: resumedAs,
});
export const entry = (
	room: number,
	offset: number,
	sender: number,
	cseq: number,
	text: string,
): DownFrame => ({
	type: 'entry',
	room: bytes(16, room),
	log_epoch: 1,
	offset,
	sender,
	cseq,
	kind: 0,
	key_epoch: 0,
	at: offset,
	payload: seal('demo', text),
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
};
export const choices = { capacity: 2, scope: 2, topics: ['school'], languages: ['nb'] };

export function make(tab: Store = memoryStore()) {
	const env = new FakeEnv();
	const desk = new Desk({
		url: 'ws://samtale.test/socket',
		language: 'nb',
		store: shiftStore(tab),
		sound: new Sound(() => {
			throw new Error('none');
		}),
		usual: () => choices,
		line: () => ({ env, lastDelay: () => 1000 }),
		askToNotify: () => undefined,
		visible: () => true,
	});
	const down = (...frames: DownFrame[]): void => frames.forEach((frame) => env.last.down(frame));
	return { env, desk, tab, down };
}

/** A desk that a reload finds on shift. */
export function back(tab: Store = memoryStore()) {
	tab.set('token', '05'.repeat(32));
	const made = make(tab);
	made.desk.start();
	made.env.last.open();
	made.down(welcome());
	return made;
}

export const texts = (desk: Desk): (string | null)[][] =>
	desk.state.value.rooms.map((room) => room.messages.map((message) => message.text));

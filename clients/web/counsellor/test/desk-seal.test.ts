/** The desk sealed: certificate, rooms over reloads and crashes, lost keys, ends. */
import { checkRequest } from '@samtale/core/seal/staff/request';
import type { Bytes } from '@samtale/core/seal/layout';
import type { DownFrame, UpFrame } from '@samtale/core/frames';
import { memoryStore } from '@samtale/core/store';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ida, bo, TODAY } from '../../core/test/seal/a-room.ts';
import {
	aPhone,
	back,
	bytes,
	certify,
	enter,
	idOf,
	kept,
	person,
	resumed,
	roomOf,
	SEALED,
	shifted,
	texts,
	together,
	until,
	type Made,
} from './a-desk.ts';
import { welcome } from '../../core/test/fakes.ts';

const ROOM_ID = idOf(SEALED);

beforeEach(() => {
	const toFake = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] as const;
	vi.useFakeTimers({ toFake: [...toFake], now: TODAY * 1000 });
});
afterEach(() => void vi.useRealTimers());

const asked = ({ env }: Made): UpFrame[] => env.last.sent.filter(({ type }) => type === 'certify');
const refusal = (code: string): DownFrame => ({
	type: 'refused',
	frame: 43,
	room: new Uint8Array(0),
	number: 0,
	code,
	retry_after: 2,
});

describe('a certificate', () => {
	test('is asked for after PERSON, by a request that the device has signed', async () => {
		const made = back();
		made.down(resumed(0), person);
		await until(() => asked(made).length === 1);
		const [frame] = asked(made) as { request: Uint8Array }[];
		expect(await checkRequest(frame?.request.slice() as Bytes)).toEqual({
			role: 1,
			staff: ida.id,
			device: ida.point,
			agency: ida.agency,
			alias: 'Ida',
		});
	});
	test('is not asked for by somebody who may not answer youths', async () => {
		const made = back();
		made.down(resumed(0), { ...person, role: 4 } as DownFrame);
		await new Promise(setImmediate);
		await new Promise(setImmediate);
		expect(asked(made)).toEqual([]);
	});
	test('that is at hand is not asked for on another socket', async () => {
		const phone = await aPhone();
		const made = await together(phone);
		await until(() => roomOf(made)?.seal === 'open');
		made.env.last.drop(1006);
		made.env.pass(60_000);
		made.env.last.open();
		made.down(welcome(), resumed(0), person, shifted(0, 'resumed'));
		await new Promise(setImmediate);
		expect(asked(made)).toEqual([]);
	});
	test('is asked for again when the signer was out of reach', async () => {
		const made = back();
		made.down(resumed(0), person);
		await until(() => asked(made).length === 1);
		made.down(refusal('delayed'));
		vi.advanceTimersByTime(2_000);
		await until(() => asked(made).length === 2);
		expect(made.desk.state.value.uncertified).toBe(false);
	});
	test('that is refused is said on the screen, and the refusal is not told as one of an act', async () => {
		const made = back();
		made.down(resumed(0), person, shifted(0, 'resumed'));
		await until(() => asked(made).length === 1);
		made.down(refusal('seal'));
		expect(made.desk.state.value).toMatchObject({ uncertified: true, notice: null });
	});
	test("of another person's device is none", async () => {
		const made = back();
		made.down(resumed(0), person);
		await until(() => asked(made).length === 1);
		made.down({ type: 'certified', certificate: bo.certificate });
		await until(() => made.desk.state.value.uncertified);
	});
});

describe('a room', () => {
	test('takes and gives texts, in order and once', async () => {
		const phone = await aPhone();
		phone.talk.say('hei');
		const made = await together(phone);
		await until(() => texts(made).length === 1);
		expect(made.desk.say(ROOM_ID, 'hallo')).toBe(true);
		await until(() => phone.lines.length === 2);
		phone.talk.say('takk');
		await until(() => texts(made).length === 3);
		expect(texts(made)).toEqual(['hei', 'hallo', 'takk']);
		expect(phone.lines).toEqual(['0: hei', '1: hallo', '0: takk']);
	});
	test('that opens before there is a certificate waits for it', async () => {
		const phone = await aPhone();
		const made = back();
		made.down(resumed(1), shifted(0, 'resumed', 1));
		enter(made, phone);
		expect(roomOf(made)?.seal).toBe('making');
		expect(made.desk.say(ROOM_ID, 'for tidlig')).toBe(false);
		await certify(made);
		await until(() => roomOf(made)?.seal === 'open');
	});
	test('is mended after a loss of the socket with what is known', async () => {
		const phone = await aPhone();
		const made = await together(phone);
		phone.talk.say('hei');
		await until(() => texts(made).length === 1);
		made.env.last.drop(1006);
		made.env.pass(60_000);
		made.env.last.open();
		made.down(welcome());
		expect(made.env.last.sent[1]).toMatchObject({
			type: 'resume',
			rooms: [bytes(16, SEALED)],
			log_epochs: [1],
			offsets: [5],
		});
	});
	test('whose socket swallows what is said is left for another after a while', async () => {
		const phone = await aPhone();
		const made = await together(phone);
		await until(() => roomOf(made)?.seal === 'open' && phone.machine.open);
		phone.relay.tamper = (frame) => (frame.type === 'ack' ? null : frame);
		made.desk.say(ROOM_ID, 'hei');
		await until(() => phone.lines.length === 1);
		vi.advanceTimersByTime(15_000);
		await until(() => made.env.sockets.length === 2);
	});
});

describe('a page that starts anew', () => {
	test('reads the room again, each line once, and sends what waited', async () => {
		const phone = await aPhone();
		const tab = kept();
		const first = await together(phone, tab);
		phone.talk.say('hei');
		await until(() => texts(first).length === 1);
		first.desk.say(ROOM_ID, 'hallo');
		await until(() => phone.lines.length === 2);
		first.env.last.drop(1006);
		expect(first.desk.say(ROOM_ID, 'venter')).toBe(true);
		await until(() => texts(first).length === 3);
		const second = await together(phone, tab);
		await until(() => phone.lines.length === 3 && texts(second).length === 3);
		await until(() => roomOf(second)?.messages.every(({ state }) => state !== 'waiting') === true);
		expect(texts(second)).toEqual(['hei', 'hallo', 'venter']);
		expect(asked(second)).toHaveLength(1);
	});
	test('in another process reads the room from IndexedDB alone', async () => {
		const phone = await aPhone();
		const tab = kept();
		const first = await together(phone, tab);
		phone.talk.say('hei');
		await until(() => texts(first).length === 1);
		const second = await together(phone, { ...tab, tab: memoryStore() });
		await until(() => texts(second).length === 1 && roomOf(second)?.seal === 'open');
		expect(texts(second)).toEqual(['hei']);
		expect(roomOf(second)).toMatchObject({ gap: false });
	});
	test('without its keys goes on with a new handshake, once the youth agrees', async () => {
		const phone = await aPhone();
		const first = await together(phone);
		phone.talk.say('hei');
		await until(() => texts(first).length === 1);
		const second = await together(phone);
		await phone.machine.again(1);
		await until(() => roomOf(second)?.seal === 'open');
		phone.talk.say('igjen');
		await until(() => texts(second).includes('igjen'));
		expect(texts(second)).toEqual([null, 'igjen']);
	});
});

describe('a key that the phone has lost', () => {
	test('shuts the field until the counsellor has read about it', async () => {
		const phone = await aPhone();
		const made = await together(phone);
		phone.talk.say('hei');
		await until(() => texts(made).length === 1);
		phone.store = memoryStore();
		await phone.load();
		await until(() => phone.of('asks').length === 1);
		await phone.machine.admit(1, 'nothing');
		await until(() => roomOf(made)?.seal === 'held');
		expect(made.desk.say(ROOM_ID, 'nei')).toBe(false);
		made.desk.understood(ROOM_ID);
		await until(() => roomOf(made)?.seal === 'open');
		expect(made.desk.say(ROOM_ID, 'ja')).toBe(true);
		await until(() => phone.lines.includes('1: ja'));
	});
});

describe('the end', () => {
	const ended: DownFrame = { type: 'ended', room: bytes(16, SEALED), reason: 'left' };
	test('is said before the room is left, and leaves no key', async () => {
		const phone = await aPhone();
		const tab = kept();
		const made = await together(phone, tab);
		phone.talk.say('hei');
		await until(() => texts(made).length === 1);
		made.desk.forms.end(ROOM_ID);
		made.desk.forms.endNow(ROOM_ID);
		await until(() => made.env.last.types().includes('leave'));
		made.down(ended);
		expect(await phone.talk.finish()).toBe('complete');
		expect(roomOf(made)).toMatchObject({ ended: 'left', cut: false });
		while ((await tab.vault.load(ROOM_ID)) !== null) {
			await new Promise(setImmediate);
		}
		expect(texts(made)).toEqual(['hei']);
	});
	test('that nobody said may be missing, and the screen says so', async () => {
		const phone = await aPhone();
		const made = await together(phone);
		phone.talk.say('hei');
		await until(() => texts(made).length === 1);
		made.down(ended);
		await until(() => roomOf(made)?.cut === true);
	});
	test('that came while there was no socket leaves no key', async () => {
		const phone = await aPhone();
		const tab = kept();
		const made = await together(phone, tab);
		await until(() => roomOf(made)?.seal === 'open');
		expect(await tab.vault.load(ROOM_ID)).not.toBeNull();
		made.env.last.drop(1006);
		made.env.pass(60_000);
		made.env.last.open();
		made.down(welcome(), resumed(0), person, shifted(0, 'resumed'));
		await until(() => roomOf(made)?.ended === 'lost');
		while ((await tab.vault.load(ROOM_ID)) !== null) {
			await new Promise(setImmediate);
		}
		expect(tab.tab.get(`seal.${ROOM_ID}`)).toBeNull();
	});
	test('that came while the browser was dead leaves no key, and takes none of a room that lives', async () => {
		const phone = await aPhone();
		const tab = kept();
		const first = await together(phone, tab);
		await until(() => roomOf(first)?.seal === 'open');
		const other = 'ab'.repeat(16);
		await tab.vault.save(other, (await tab.vault.load(ROOM_ID))!);
		const reloaded = memoryStore();
		reloaded.set(`seal.${other}`, tab.tab.get(`seal.${ROOM_ID}`)!);
		const second = await together(phone, { ...tab, tab: reloaded });
		while ((await tab.vault.load(other)) !== null) {
			await new Promise(setImmediate);
		}
		await until(() => roomOf(second)?.seal === 'open');
		await until(() => reloaded.get(`seal.${other}`) === null);
		expect(reloaded.get(`seal.${ROOM_ID}`)).not.toBeNull();
		expect(await tab.vault.load(ROOM_ID)).not.toBeNull();
	});
	test('of a session takes every key with it', async () => {
		const phone = await aPhone();
		const tab = kept();
		const made = await together(phone, tab);
		await until(() => roomOf(made)?.seal === 'open');
		expect(await tab.vault.load(ROOM_ID)).not.toBeNull();
		made.desk.logout();
		await new Promise(setImmediate);
		expect(await tab.vault.load(ROOM_ID)).toBeNull();
		expect(tab.tab.get(`seal.${ROOM_ID}`)).toBeNull();
	});
});

/** Notes over the machines of a room: to the staff of now, exactly once, in order, over reloads. */
import { beforeEach, describe, expect, test } from 'vitest';
import { TALK_TIMES } from '../src/talk.ts';
import { memoryStore } from '../src/store.ts';
import { aStaffedWorld, comesBo, type NotingWorld } from './a-lane.ts';
import { HANDSHAKE, until } from './a-talk.ts';

let w: NotingWorld;

/** All of staff show these notes, stored in this order. */
async function staffShow(...notes: string[]): Promise<void> {
	const expected = notes.map((note, i) => `${note} sent ${i + 1}`).join();
	const ends = [w.ida, w.bo].filter(({ noting }) => noting !== undefined);
	await until(() => ends.every((end) => end.notes.join() === expected));
}
const notesOf = ({ sent }: { sent: { type: string }[] }) => sent.filter(({ type }) => type === 'note');

describe('a note', () => {
	beforeEach(async () => void (w = await aStaffedWorld(true)));

	test('reaches all of staff in one order, and the youth sees neither it nor a gap', async () => {
		w.ida.noting.write('hvem tar denne?');
		await staffShow('1: hvem tar denne?');
		w.ida.talk.say('hei');
		w.bo.noting.write('jeg');
		await staffShow('1: hvem tar denne?', '2: jeg');
		w.youth.talk.say('hei hei');
		await until(() => w.youth.lines.length === 2 && w.bo.lines.length === 2);
		expect(w.youth.lines).toEqual(['1: hei', '0: hei hei']);
		expect(w.youth.lost).toBe(0);
	});
	test('whose ack is lost is sent again and stored once', async () => {
		w.relay.tamper = (frame, end) =>
			end === w.ida && ['note_ack', 'noted'].includes(frame.type) ? null : frame;
		w.ida.noting.write('en');
		await until(() => w.relay.lane.length === 1);
		w.ida.drop();
		w.relay.tamper = (frame) => frame;
		w.ida.again();
		await staffShow('1: en');
		w.ida.noting.write('to');
		await staffShow('1: en', '1: to');
	});
	test('that never gets an answer makes the page dial anew', async () => {
		w.relay.tamper = (frame) => (frame.type === 'note_ack' || frame.type === 'noted' ? null : frame);
		w.ida.noting.write('en');
		await until(() => notesOf(w.ida).length === 1);
		expect(w.ida.noting.tick()).toBe(false);
		w.relay.time += TALK_TIMES.stuck;
		expect(w.ida.noting.tick()).toBe(true);
	});
	test('that was stored is waited for no more', async () => {
		w.ida.noting.write('en');
		await staffShow('1: en');
		w.relay.time += TALK_TIMES.stuck;
		expect(w.ida.noting.tick()).toBe(false);
	});
	test('that comes before the GRANT of its epoch waits for it, and is read then', async () => {
		w.bo.drop();
		w.bo.talk.say('venter');
		w.ida.noting.write('en');
		await until(() => w.relay.lane.length === 1);
		await w.bo.load();
		/* The lane alone, as if the log were slow. */
		const held: (() => void)[] = [];
		const handle = w.bo.talk.handle.bind(w.bo.talk);
		w.bo.talk.handle = (frame) =>
			frame.type === 'entry' ? !held.push(() => handle(frame)) : handle(frame);
		await until(() => held.length >= HANDSHAKE);
		expect(w.bo.notes).toEqual([]);
		held.forEach((give) => give());
		await until(() => w.bo.notes.join() === '1: en sent 1');
		expect(w.bo.lost).toBe(0);
	});
	test('is none when it is empty or too long', () => {
		expect(w.ida.noting.write('  ')).toBe(false);
		expect(w.ida.noting.write('x'.repeat(5000))).toBe(false);
		expect(w.ida.noting.messages).toEqual([]);
	});
	test('that a GRANT has overtaken is made anew for those who are left', async () => {
		w.relay.refuseNote = () => 'epoch';
		w.ida.noting.write('en');
		await until(() => notesOf(w.ida).length === 1 && w.ida.notes.length === 1);
		w.relay.refuseNote = () => null;
		await w.youth.machine.here([1]);
		await until(() => w.relay.lane.length === 1);
		expect(w.relay.lane[0]).toMatchObject({ cseq: 1, key_epoch: 3 });
	});
});

describe('a note that waits', () => {
	test('goes back to its own field, and never to the other, when somebody new reads along', async () => {
		w = await aStaffedWorld(false);
		w.ida.drop();
		w.ida.noting.write('om Bo');
		await until(() => w.ida.notes.length === 1);
		await comesBo(w);
		await until(() => w.relay.keyEpoch === 2);
		w.ida.again();
		await until(() => w.ida.of('note-back').length === 1);
		expect(w.ida.of('note-back')).toEqual([{ type: 'note-back', texts: ['om Bo'] }]);
		expect(w.ida.of('back')).toEqual([]);
		expect(w.ida.noting.messages).toEqual([]);
		expect(w.relay.lane).toEqual([]);
	});
});

describe('a page that starts anew', () => {
	beforeEach(async () => void (w = await aStaffedWorld(false)));

	test('reads the lane again, each note once, and sends what waited', async () => {
		w.ida.noting.write('en');
		await staffShow('1: en');
		w.ida.drop();
		w.ida.noting.write('to');
		await until(() => w.ida.notes.length === 2);
		await w.ida.load();
		await staffShow('1: en', '1: to');
		expect(w.relay.lane).toHaveLength(2);
	});
	test('in another tab numbers no note before it knows what is stored', async () => {
		w.ida.noting.write('en');
		await staffShow('1: en');
		w.ida.store = memoryStore();
		/* The end of the lane stays out: then no number is known. */
		w.relay.tamper = (frame) => (frame.type === 'note_ack' ? null : frame);
		await w.ida.load();
		await until(() => w.ida.machine.open && w.ida.notes.length === 1);
		w.ida.noting.write('to');
		await until(() => w.ida.notes.length === 2);
		expect(notesOf(w.ida)).toHaveLength(1);
		w.relay.tamper = (frame) => frame;
		w.ida.drop();
		w.ida.again();
		await staffShow('1: en', '1: to');
	});
	test('after a failover that lost a note says that something is lost, and goes on', async () => {
		w.ida.noting.write('en');
		w.ida.noting.write('to');
		await staffShow('1: en', '1: to');
		w.ida.drop();
		w.relay.rollBack(w.relay.log.length);
		w.relay.lane.length = 1;
		w.ida.again();
		await until(() => w.ida.of('lost').length > 0 && w.ida.machine.open);
		w.ida.noting.write('tre');
		await staffShow('1: en', '1: tre');
	});
});

describe('a refusal', () => {
	beforeEach(async () => void (w = await aStaffedWorld(false)));

	test('that passes is waited out', async () => {
		let refusals = 2;
		w.relay.refuseNote = () => (refusals-- > 0 ? 'rate' : null);
		w.ida.noting.write('en');
		await until(() => refusals === 1);
		await until(() => {
			w.relay.time += 1000;
			w.ida.noting.tick();
			return w.relay.lane.length === 1;
		});
		await staffShow('1: en');
	});
	test('for good is shown beside the note', async () => {
		w.relay.refuseNote = () => 'room_full';
		w.ida.noting.write('en');
		await until(() => w.ida.notes.join() === '1: en refused 0');
	});
});

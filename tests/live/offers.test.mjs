// An offer's fates: declined, missed, never confirmed, taken back, accepted twice, and a phone that does not answer.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { startDaemon } from './lib/daemon.mjs';
import { comeCounsellor, comeYouth } from './lib/people.mjs';
import { until } from './lib/wait.mjs';

const daemon = await startDaemon({
	keys: { wrap_up_seconds: 0, offer_seconds: 5, received_seconds: 3, ready_seconds: 3 },
});
const oslo = await comeCounsellor(daemon, 'oslo', { takes: false });
const youths = [];

async function askAndOffer() {
	const youth = await comeYouth(daemon);
	youths.push(youth);
	await youth.ask();
	const { offer } = await oslo.next('offer');
	return { youth, offer };
}

beforeEach(async () => {
	for (const youth of youths.splice(0)) if (!youth.client.end) await youth.client.close(4000);
	await oslo.shift({ state: 1 });
	await until(() => {
		const [{ waiting, rooms }] = daemon.ctl('status').data.pools;
		return waiting + rooms === 0;
	}, 'an empty pool');
	await oslo.shift({ state: 0 });
	oslo.client.skip();
});

test('an offer tells topic, place, languages and how long there is', async () => {
	const youth = await comeYouth(daemon);
	youths.push(youth);
	await youth.ask({ topic: 'school', languages: ['nn', 'nb'], urgency: 1 });
	const offer = await oslo.next('offer');
	const { topic, region, level, languages, urgency, who } = offer;
	assert.deepEqual({ topic, region, level, languages, urgency, who }, {
		topic: 'school', region: '0301', level: 0, languages: ['nn', 'nb'], urgency: 1, who: 0,
	});
	assert.ok(offer.deadline >= 1, `deadline ${offer.deadline}`);
	oslo.send({ type: 'received', offer: offer.offer });
});

test('a declined offer goes back to the queue and is not shown to the same counsellor again', async () => {
	const { youth, offer } = await askAndOffer();
	oslo.send({ type: 'received', offer });
	oslo.send({ type: 'decline', offer });
	const per = await comeCounsellor(daemon, 'per', { password: daemon.addUser('per', { agency: 'oslo' }), takes: true });
	const room = await youth.room();
	await until(() => per.rooms.get(room.id)?.open, 'the other counsellor');
	await youth.client.close(4000);
	await per.shift({ state: 3 });
	await per.leaveTable();
});

test('three declined in a row pause the shift', async () => {
	for (let i = 0; i < 3; i++) {
		const { offer } = await askAndOffer();
		oslo.send({ type: 'received', offer });
		oslo.send({ type: 'decline', offer });
	}
	const shifted = await oslo.next('shifted', (frame) => frame.why === 'declined');
	assert.equal(shifted.state, 1);
});

test('a confirmed offer that is not answered is missed and pauses the shift at once', async () => {
	const { youth, offer } = await askAndOffer();
	oslo.send({ type: 'received', offer });
	const revoked = await oslo.next('revoked', (frame) => frame.offer === offer);
	const shifted = await oslo.next('shifted', (frame) => frame.why === 'missed');
	assert.deepEqual([revoked.why, shifted.state], ['missed', 1]);
	assert.equal(youth.client.end, undefined);
});

test('an offer that was never confirmed was lost on the line: nobody is paused', async () => {
	const { offer } = await askAndOffer();
	const revoked = await oslo.next('revoked', (frame) => frame.offer === offer);
	assert.equal(revoked.why, 'unconfirmed');
	oslo.send({ type: 'received', offer });
	const shifted = await oslo.next('shifted', (frame) => frame.why === 'resumed');
	assert.equal(shifted.state, 0);
});

test('a youth that cancels takes the offer back', async () => {
	const { youth, offer } = await askAndOffer();
	youth.send({ type: 'cancel', why: 0 });
	const ended = await youth.next('ended');
	assert.deepEqual([ended.room, ended.reason], ['', 'cancelled']);
	const revoked = await oslo.next('revoked', (frame) => frame.offer === offer);
	assert.equal(revoked.why, 'cancelled');
});

test('pausing takes the offer back', async () => {
	const { offer } = await askAndOffer();
	await oslo.shift({ state: 1 });
	const revoked = await oslo.next('revoked', (frame) => frame.offer === offer);
	assert.equal(revoked.why, 'paused');
});

test('a repeated click on accept opens one room', async () => {
	const { youth, offer } = await askAndOffer();
	for (let i = 0; i < 3; i++) oslo.send({ type: 'accept', offer });
	const room = await youth.room();
	await until(() => oslo.rooms.get(room.id)?.open, 'OPENED');
	await oslo.client.ping();
	assert.equal(oslo.client.received.filter((frame) => frame.type === 'opened' && frame.offer === offer).length, 1);
});

test('SHIFTED tells the load whenever it changes: an offer, a room, its end', async () => {
	const { youth, offer } = await askAndOffer();
	oslo.send({ type: 'received', offer });
	oslo.send({ type: 'accept', offer });
	const room = await youth.room();
	await until(() => oslo.rooms.get(room.id)?.open, 'OPENED');
	await oslo.next('shifted', (frame) => frame.load === 1);
	youth.send({ type: 'leave', room: room.id });
	await oslo.next('shifted', (frame) => frame.load === 0);
});

test('ROSTER tells who waits, and when nobody does any more', async () => {
	const youth = await comeYouth(daemon);
	youths.push(youth);
	await youth.ask();
	await oslo.next('roster', (frame) => frame.waiting === 1);
	youth.send({ type: 'cancel', why: 0 });
	await oslo.next('roster', (frame) => frame.waiting === 0);
});

test('an offer that is gone is refused as late', async () => {
	const { youth, offer } = await askAndOffer();
	youth.send({ type: 'cancel', why: 0 });
	await oslo.next('revoked', (frame) => frame.offer === offer);
	oslo.send({ type: 'accept', offer });
	const refused = await oslo.next('refused', (frame) => frame.number === offer);
	assert.deepEqual([refused.frame, refused.code], [38, 'late']);
});

test('a phone that does not answer the match keeps its place and costs the counsellor nothing', async () => {
	const { youth, offer } = await askAndOffer();
	youth.answers = false;
	oslo.send({ type: 'received', offer });
	oslo.send({ type: 'accept', offer });
	const matched = await youth.next('matched');
	assert.equal(matched.resumed, 0);
	const revoked = await oslo.next('revoked', (frame) => frame.offer === offer);
	assert.equal(revoked.why, 'unanswered');
	youth.answers = true;
	oslo.takes = true;
	youth.ready(matched.room);
	await until(() => [...oslo.rooms.values()].some((room) => room.open), 'a room after all', {
		more: () => youth.client.seen() + oslo.client.seen(),
	});
	oslo.takes = false;
});

test('going off shift with a room open drains first', async () => {
	oslo.takes = true;
	const youth = await comeYouth(daemon);
	await youth.ask();
	const room = await youth.room();
	await until(() => oslo.rooms.get(room.id)?.open, 'OPENED');
	assert.equal((await oslo.shift({ state: 3 })).state, 2);
	await youth.client.close(4000);
	const off = await oslo.next('shifted', (frame) => frame.state === 3);
	assert.equal(off.why, 'drained');
	oslo.takes = false;
});

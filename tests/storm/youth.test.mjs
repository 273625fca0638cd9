// What a youth of the storm takes for its room: the frames of a node decide, and what was guessed from a silence is taken back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../routing/lib/random.mjs';
import { Visit } from './lib/youth.mjs';

const storm = { daemon: {}, calm: true, graceMs: 10_000, hungUntil: 0, count() {}, joined() {}, fault: assert.fail };
const matched = (room, resumed) => ({ type: 'matched', room, seat: 0, log_epoch: 1, next_cseq: 1, resumed, seats: [1] });
const resumed = { type: 'resumed', token: '00', rooms: 0 };
const queued = { type: 'queued', why: 'swapped', level: 2 };

function visitThatHears(...frames) {
	const visit = new Visit(storm, new Random(1));
	visit.client = { send() {} };
	for (const frame of frames) visit.handle(frame);
	return visit;
}

test('a room that opens after the line broke between MATCHED and READY is there again', () => {
	const visit = visitThatHears(matched('r1', 0), resumed, matched('r1', 0), matched('r1', 1));
	assert.equal(visit.talk.id, 'r1');
	assert.equal(visit.talk.ended, null);
});

test('and it is over when the youth waits again, so that it leaves the next room and not this one', () => {
	const visit = visitThatHears(matched('r1', 0), resumed, matched('r1', 0), matched('r1', 1), queued);
	assert.equal(visit.talk, undefined);
	visit.handle(matched('r2', 0));
	visit.handle(matched('r2', 1));
	assert.equal(visit.talk.id, 'r2');
});

test('who left quickly does not come back when the socket breaks before the node has heard it', () => {
	const visit = visitThatHears(queued);
	visit.client.socket = { close() {} };
	visit.comeBack = () => assert.fail('it dials again');
	visit.exit();
	visit.onClosed(visit.client, { code: 1006, reason: '' });
	assert.equal(visit.phase, 'over');
});

test('a place lost within its grace is a fault, unless the youth had left it, even if QUEUED came since', () => {
	const loses = (visit) => {
		visit.client.socket = { close() {} };
		visit.awaySince = performance.now();
		visit.onGone();
	};
	assert.throws(() => loses(visitThatHears(queued)), /lost its place/);
	const visit = visitThatHears(queued);
	visit.quit();
	visit.handle(queued);
	loses(visit);
	assert.equal(visit.phase, 'over');
});

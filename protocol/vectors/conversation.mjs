/* A short conversation as docs/protocol.md shows it: [speaker, frame, remark]. The bytes are made from it, and the vectors
 * hold every line of it. Byte fields in hexadecimal; the payloads are those of SE1's own vectors. */
import { answer, confirm, grant, offer, room, sayOfStaff, sayOfYouth, statement } from './seal.mjs';

const token = '11'.repeat(32);
const began = 1764090000000;

/* What the youth is told of Ida's messages, one minute after the other. */
function heard({ offset, ...what }, remark) {
	const entry = { type: 'entry', room, log_epoch: 1, offset, sender: 1, at: began + 60000 * offset, ...what };
	return ['daemon', entry, remark];
}

export const conversation = [
	['youth', { type: 'hello', version: 1, side: 1, language: 'da' }, 'a youth, page in Danish'],
	[
		'daemon',
		{
			type: 'welcome',
			version: 1,
			profile: 'demo',
			token,
			leave: '22'.repeat(32),
			grace_waiting: 600,
			grace_room: 1200,
			ping: 25,
			now: began,
		},
		'the token is the key to the visit',
	],
	[
		'youth',
		{
			type: 'ask',
			pool: 'dk',
			region: '0751',
			door: '',
			topic: 'family',
			languages: ['da'],
			urgency: 0,
			who: 0,
			avoid: [],
		},
		'Aarhus, the first who is free',
	],
	[
		'daemon',
		{
			type: 'queued',
			level: 0,
			band: 1,
			widened: 0,
			opens_at: 0,
			waited: 0,
			overdue: 0,
			languages: [],
			why: '',
			others: 0,
		},
		'the own municipality is asked, soon',
	],
	[
		'daemon',
		{
			type: 'matched',
			room,
			seat: 0,
			alias: 'Ida',
			agency: 'Ung i Aarhus',
			log_epoch: 1,
			next_cseq: 1,
			resumed: 0,
			seats: [1],
			agency_slug: 'ung-aarhus',
			statement,
			topic: 'family',
		},
		'a counsellor accepted',
	],
	['youth', { type: 'ready', room, log_epoch: 0, offset: 0 }, 'within 10 s, with nothing of a new room'],
	[
		'daemon',
		{
			type: 'matched',
			room,
			seat: 0,
			alias: 'Ida',
			agency: 'Ung i Aarhus',
			log_epoch: 1,
			next_cseq: 1,
			resumed: 1,
			seats: [1],
			agency_slug: 'ung-aarhus',
			statement,
			topic: 'family',
		},
		'the room is open',
	],
	['youth', { type: 'key', room, cseq: 1, key_epoch: 0, payload: offer }, 'OFFER to seat 1'],
	['daemon', { type: 'ack', room, cseq: 1, log_epoch: 1, offset: 1 }, 'stored'],
	heard({ offset: 2, cseq: 1, kind: 2, key_epoch: 0, payload: answer }, 'ANSWER, which proves the agency'),
	['youth', { type: 'key', room, cseq: 2, key_epoch: 1, payload: grant }, 'GRANT: key epoch 1 begins'],
	['daemon', { type: 'ack', room, cseq: 2, log_epoch: 1, offset: 3 }, 'stored: now it holds for the youth too'],
	heard({ offset: 4, cseq: 2, kind: 4, key_epoch: 1, payload: confirm }, 'CONFIRM: now texts may be sealed'),
	['youth', { type: 'say', room, cseq: 3, key_epoch: 1, payload: sayOfYouth }, 'the first text'],
	['daemon', { type: 'ack', room, cseq: 3, log_epoch: 1, offset: 5 }, 'stored: one tick'],
	['daemon', { type: 'peer', room, seat: 1, what: 0, value: 5 }, 'Ida has seen it'],
	['daemon', { type: 'peer', room, seat: 1, what: 1, value: 0 }, 'Ida types'],
	heard({ offset: 6, cseq: 3, kind: 5, key_epoch: 1, payload: sayOfStaff }, 'what Ida wrote'),
	['youth', { type: 'seen', room, offset: 6 }, 'it has been on the screen'],
	['youth', { type: 'leave', room }, 'the youth ends it'],
	['daemon', { type: 'ended', room, reason: 'left' }, 'for both sides'],
];

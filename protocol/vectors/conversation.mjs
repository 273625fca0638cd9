/* A short conversation as docs/protocol.md shows it: [speaker, frame, remark]. The bytes are made from it, and the vectors
 * hold every line of it. Byte fields in hexadecimal. */

const token = '11'.repeat(32);
const room = 'a0a1a2a3a4a5a6a7a8a9aaabacadaeaf';
const payload = (text) => Buffer.from(`\0${text}`, 'utf8').toString('hex');
const began = 1764090000000;

export const conversation = [
	['youth', { type: 'hello', version: 1, side: 1, language: 'nb' }, 'a youth, page in Bokmål'],
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
			pool: 'no',
			region: '0301',
			door: '',
			topic: 'family',
			languages: ['nb'],
			urgency: 0,
			who: 0,
			avoid: [],
		},
		'Oslo, the first who is free',
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
			agency: 'Ung i Oslo',
			log_epoch: 1,
			next_cseq: 1,
			resumed: 0,
		},
		'a counsellor accepted',
	],
	['youth', { type: 'ready', room }, 'within 10 s'],
	[
		'daemon',
		{
			type: 'matched',
			room,
			seat: 0,
			alias: 'Ida',
			agency: 'Ung i Oslo',
			log_epoch: 1,
			next_cseq: 1,
			resumed: 1,
		},
		'the room is open',
	],
	['youth', { type: 'say', room, cseq: 1, key_epoch: 0, payload: payload('Hei') }, '"Hei", unsealed'],
	['daemon', { type: 'ack', room, cseq: 1, log_epoch: 1, offset: 1 }, 'stored: one tick'],
	['daemon', { type: 'peer', room, seat: 1, what: 0, value: 1 }, 'Ida has seen it'],
	['daemon', { type: 'peer', room, seat: 1, what: 1, value: 0 }, 'Ida types'],
	[
		'daemon',
		{
			type: 'entry',
			room,
			log_epoch: 1,
			offset: 2,
			sender: 1,
			cseq: 1,
			kind: 0,
			key_epoch: 0,
			at: began + 60000,
			payload: payload('Så fint at du skriver'),
		},
		'what Ida wrote',
	],
	['youth', { type: 'seen', room, offset: 2 }, 'it has been on the screen'],
	['youth', { type: 'leave', room }, 'the youth ends it'],
	['daemon', { type: 'ended', room, reason: 'left' }, 'for both sides'],
];

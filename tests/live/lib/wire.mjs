// Frames to bytes and back, from the rows of frames.def and with npm's msgpack: shares no code with the daemon or with
// the web clients' codec. Bytes of frames stand in hexadecimal, as in the vectors.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFrames, readWords } from '../../../protocol/def.mjs';
import { encodeHex } from '../../../protocol/vectors/encode.mjs';
import { ROOT, msgpack } from './npm.mjs';

const source = (name) => readFileSync(join(ROOT, 'protocol', name), 'utf8');

export const words = readWords(source('words.def'));
export const frames = readFrames(source('frames.def'), words);

const byName = new Map(frames.map((frame) => [frame.name, frame]));
const byNumber = new Map(frames.map((frame) => [frame.number, frame]));

/** The row of a frame, by its name. */
export const frameRow = (name) => byName.get(name);

/** The number of a role, by its word. */
export const roleNumber = (word) => words.roles.find((role) => role.word === word).number;

/** The bytes of {type, ...fields}. */
export const encode = (frame) => Buffer.from(encodeHex(byName.get(frame.type), frame), 'hex');

/* Words that the page names in the meaning of a field. */
const named = (meaning) => [...(meaning.startsWith('Empty') ? [''] : []), ...[...meaning.matchAll(/`(\w+)`/g)].map(([, word]) => word)];

const TABLES = { 'refused.code': words.refusals, 'ended.reason': words.finishes };

/** The words that a field of the daemon's frames may hold, as docs/protocol.md tells them; undefined: any text. */
export function wordsOf(row, field) {
	const table = TABLES[`${row.name}.${field.name}`];
	if (table !== undefined) return table.map(({ word }) => word);
	return !row.up && field.type === 'TEXT' && ['why', 'result'].includes(field.name) ? named(field.meaning) : undefined;
}

for (const row of frames) for (const field of row.fields) field.words = wordsOf(row, field);

const hex = (bytes) => Buffer.from(bytes).toString('hex');

/* Bytes, also in lists, as hexadecimal. */
const plain = (value) => (Array.isArray(value) ? value.map(plain) : value instanceof Uint8Array ? hex(value) : value);

function expect(holds, what) {
	if (!holds) throw new Error(`somebody sent ${what}`);
}

const CHECKS = {
	UINT: (value, bound) => Number.isSafeInteger(value) && value >= 0 && value <= bound,
	TEXT: (value, bound) => typeof value === 'string' && Buffer.byteLength(value) <= bound,
	BYTES: (value, bound) => value instanceof Uint8Array && value.length <= bound,
	ID16: (value) => value instanceof Uint8Array && value.length === 16,
	ID32: (value) => value instanceof Uint8Array && value.length === 32,
	TEXTS: (value, bound) => Array.isArray(value) && value.length <= bound && value.every((v) => typeof v === 'string'),
	LINES: (value, bound) => Array.isArray(value) && value.length <= bound && value.every((v) => typeof v === 'string'),
	UINTS: (value, bound) => Array.isArray(value) && value.length <= bound && value.every(Number.isSafeInteger),
	IDS: (value, bound) => Array.isArray(value) && value.length <= bound && value.every((v) => v.length === 16),
};

/** The frame in a message of the daemon; throws when it breaks a rule of frames.def. */
export const decode = (bytes) => read(bytes, false);

/** The same for a message of a client, for who stands between the two. */
export const decodeUp = (bytes) => read(bytes, true);

function read(bytes, isUp) {
	const list = msgpack.decode(bytes);
	const row = Array.isArray(list) ? byNumber.get(list[0]) : undefined;
	expect(row && row.up === isUp, `no frame of its own: ${hex(bytes)}`);
	expect(list.length === row.fields.length + 1, `${row.name} with ${list.length - 1} fields`);
	const frame = { type: row.name };
	row.fields.forEach((field, index) => {
		const value = list[index + 1];
		expect(CHECKS[field.type](value, field.bound), `${row.name}.${field.name} = ${String(value)}`);
		expect(field.words?.includes(value) ?? true, `${row.name}.${field.name} = ${value}, which docs/protocol.md does not tell`);
		frame[field.name] = plain(value);
	});
	return frame;
}

/** The kinds of a payload, as ENTRY names them. */
export const KIND = { offer: 1, answer: 2, grant: 3, confirm: 4, say: 5 };
const HEADER = 11;

/** A payload: the header that the daemon asks for, then anything. */
export function payloadOf({ version = 1, kind = KIND.say, epoch = 0, seat, cseq }, behind) {
	const header = Buffer.alloc(HEADER);
	header.writeUInt8(version, 0);
	header.writeUInt8(kind, 1);
	header.writeUInt32BE(epoch, 2);
	header.writeUInt8(seat, 6);
	header.writeUInt32BE(cseq, 7);
	return hex(Buffer.concat([header, Buffer.from(behind)]));
}

/** A text that is said from a seat before there is any key: what is behind the header is nobody's business but the other side's. */
export const sealed = (seat, cseq, text) => payloadOf({ seat, cseq }, text);

/** SAY with such a text. */
export const sayOf = (room, seat, cseq, text) => ({ type: 'say', room, cseq, key_epoch: 0, payload: sealed(seat, cseq, text) });

/** The text of such a payload. */
export function opened(payload) {
	const bytes = Buffer.from(payload, 'hex');
	expect(bytes.length >= HEADER && bytes[0] === 1, `a payload without a header: ${payload}`);
	return bytes.subarray(HEADER).toString('utf8');
}

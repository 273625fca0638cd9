#!/usr/bin/env node
/* Writes vectors/frames.json: golden frames that the C and the TypeScript codec must agree on.
 *
 *     node protocol/vectors/make.mjs          writes it
 *     node protocol/vectors/make.mjs --check  exits 1 when it has drifted
 *
 * {name, hex, direction, frame}  bytes that must decode to the frame, and back to the same bytes
 * {name, hex, direction, error}  bytes that must be refused, with the phrase that C gives as reason
 *
 * Byte fields stand in hexadecimal. The bytes are made by pack.mjs, which shares no code with
 * either codec. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readFrames, readWords } from '../def.mjs';
import { usual } from './usual.mjs';
import { refused } from './refused.mjs';
import { conversation } from './conversation.mjs';
import { encodeHex } from './encode.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const words = readWords(readFileSync(`${here}../words.def`, 'utf8'));
const frames = readFrames(readFileSync(`${here}../frames.def`, 'utf8'), words);
const limit = (name) => words.limits.find((row) => row.name === name).value;

const filled = (count, item) => Array.from({ length: count }, () => item);

/* The least and the most that a field may hold. */
const LEAST = {
	UINT: () => 0,
	TEXT: () => '',
	BYTES: () => '',
	ID16: () => '00'.repeat(16),
	ID32: () => '00'.repeat(32),
	TEXTS: () => [],
	LINES: () => [],
	UINTS: () => [],
	IDS: () => [],
};
/* One payload is as long as may be; for the others a longer header is enough: the file stays small. */
const payload = (row, field) => (field.bound > 300 && row.name !== 'say' ? 300 : field.bound);
const MOST = {
	UINT: (row, field) => field.bound,
	TEXT: (row, field) => 'å'.repeat(field.bound / 2),
	BYTES: (row, field) => 'ff'.repeat(payload(row, field)),
	ID16: () => 'ff'.repeat(16),
	ID32: () => 'ff'.repeat(32),
	TEXTS: (row, field) => filled(field.bound, 'x'.repeat(limit('LIMIT_WORD'))),
	LINES: (row, field) => ['x'.repeat(limit('LIMIT_LINE')), ...filled(field.bound - 1, 'x')], // one is as long as may be
	UINTS: (row, field) => filled(field.bound, limit('LIMIT_NUMBER')),
	IDS: (row, field) => filled(field.bound, 'ff'.repeat(16)),
};

function bound(row, makers) {
	const values = row.fields.map((field) => [field.name, makers[field.type](row, field)]);
	return { type: row.name, ...Object.fromEntries(values) };
}

function vector(row, name, frame) {
	const direction = row.up ? 'up' : 'down';
	return { name, hex: encodeHex(row, frame), direction, frame };
}

function accepted(row) {
	const vectors = [vector(row, `${row.name}, usual`, { type: row.name, ...usual[row.name] })];
	if (row.fields.length > 0) {
		vectors.push(vector(row, `${row.name}, least`, bound(row, LEAST)));
		vectors.push(vector(row, `${row.name}, most`, bound(row, MOST)));
	}
	return vectors;
}

const spoken = conversation.map(([, frame], index) => {
	const row = frames.find(({ name }) => name === frame.type);
	return vector(row, `conversation, line ${index + 1}`, frame);
});

const vectors = [...frames.flatMap(accepted), ...spoken, ...refused(frames)];
const text = `[\n${vectors.map((vector) => JSON.stringify(vector)).join(',\n')}\n]\n`;
const path = `${here}frames.json`;
if (!process.argv.includes('--check')) {
	writeFileSync(path, text);
	console.log(`${vectors.length} vectors`);
} else if (readFileSync(path, 'utf8') !== text) {
	console.log('protocol/vectors/frames.json: drifted; run node protocol/vectors/make.mjs');
	process.exitCode = 1;
}

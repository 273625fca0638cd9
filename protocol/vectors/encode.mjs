/* A frame of JSON, byte fields in hexadecimal, as a message in hexadecimal. */
import { Bytes, packHex } from './pack.mjs';

const BYTE_TYPES = ['BYTES', 'ID16', 'ID32', 'IDS'];
const bytes = (hex) => new Bytes(hex);

function wire(type, value) {
	if (!BYTE_TYPES.includes(type)) {
		return value;
	}
	return Array.isArray(value) ? value.map(bytes) : bytes(value);
}

/* row: the frame's row of def.mjs. */
export function encodeHex(row, frame) {
	const missing = row.fields.find((field) => frame[field.name] === undefined);
	if (missing) {
		throw new Error(`${row.name} lacks ${missing.name}`);
	}
	const values = row.fields.map((field) => wire(field.type, frame[field.name]));
	return packHex([row.number, ...values]);
}

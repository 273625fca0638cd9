/* A msgpack writer for test vectors: shortest forms, as hexadecimal. `Raw` puts any bytes in place of
 * a value, for what no honest client writes. */

/* A byte string, given in hexadecimal. */
export class Bytes {
	constructor(hex) {
		this.hex = hex;
	}
}

/* Bytes that stand as they are, given in hexadecimal. */
export class Raw extends Bytes {}

const fixed = (number, size) => BigInt(number).toString(16).padStart(2 * size, '0');

function header(length, small, smallest, forms) {
	if (small !== undefined && length < small) {
		return fixed(smallest + length, 1);
	}
	const [, tag, size] = forms.find(([below]) => BigInt(length) < below);
	return tag + fixed(length, size);
}

const UINTS = [
	[1n << 8n, 'cc', 1],
	[1n << 16n, 'cd', 2],
	[1n << 32n, 'ce', 4],
	[1n << 64n, 'cf', 8],
];
const STRS = [
	[1n << 8n, 'd9', 1],
	[1n << 16n, 'da', 2],
];
const BINS = [
	[1n << 8n, 'c4', 1],
	[1n << 16n, 'c5', 2],
];
const ARRAYS = [[1n << 16n, 'dc', 2]];

/* A value as hexadecimal: number or bigint, string, Bytes, Raw, or a list of such. */
export function packHex(value) {
	if (value instanceof Raw) {
		return value.hex;
	}
	if (value instanceof Bytes) {
		return header(value.hex.length / 2, undefined, 0, BINS) + value.hex;
	}
	if (Array.isArray(value)) {
		return header(value.length, 16, 0x90, ARRAYS) + value.map(packHex).join('');
	}
	if (typeof value === 'string') {
		const hex = Buffer.from(value, 'utf8').toString('hex');
		return header(hex.length / 2, 32, 0xa0, STRS) + hex;
	}
	return value < 128 ? fixed(value, 1) : header(value, undefined, 0, UINTS);
}

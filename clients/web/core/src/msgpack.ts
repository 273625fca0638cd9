/**
 * The part of msgpack that samtale.v1 uses: arrays, whole numbers from 0, UTF-8 strings and byte
 * strings. Everything else (floats, negatives, nil, booleans, maps, extensions, lengths of 32 bits,
 * bytes left over, nesting deeper than two) throws. It is not a general msgpack library: being
 * small and strict is its purpose, and the tests hold it against @msgpack/msgpack.
 */

export type Value = number | string | Uint8Array | Value[];

const MAX_DEPTH = 2;
const TWO_32 = 0x100000000;

export class PackError extends Error {}

/** Encodes in the shortest form. Numbers must be whole and within 0 .. 2^53-1. */
export function pack(value: Value): Uint8Array {
	const out: number[] = [];
	write(out, value);
	return Uint8Array.from(out);
}

function big(out: number[], value: number, size: number): void {
	for (let i = size - 1; i >= 0; i--) {
		out.push(Math.floor(value / 2 ** (8 * i)) % 256);
	}
}

/**
 * Writes a tag with its length or value: `sizes` lists [limit, tag, bytes that follow], smallest
 * first.
 */
function head(
	out: number[],
	value: number,
	sizes: readonly (readonly [number, number, number])[],
): void {
	for (const [limit, tag, size] of sizes) {
		if (value < limit) {
			out.push(size === 0 ? tag + value : tag);
			big(out, value, size);
			return;
		}
	}
	throw new PackError('too large');
}

const UINT_HEADS = [
	[0x80, 0, 0],
	[0x100, 0xcc, 1],
	[0x10000, 0xcd, 2],
	[TWO_32, 0xce, 4],
	[2 ** 53, 0xcf, 8],
] as const;
const STR_HEADS = [
	[32, 0xa0, 0],
	[0x100, 0xd9, 1],
	[0x10000, 0xda, 2],
] as const;
const BIN_HEADS = [
	[0x100, 0xc4, 1],
	[0x10000, 0xc5, 2],
] as const;
const ARRAY_HEADS = [
	[16, 0x90, 0],
	[0x10000, 0xdc, 2],
] as const;

function write(out: number[], value: Value): void {
	if (typeof value === 'number') {
		if (!Number.isSafeInteger(value) || value < 0) {
			throw new PackError('not a whole number from 0');
		}
		head(out, value, UINT_HEADS);
	} else if (typeof value === 'string') {
		const bytes = new TextEncoder().encode(value);
		head(out, bytes.length, STR_HEADS);
		bytes.forEach((byte) => out.push(byte));
	} else if (value instanceof Uint8Array) {
		head(out, value.length, BIN_HEADS);
		value.forEach((byte) => out.push(byte));
	} else {
		head(out, value.length, ARRAY_HEADS);
		value.forEach((item) => write(out, item));
	}
}

/** Decodes exactly one value that fills `bytes`; throws PackError otherwise. */
export function unpack(bytes: Uint8Array): Value {
	const reader = new Reader(bytes);
	const value = reader.value(0);
	if (reader.left() !== 0) {
		throw new PackError('bytes left over');
	}
	return value;
}

class Reader {
	private at = 0;

	constructor(private readonly bytes: Uint8Array) {}

	left(): number {
		return this.bytes.length - this.at;
	}

	value(depth: number): Value {
		const tag = this.uint(1);
		if (tag < 0x80) {
			return tag;
		}
		if (tag >= 0x90 && tag < 0xa0) {
			return this.array(tag - 0x90, depth);
		}
		if (tag >= 0xa0 && tag < 0xc0) {
			return this.text(tag - 0xa0);
		}
		switch (tag) {
			case 0xc4:
			case 0xc5:
				return this.take(this.uint(1 << (tag - 0xc4)));
			case 0xcc:
			case 0xcd:
			case 0xce:
			case 0xcf:
				return this.uint(1 << (tag - 0xcc));
			case 0xd9:
			case 0xda:
				return this.text(this.uint(1 << (tag - 0xd9)));
			case 0xdc:
				return this.array(this.uint(2), depth);
			default:
				throw new PackError('type not used here');
		}
	}

	private uint(size: number): number {
		let value = 0;
		for (const byte of this.take(size)) {
			value = value * 256 + byte;
		}
		if (!Number.isSafeInteger(value)) {
			throw new PackError('number too large');
		}
		return value;
	}

	/** A copy, so that nothing of ours keeps the socket's buffer alive. */
	private take(size: number): Uint8Array {
		if (size > this.left()) {
			throw new PackError('cut short');
		}
		this.at += size;
		return this.bytes.slice(this.at - size, this.at);
	}

	private text(size: number): string {
		try {
			return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
				this.take(size),
			);
		} catch {
			throw new PackError('not UTF-8');
		}
	}

	private array(length: number, depth: number): Value[] {
		if (depth >= MAX_DEPTH || length > this.left()) {
			throw new PackError('too deep or cut short');
		}
		return Array.from({ length }, () => this.value(depth + 1));
	}
}

/**
 * Fixed layouts and the three verdicts (se1.md sections 3 and 10): a reader that refuses whatever
 * is not exactly right, and a writer. Numbers are big-endian. No keys here.
 */

/** Bytes that WebCrypto takes. */
export type Bytes = Uint8Array<ArrayBuffer>;

/**
 * cannot_open: a text or a step is not what it must be. not_proven: somebody could not show who
 * they are. clock: everything holds but the dates. More is never told.
 */
export type Verdict = 'cannot_open' | 'not_proven' | 'clock';

export class SealFault extends Error {
	/** `mode` tells a screen what to do about `clock`: that of the statement, else 0. */
	constructor(
		readonly verdict: Verdict,
		readonly mode = 0,
	) {
		super(verdict);
	}
}

/** Whatever goes wrong inside becomes `verdict`, unless it already is one. */
export async function within<T>(verdict: Verdict, run: () => Promise<T>): Promise<T> {
	try {
		return await run();
	} catch (error) {
		throw error instanceof SealFault ? error : new SealFault(verdict);
	}
}

/** Throws unless it holds; `within` names the verdict. */
export function demand(holds: boolean): asserts holds {
	if (!holds) {
		throw new RangeError();
	}
}

export function join(...parts: readonly (Uint8Array | readonly number[])[]): Bytes {
	const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const part of parts) {
		bytes.set(part, at);
		at += part.length;
	}
	return bytes;
}

/** `value` in so many bytes. */
export function uint(value: number, size: number): number[] {
	return Array.from({ length: size }, (_, i) => Math.floor(value / 256 ** (size - 1 - i)) & 255);
}

export const utf8 = (text: string): Bytes => new TextEncoder().encode(text) as Bytes;

/** Throws on what is not UTF-8. */
export const fromUtf8 = (bytes: Uint8Array): string =>
	new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);

/** `str`: length in one byte, then the bytes. */
export const str = (text: string): Bytes => {
	const bytes = utf8(text);
	return join([bytes.length], bytes);
};

/** Equal in content, in a time that does not tell where they differ. */
export function same(a: Uint8Array, b: Uint8Array): boolean {
	let difference = a.length ^ b.length;
	a.forEach((byte, i) => (difference |= byte ^ (b[i] ?? 0)));
	return difference === 0;
}

export class Reader {
	at = 0;

	constructor(readonly bytes: Uint8Array) {}

	/** A copy of the next `size` bytes. */
	take(size: number): Bytes {
		demand(this.at + size <= this.bytes.length);
		return this.bytes.slice(this.at, (this.at += size));
	}

	uint(size: number): number {
		return this.take(size).reduce((value, byte) => value * 256 + byte, 0);
	}

	/** A number within bounds. */
	within(size: number, least: number, most: number): number {
		const value = this.uint(size);
		demand(value >= least && value <= most);
		return value;
	}

	slug(): string {
		const text = fromUtf8(this.take(this.uint(1)));
		demand(/^[a-z0-9-]{1,32}$/.test(text));
		return text;
	}

	/** 1 to `most` bytes without controls. */
	label(most: number): string {
		const bytes = this.take(this.within(1, 1, most));
		demand(bytes.every((byte) => byte >= 32 && byte !== 127));
		return fromUtf8(bytes);
	}

	/** Everything read so far. */
	sofar(): Bytes {
		return this.bytes.slice(0, this.at);
	}

	/** Nothing may be left. */
	end(): void {
		demand(this.at === this.bytes.length);
	}
}

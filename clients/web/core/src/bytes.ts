/** Small helpers on byte arrays: hex, equality. No buffers, no DOM. */

/** Looked up: whole outboxes are kept as text after each message, on slow phones too. */
const HEX = Array.from({ length: 256 }, (_none, byte) => byte.toString(16).padStart(2, '0'));

/** Lower-case hexadecimal of `bytes`. */
export function toHex(bytes: Uint8Array): string {
	let hex = '';
	for (const byte of bytes) {
		hex += HEX[byte];
	}
	return hex;
}

/** Bytes of a hexadecimal string; throws RangeError on anything else. */
export function fromHex(hex: string): Uint8Array {
	if (hex.length % 2 !== 0 || /[^0-9a-f]/i.test(hex)) {
		throw new RangeError('not hexadecimal');
	}
	const bytes = new Uint8Array(hex.length / 2);
	for (let i = 0; i < bytes.length; i++) {
		bytes[i] = parseInt(hex.slice(2 * i, 2 * i + 2), 16);
	}
	return bytes;
}

/** Whether both hold the same bytes. Not constant in time: room numbers only, never secrets. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
	return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

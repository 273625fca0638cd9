/**
 * Text to payload and back, before end-to-end encryption exists: one byte 0x00 that says
 * "unsealed", then UTF-8. Every profile but `demo` refuses it in both directions, so no build can
 * relay plain text by accident.
 */

/** `message` is the word of the refusal: `seal`. */
export class SealError extends Error {
	constructor() {
		super('seal');
	}
}

const UNSEALED = 0;

/** Most characters (UTF-16 units) of a text, so that its payload fits a frame in any script. */
export const TEXT_LIMIT = 2000;

/** The payload of `text`; throws SealError outside the demo profile. */
export function seal(profile: string, text: string): Uint8Array {
	if (profile !== 'demo') {
		throw new SealError();
	}
	const bytes = new TextEncoder().encode(text);
	const payload = new Uint8Array(bytes.length + 1);
	payload[0] = UNSEALED;
	payload.set(bytes, 1);
	return payload;
}

/**
 * The text of a payload; throws SealError outside the demo profile and for bytes it cannot read.
 */
export function open(profile: string, payload: Uint8Array): string {
	if (profile !== 'demo' || payload[0] !== UNSEALED) {
		throw new SealError();
	}
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
			payload.subarray(1),
		);
	} catch {
		throw new SealError();
	}
}

/** The text of a payload, or null where `open` throws. */
export function openOrNull(profile: string, payload: Uint8Array): string | null {
	try {
		return open(profile, payload);
	} catch (error) {
		if (error instanceof SealError) {
			return null;
		}
		throw error;
	}
}

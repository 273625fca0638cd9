/**
 * Frames to bytes and back, checked against the generated table of frames.ts. Strict in both
 * directions: a frame of the wrong direction, a missing or extra field, a wrong type or a broken
 * bound throws FrameError. It knows nothing of sockets and of what a frame means.
 */
import { FRAMES, type DownFrame, type FieldType, type UpFrame } from './frames.ts';
import { pack, unpack, type Value } from './msgpack.ts';

/** Bytes that are no frame, or a frame that breaks a bound. `message` says which. */
export class FrameError extends Error {}

interface Row {
	readonly number: number;
	readonly up: boolean;
	readonly fields: readonly (readonly [string, string, number])[];
}

/** LIMIT_WORD of words.ts, whose whole table would come along to the phone. */
export const WORD_BYTES = 64;
export const LINE_BYTES = 1024;

const table = FRAMES as Record<string, Row>;
const byNumber = new Map(Object.entries(table).map(([type, row]) => [row.number, { type, row }]));

const isUint = (value: unknown, bound: number): boolean =>
	typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value <= bound;
/** Texts of frames are single lines: no control characters. */
const isText = (value: unknown, bound: number): boolean =>
	typeof value === 'string' &&
	!/[\0-\x1f\x7f]/.test(value) &&
	new TextEncoder().encode(value).length <= bound;
const isBytes = (value: unknown, least: number, most: number): boolean =>
	value instanceof Uint8Array && value.length >= least && value.length <= most;
const isList = (value: unknown, bound: number, item: (value: unknown) => boolean): boolean =>
	Array.isArray(value) && value.length <= bound && value.every(item);

const CHECKS: Record<FieldType, (value: unknown, bound: number) => boolean> = {
	UINT: isUint,
	TEXT: isText,
	BYTES: (value, bound) => isBytes(value, 0, bound),
	ID16: (value) => isBytes(value, 16, 16),
	ID32: (value) => isBytes(value, 32, 32),
	TEXTS: (value, bound) => isList(value, bound, (item) => isText(item, WORD_BYTES)),
	LINES: (value, bound) => isList(value, bound, (item) => isText(item, LINE_BYTES)),
	UINTS: (value, bound) => isList(value, bound, (item) => isUint(item, Infinity)),
	IDS: (value, bound) => isList(value, bound, (item) => isBytes(item, 16, 16)),
};

function check(type: string, field: readonly [string, string, number], value: unknown): void {
	if (!CHECKS[field[1] as FieldType](value, field[2])) {
		throw new FrameError(`${type}.${field[0]}: wrong type or out of bounds`);
	}
}

/** Any frame of the table as bytes; the tests use it for both directions. */
export function encodeAny(frame: { type: string }): Uint8Array {
	const row = table[frame.type];
	if (!row) {
		throw new FrameError(`no frame ${frame.type}`);
	}
	const values = row.fields.map((field) => {
		const value = (frame as unknown as Record<string, Value>)[field[0]];
		check(frame.type, field, value);
		return value as Value;
	});
	return pack([row.number, ...values]);
}

/** Any frame of the table from bytes; throws FrameError. */
export function decodeAny(bytes: Uint8Array): { type: string } {
	const [type, row, values] = open(bytes);
	const frame: Record<string, unknown> = { type };
	row.fields.forEach((field, i) => {
		check(type, field, values[i]);
		frame[field[0]] = values[i];
	});
	return frame as { type: string };
}

function open(bytes: Uint8Array): [string, Row, Value[]] {
	let list: Value;
	try {
		list = unpack(bytes);
	} catch (error) {
		throw new FrameError((error as Error).message);
	}
	if (!Array.isArray(list) || typeof list[0] !== 'number') {
		throw new FrameError('no frame');
	}
	const entry = byNumber.get(list[0]);
	if (!entry) {
		throw new FrameError(`no frame ${list[0]}`);
	}
	if (list.length !== entry.row.fields.length + 1) {
		throw new FrameError(`${entry.type}: wrong number of fields`);
	}
	return [entry.type, entry.row, list.slice(1)];
}

/** A frame on its way to the daemon. */
export function encodeFrame(frame: UpFrame): Uint8Array {
	return encodeAny(frame);
}

/**
 * A frame that came from the daemon; throws FrameError, also for one that only clients may send.
 */
export function decodeFrame(bytes: Uint8Array): DownFrame {
	const frame = decodeAny(bytes);
	if (table[frame.type]?.up) {
		throw new FrameError(`${frame.type}: wrong direction`);
	}
	return frame as DownFrame;
}

/**
 * Who answers: the service root signs a statement about an agency, a key in it signs certificates
 * of devices (se1.md section 4). Reads and checks both; making them is staff/issue.ts.
 */
import { ecdsaPoint, verify } from './crypto.ts';
import { demand, Reader, SealFault, within, type Bytes } from './layout.ts';

/** How an agency's staff are vouched for. */
export const SHIFT_MODE = 1;
export const AGENCY_MODE = 2;
/** Seconds. */
const STATEMENT_LIFE = 8_640_000;
const SHIFT_LIFE = 57_600;
export const AGENCY_LIFE = 2_592_000;
const SLACK = 300;

/** What the page was built with. */
export interface Trust {
	/** One or two public keys, 65 bytes each. */
	roots: readonly Bytes[];
	/** Older statements count no more. */
	minSerial: number;
}

interface Span {
	/** Seconds since 1970. */
	notBefore: number;
	notAfter: number;
}

export interface Statement extends Span {
	mode: number;
	serial: number;
	keys: Bytes[];
	agency: string;
	/** The name that screens show. */
	name: string;
}

export interface Certificate extends Span {
	mode: number;
	/** 1 counsellor, 2 supervisor. */
	role: number;
	/** Which key of the statement signed. */
	index: number;
	/** 16 bytes, the same for a person on every device. */
	staff: Bytes;
	device: Bytes;
	agency: string;
	alias: string;
}

export interface Chain {
	statement: Statement;
	certificate: Certificate;
}

interface Signed {
	body: Bytes;
	signature: Bytes;
}

function ending(reader: Reader): Signed {
	const body = reader.sofar();
	const signature = reader.take(64);
	reader.end();
	return { body, signature };
}

function span(reader: Reader, most: number): Span {
	const notBefore = reader.uint(4);
	return { notBefore, notAfter: reader.within(4, notBefore, notBefore + most) };
}

function readStatement(bytes: Bytes): Statement & Signed {
	const reader = new Reader(bytes);
	reader.within(2, 0x0141, 0x0141);
	const mode = reader.within(1, SHIFT_MODE, AGENCY_MODE);
	const serial = reader.uint(4);
	const dates = span(reader, STATEMENT_LIFE);
	const keys = Array.from({ length: reader.within(1, mode, 4) }, () => reader.take(65));
	const agency = reader.slug();
	return { mode, serial, ...dates, keys, agency, name: reader.label(64), ...ending(reader) };
}

function readCertificate(bytes: Bytes): Certificate & Signed {
	const reader = new Reader(bytes);
	reader.within(2, 0x0143, 0x0143);
	const mode = reader.within(1, SHIFT_MODE, AGENCY_MODE);
	const role = reader.within(1, 1, 2);
	const dates = span(reader, mode === SHIFT_MODE ? SHIFT_LIFE : AGENCY_LIFE);
	const index = reader.uint(1);
	const staff = reader.take(16);
	const device = reader.take(65);
	const agency = reader.slug();
	const alias = reader.label(32);
	return { mode, role, ...dates, index, staff, device, agency, alias, ...ending(reader) };
}

/** Resolves with the first key under which the signature holds. */
async function underOne(keys: readonly Bytes[], use: string, signed: Signed): Promise<void> {
	for (const key of keys) {
		try {
			return await verify(key, use, signed.body, signed.signature);
		} catch {
			continue;
		}
	}
	demand(false);
}

/** What a statement says of the mode, whoever has signed it; 0: it is none. Proves nothing. */
export function claimedMode(bytes: Bytes): number {
	try {
		return readStatement(bytes).mode;
	} catch {
		return 0;
	}
}

/** Throws unless a root has signed it and it is not withdrawn. */
async function readTrusted(bytes: Bytes, trust: Trust): Promise<Statement> {
	const said = readStatement(bytes);
	await Promise.all(said.keys.map(ecdsaPoint));
	await underOne(trust.roots, 'statement', said);
	demand(said.serial >= trust.minSerial);
	return said;
}

/** Throws unless everything but the dates holds. */
export async function readChain(statement: Bytes, certificate: Bytes, trust: Trust): Promise<Chain> {
	const said = await readTrusted(statement, trust);
	const shown = readCertificate(certificate);
	await ecdsaPoint(shown.device);
	demand(said.mode === shown.mode && said.agency === shown.agency);
	const key = said.keys[shown.index];
	demand(key !== undefined);
	await verify(key, 'certificate', shown.body, shown.signature);
	return { statement: said, certificate: shown };
}

/** The dates, to be checked last: `now` in seconds since 1970. Throws `clock`. */
export function checkDates(papers: readonly (Statement | Certificate)[], now: number): void {
	for (const { notBefore, notAfter, mode } of papers) {
		if (now < notBefore - SLACK || now > notAfter + SLACK) {
			throw new SealFault('clock', mode);
		}
	}
}

/**
 * What a screen may say of an agency before anybody has answered: its name and mode come from here
 * and never from a frame. `now` in seconds. Throws not_proven or clock.
 */
export function checkStatement(bytes: Bytes, trust: Trust, now: number): Promise<Statement> {
	return within('not_proven', async () => {
		const said = await readTrusted(bytes, trust);
		checkDates([said], now);
		return said;
	});
}

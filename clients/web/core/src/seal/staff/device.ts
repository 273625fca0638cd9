/**
 * The key of this browser, as which a staff person signs: one for each person in a database of its
 * own (se1.md section 4). It outlives the shift; what it may sign ends with its certificate. Beside
 * it the certificate of agency mode, which lives for days.
 */
import { toHex } from '../../bytes.ts';
import type { Bytes } from '../layout.ts';
import { openBase, settled, written } from './base.ts';
import { keepKey, passingKey, type OwnKey } from './own-key.ts';

export type Device = OwnKey;

const [DEVICES, PAPERS, CERTIFICATES] = ['samtale-device', 'samtale-certificate', 'certificates'];

/**
 * The device key of a person, named by the stable id. Where IndexedDB is missing or forbidden it
 * lives as long as the page, and a reload asks for another certificate.
 */
export const openDevice = (staff: Uint8Array): Promise<Device> =>
	keepKey(DEVICES, toHex(staff)).catch(passingKey);

/** Where a person's certificate of agency mode outlives the login. It is no secret. */
export interface Cabinet {
	load(staff: Uint8Array): Promise<Bytes | null>;
	/** In place of the one that was there. */
	save(staff: Uint8Array, certificate: Bytes): Promise<void>;
}

/** The browser's own; where IndexedDB is missing nothing is kept. */
export const browserCabinet: Cabinet = {
	async load(staff) {
		try {
			const base = await openBase(PAPERS, CERTIFICATES);
			const found = base.transaction(CERTIFICATES).objectStore(CERTIFICATES).get(toHex(staff));
			return ((await settled(found)) as Bytes | undefined) ?? null;
		} catch {
			return null;
		}
	},
	async save(staff, certificate) {
		await openBase(PAPERS, CERTIFICATES)
			.then((base) =>
				written(base, CERTIFICATES, (papers) => papers.put(certificate, toHex(staff))),
			)
			.catch(() => undefined);
	},
};

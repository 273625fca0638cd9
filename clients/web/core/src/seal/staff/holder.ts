/**
 * The key of a holder: who has one that the agency's statement names may certify devices of the
 * agency (se1.md section 4). It is made in the holder's browser and never leaves it; only its
 * public half is shown, for whoever signs statements.
 */
import { toHex } from '../../bytes.ts';
import { findKey, keepKey, type OwnKey } from './own-key.ts';

const HOLDERS = 'samtale-holder';
const nameOf = (agency: string, staff: Uint8Array): string => `${agency} ${toHex(staff)}`;

/** Where holder keys lie. */
export interface HolderKeys {
	/** Null: this person has none here. */
	find(agency: string, staff: Uint8Array): Promise<OwnKey | null>;
	/**
	 * Makes one, or gives the one there is. Rejects where it could not outlive the page: a key that a
	 * reload takes away must not get into a statement.
	 */
	make(agency: string, staff: Uint8Array): Promise<OwnKey>;
}

/** The browser's own. */
export const browserHolders: HolderKeys = {
	find: (agency, staff) => findKey(HOLDERS, nameOf(agency, staff)).catch(() => null),
	async make(agency, staff) {
		const made = await keepKey(HOLDERS, nameOf(agency, staff));
		const kept = await findKey(HOLDERS, nameOf(agency, staff));
		if (kept === null) {
			throw new Error();
		}
		return made;
	},
};

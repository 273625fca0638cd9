/** An agency that certifies its devices itself, under the root of a-room.ts, and keys for whoever needs one. */
import type { Signer } from '../../src/seal/crypto.ts';
import type { Bytes } from '../../src/seal/layout.ts';
import { makeStatement } from '../../src/seal/staff/issue.ts';
import { root, someKey, TODAY } from './a-room.ts';
import { signerOf } from './rfc6979.ts';

/** A key whose owner signs. */
export interface Key {
	point: Bytes;
	sign: Signer;
}

export function newKey(): Key {
	const { d, point } = someKey();
	return { point, sign: signerOf(d) };
}

/** An agency with two keys that its statement names; who holds them certifies devices. */
export interface Agency {
	statement: Bytes;
	holders: Key[];
}

export async function anAgency(agency: string, mode: number): Promise<Agency> {
	const holders = [newKey(), newKey()];
	const statement = await makeStatement(
		{
			mode,
			serial: 5,
			notBefore: TODAY - 86_400,
			notAfter: TODAY + 86_400,
			keys: holders.map(({ point }) => point),
			agency,
			name: `The ${agency}`,
		},
		signerOf(root.d),
	);
	return { statement, holders };
}

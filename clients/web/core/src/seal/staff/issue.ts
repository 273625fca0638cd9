/**
 * Making a statement (the holder of the root) and a certificate (an approver of the agency, or the
 * shift signer): se1.md section 4. Reading and checking is chain.ts.
 */
import type { Certificate, Statement } from '../chain.ts';
import { label, type Signer } from '../crypto.ts';
import { join, str, uint, type Bytes } from '../layout.ts';

export async function makeStatement(of: Statement, sign: Signer): Promise<Bytes> {
	const { mode, serial, notBefore, notAfter, keys, agency, name } = of;
	const numbers = [uint(serial, 4), uint(notBefore, 4), uint(notAfter, 4)].flat();
	const body = join([1, 0x41, mode], numbers, [keys.length], ...keys, str(agency), str(name));
	return join(body, await sign(join(label('statement'), body)));
}

export async function makeCertificate(of: Certificate, sign: Signer): Promise<Bytes> {
	const { mode, role, notBefore, notAfter, index, staff, device, agency, alias } = of;
	const front = [1, 0x43, mode, role, ...uint(notBefore, 4), ...uint(notAfter, 4), index];
	const body = join(front, staff, device, str(agency), str(alias));
	return join(body, await sign(join(label('certificate'), body)));
}

// Counsellors by the hundred. The daemon's own accounts cost a third of a second each at every login, on purpose; the
// bench writes accounts whose hash is the cheapest that argon2id knows, through the daemon's own function. The login, its
// ticket and everything behind it are the real ones.
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const PASSWORD = 'bench-password';
const HASH = '$argon2id$v=19$m=8,t=1,p=1$f+ZKYS4DtZmjDlztt4bkQA$Z9ptBSwLQMuTLIRNuX5aDxtTAp4PlyU8rJThmDguZxU';

/** Makes so many accounts of an agency and writes their names into a file of that folder; gives its path. */
export async function addStaff(client, folder, count, agency = 'oslo', role = 'counsellor') {
	const names = Array.from({ length: count }, (_, i) => `bench${i}`);
	for (const name of names) {
		const account = {
			id: randomBytes(16).toString('hex'), name, alias: name, agency, role, lives_in: '', hash: HASH,
			disabled: '0',
		};
		const [word] = await client.fcall('s1_staff_add', 1, '{staff}:', name, ...Object.entries(account).flat());
		if (word !== 'OK') throw new Error(`the account ${name} cannot be made: ${word}`);
	}
	const file = join(folder, 'staff');
	writeFileSync(file, names.map((name) => `${name}\n`).join(''));
	return file;
}

// Certificates for tests, made by the program openssl: an authority of a test's own, and what it signs.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const NAMES = 'subjectAltName=IP:127.0.0.1,DNS:localhost';

const openssl = (...args) => execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] });

const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'];

/** An authority in the folder. ca: its certificate, PEM, for clients to trust. */
export class Authority {
	constructor(folder, name = 'ca') {
		this.folder = folder;
		this.paths = { certificate: join(folder, `${name}.pem`), key: join(folder, `${name}.key`) };
		const { certificate, key } = this.paths;
		openssl('req', '-x509', ...EC, '-nodes', '-subj', `/CN=${name}`, '-days', '2', '-keyout', key, '-out', certificate);
		this.ca = readFileSync(certificate, 'utf8');
	}

	/** A certificate for 127.0.0.1 and localhost: {certificate, key}, paths of new files. bits: RSA of that size. */
	issue(name, { days = 2, bits } = {}) {
		const path = (ending) => join(this.folder, `${name}.${ending}`);
		const [certificate, key, request] = [path('pem'), path('key'), path('csr')];
		openssl('req', ...(bits ? ['-newkey', `rsa:${bits}`] : EC), '-nodes', '-subj', `/CN=${name}`, '-addext', NAMES, '-keyout', key, '-out', request);
		openssl(
			'x509', '-req', '-in', request, '-CA', this.paths.certificate, '-CAkey', this.paths.key, '-copy_extensions', 'copy',
			'-days', String(days), '-out', certificate,
		);
		return { certificate, key };
	}
}

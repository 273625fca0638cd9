// Pretend municipal sites for tests, and who may show which door.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { startSite } from '../../../config/demo/site/serve.mjs';
import { setKey } from './demo.mjs';
import { ask } from './http.mjs';
import { until } from './wait.mjs';

/** A site at an origin of its own that ends with the test file; options of startSite. */
export async function openSite(daemon, options) {
	const site = await startSite(daemon.origin, options);
	after(() => site.close());
	return site;
}

/** Says which sites may frame an agency's door, as an operator does, and waits until every worker knows. */
export async function allowSites(daemon, slug, sites) {
	const file = join(daemon.place.folder, `${slug}-sites.yaml`);
	const yaml = readFileSync(join(daemon.place.folder, 'agencies', `${slug}.yaml`), 'utf8');
	writeFileSync(file, setKey(yaml, 'sites', JSON.stringify(sites)));
	const { code, text } = daemon.ctl('agency', 'import', '--pool', 'no', file);
	if (code !== 0) throw new Error(`agency import: ${text}`);
	let seen = 0;
	await until(async () => {
		const { headers } = await ask(daemon, `/w/${slug}`);
		seen = headers['content-security-policy'].includes(`frame-ancestors ${sites || "'none'"};`) ? seen + 1 : 0;
		return seen >= 20;
	}, `${slug} to be framed by ${sites}`);
}

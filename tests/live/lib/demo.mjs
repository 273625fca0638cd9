// The configuration of a test's daemon: the demo network in a fresh folder, with the test's own timers, limits, hours.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './npm.mjs';

const DEMO = join(ROOT, 'config/demo');

/** The longest path of a folder that leaves room for socket paths, which end at 108 bytes. */
const SHORT = 40;

/** A fresh folder with a short path. */
export function freshFolder() {
	const base = tmpdir();
	return mkdtempSync(join(base.length < SHORT ? base : '/tmp', 'st-'));
}

/** Puts a value at the one line of YAML that has this key; of a key that stands in several parts, `part/key` names one. */
export function setKey(yaml, key, value) {
	const [name, part] = key.split('/').reverse();
	const from = part === undefined ? 0 : yaml.search(new RegExp(`^${part}:`, 'm'));
	const body = yaml.slice(from);
	const inside = part === undefined ? body : /^.*\n(?: .*\n)*/.exec(body)[0];
	const line = new RegExp(`^([ -]*${name}:) .*$`, 'gm');
	const found = inside.match(line) ?? [];
	if (found.length !== 1) throw new Error(`the key ${key} stands ${found.length} times in the configuration`);
	return yaml.slice(0, from) + inside.replace(line, (_, head) => `${head} ${value}`) + body.slice(inside.length);
}

/** Hours that are open now and all week. */
export const HOURS_ALWAYS = 'mon-sun 00:00-24:00';

// No test shall depend on the hour, the weekday or the holidays it is run at.
const ALWAYS_OPEN = { hours: HOURS_ALWAYS, topic_hours: '', holidays: 'open', exceptions: '' };

/** The agency to practise in, and its pool; it takes no hours. */
export const PRACTICE = 'practice';

function writeAgencies(folder, changes) {
	mkdirSync(folder);
	cpSync(join(DEMO, 'agencies'), folder, { recursive: true });
	for (const slug of agencySlugs()) {
		const path = join(folder, `${slug}.yaml`);
		let yaml = readFileSync(path, 'utf8');
		const usual = slug === PRACTICE ? {} : ALWAYS_OPEN;
		for (const [key, value] of Object.entries({ ...usual, ...changes[slug] })) {
			yaml = setKey(yaml, key, JSON.stringify(value));
		}
		writeFileSync(path, yaml);
	}
}

/** Gives the listener TLS: two lines more behind its port. */
function addTls(yaml, { certificate, key }) {
	return yaml.replace(/^( +)port: .*$/m, (line, indent) => {
		return `${line}\n${indent}certificate: "${certificate}"\n${indent}key: "${key}"`;
	});
}

/**
 * Writes configuration and agencies into a fresh folder. keys: any keys of the configuration that stand once in it, such
 * as workers, binary or offer_seconds; agencies: {slug: {field: value}}; tls: {certificate, key, ca}, paths of files and
 * what clients trust; prefix: words of a command that starts the daemon in a world of its own, such as prlimit or
 * unshare. Gives {folder, config, state, ca, prefix}.
 */
export function writeDemo({ keys = {}, agencies = {}, tls, prefix = [], folder = freshFolder() } = {}) {
	const state = join(folder, 's');
	const agencyFolder = join(folder, 'agencies');
	writeAgencies(agencyFolder, agencies);
	let yaml = readFileSync(join(DEMO, 'demo.yaml'), 'utf8');
	yaml = yaml.replaceAll('agency_folder: config/demo/agencies', `agency_folder: ${agencyFolder}`);
	for (const [key, value] of Object.entries({ state, port: 0, ...keys })) yaml = setKey(yaml, key, value);
	if (tls !== undefined) yaml = addTls(yaml, tls);
	const config = join(folder, 'samtale.yaml');
	writeFileSync(config, yaml);
	return { folder, config, state, ca: tls?.ca, prefix };
}

/** The slugs of the demo's agencies. */
export const agencySlugs = () =>
	readdirSync(join(DEMO, 'agencies')).filter((name) => name.endsWith('.yaml')).map((name) => name.replace(/\.yaml$/, ''));

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Opening hours, as agencies write them, of the weekday two days from now: shut now, whatever the zone. */
export function hoursInTwoDays() {
	return `${DAYS[new Date(Date.now() + 2 * 86_400_000).getDay()]} 10:00-12:00`;
}

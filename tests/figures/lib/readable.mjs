// All that somebody can read, as lines, so that what is new since a moment can be searched.
import { expected, rowsOf } from '../../gate/lib.mjs';
import { ask } from '../../live/lib/http.mjs';
import { askAdmin } from '../../metrics/lib/exposition.mjs';

/** What is other each time and says nothing of a place: ids, secrets of code apps, times. */
const PASSING = /[0-9a-f]{16,}|[A-Z2-7]{32}|\d{9,}/g;

/** How long one waits now: the pool's, the same at each of its doors, and read by everybody. */
const WAIT = /"?\bband"?: ?\d|<p class="hint">[^<]*<\/p>/g;

const CHECKED_MS = 3_600_000;

const isPlain = (value) => value === null || typeof value !== 'object';

/** A line for each object: what its own fields say, which stands together; those inside it have lines of their own. */
function linesOf(value, path) {
	if (isPlain(value)) return [`${path}: ${value}`];
	const inside = Object.entries(value);
	const own = inside.filter(([, one]) => isPlain(one)).map(([name, one]) => `${name}: ${one}`);
	const nested = inside.filter(([, one]) => !isPlain(one));
	return [`${path} {${own.join(', ')}}`, ...nested.flatMap(([name, one]) => linesOf(one, `${path}.${name}`))];
}

function linesOfFrame(frame) {
	if (frame.type === 'scene') return frame.names.map((name, i) => `scene ${name} = ${frame.values[i]}`);
	return [`frame ${JSON.stringify(frame)}`];
}

function linesOfText(path, text) {
	try {
		return linesOf(JSON.parse(text), path);
	} catch {
		return text.split('\n').map((line) => `${path} ${line}`);
	}
}

/** Every address that is read, from the table that people wrote, about the agency and its pool. */
const addresses = ({ slug, pool }) => [...rowsOf(expected(), 'HTTP').keys()].filter((what) => what.startsWith('GET ')).flatMap((what) => {
	const path = what.slice('GET '.length);
	return [`${path.endsWith('/') && path !== '/' ? path + slug : path}?agency=${slug}&pool=${pool}`, `${path}?agency=${slug}`, `${path}?pool=${pool}`];
});

/** What the checks of acts answer, which do nothing and say how many they would reach: every scope and topic, and the agency's own door. */
const checksOf = ({ slug, scopes, topics }) => [
	...scopes.flatMap((scope) => topics.flatMap((topic) => [
		{ kind: 'text', scopes: [scope], topic, texts: { da: 'Vi er her.' } },
		{ kind: 'scope', scopes: [scope], topic, level: 1 },
		{ kind: 'redirect', scopes: [scope], topic, target: 'unsure' },
	])),
	{ kind: 'door', place: slug, target: 'closed' }, { kind: 'announce', place: slug, texts: { da: 'Vi er her.' } },
];

/**
 * bearers: sessions of HTTP, `acts`: who of them may act; people: test clients whose frames are kept in `heard`; letters: what went to
 * the webhook, as text; agency: {slug, pool, scopes, topics}.
 */
export class Readable {
	constructor(daemon, { bearers, acts = [], people, letters = [], agency }) {
		Object.assign(this, { daemon, bearers, acts, people, letters, agency });
		this.known = new Set();
	}

	async readAll() {
		const lines = this.people.flatMap(({ heard }) => heard.flatMap(linesOfFrame));
		lines.push(...linesOfText('/metrics', (await askAdmin(this.daemon, '/metrics')).text));
		for (const { session } of this.bearers) {
			for (const path of addresses(this.agency)) {
				const { status, text } = await ask(this.daemon, path, { headers: { authorization: `Bearer ${session}`, origin: this.daemon.origin } });
				if (status === 200) lines.push(...linesOfText(path, text));
			}
		}
		lines.push(...this.letters.map((letter) => `letter ${letter}`), ...await this.checkAll());
		return lines.map((line) => line.replace(PASSING, '#').replace(WAIT, ''));
	}

	async checkAll() {
		const lines = [];
		for (const bearer of this.acts) {
			for (const act of checksOf(this.agency)) {
				const { status, data, error } = await bearer.post('/api/v1/acts', { ...act, until: Date.now() + CHECKED_MS, check: true });
				lines.push(`check ${act.kind} ${act.scopes ?? act.place} ${act.topic ?? '-'}: ${status} ${data?.reached ?? error?.code}`);
			}
		}
		return lines;
	}

	/** The lines that no reading before had. */
	async news() {
		const lines = [...new Set(await this.readAll())].filter((line) => !this.known.has(line));
		for (const line of lines) this.known.add(line);
		return lines;
	}
}

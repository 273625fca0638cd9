// All that somebody can read, as lines, so that what is new since a moment can be searched.
import { expected, rowsOf } from '../../gate/lib.mjs';
import { ask } from '../../live/lib/http.mjs';
import { askAdmin } from '../../metrics/lib/exposition.mjs';

/** What is other each time and says nothing of a place: ids, secrets of code apps, times. */
const PASSING = /[0-9a-f]{16,}|[A-Z2-7]{32}|\d{9,}/g;

/** How long one waits now: the pool's, the same at each of its doors, and read by everybody. */
const WAIT = /"?\bband"?: ?\d|<p class="hint">[^<]*<\/p>/g;

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

/** bearers: sessions of HTTP; people: test clients whose frames are kept in `heard`; agency: {slug, pool}. */
export class Readable {
	constructor(daemon, { bearers, people, agency }) {
		Object.assign(this, { daemon, bearers, people, agency });
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
		return lines.map((line) => line.replace(PASSING, '#').replace(WAIT, ''));
	}

	/** The lines that no reading before had. */
	async news() {
		const lines = [...new Set(await this.readAll())].filter((line) => !this.known.has(line));
		for (const line of lines) this.known.add(line);
		return lines;
	}
}

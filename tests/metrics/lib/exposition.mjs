// Reading what /metrics says, strictly, and the names that expressions use.
import { request } from 'node:http';

const SAMPLE = /^([a-z_]+)(?:\{(.*)\})? (-?\d+(?:\.\d+)?)$/;
const LABEL = /([a-z_]+)="([^"]*)"(?:,|$)/g;
const PARTS = /_(bucket|sum|count)$/;

/** One request at the admin listener: {status, headers, text}. */
export function askAdmin(daemon, path, options = {}) {
	return new Promise((resolve, reject) => {
		const call = request({ host: '127.0.0.1', port: daemon.adminPort, path, agent: false, ...options });
		call.on('response', (response) => {
			let text = '';
			response.setEncoding('utf8');
			response.on('data', (part) => (text += part));
			response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
		});
		call.on('upgrade', (response, socket) => {
			socket.destroy();
			resolve({ status: response.statusCode, headers: response.headers, text: '' });
		});
		call.on('error', reject);
		call.end();
	});
}

/** {types: Map of name to type, samples: [{name, labels, value}]}; throws at a line that is neither. */
export function readExposition(text) {
	const types = new Map();
	const samples = [];
	for (const line of text.trimEnd().split('\n')) {
		const type = /^# TYPE (\S+) (\S+)$/.exec(line);
		if (type) types.set(type[1], type[2]);
		if (line.startsWith('#')) continue;
		const found = SAMPLE.exec(line);
		if (!found) throw new Error(`no sample: ${line}`);
		const labels = Object.fromEntries([...(found[2] ?? '').matchAll(LABEL)].map(([, name, value]) => [name, value]));
		samples.push({ name: found[1], labels, value: Number(found[3]) });
	}
	return { types, samples };
}

/** What the daemon counts now, with a way to ask: at(name, labels) sums the samples that have them. */
export async function scrape(daemon) {
	const { status, text } = await askAdmin(daemon, '/metrics');
	if (status !== 200) throw new Error(`/metrics: ${status} ${text}`);
	const read = readExposition(text);
	const has = (sample, labels) => Object.entries(labels).every(([name, value]) => sample.labels[name] === value);
	const at = (name, labels = {}) =>
		read.samples.filter((sample) => sample.name === name && has(sample, labels)).reduce((sum, { value }) => sum + value, 0);
	return { text, ...read, at };
}

/** The metrics that name both an agency and a topic. */
export const namesBoth = (samples) =>
	[...new Set(samples.filter(({ labels }) => 'agency' in labels && 'topic' in labels).map(({ name }) => name))];

/** Whether an expression puts agency and topic together. */
export const asksBoth = (expression) => /\bagency\b/.test(expression) && /\btopic\b/.test(expression);

/** The metrics of ours that an expression names and that are not exported. */
export function unknownIn(expression, types) {
	const named = expression.match(/\bsamtale_[a-z_]+/g) ?? [];
	const isThere = (name) => types.has(name) || types.get(name.replace(PARTS, '')) === 'histogram';
	return named.filter((name) => !isThere(name));
}

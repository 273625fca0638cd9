// Very many sockets at once, held while somebody measures: several load generators, because a process has only so many
// descriptors.
import { Beside } from './beside.mjs';
import { wordsFor } from './generator.mjs';

const MOST_EACH = 18000;
const SOURCES_EACH = 4;

const wordsOf = (service, connections, index) =>
	wordsFor(service, 'hold', { connections, sources: SOURCES_EACH, 'first-source': index * SOURCES_EACH });

/** Opens so many sockets on a service, each greeted, and runs body while they are open. */
export async function withSockets(service, connections, body) {
	const count = Math.ceil(connections / MOST_EACH);
	const share = (i) => Math.floor((connections * (i + 1)) / count) - Math.floor((connections * i) / count);
	const holders = Array.from({ length: count }, (_, i) => new Beside(wordsOf(service, share(i), i)));
	try {
		await Promise.all(holders.map((holder) => holder.said('ready')));
		const answer = await body(holders.map(({ pid }) => pid));
		await Promise.all(holders.map((holder) => holder.result()));
		return answer;
	} finally {
		await Promise.all(holders.map((holder) => holder.end()));
	}
}

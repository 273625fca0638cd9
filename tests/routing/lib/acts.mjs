// What tests of acts share: an act as a duty lead makes it, its undoing, the rota, what stands and what was written down.
import assert from 'node:assert/strict';
import { cid } from './pool.mjs';

export const HOUR = 3600000;

/** Somebody of another agency, in another county. */
export const OTHER = { agency: 'bergen', m: '4601', co: '46', topics: 'net specialist' };

/** Redirects: to an agency, to a hidden topic. */
export const REDIRECTS = {
	'an agency': { place: 'bergen', m: '4601', topic: 'net', scopes: 'c03' },
	'a hidden topic': { target: 'specialist', topic: 'net', scopes: 'n' },
};

/** t: of withPool(). */
export function actsOf(t) {
	/** An act as the defaults have it: a duty lead's, in the whole pool, for an hour. */
	function act(kind, wish = {}, node = t.n1) {
		const { who = 'lead', reach = '', own = '', place = '', scopes = '', topic = '', target = '', m = '', level = 0,
			to = t.pool.day + HOUR, texts = '', check = 0 } = wish;
		return node.call('act', cid(who), `Alias ${who}`, reach, own, kind, place, scopes, topic, target, m, level, to, texts, check);
	}

	const undo = (id, { who = 'lead', reach = '', may = 'redirect scope text' } = {}) => t.n1.call('act_undo', cid(who), `Alias ${who}`, reach, id, may);

	/** The hours that the rota gives to somebody. */
	function rota(who = 'lead', from = t.pool.day - HOUR, to = t.pool.day + 4 * HOUR) {
		return t.pool.client.zadd(`${t.pool.prefix}rota`, from, `${cid(who)} ${from} ${to} Alias ${who}`);
	}

	async function made(kind, wish) {
		const [word, id, reached] = await act(kind, wish);
		assert.equal(word, 'OK', `${kind}: ${word}`);
		return { id, reached: Number(reached) };
	}

	/** Everything that is due now happens. */
	async function sweep() {
		for (let n = '1'; n !== '0';) [, n] = await t.n1.sweep();
	}

	async function standing() {
		const [, ...rest] = await t.pool.raw('acts');
		return Array.from({ length: rest.length / 2 }, (_, i) => rest[2 * i + 1].split(' ')[0]);
	}

	async function lines() {
		const [, , ...rest] = await t.pool.raw('act_lines', cid('lead'), '');
		return Array.from({ length: rest.length / 7 }, (_, i) => {
			const [id, at, who, name, what, number, text] = rest.slice(7 * i, 7 * i + 7);
			return { id, at, who, name, what, number, kind: text.split(' ')[0], text };
		});
	}

	return { act, undo, rota, made, sweep, standing, lines };
}

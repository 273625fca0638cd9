/** The coordinator's part of the page, with the daemon played here. */
import { memoryStore } from '@samtale/core/store';
import { Bearer } from '@samtale/staff/bearer';
import { expect, test } from 'vitest';
import { Network, slugOf } from '../src/network.ts';
import { Office } from '../src/office.ts';

const agencies = [
	{ slug: 'oslo', name: 'Ung i Oslo', pool: 'no', municipality: '0301', live: '' },
	{ slug: 'asker', name: 'Asker', pool: 'no', municipality: '3203', live: 'no' },
];
const counties = [
	{ code: '03', name: 'Oslo', pool: 'no', municipalities: { '0301': 'Oslo' } },
	{ code: '32', name: 'Akershus', pool: 'no', municipalities: { '3203': 'Asker', '3201': 'Bærum' } },
	{ code: '1084', name: 'Hovedstaden', pool: 'dk', municipalities: { '0260': 'Halsnæs' } },
];
const wish = {
	slug: 'baerum',
	name: 'Ung',
	pool: 'no',
	municipality: '3201',
	buddy: 'oslo',
	owner: 'per',
	alias: 'Per',
};

async function open(answer: [status: number, body: object] = [200, { ok: true, data: {} }]) {
	const asked: { path: string; body: unknown }[] = [];
	const usual: Record<string, object> = {
		'/api/v1/agencies': { ok: true, data: { agencies } },
		'/api/v1/directory': { counties },
	};
	const ask = (path: string, options: RequestInit = {}) => {
		const [status, body] = options.method === 'POST' ? answer : [200, usual[path]!];
		if (options.method === 'POST') {
			asked.push({ path, body: JSON.parse(options.body as string) });
		}
		return Promise.resolve(new Response(JSON.stringify(body), { status }));
	};
	const bearer = new Bearer(memoryStore());
	bearer.keep('ab'.repeat(32));
	const office = new Office(bearer, ask as typeof fetch, null);
	const network = new Network(office, ask as typeof fetch);
	await network.read();
	return { network, office, asked };
}

test('a slug is made of the name of a place', () => {
	expect(['Bærum', 'Ål i Hallingdal', 'Deatnu - Tana', 'Tromsø '].map(slugOf)).toEqual([
		'baerum',
		'al-i-hallingdal',
		'deatnu-tana',
		'tromso',
	]);
});

test('places of the own pools are free where no open agency has them, and a buddy is one that is open', async () => {
	const { network } = await open();
	expect(network.free.map(({ name }) => name).sort()).toEqual(['Asker', 'Bærum']);
	expect(network.buddies('no').map(({ slug }) => slug)).toEqual(['oslo']);
	expect(network.agencies.value!.map(({ name }) => name)).toEqual(['Asker', 'Ung i Oslo']);
});

test('an invitation begins with what is there already, or with a slug of the place', async () => {
	const { network } = await open();
	expect(network.suggest('no 3203')).toEqual({ isThere: true, slug: 'asker', name: 'Asker' });
	expect(network.suggest('no 3201')).toEqual({ isThere: false, slug: 'baerum', name: '' });
	expect(network.suggest('')).toEqual({ isThere: false, slug: '', name: '' });
});

test('a link is kept until the next invitation, and a refusal is told at its fields', async () => {
	const invited = { slug: 'baerum', owner: 'per', join: '/join#00' };
	const { network, asked } = await open([200, { ok: true, data: invited }]);
	expect(await network.invite(wish)).toBe(true);
	expect([network.invited.value, asked[0]]).toEqual([
		invited,
		{ path: '/api/v1/agencies/invite', body: wish },
	]);
	const fields = { slug: 'a slug that no agency has yet' };
	const refused = await open([422, { ok: false, error: { code: 'value', fields } }]);
	expect(await refused.network.invite(wish)).toBe(false);
	expect([refused.network.faults.value, refused.network.invited.value]).toEqual([fields, null]);
});

test('what is asked for is what the agency was and shall be', async () => {
	const { network, asked } = await open();
	await network.setLive(agencies[1]!, true);
	expect(asked[0]!.body).toEqual({ slug: 'asker', changes: { live: 'yes' }, was: { live: 'no' } });
});

test('a session that is over leads to the login', async () => {
	const { network, office } = await open([401, { ok: false, error: { code: 'session' } }]);
	await network.invite(wish);
	expect([office.person.value, office.problem.value]).toEqual([null, 'session']);
});

// What the listener answers over plain HTTP: pages, assets, the directory, doors, help.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { startDaemon } from './lib/daemon.mjs';
import { HOURS_ALWAYS, PRACTICE, agencySlugs, hoursInTwoDays } from './lib/demo.mjs';
import { ask } from './lib/http.mjs';
import { comeCounsellor } from './lib/people.mjs';
import { until } from './lib/wait.mjs';

const shut = { hours: hoursInTwoDays(), exceptions: '' };
const daemon = await startDaemon({
	agencies: {
		oslo: { hours: HOURS_ALWAYS, exceptions: '' }, karasjok: shut, 'ung-norge': shut, kristiansand: shut,
		'ung-danmark': shut, aarhus: shut,
	},
});
const getJson = async (path) => JSON.parse((await ask(daemon, path)).text);

for (const path of ['/', '/w/oslo', '/w/aarhus', '/desk', '/check']) {
	test(`the page ${path} is HTML that nobody keeps`, async () => {
		const { status, headers, text } = await ask(daemon, path);
		assert.equal(status, 200);
		assert.match(headers['content-type'], /^text\/html/);
		assert.match(headers['cache-control'], /no-store/);
		assert.match(text, /^<!doctype html>/i);
		assert.doesNotMatch(text, /\{\{|\}\}/);
	});
}

test('a door\'s page is useful before any script: its name, its state and help stand in the HTML', async () => {
	const { text } = await ask(daemon, '/w/oslo');
	const [, body] = text.split('<body');
	const html = body.replace(/<script[\s\S]*?<\/script>/g, '');
	assert.match(html, /Ung i Oslo/);
	assert.match(html, /tel:|116 ?111/);
});

test('the data in a page is JSON and cannot leave its script element', async () => {
	const { text } = await ask(daemon, '/w/oslo');
	const [, json] = /<script type="application\/json" id="door">([\s\S]*?)<\/script>/.exec(text);
	assert.doesNotMatch(json, /</);
	const door = JSON.parse(json);
	assert.deepEqual([door.agency, door.name, door.profile], ['oslo', 'Ung i Oslo', 'demo']);
});

test('a page speaks the language the browser asks for', async () => {
	for (const language of ['nb', 'nn', 'se', 'da', 'en']) {
		const { text } = await ask(daemon, '/', { headers: { 'accept-language': language } });
		assert.match(text, new RegExp(`<html lang="${language}"`), language);
	}
});

const NOWHERE = [
	'/w/nobody', '/nothing', '/a/nothing.js', '/w/', '/a/../daemon/main.c', '/%2e%2e/etc/passwd', '/api/v1/nothing',
];

for (const path of NOWHERE) {
	test(`${path} is answered with 404`, async () => {
		assert.equal((await ask(daemon, path)).status, 404);
	});
}

test('the page of 404 still offers a way on', async () => {
	const { headers, text } = await ask(daemon, '/w/nobody');
	assert.match(headers['content-type'], /^text\/html/);
	assert.match(text, /href="\/"/);
});

test('an unknown method is refused', async () => {
	for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
		const { status } = await ask(daemon, '/', { method });
		assert.ok([405, 400, 404].includes(status), `${method} ${status}`);
	}
	assert.equal((await ask(daemon, '/', { method: 'POST', body: 'x' })).status, 405);
	assert.equal((await ask(daemon, '/api/v1/login')).status, 405);
});

test('a refusal says what would have been heard: the other method, or where slugs and pools stand', async () => {
	const hint = async (path, options) => JSON.parse((await ask(daemon, path, options)).text).error.hint;
	assert.match(await hint('/api/v1/login'), /POST/);
	assert.match(await hint('/api/v1/directory', { method: 'POST', body: '{}' }), /GET/);
	for (const path of ['door', 'status']) assert.match(await hint(`/api/v1/${path}?agency=nobody`), /\/api\/v1\/directory/);
});

test('a foreign Host is refused everywhere', async () => {
	for (const path of ['/', '/desk', '/api/v1/directory', '/a/x.js']) {
		assert.equal((await ask(daemon, path, { host: 'evil.example' })).status, 421, path);
	}
});

test('every page carries the security headers', async () => {
	for (const path of ['/', '/desk', '/w/nobody', '/embed']) {
		const { headers } = await ask(daemon, path);
		assert.match(headers['content-security-policy'], /script-src 'self'(;|$)/, path);
		assert.equal(headers['referrer-policy'], 'no-referrer', path);
		assert.match(headers['permissions-policy'], /camera=\(\)/, path);
	}
});

test('every answer allows no more than it needs and carries no name of a server', async () => {
	const [script] = await assetsOf('/');
	for (const path of ['/', '/desk', '/w/nobody', script, '/api/v1/directory', '/api/v1/door?agency=oslo', '/api/v1/nothing']) {
		const { headers } = await ask(daemon, path);
		const policy = headers['content-security-policy'];
		assert.match(policy, /default-src 'none'/, path);
		assert.match(policy, /frame-ancestors 'none'/, path);
		assert.doesNotMatch(policy, /unsafe|\*/, path);
		assert.equal(headers['x-content-type-options'], 'nosniff', path);
		assert.equal(headers['set-cookie'], undefined, path);
		assert.equal(headers.server, undefined, path);
		assert.equal(headers['x-powered-by'], undefined, path);
	}
});

const STYLE = /<style>([^<]*)<\/style>/g;
const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

test('the page of an agency with a theme names the one style in it by its hash, and allows no other', async () => {
	for (const path of ['/w/kristiansand', '/w/aarhus']) {
		const { headers, text } = await ask(daemon, path);
		const styles = [...text.matchAll(STYLE)].map(([, css]) => css);
		assert.equal(styles.length, 1, path);
		assert.match(styles[0], /^@media not all and \(prefers-color-scheme:dark\)\{html:root\{--brand:#[0-9a-f]{6};/);
		const [, policy] = /style-src ([^;]*)/.exec(headers['content-security-policy']);
		assert.equal(policy, `'self' ${hashOf(styles[0])}`, path);
	}
});

test('the national door, the desk and a door without a theme have no style in the page', async () => {
	for (const path of ['/', '/?municipality=4204', '/?municipality=0751', '/w/oslo', '/w/nobody', '/desk']) {
		const { headers, text } = await ask(daemon, path);
		assert.doesNotMatch(text, /<style/, path);
		assert.match(headers['content-security-policy'], /style-src 'self'$/, path);
	}
});

async function assetsOf(path) {
	const { text } = await ask(daemon, path);
	return [...text.matchAll(/(?:src|href)="(\/a\/[^"]+)"/g)].map(([, asset]) => asset);
}

test('assets are immutable, typed, and the same bytes with and without gzip', async () => {
	const assets = [...(await assetsOf('/')), ...(await assetsOf('/desk'))];
	assert.ok(assets.length >= 4, assets.join(' '));
	for (const asset of assets) {
		const plain = await ask(daemon, asset);
		const packed = await ask(daemon, asset, { headers: { 'accept-encoding': 'gzip, br' } });
		assert.equal(plain.status, 200, asset);
		assert.match(plain.headers['cache-control'], /immutable/);
		assert.match(plain.headers['content-type'], asset.endsWith('.css') ? /^text\/css/ : /javascript/);
		assert.equal(plain.headers['content-encoding'], undefined);
		assert.equal(packed.headers['content-encoding'], 'gzip');
		assert.match(packed.headers.vary, /Accept-Encoding/i);
		assert.ok(gunzipSync(packed.body).equals(plain.body), asset);
	}
});

/* Answers with what a client says that it takes; undefined: nothing. */
async function asked(path, accept) {
	const { headers, body } = await ask(daemon, path, accept === undefined ? {} : { headers: { 'accept-encoding': accept } });
	return { encoding: headers['content-encoding'], vary: headers.vary ?? '', body, length: Number(headers['content-length']) };
}

for (const path of ['/', '/w/oslo', '/desk', '/w/nobody', '/api/v1/directory', '/api/v1/door?agency=oslo', '/api/v1/services']) {
	test(`${path} is packed for who takes gzip, and the same bytes for who does not`, async () => {
		const plain = await asked(path);
		const packed = await asked(path, 'gzip, br');
		assert.deepEqual([plain.encoding, packed.encoding], [undefined, 'gzip']);
		assert.ok(gunzipSync(packed.body).equals(plain.body), 'the same bytes');
		assert.ok(packed.body.length < plain.body.length, `${packed.body.length} of ${plain.body.length}`);
		for (const { vary, length, body } of [plain, packed]) {
			assert.match(vary, /Accept-Encoding/);
			assert.equal(length, body.length);
		}
	});
}

test('gzip with a weight of 0 is no gzip, for pages, lists and built files', async () => {
	const [script] = await assetsOf('/');
	for (const path of ['/', '/api/v1/directory', script]) {
		for (const accept of ['gzip;q=0', 'identity', 'gzip;q=0, *', 'br']) {
			assert.equal((await asked(path, accept)).encoding, undefined, `${path} for ${accept}`);
		}
		assert.equal((await asked(path, 'br, gzip;q=0.1')).encoding, 'gzip', path);
	}
});

test('an answer beside a secret is never packed', async () => {
	const headers = { 'accept-encoding': 'gzip', 'content-type': 'application/json' };
	const answer = await ask(daemon, '/api/v1/login', { method: 'POST', headers, body: '{"name":"oslo","password":"feil"}' });
	assert.equal(answer.headers['content-encoding'], undefined);
	assert.equal(answer.headers.vary, undefined);
	assert.equal(JSON.parse(answer.text).ok, false);
});

test('HEAD gives the headers and no body', async () => {
	const { status, headers, body } = await ask(daemon, '/', { method: 'HEAD' });
	assert.deepEqual([status, body.length], [200, 0]);
	assert.ok(Number(headers['content-length']) > 0);
});

test('two requests on one connection are both answered', async () => {
	const answers = await Promise.all([fetch(`${daemon.origin}/`), fetch(`${daemon.origin}/desk`)]);
	for (const answer of answers) assert.equal((await answer.text()).length > 500, true);
	assert.equal((await fetch(`${daemon.origin}/api/v1/directory`)).status, 200);
});

test('what is escaped in a query stays in its parameter, and is decoded once', async () => {
	for (const [query, label, lang] of [
		['label=a%26b', 'a&amp;b', 'nb'], ['label=a%26lang=nn', 'a&amp;lang=nn', 'nb'], ['label=%26lang%3Dnn', '&amp;lang=nn', 'nb'],
		['label=a%25b', 'a%b', 'nb'], ['label=a%2526b', 'a%26b', 'nb'], ['label=a+b%20c', 'a b c', 'nb'], ['label=a%3Db', 'a=b', 'nb'],
		['label=%C3%A6&lang=nn', 'æ', 'nn'], ['lang=nn&label=', '', 'nn'],
		[`label=${'%26'.repeat(400)}`, '', 'nb'],
	]) {
		const { text } = await ask(daemon, `/embed?${query}`);
		const found = [/name="label"[^>]*value="([^"]*)"/.exec(text)[1], /html lang="(\w+)"/.exec(text)[1]];
		assert.deepEqual(found, [label, lang], query);
	}
});

test('the directory lists pools, counties with their municipalities, topics and agencies, hidden topics left out', async () => {
	const { headers } = await ask(daemon, '/api/v1/directory');
	assert.match(headers['content-type'], /^application\/json/);
	assert.match(headers['cache-control'], /max-age=300/);
	const directory = await getJson('/api/v1/directory');
	assert.deepEqual(directory.pools.map((pool) => pool.id), ['no', 'dk']);
	const inPool = (pool) => directory.counties.filter((county) => county.pool === pool);
	const count = (pool) => inPool(pool).flatMap((county) => Object.keys(county.municipalities)).length;
	assert.deepEqual([count('no'), count('dk')], [357, 98]);
	assert.ok(directory.topics.some((topic) => topic.id === 'unsure'));
	assert.deepEqual(directory.agencies.map((agency) => agency.slug).sort(), agencySlugs().filter((slug) => slug !== PRACTICE).sort());
	const oslo = inPool('no').find((county) => county.code === '03');
	assert.deepEqual(Object.keys(oslo.municipalities), ['0301']);
	assert.match(oslo.municipalities['0301'], /^Oslo/);
});

test('an open agency\'s door is open', async () => {
	const door = await getJson('/api/v1/door?agency=oslo');
	assert.deepEqual([door.pool, door.country, door.municipality, door.state], ['no', 'NO', '0301', 'open']);
});

test('a shut agency\'s door is closed and says when it opens', async () => {
	const door = await getJson('/api/v1/door?agency=aarhus');
	assert.equal(door.state, 'closed');
	assert.ok(door.opens_at > Date.now() / 1000, `${door.opens_at}`);
	assert.deepEqual(door.hours.map(({ from, to }) => [from, to]), [['10:00', '12:00']]);
});

test('a shut door leads on as soon as somebody in the pool is on duty, and back', async () => {
	const state = async () => (await getJson('/api/v1/door?agency=aarhus')).state;
	assert.equal(await state(), 'closed');
	const odder = await comeCounsellor(daemon, 'odder');
	await until(async () => (await state()) === 'pool', 'the pool to be on duty', { step: 200 });
	await odder.shift({ state: 3 });
	await until(async () => (await state()) === 'closed', 'the pool to be off', { step: 200 });
	await odder.leaveTable();
});

for (const query of [
	'municipality=4204', 'agency=&municipality=4204', 'municipality=4204&pool=no', 'pool=no&municipality=4204',
]) {
	test(`a door by ${query} is the door of the municipality's agency`, async () => {
		const door = await getJson(`/api/v1/door?${query}`);
		assert.deepEqual([door.pool, door.municipality, door.agency], ['no', '4204', 'kristiansand']);
	});
}

test('help is listed by country, without rows nobody has confirmed an address of', async () => {
	for (const country of ['NO', 'DK']) {
		const list = await getJson(`/api/v1/services?country=${country}`);
		assert.ok(list.length > 2, `${country}: ${list.length}`);
		for (const row of list) {
			assert.equal(row.country, country);
			assert.notEqual(row.address, 'unconfirmed');
			assert.match(row.channel, /^(phone|chat|sms)$/);
		}
	}
});

test('a body that is too large is refused', async () => {
	const { status } = await ask(daemon, '/api/v1/login', { method: 'POST', body: 'x'.repeat(20000) });
	assert.equal(status, 413);
});

test('odd addresses are answered, never with a 500', async () => {
	const long = 'x'.repeat(3000);
	for (const path of [`/${long}`, `/api/v1/door?agency=${long}`, '/api/v1/services?country=%ff',
		'/api/v1/door?agency=oslo&agency=aarhus', '/?lang=<script>', '/w/oslo?lang=xx', '/w/%6fslo']) {
		const { status, text } = await ask(daemon, path);
		assert.ok(status < 500, `${path.slice(0, 40)}: ${status}`);
		assert.doesNotMatch(text, /<script>alert|lang="<script/);
	}
	assert.equal((await ask(daemon, '/')).status, 200);
});

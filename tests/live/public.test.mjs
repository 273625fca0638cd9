// What other sites may ask and load: docs/openapi.yaml holds, every answer is as it says, and only what is meant for the pages
// of any site is open to them.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import { keep, sheet } from '../figures/lib/sheet.mjs';
import { Bearer } from './lib/bearer.mjs';
import { startDaemon } from './lib/daemon.mjs';
import { HOURS_ALWAYS, hoursInTwoDays } from './lib/demo.mjs';
import { ask, shakeHands } from './lib/http.mjs';
import { ROOT, load, loadModule } from './lib/npm.mjs';
import { allowSites } from './lib/sites.mjs';

const SITES = 'https://www.oslo.example https://oslo.example:8443';
const { Validator } = await loadModule('@seriousme/openapi-schema-validator');
const Ajv = load('ajv/dist/2020.js').default;

const daemon = await startDaemon({
	agencies: { oslo: { hours: HOURS_ALWAYS, exceptions: '' }, kristiansand: { hours: hoursInTwoDays(), exceptions: '' } },
});
const owner = await new Bearer(daemon, 'nora', daemon.addUser('nora', { agency: 'oslo', role: 'owner' })).login();
const staff = await new Bearer(daemon, 'ida', daemon.addUser('ida', { agency: 'oslo' })).login();
const coordinator = await new Bearer(daemon, 'siv', daemon.addUser('siv', { agency: 'oslo', role: 'coordinator' })).login();
const leader = await new Bearer(daemon, 'liv', daemon.addUser('liv', { agency: 'oslo', role: 'supervisor' })).login();
await keep(daemon.redis(), sheet('2026-10'));
const lead = await new Bearer(daemon, 'eva', daemon.addUser('eva', { agency: 'oslo', role: 'duty_lead' })).login();
const [{ cid }] = (await coordinator.get('/api/v1/rota')).data.people;
const validator = new Validator();
const verdict = await validator.validate(join(ROOT, 'docs', 'openapi.yaml'));
const { paths } = validator.resolveRefs();
const ajv = new Ajv({ strict: false, formats: { uri: /^https:\/\// } });

/* Throws when an answer is not one that the description has for that address. */
function check(method, path, { status, headers, text }) {
	const told = paths[path]?.[method]?.responses[status];
	assert.ok(told, `${method} ${path} with ${status} is not described`);
	for (const [name, { schema }] of Object.entries(told.headers ?? {})) {
		const value = headers[name.toLowerCase()];
		assert.ok(ajv.validate(schema, value), `${name} of ${path} is ${value}: ${ajv.errorsText()}`);
	}
	const [[type, { schema } = {}] = []] = Object.entries(told.content ?? {});
	if (type === undefined) {
		assert.equal(text, '', path);
		return;
	}
	assert.equal(headers['content-type'].split(';')[0], type, path);
	if (type === 'application/json') {
		assert.ok(ajv.validate(schema, JSON.parse(text)), `${path}: ${ajv.errorsText()}`);
	}
}

test('the description is a valid OpenAPI 3.1 document', () => {
	assert.deepEqual([verdict.valid, verdict.errors ?? []], [true, []]);
	assert.equal(validator.version, '3.1');
});

test('a description with a fault is found', async () => {
	const { valid } = await new Validator().validate({ openapi: '3.1.0', info: { title: 'x' }, paths: {} });
	assert.equal(valid, false);
});

const ROWS = [
	['get', '/api/v1/status', '?agency=oslo', 200], ['get', '/api/v1/status', '?agency=kristiansand', 200],
	['get', '/api/v1/status', '?pool=dk', 200], ['get', '/api/v1/status', '?agency=nobody', 404],
	['get', '/api/v1/status', '', 404], ['get', '/api/v1/services', '', 200], ['get', '/api/v1/services', '?country=DK', 200],
	['get', '/api/v1/reading', '', 200], ['get', '/api/v1/directory', '', 200], ['get', '/api/v1/door', '?agency=oslo', 200], ['get', '/api/v1/door', '', 200],
	['get', '/api/v1/door', '?agency=nobody', 404], ['post', '/api/v1/login', '', 401, '{"name":"x","password":"y"}'],
	['post', '/api/v1/join', '', 410, '{"token":"x"}'], ['post', '/api/v1/join', '', 400, '{}'],
	['post', '/api/v1/join/finish', '', 410, '{"token":"x","password":"y","secret":"z","code":"1"}'],
	['post', '/api/v1/login', '', 400, '[]'], ['post', '/api/v1/leave', '', 204, '0'.repeat(64)],
	['post', '/api/v1/leave', '', 204, `${'0'.repeat(64)} cancelled`], ['post', '/api/v1/leave', '', 400, `${'0'.repeat(64)} blocked`],
	['post', '/api/v1/leave', '', 400, 'x'], ['post', '/api/v1/code', '', 404, 'x'], ['post', '/api/v1/tap', '', 204, 'oslo'],
	['post', '/api/v1/login/proxy', '', 404],
	['get', '/api/v1/figures', '', 200], ['get', '/api/v1/figures/{pool}/{step}.json', '', 200], ['get', '/api/v1/figures/{pool}/{step}.csv', '', 200],
	['get', '/figures', '', 200], ['get', '/figures/{pool}/{step}', '', 200],
	['get', '/w/{agency}', '', 200], ['get', '/e/v1.js', '', 200],
];
const HOURS = `"slug":"oslo","was":{"hours":"${HOURS_ALWAYS}"}`;
/* What an owner asks. */
const OWNER_ROWS = [
	['get', '/api/v1/agency', '', 200], ['get', '/api/v1/agency', '?slug=kristiansand', 403],
	['post', '/api/v1/agency', '', 200, `{${HOURS},"changes":{"hours":"${HOURS_ALWAYS}"}}`],
	['post', '/api/v1/agency', '', 422, `{${HOURS},"changes":{"hours":"x"}}`], ['post', '/api/v1/agency', '', 400, '{}'],
	['post', '/api/v1/agency', '', 403, '{"slug":"oslo","changes":{"name":"x"},"was":{"name":""}}'],
	['post', '/api/v1/agency', '', 409, '{"slug":"oslo","changes":{"hours":""},"was":{"hours":"x"}}'],
	['get', '/api/v1/agency/audit', '', 200], ['get', '/api/v1/agency/export', '', 200], ['get', '/api/v1/staff', '', 200],
	['post', '/api/v1/staff', '', 200, '{"slug":"oslo","name":"ida","act":"alias","value":"Ida"}'],
	['post', '/api/v1/staff', '', 404, '{"slug":"oslo","name":"x","act":"disable"}'],
	['post', '/api/v1/staff', '', 422, '{"slug":"oslo","name":"ida","act":"role","value":"x"}'],
];
const INVITED = { slug: 'by', name: 'Ung i By', pool: 'no', municipality: '4601', buddy: 'oslo', owner: 'per', alias: 'Per' };
const soon = Date.now() + 3_600_000;
const WATCH = { cid, from: soon, until: soon + 3_600_000 };
/* What a coordinator asks. */
const COORDINATOR_ROWS = [
	['get', '/api/v1/agencies', '', 200], ['post', '/api/v1/agencies/invite', '', 200, JSON.stringify(INVITED)],
	['post', '/api/v1/agencies/invite', '', 422, JSON.stringify({ ...INVITED, slug: 'oslo' })],
	['post', '/api/v1/agencies/invite', '', 403, JSON.stringify({ ...INVITED, pool: 'dk' })],
	['post', '/api/v1/agencies/invite', '', 400, '{}'],
	['post', '/api/v1/agencies', '', 200, '{"slug":"by","changes":{"live":"no"},"was":{"live":"no"}}'],
	['post', '/api/v1/agencies', '', 409, '{"slug":"by","changes":{"live":"no"},"was":{"live":"yes"}}'],
	['post', '/api/v1/agencies', '', 422, '{"slug":"by","changes":{"live":"yes"},"was":{"live":"no"}}'],
	['post', '/api/v1/agencies', '', 403, '{"slug":"by","changes":{"hours":""},"was":{"hours":""}}'],
	['post', '/api/v1/agencies', '', 400, '{}'],
	['get', '/api/v1/rota', '', 200], ['post', '/api/v1/rota', '', 200, JSON.stringify(WATCH)],
	['post', '/api/v1/rota', '', 409, JSON.stringify({ ...WATCH, until: WATCH.until + 1 })],
	['get', '/api/v1/rota', '', 200], ['post', '/api/v1/rota', '', 200, JSON.stringify({ ...WATCH, drop: true })],
	['post', '/api/v1/rota', '', 404, JSON.stringify({ ...WATCH, cid: '0'.repeat(32) })],
	['post', '/api/v1/rota', '', 404, JSON.stringify({ ...WATCH, drop: true })], ['post', '/api/v1/rota', '', 400, '{}'],
];
/* What a leader asks. */
const LEADER_ROWS = [
	['get', '/api/v1/agency/figures', '', 200], ['get', '/api/v1/agency/figures', '?from=x', 422],
	['post', '/api/v1/whatif', '', 200, '{}'], ['post', '/api/v1/whatif', '', 403, '{"slug":"kristiansand"}'],
	['post', '/api/v1/whatif', '', 422, '{"changed":{"hours":"x"}}'], ['post', '/api/v1/whatif', '', 400, '[]'],
];
/* What a duty lead asks. */
const LEAD_ROWS = [['post', '/api/v1/alarms/take', '', 404, '{"id":"lost"}'], ['post', '/api/v1/alarms/take', '', 400, '{}']];
const A_TEXT = `"kind":"text","scopes":["m0301"],"texts":{"nb":"Hei."},"until":${Date.now() + 3_600_000}`;
/* What a leader asks about acts. */
const SUPERVISOR_ROWS = [
	['get', '/api/v1/acts', '', 200], ['post', '/api/v1/acts', '', 200, `{${A_TEXT}}`], ['post', '/api/v1/acts', '', 400, '{}'],
	['get', '/api/v1/acts', '', 200], ['post', '/api/v1/acts', '', 422, '{"kind":"door"}'],
	['post', '/api/v1/acts', '', 404, `{"kind":"pause","target":"${'0'.repeat(32)}"}`],
	['post', '/api/v1/acts/undo', '', 200, '{"id":1}'], ['post', '/api/v1/acts/undo', '', 400, '{}'],
];
/* What the staff ask; each without a session as well. The last one ends it. */
const STAFF_ROWS = [
	['get', '/api/v1/me', '', 200], ['get', '/api/v1/sessions', '', 200], ['get', '/api/v1/sessions', '?name=x', 403],
	['post', '/api/v1/ticket', '', 200, '{}'], ['post', '/api/v1/ticket', '', 200, '{"practice":true}'],
	['post', '/api/v1/ticket', '', 400, '1'],
	['get', '/api/v1/account', '', 200], ['post', '/api/v1/account', '', 400, '{}'],
	['post', '/api/v1/account', '', 401, '{"act":"codes","password":"x"}'],
	['post', '/api/v1/account', '', 422, '{"act":"password","password":"x","wish":"kort"}'],
	['post', '/api/v1/account', '', 422, '{"act":"app","password":"x","secret":"x","shown":"1"}'],
	['post', '/api/v1/sessions/revoke', '', 200, '{"others":true}'],
	['post', '/api/v1/sessions/revoke', '', 200, `{"session":"${'0'.repeat(64)}"}`],
	['post', '/api/v1/sessions/revoke', '', 400, '{}'],
	['get', '/api/v1/replies', '', 200],
	['post', '/api/v1/replies', '', 200, '{"scope":"own","code":"hei","language":"nb","text":"Hei."}'],
	['post', '/api/v1/replies', '', 400, '{}'], ['post', '/api/v1/logout', '', 200, '{}'],
];

for (const [method, path, query, status, body] of ROWS) {
	test(`${method} ${path}${query} answers ${status} as it is described`, async () => {
		const there = path.replace('{agency}', 'oslo').replace('{pool}', 'no').replace('{step}', '2026-10');
		const answer = await ask(daemon, there + query, { method: method.toUpperCase(), body });
		assert.equal(answer.status, status);
		check(method, path, answer);
	});
}

for (const [who, [method, path, query, status, body]] of [
	...OWNER_ROWS.map((row) => [owner, row]), ...COORDINATOR_ROWS.map((row) => [coordinator, row]),
	...LEADER_ROWS.map((row) => [leader, row]), ...LEAD_ROWS.map((row) => [lead, row]), ...SUPERVISOR_ROWS.map((row) => [leader, row]),
	...STAFF_ROWS.map((row) => [staff, row]),
]) {
	test(`${method} ${path}${query} answers the staff ${status} and others 401, as it is described`, async () => {
		const options = { method: method.toUpperCase(), body };
		const closed = await ask(daemon, path + query, options);
		assert.equal(closed.status, 401);
		check(method, path, closed);
		const answer = await ask(daemon, path + query, { ...options, headers: { authorization: `Bearer ${who.session}` } });
		assert.equal(answer.status, status, answer.text);
		check(method, path, answer);
	});
}

test('every address that is described is asked here', () => {
	const asked = new Set([...ROWS, ...OWNER_ROWS, ...COORDINATOR_ROWS, ...LEADER_ROWS, ...LEAD_ROWS, ...SUPERVISOR_ROWS, ...STAFF_ROWS].map(([method, path]) => `${method} ${path}`));
	const told = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
	assert.deepEqual([...told].sort(), [...asked].sort());
});

test('an answer with a member too many, one too few or a header that is missing is found', async () => {
	const good = await ask(daemon, '/api/v1/status?agency=oslo');
	const status = JSON.parse(good.text);
	const { until, ...few } = status;
	assert.equal(until, null, 'open all week: no end is known');
	const closed = { 'access-control-allow-origin': undefined };
	for (const [bad, why] of [
		[{ ...good, text: JSON.stringify({ ...status, topic: 'home' }) }, /additional properties/],
		[{ ...good, text: JSON.stringify(few) }, /required property 'until'/],
		[{ ...good, text: JSON.stringify({ ...status, state: 'full' }) }, /allowed values/],
		[{ ...good, headers: { ...good.headers, ...closed } }, /Access-Control-Allow-Origin/],
	]) {
		assert.throws(() => check('get', '/api/v1/status', bad), why);
	}
});

test('a shut agency is told with its next opening, an open one without', async () => {
	const at = async (agency) => JSON.parse((await ask(daemon, `/api/v1/status?agency=${agency}`)).text);
	const [open, shut] = [await at('oslo'), await at('kristiansand')];
	assert.deepEqual([open.state, open.next_opening, shut.state, shut.until], ['open', null, 'closed', null]);
	assert.ok(shut.next_opening > shut.made_at && shut.next_opening < shut.made_at + 4 * 86_400);
});

test('a status is made once a minute, so that whoever asks often is told the same', async () => {
	const one = await fetch(`${daemon.origin}/api/v1/status?agency=ung-norge`);
	const texts = new Set([await one.text()]);
	/* One connection, so one worker. */
	for (let i = 0; i < 20; i++) texts.add(await (await fetch(`${daemon.origin}/api/v1/status?agency=ung-norge`)).text());
	assert.ok(texts.size <= 2, 'at most one a worker');
});

test('only the loader, the status, the services and the frozen figures are open to the pages of other sites', async () => {
	const open = ['/e/v1.js', '/api/v1/status?agency=oslo', '/api/v1/status?agency=nobody', '/api/v1/services', '/api/v1/figures', '/api/v1/figures/no/2026-10.json', '/api/v1/figures/no/1970.csv'];
	const closed = ['/', '/w/oslo', '/desk', '/embed', '/figures', '/figures/no/2026-10', '/api/v1/agency/figures', '/seal.json', '/api/v1/directory', '/api/v1/door?agency=oslo', '/api/v1/nothing'];
	for (const path of [...open, ...closed]) {
		const { headers } = await ask(daemon, path, { headers: { origin: 'https://www.oslo.example' } });
		const isOpen = open.includes(path);
		assert.equal(headers['access-control-allow-origin'], isOpen ? '*' : undefined, path);
		assert.equal(headers['cross-origin-resource-policy'], isOpen ? 'cross-origin' : 'same-origin', path);
		assert.equal(headers['access-control-allow-credentials'], undefined, path);
	}
});

test('the loader is kept a day under its name, and is what the page of snippets says it is', async () => {
	const { headers, body } = await ask(daemon, '/e/v1.js');
	assert.equal(headers['cache-control'], 'public, max-age=86400');
	assert.match(headers['content-type'], /^text\/javascript/);
	const integrity = `sha256-${createHash('sha256').update(body).digest('base64')}`;
	const { text } = await ask(daemon, '/embed?agency=oslo&lang=en');
	assert.ok(text.includes(`integrity=&quot;${integrity.replaceAll('&', '&amp;')}&quot;`), integrity);
	assert.ok(text.includes(`script-src ${daemon.origin};`));
	assert.doesNotMatch(text, /<script/);
});

test('no site may frame a door until it is listed, and then only that agency\'s own door', async () => {
	const framedBy = async (path) => /frame-ancestors ([^;]*)/.exec((await ask(daemon, path)).headers['content-security-policy'])[1];
	assert.equal(await framedBy('/w/kristiansand'), "'none'");
	await allowSites(daemon, 'oslo', SITES);
	assert.equal(await framedBy('/w/oslo'), SITES);
	for (const path of ['/', '/?pool=no', '/w/kristiansand', '/desk', '/embed', '/w/nobody', '/e/v1.js', '/api/v1/status?agency=oslo']) {
		assert.equal(await framedBy(path), "'none'", path);
	}
});

test('a site that may frame a door may still not open the socket', async () => {
	for (const origin of SITES.split(' ')) assert.equal((await shakeHands(daemon, { origin })).status, 403, origin);
	assert.equal((await shakeHands(daemon)).status, 101);
});

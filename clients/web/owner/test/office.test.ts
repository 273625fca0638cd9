/** What the page knows and does, with the daemon played here. */
import { memoryStore } from '@samtale/core/store';
import { Bearer } from '@samtale/staff/bearer';
import { expect, test, vi } from 'vitest';
import { Office } from '../src/office.ts';

const nora = { name: 'nora', alias: 'Nora', agency: 'oslo', role: 'owner' };
const fields = { name: 'Ung i Oslo', hours: 'mon 16:00-20:00', exit: 'https://www.yr.no/' };

type Answers = Record<string, [status: number, body: object]>;

/** An office with Nora in it; `answers` by method and path, without the query. What was asked is in `asked`. */
async function open(answers: Answers = {}) {
	const asked: { path: string; body: unknown }[] = [];
	const usual: Answers = {
		'GET /api/v1/me': [200, { ok: true, data: nora }],
		'GET /api/v1/agency': [200, { ok: true, data: { fields, may_change: ['hours', 'exit'] } }],
		'GET /api/v1/door': [200, { name: 'Ung i Oslo', state: 'open' }],
		'GET /api/v1/staff': [200, { ok: true, data: { people: [] } }],
	};
	const all = { ...usual, ...answers };
	const ask = (path: string, options: RequestInit = {}) => {
		const [status, body] = all[`${options.method ?? 'GET'} ${path.split('?')[0]}`]!;
		asked.push({ path, body: options.body ? JSON.parse(options.body as string) : undefined });
		return Promise.resolve(new Response(JSON.stringify(body), { status }));
	};
	const bearer = new Bearer(memoryStore());
	bearer.keep('ab'.repeat(32));
	const office = new Office(bearer, ask as typeof fetch, null);
	await office.open();
	return { office, asked, bearer, all };
}

const refusal = (code: string, fields = {}) => ({ ok: false, error: { code, fields } });

test('what is written is a draft until it is saved, and what was there is no draft', async () => {
	const { office } = await open();
	office.write('hours', 'tue 16:00-20:00');
	expect([office.value('hours'), office.unsaved.value]).toEqual(['tue 16:00-20:00', 1]);
	office.write('hours', fields.hours);
	expect(office.unsaved.value).toBe(0);
	office.write('exit', 'x');
	office.discard(['exit']);
	expect(office.value('exit')).toBe(fields.exit);
});

test('a save sends what changed in its section alone, and what it was', async () => {
	const { office, asked } = await open({ 'POST /api/v1/agency': [200, { ok: true, data: {} }] });
	office.write('hours', '');
	office.write('exit', 'https://www.nrk.no/');
	expect(await office.save(['hours', 'topic_hours'])).toBe(true);
	expect(asked.find(({ body }) => body !== undefined)!.body).toEqual({
		slug: 'oslo',
		changes: { hours: '' },
		was: { hours: fields.hours },
	});
	expect([office.value('hours'), office.unsaved.value]).toEqual(['', 1]);
	expect(office.saved.value).toEqual(['hours']);
});

test('a value that is refused stays written, with what was expected at its field', async () => {
	const { office } = await open({
		'POST /api/v1/agency': [422, refusal('value', { hours: 'weekdays and times' })],
	});
	office.write('hours', 'x');
	expect(await office.save(['hours'])).toBe(false);
	expect(office.faults.value).toEqual({ hours: 'weekdays and times' });
	expect(office.value('hours')).toBe('x');
	office.write('hours', 'y');
	expect(office.faults.value).toEqual({});
});

test('what somebody else has changed counts as kept, and what was written here stays', async () => {
	const { office } = await open({
		'POST /api/v1/agency': [409, refusal('changed', { hours: 'wed 10:00-12:00' })],
	});
	office.write('hours', 'x');
	await office.save(['hours']);
	expect(office.kept.value!['hours']).toBe('wed 10:00-12:00');
	expect([office.value('hours'), office.problem.value]).toEqual(['x', 'changed']);
	expect([...office.overtaken.value]).toEqual(['hours']);
});

test('a refusal about a colleague is still said when the list has been read anew', async () => {
	const { office } = await open({ 'POST /api/v1/staff': [409, refusal('last_owner')] });
	expect(await office.change('nora', 'disable')).toBe(false);
	expect(office.people.value).toEqual([]);
	expect(office.problem.value).toBe('last_owner');
});

test('a session that is over leads back to the login', async () => {
	const { office, bearer } = await open({ 'POST /api/v1/agency': [401, refusal('session')] });
	office.write('hours', '');
	await office.save(['hours']);
	expect([office.person.value, bearer.hex, office.problem.value]).toEqual([null, null, 'session']);
});

/** Somebody of another agency logs in where Nora's session ended, or where she logged out. */
async function follow(office: Office, answers: Answers, agency: string) {
	const somebody = { ...nora, name: 'tor', agency };
	answers['GET /api/v1/me'] = [200, { ok: true, data: somebody }];
	answers['GET /api/v1/agency'] = [200, { ok: true, data: { fields, may_change: ['hours'] } }];
	office.bearer.keep('cd'.repeat(32));
	await office.open();
}

const overSession: Answers = { 'POST /api/v1/agency': [401, refusal('session')] };

test('what was written for one agency goes into no other', async () => {
	const { office, all } = await open({ ...overSession });
	office.write('hours', 'x');
	await office.save(['hours']);
	office.faults.value = { hours: 'weekdays' };
	office.overtaken.value = new Set(['hours']);
	office.lines.value = [];
	await follow(office, all, 'bergen');
	expect([office.slug, office.unsaved.value, office.value('hours')]).toEqual(['bergen', 0, fields.hours]);
	expect([office.faults.value, office.overtaken.value.size, office.lines.value]).toEqual([{}, 0, null]);
});

test('what was written for an agency is there when somebody of it logs in again', async () => {
	const { office, all } = await open({ ...overSession });
	office.write('hours', 'x');
	await office.save(['hours']);
	await follow(office, all, 'oslo');
	expect(office.value('hours')).toBe('x');
});

test('who logs out leaves nothing in the page', async () => {
	const { office } = await open({
		'POST /api/v1/agency': [409, refusal('changed', { hours: 'wed 10:00-12:00' })],
		'POST /api/v1/logout': [200, { ok: true, data: {} }],
	});
	office.write('hours', 'x');
	await office.save(['hours']);
	office.close();
	expect([office.unsaved.value, office.overtaken.value.size, office.door.value, office.problem.value]).toEqual([0, 0, null, '']);
});

test('the login says that a session is over, or that the daemon has not heard of the log-out', async () => {
	const { office } = await open({ ...overSession, 'POST /api/v1/logout': [503, refusal('down')] });
	office.write('hours', 'x');
	await office.save(['hours']);
	expect(office.parting.value).toMatchObject({ code: 'expired' });
	const { office: other } = await open({ 'POST /api/v1/logout': [503, refusal('down')] });
	other.close();
	await vi.waitFor(() => expect(other.parting.value).toMatchObject({ code: 'unended' }));
});

test('what is written while a save is on its way stays a draft', async () => {
	const { office } = await open({ 'POST /api/v1/agency': [200, { ok: true, data: {} }] });
	office.write('hours', 'x');
	office.write('exit', 'a');
	const saving = office.save(['hours', 'exit']);
	office.write('hours', 'y');
	await saving;
	expect(office.kept.value).toMatchObject({ hours: 'x', exit: 'a' });
	expect([office.value('hours'), office.unsaved.value]).toEqual(['y', 1]);
	expect(office.saved.value).toEqual([]);
});

test('a field that is written back while its save is on its way is a draft against what is saved', async () => {
	const { office } = await open({ 'POST /api/v1/agency': [200, { ok: true, data: {} }] });
	office.write('hours', 'x');
	const saving = office.save(['hours']);
	office.write('hours', fields.hours);
	await saving;
	expect(office.value('hours')).toBe(fields.hours);
	expect(office.unsaved.value).toBe(1);
});

test('an answer that comes after the log-out fills nothing', async () => {
	const { office } = await open({
		'POST /api/v1/agency': [200, { ok: true, data: {} }],
		'POST /api/v1/staff': [200, { ok: true, data: { name: 'kim', password: 'abcd' } }],
		'POST /api/v1/logout': [503, refusal('down')],
	});
	office.write('hours', 'x');
	const late = [office.save(['hours']), office.change('kim', 'reset'), office.readPeople(), office.look()];
	office.close();
	await Promise.all(late);
	expect([office.kept.value, office.given.value, office.people.value, office.door.value]).toEqual([null, null, null, null]);
	expect([office.busy.value, office.problem.value]).toEqual([false, '']);
});

test('who is no owner has nothing of an agency read', async () => {
	const { office, asked } = await open({
		'GET /api/v1/me': [200, { ok: true, data: { ...nora, role: 'counsellor' } }],
	});
	expect(office.isAllowed).toBe(false);
	expect(asked.map(({ path }) => path)).toEqual(['/api/v1/me']);
});

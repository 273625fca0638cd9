/** The form as rows: what is ticked and written is what the daemon reads, and back; and canned replies as they stand. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { isRight, KNOWN, labelFault, moved, readRows, toggled, USUAL, withOwn, writeRows, type Row } from '../src/form-rows.ts';
import { faultOf, inLanguage, keptText, shownText, standing, type Reply } from '../src/reply-book.ts';

const row = (text: string): Row => readRows(text)[0]!;
const fresh = (label: string) => ({ word: '', label, fresh: true });

test('the usual form is the daemon\'s', () => {
	const file = fileURLToPath(new URL('../../../../daemon/directory/form.c', import.meta.url));
	const [, text] = /form_usual\(void\)\s*\{\s*return ((?:"[^"]*"\s*)+);/.exec(readFileSync(file, 'utf8'))!;
	expect(text!.replace(/"\s*"/g, '').replace(/^"|"\s*$/g, '')).toBe(USUAL);
});

test.each([USUAL, '', 'met=Har vi skrevet før?*: yes=Ja, no=Nei; age: 13-15, 13-16=Ungdomsskole', 'topic: pool'])(
	'comes back as it was: %s',
	(text) => expect(writeRows(readRows(text))).toBe(text),
);

test('a tick goes where it usually stands, in front of own answers', () => {
	const age = row('age: 13-15, later=Senere');
	expect(writeRows([toggled(age, 'u13')])).toBe('age: u13, 13-15, later=Senere');
	expect(writeRows([toggled(age, '13-15')])).toBe('age: later=Senere');
});

test('what is fresh gets a word from its text that nobody has, and what is kept keeps its own', () => {
	const age = row('age: 13-15, later=Senere');
	const answers = ['Ærlig talt', 'ærlig-talt', 'Unknown', '???', '', 'x'.repeat(40)].map(fresh);
	expect(writeRows([withOwn(age, [{ word: 'later', label: 'Etterpå' }, ...answers])])).toBe(
		`age: 13-15, later=Etterpå, aerlig-talt=Ærlig talt, aerlig-talt-2=ærlig-talt, unknown-2=Unknown, own=???, ${'x'.repeat(21)}=${'x'.repeat(40)}`,
	);
});

test('only a whole row is right; one that was just begun is left out', () => {
	const begun: Row = { ...fresh(''), many: false, answers: [] };
	expect([isRight(begun), writeRows([...KNOWN, begun])]).toEqual([true, USUAL]);
	expect(isRight({ ...begun, label: 'Hva?' })).toBe(false);
	expect(isRight({ ...begun, answers: [fresh('Ja')] })).toBe(false);
	expect(isRight({ ...begun, label: 'Hva?', answers: [fresh('Ja'), fresh('')] })).toBe(true);
	expect(isRight({ ...begun, label: 'Hva?', answers: [fresh('a,b')] })).toBe(false);
	expect([labelFault('å'.repeat(30)), labelFault('å'.repeat(31)), labelFault('a=b')]).toEqual([null, 'long', 'signs']);
});

test('moved puts one in another place', () => {
	expect([moved([1, 2, 3], 2, 0), moved([1, 2, 3], 0, 1)]).toEqual([[3, 1, 2], [2, 1, 3]]);
});

const reply = (more: Partial<Reply>): Reply => ({
	code: 'hei', language: 'nb', text: 'Hei', source: 'network', changed: false, network: '', hidden: false, ...more,
});

test('a reply stands as the agency\'s own, the network\'s, reworded or hidden', () => {
	const rows = [
		reply({ source: 'agency' }),
		reply({}),
		reply({ changed: true, network: 'Hallo' }),
		reply({ changed: true, hidden: true, text: '-', network: 'Hallo' }),
	];
	expect(rows.map(standing)).toEqual(['own', 'network', 'changed', 'hidden']);
	expect(rows.map(shownText)).toEqual(['Hei', 'Hei', 'Hei', 'Hallo']);
	expect(rows.map(keptText)).toEqual(['Hei', '', 'Hei', '-']);
	expect(inLanguage([reply({ code: 'b' }), reply({ code: 'a' }), reply({ language: 'da' })], 'nb').map(({ code }) => code)).toEqual(['a', 'b']);
});

test('a reply that can be none says why', () => {
	const at = (code: string, text: string) => faultOf({ code, text }, [reply({})]);
	expect([at('Hei', 'x'), at('hei', 'x'), at('ny', ' '), at('ny', '-'), at('ny', 'å'.repeat(501)), at('ny', 'x')]).toEqual([
		'code', 'there', 'text', 'text', 'text', null,
	]);
});

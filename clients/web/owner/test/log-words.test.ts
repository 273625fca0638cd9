/** Lines of the log in the words of the page. */
import { createI18n } from '@samtale/core/i18n';
import { expect, test } from 'vitest';
import nb from '../../../../config/texts/nb.json';
import { valueWords, whatWords } from '../src/log-words.ts';

const i18n = createI18n('nb', nb);
const line = (what: string) => ({ at: 0, name: '', what, about: '', was: '', now: '' });

test('what was done and which field has words, and a name without any stays none', () => {
	const named = ['block', 'hours', 'answers.da', 'theme.dark', 'topic_hours', 'staff.role', 'seal'];
	expect(named.map((what) => whatWords(i18n, what))).toEqual([
		'avsluttet en samtale og blokkerte',
		'Tider',
		'Hvem svarer, dansk',
		'Farger på deres dør, Mørk',
		'Temaer med egne tider',
		'rolle',
		null,
	]);
});

test('roles and the words of a field are said as the pages say them, and what was written stays as it is', () => {
	const values: [string, string][] = [
		['staff.role', 'evaluator'],
		['staff.added', 'owner'],
		['staff.alias', 'owner'],
		['live', ''],
		['live', 'no'],
		['live', 'yes'],
		['profession', 'health'],
		['holidays', 'open'],
		['holidays', '12:00-16:00'],
		['answers.nb', 'yes'],
	];
	expect(values.map(([what, value]) => valueWords(i18n, line(what), value))).toEqual([
		'evaluator',
		'fageier',
		'owner',
		'Åpen for unge',
		'Ikke åpen for unge',
		'Åpen for unge',
		'Helsepersonell',
		'Åpent som ellers',
		'12:00-16:00',
		'yes',
	]);
});

/** Words of roles, and who is shown what. */
import { expect, test } from 'vitest';
import { may, roleWord } from '../src/may.ts';
import * as permissions from '../src/permissions.ts';
import { ROLES } from '../src/words.ts';

test('the word of a role stands at its number, in the table of the permissions too', () => {
	for (const [name, number] of Object.entries(ROLES)) {
		expect(roleWord(number)).toBe(name.toLowerCase());
		expect(may(permissions.PUBLIC, roleWord(number))).toBe(true);
	}
	expect(roleWord(99)).toBe('');
});

test('a role that stands in no column may not', () => {
	expect([may(permissions.ANSWER, 'counsellor'), may(permissions.ANSWER, 'owner'), may(permissions.ANSWER, '')]).toEqual([
		true,
		false,
		false,
	]);
});

/** Every key that the live view's code names has a text, in every language. */
import { expect, test } from 'vitest';
import { testTexts } from '../../staff/test/named-texts.ts';

testTexts(['supervisor', 'staff'], ['live', 'alarm', 'act', 'fig', 'rep', 'whatif', 'staff', 'common'], (plain) => {
	test('has one word for a role, which is the one of the desk', () => {
		expect([...plain].filter((key) => /\.role\./.test(key) && !key.startsWith('common.'))).toEqual([]);
	});
});

import { expect, test } from 'vitest';
import { cardText, FIELD_LIMIT, readCard } from '../src/cards.ts';

test('a card comes back with its fields, each on its line', () => {
	expect(readCard(cardText('here', ['bak\n skolen ', '+47 412 34 567']))).toEqual({
		word: 'here',
		fields: ['bak skolen', '+47 412 34 567'],
	});
	expect(readCard(cardText('where'))).toEqual({ word: 'where', fields: [] });
});

test('a field is cut where it ends, and a word that is none is no card', () => {
	expect(readCard(cardText('here', ['x'.repeat(FIELD_LIMIT + 1)]))?.fields[0]).toHaveLength(FIELD_LIMIT);
	expect(readCard('where to\n')).toBeNull();
	expect(readCard('')).toBeNull();
});

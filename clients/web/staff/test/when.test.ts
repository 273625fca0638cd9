/** Moments to come in words. */
import { createI18n } from '@samtale/core/i18n';
import { expect, test } from 'vitest';
import { endWords } from '../src/when.ts';

test('what ends at midnight ends at 24, and not at 0', () => {
	const i18n = createI18n('xx', { 'common.clock': '{h}.{min}', 'common.clock_whole': '{h}' });
	const words = (time: string) => endWords(i18n, Date.parse(`2026-11-${time}:00+01:00`), 'Europe/Oslo');
	expect(['12T21:00', '12T21:30', '13T00:00', '13T00:30'].map(words)).toEqual(['21', '21.30', '24', '0.30']);
});

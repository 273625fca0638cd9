/// <reference path="./texts.d.ts" />
/** The texts of a staff page, a chunk a language. */
import { createI18n, type Dictionary } from '@samtale/core/i18n';
import type { Words } from './context.ts';

type Load = () => Promise<{ default: Dictionary; inNb: readonly string[] }>;

const dictionaries: Record<string, Load> = {
	nb: () => import('virtual:texts/nb'),
	nn: () => import('virtual:texts/nn'),
	da: () => import('virtual:texts/da'),
	en: () => import('virtual:texts/en'),
	se: () => import('virtual:texts/se'),
};

/** Whether there are texts in that language. */
export const isWritten = (language: string): boolean => language in dictionaries;

/** The texts of a language; of bokmål where there are none. */
export async function loadWords(wanted: string): Promise<Words> {
	const language = isWritten(wanted) ? wanted : 'nb';
	const { default: texts, inNb } = await dictionaries[language]!();
	return { i18n: createI18n(language, texts), inNb: new Set(inNb) };
}

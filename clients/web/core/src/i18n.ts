/**
 * Texts by key with parameters and plurals. It holds no text itself. Northern Sami counts one, two,
 * other; the other languages one, other. Chromium knows neither `nn` nor `se`, so nothing here asks
 * Intl.
 */

export type Dictionary = Readonly<Record<string, string>>;
export type Params = Readonly<Record<string, string | number>>;

export interface I18n {
	readonly language: string;
	/** The text of `key` with every {name} replaced. A key that is missing comes back as itself. */
	t(key: string, params?: Params): string;
	/** The text of `key`.one, .two or .other for `count`, which is also {n}. */
	n(key: string, count: number, params?: Params): string;
	/** Whether the key has a text. */
	has(key: string): boolean;
}

/** The plural form of a whole number. */
export function pluralForm(language: string, count: number): 'one' | 'two' | 'other' {
	if (count === 1) {
		return 'one';
	}
	return language === 'se' && count === 2 ? 'two' : 'other';
}

/** Texts of one language; later dictionaries win over earlier ones. */
export function createI18n(language: string, ...dictionaries: Dictionary[]): I18n {
	const texts: Dictionary = Object.assign({}, ...dictionaries);
	const t = (key: string, params: Params = {}): string =>
		(texts[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) =>
			String(params[name] ?? whole),
		);
	return {
		language,
		t,
		n(key, count, params) {
			const form = `${key}.${pluralForm(language, count)}`;
			return t(form in texts ? form : `${key}.other`, { n: count, ...params });
		},
		has: (key) => key in texts,
	};
}

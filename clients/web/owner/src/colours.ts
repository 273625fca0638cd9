/** A theme as six fields, and as the daemon's text (`brand #14595a; on_brand #ffffff`, docs/themes.md). */

export const COLOURS = ['brand', 'brand_hover', 'on_brand', 'mine', 'on_mine', 'tint'] as const;
export type Colour = (typeof COLOURS)[number];
export type Theme = Readonly<Partial<Record<Colour, string>>>;

/** The colours that the text names; what cannot be read is left out. */
export function readTheme(text: string): Theme {
	const theme: Partial<Record<Colour, string>> = {};
	for (const [, name, value] of text.matchAll(/(\w+)\s+(#\S+?)\s*(?:;|$)/g)) {
		if ((COLOURS as readonly string[]).includes(name!)) {
			theme[name as Colour] = value!;
		}
	}
	return theme;
}

/** The text of a theme; empty colours are left out, a number without # gets one. */
export function writeTheme(theme: Theme): string {
	return COLOURS.filter((name) => (theme[name] ?? '').trim() !== '')
		.map((name) => `${name} #${theme[name]!.trim().replace(/^#/, '').toLowerCase()}`)
		.join('; ');
}

export type Scheme = 'light' | 'dark';

/** The colours of a page without a theme, as in daemon/directory/theme.c; a test holds the two together. */
export const USUAL: Readonly<Record<Scheme, Record<'brand' | 'on_brand' | 'tint', string>>> = {
	light: { brand: '#14595a', on_brand: '#ffffff', tint: '#e6efec' },
	dark: { brand: '#86cfc6', on_brand: '#0a2423', tint: '#21383a' },
};

/** With what is left out completed as the daemon does it. */
export function completed(theme: Theme, scheme: Scheme): Record<Colour, string> {
	const { brand, on_brand, tint } = { ...USUAL[scheme], ...theme };
	return { brand, brand_hover: brand, on_brand, mine: brand, on_mine: on_brand, tint, ...theme };
}

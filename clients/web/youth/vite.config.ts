/** Builds the youth page for old phones: es2020, Safari 14, Chrome 87. */
import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';
import { clientConfig } from '../vite.shared.ts';

/**
 * The page has no toggles, icons, floating boxes or read-only fields, headings in two sizes, buttons of two kinds,
 * links in one colour, and draws selects, text areas, radios and the width of fields by its own rules.
 */
const UNUSED = new RegExp(
	[
		'\\[type=|role=switch|read-?only|icon|:is\\((img|select|textarea)|floating|checkbox|toggle|ds-list|ds-fade',
		'print-preserve|fullwidth|data-color|aria-busy|aria-disabled|data-size=("2xs"|sm|md|xl|"2xl")|^\\.ds-focus',
		'ds-paragraph|ds-label|ds-link(:is|>|\\[)|:has|diagonal|stroke|placeholder|boxShadow-|font-size-(minus|plus)',
		'-outline-(color|width|style)--hover|:checked|tertiary|\\[cols|accent-color$|^\\.ds-heading$',
		'print-color|visited|:where\\(:active|link-(background|color)--active|ds-input:disabled|link-border-radius|round\\(',
	].join('|'),
);

const rows = (file: string, row: RegExp) => [
	...readFileSync(new URL(`../../../protocol/${file}`, import.meta.url), 'utf8').matchAll(row),
];

/** What a youth may do, or somebody of whom nothing is known yet; only staff log in. */
const MAY = new Set(
	rows('permissions.def', /^PERMISSION\((\w+), "\w+", ([^)]+)\)/gm)
		.filter(([, name, roles]) => name !== 'LOG_IN' && /\b(YOUTH|GUEST|ANYONE)\b/.test(roles!))
		.map(([, name]) => name),
);

/** Numbers of the frames that a youth sends or hears, by the permission that each row names. */
const FRAMES = new Set(
	rows('frames.def', /^FRAME\((\d+), \w+, \w+, \w+, (\w+),/gm)
		.filter(([, , permission]) => MAY.has(permission))
		.map(([, number]) => Number(number)),
);

export default defineConfig(
	clientConfig({
		client: 'youth',
		texts: ['youth.', 'common.'],
		pageTexts: true,
		target: ['es2020'],
		cssTarget: ['safari14', 'chrome87'],
		frames: (number) => FRAMES.has(number),
		unusedCss: UNUSED,
	}),
);

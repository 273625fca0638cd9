// The colours of the youth's page. Those that themes are judged beside stand in two places, the style sheet and the table of
// daemon/directory/theme.c, which must agree; and every pair of the design that is not a theme's keeps its contrast.
// `node tests/lint/colours.mjs [ROOT]` names what does not.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const STYLE = 'clients/web/youth/src/samtale.css';
const TABLE = 'daemon/directory/theme.c';
const SCHEMES = ['light', 'dark'];
const [TEXT, EDGE] = [4.5, 3];

/** front, back, need: text that is read, and edges of controls and of what has the focus. */
export const PAIRS = [
	...['page', 'surface', 'tint', 'lamp-tint', 'danger-tint', 'line', 'theirs'].map((back) => ['text', back, TEXT]),
	...['page', 'surface', 'tint', 'lamp-tint', 'theirs'].map((back) => ['soft', back, TEXT]),
	...['page', 'surface', 'tint', 'lamp-tint'].map((back) => ['brand', back, TEXT]),
	['on-brand', 'brand', TEXT], ['on-brand', 'brand-hover', TEXT], ['on-mine', 'mine', TEXT],
	['danger', 'danger-tint', TEXT], ['danger', 'surface', TEXT], ['on-danger', 'danger', TEXT],
	['on-exit', 'exit', TEXT], ['exit', 'page', EDGE],
	['border', 'page', EDGE], ['border', 'surface', EDGE], ['border', 'lamp-tint', EDGE],
	['focus', 'page', EDGE], ['focus', 'surface', EDGE], ['focus-inner', 'brand', EDGE],
];

const whole = (colour) => (colour.length === 4 ? colour.replace(/[^#]/g, '$&$&') : colour);

/** {light, dark}: the tokens of the style sheet's first two blocks, the dark ones upon the light. */
export function styleColours(text) {
	const blocks = [...text.matchAll(/:root\{([^}]*)\}/g)].slice(0, 2).map(([, block]) =>
		Object.fromEntries([...block.matchAll(/--([a-z-]+):(#[0-9a-f]{3,6})\b/g)].map(([, name, value]) => [name, whole(value)])),
	);
	return { light: blocks[0] ?? {}, dark: { ...blocks[0], ...blocks[1] } };
}

/** {light, dark}: the usual colours in the daemon's table. */
export function tableColours(text) {
	const rows = [...text.matchAll(/"([a-z_]+)",(?: \.usual =)? \{0x([0-9a-f]{6}), 0x([0-9a-f]{6})\}/g)];
	const of = (i) => Object.fromEntries(rows.map((row) => [row[1].replaceAll('_', '-'), `#${row[i + 2]}`]));
	return { light: of(0), dark: of(1) };
}

/** The contrast ratio of WCAG 2.2. */
export function contrast(one, other) {
	const light = (colour) => {
		const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
			.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
	return (a + 0.05) / (b + 0.05);
}

/** What is wrong, one line each. */
export function judge({ style, table }) {
	const [drawn, judged] = [styleColours(style), tableColours(table)];
	return SCHEMES.flatMap((scheme) => [
		...(Object.keys(judged[scheme]).length < 12 ? [`${TABLE}: no table of ${scheme} colours found`] : []),
		...Object.entries(judged[scheme])
			.filter(([name, value]) => drawn[scheme][name] !== value)
			.map(([name, value]) => `${TABLE}: ${scheme} ${name} is ${value}, in ${STYLE} ${drawn[scheme][name]}`),
		...PAIRS.map(([front, back, need]) => ({ front, back, need, on: [drawn[scheme][front], drawn[scheme][back]] }))
			.filter(({ on, need }) => on.includes(undefined) || contrast(...on) < need)
			.map(({ front, back, need, on }) => `${STYLE}: ${scheme} ${front} on ${back}: ${on}, ${need} is needed`),
	]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const root = resolve(process.argv[2] ?? join(HERE, '..', '..'));
	const read = (path) => readFileSync(join(root, path), 'utf8');
	const problems = judge({ style: read(STYLE), table: read(TABLE) });
	problems.forEach((line) => console.log(line));
	process.exitCode = problems.length > 0 ? 1 : 0;
}

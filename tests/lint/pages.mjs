// The drift check of the pages: what they name is there. Links and their anchors, files of the tree, the index of
// decisions, the list of pages in README.md, the verbs of samtalectl and the tests of the limits in
// docs/operations.md, the functions of Redis in docs/routing.md. `node tests/lint/pages.mjs [ROOT]`.
import { existsSync } from 'node:fs';
import { dirname, join, normalize, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, openTree, problem } from './lib/tree.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const OPERATIONS = 'docs/operations.md';
const DECISIONS = 'docs/decisions/README.md';
const ROUTING = 'docs/routing.md';
const VERBS = 'clients/ctl/args.c';
const LINK = /\]\(([^)\s]+)\)|<img src="([^"]+)"/g;
const CODE_FILE = /^[\w./-]+\.(c|h|ts|tsx|mjs|lua|def|md)$/;
const OWN_FOLDER = /^(daemon|protocol|clients|config|tests|docs)\/[\w./-]+$/;

/** The anchor that a heading gets. */
export function anchorOf(heading) {
	const plain = heading.trim().toLowerCase().replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
	return plain.replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
}

const anchorsOf = (text) => [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading));

const linesOf = (tree, page) => tree.text(page).split('\n').map((line, index) => [line, index + 1]);

function foldersOf(files) {
	const folders = new Set();
	for (const file of files) {
		for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) folders.add(folder);
	}
	return folders;
}

function deadLinks(tree, folders, page) {
	return linesOf(tree, page).flatMap(([line, number]) =>
		[...line.matchAll(LINK)].flatMap(([, link, picture]) => {
			const [path, anchor] = (link ?? picture).split('#');
			if (/^[a-z]+:/.test(path)) return [];
			const target = path === '' ? page : normalize(join(dirname(page), path)).replace(/\/$/, '');
			if (!tree.has(target) && !folders.has(target)) return [problem('link', page, number, `${path} is not there`)];
			const is = anchor === undefined || !target.endsWith('.md') || anchorsOf(tree.text(target)).includes(anchor);
			return is ? [] : [problem('link', page, number, `${target} has no heading for #${anchor}`)];
		}),
	);
}

// Pages shorten paths from the left, as in `chat/gate.c`, and a decision's to its number.
function isThere(tree, folders, name) {
	const bare = name.replace(/\/$/, '');
	const among = (paths) => [...paths].some((path) => path === bare || path.endsWith(`/${bare}`));
	const isNumber = /\/\d{4}$/.test(bare) && tree.files.some((path) => path.startsWith(`${bare}-`));
	return among(tree.files) || among(folders) || isNumber || existsSync(join(tree.root, bare));
}

function goneFiles(tree, folders, page) {
	return linesOf(tree, page).flatMap(([line, number]) =>
		[...line.matchAll(/`([^`\s]+)`/g)]
			.map(([, name]) => name)
			.filter((name) => CODE_FILE.test(name) || OWN_FOLDER.test(name))
			.filter((name) => !isThere(tree, folders, name))
			.map((name) => problem('file', page, number, `${name} is not there`)),
	);
}

function unlisted(tree, index, pages) {
	const links = [...tree.text(index).matchAll(LINK)].map(([, link]) => normalize(join(dirname(index), link ?? '')));
	return pages
		.filter((page) => page !== index && !links.includes(page))
		.map((page) => problem('index', index, 1, `${page} is not among its links`));
}

/** The verbs in the table of samtalectl. */
export function toolVerbs(text) {
	const table = /\bverbs\[\] = \{\n(.*?)\n\};/s.exec(text)?.[1] ?? '';
	return [...table.matchAll(/^\t\{"([a-z ]+)"/gm)].map(([, name]) => name);
}

const sectionOf = (text, heading) => text.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
const cellsOf = (line) => line.split('|').slice(1, -1).map((cell) => cell.trim());

/** The verbs that the page's table has, "`user add`, `invite`" as "user add" and "user invite". */
export function pageVerbs(text) {
	const rows = sectionOf(text, 'The control tool').split('\n').filter((line) => line.startsWith('| `'));
	return rows.flatMap((line) => {
		const words = [...cellsOf(line)[0].matchAll(/`([a-z ]+)/g)].map(([, name]) => name.trim());
		const [group] = words[0].split(' ');
		return words.map((name, index) => (index === 0 || name.includes(' ') ? name : `${group} ${name}`));
	});
}

function verbsApart(tree) {
	const tool = toolVerbs(tree.text(VERBS));
	const page = pageVerbs(tree.text(OPERATIONS));
	const lacking = (place, have, wanted, from) =>
		wanted.filter((name) => !have.has(name)).map((name) => problem('verb', place, 1, `${name} is missing, which ${from} has`));
	return [
		...(tool.length === 0 ? [problem('verb', VERBS, 1, 'no table of verbs found')] : []),
		...lacking(OPERATIONS, new Set(page), tool, VERBS),
		...lacking(VERBS, new Set(tool), page, OPERATIONS),
	];
}

/** The functions that the Lua registers, without the version in front. */
export function luaFunctions(text) {
	return [...text.matchAll(/register_function(?:\(|\{function_name = )'s\d+_(\w+)'/g)].map(([, name]) => name);
}

function untoldFunctions(tree) {
	const page = tree.has(ROUTING) ? tree.text(ROUTING) : '';
	const rows = page.split('\n').filter((line) => line.startsWith('| ')).map((line) => cellsOf(line)[0].split(/[,;] /));
	const told = new Set(rows.flat().map((name) => name.replaceAll('`', '')));
	return tree
		.matching(/^daemon\/store\/functions\/.*\.lua$/)
		.flatMap((file) => luaFunctions(tree.text(file)))
		.filter((name) => !told.has(name))
		.map((name) => problem('function', ROUTING, 1, `${name} has no row`));
}

/** The tests that the table of limits names: [file, words of its name] each; no words where the file alone stands. */
export function limitTests(text) {
	const rows = sectionOf(text, 'Limits').split('\n').filter((line) => line.startsWith('|'));
	return rows.flatMap((line) =>
		(cellsOf(line)[4] ?? '').split(/; |, (?=\w+\/)/).flatMap((reference) => {
			const [, room, name, words] = /^(\w+)\/(\w+)(?:: (.*))?$/.exec(reference) ?? [];
			if (room === undefined) return [];
			const file = room === 'unit' ? `tests/unit/test_${name}.c` : `tests/${room}/${name}.test.mjs`;
			return (words ?? '').split(', ').map((one) => [file, one]);
		}),
	);
}

function goneTests(tree) {
	return limitTests(tree.text(OPERATIONS))
		.filter(([file, words]) => {
			const text = tree.has(file) ? tree.text(file) : undefined;
			return text === undefined || !(text.includes(words) || text.includes(words.replaceAll(' ', '_')));
		})
		.map(([file, words]) => problem('limit', OPERATIONS, 1, `no test in ${file} like "${words}"`));
}

/** Every finding in the tree at `root`. */
export function checkPages(root) {
	const tree = openTree(root);
	const folders = foldersOf(tree.files);
	const pages = tree.matching(/\.md$/);
	const current = pages.filter((page) => page !== 'CHANGELOG.md');
	return [
		...pages.flatMap((page) => deadLinks(tree, folders, page)),
		...current.flatMap((page) => goneFiles(tree, folders, page)),
		...unlisted(tree, 'README.md', tree.matching(/^docs\/[^/]+\.md$/)),
		...unlisted(tree, DECISIONS, tree.matching(/^docs\/decisions\/[^/]+\.md$/)),
		...verbsApart(tree),
		...untoldFunctions(tree),
		...goneTests(tree),
	];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const problems = checkPages(resolve(process.argv[2] ?? join(HERE, '..', '..')));
	format(problems).forEach((line) => console.log(line));
	process.exitCode = problems.length > 0 ? 1 : 0;
}

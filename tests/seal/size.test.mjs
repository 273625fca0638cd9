// How large the youth's page is, packed as it is sent, and how much of that the seal has brought. Before the seal the page was
// one script of 25,469 bytes, texts in bokmål of 4,274 and a style of 4,836 (main at 9f34fa2, built and packed by its own
// `npm run build`).
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../live/lib/npm.mjs';

const FOLDER = join(ROOT, 'build', 'web');
const BEFORE = { script: 25_469, texts: 4_274, style: 4_836 };
/** Bytes of script, texts and style until the first screen stands: 34,579 before the seal. */
const FIRST = 21_000;
/**
 * Bytes of script and style by which a visit may grow until a talk stands: the seal is 6,300, the choice of what the next one
 * may read 1,000, what leaves a frame, asks once more after the end and comes with a code 750, knowing a card from a text 100, the way from the practice door to the real one 60,
 * what the service says to all who wait 130, a changed wish that is said until it is answered and who else takes what one asks about 50;
 * and what comes first and what comes behind cannot share a packer's memory, which costs script 1,400 and style 600. Who adds more than what is left here
 * looks for something to leave out first, or whether it can come late.
 */
const VISIT_GROWTH = 12_900;
/** Bytes of the loader that municipalities put on their pages. */
const LOADER = 2_000;

const html = readFileSync(join(FOLDER, 'youth', 'index.html'), 'utf8');
const plain = (name) => readFileSync(join(FOLDER, 'a', name), 'utf8');
const packed = (name) => statSync(join(FOLDER, 'a', `${name}.gz`)).size;
const named = (text, pattern) => [...text.matchAll(pattern)].map(([, name]) => name);

const [door] = named(html, /src="\/a\/(youth-[\w-]+\.js)"/g);
const [style] = named(html, /href="\/a\/(youth-[\w-]+\.css)"/g);
/** What a script asks for later. */
const partsOf = (file) => named(plain(file), /import\([`"'](?:\.\/)?(youth-[\w-]+\.js)/g);
const fromDoor = partsOf(door);
const part = (name) => [...fromDoor, ...partsOf(rest)].find((file) => file.startsWith(`youth-${name}-`));
const rest = fromDoor.find((file) => file.startsWith('youth-rest-'));
const first = { script: packed(door), texts: packed(part('nb')), style: packed(style) };
/* The rest's script brings the style of its screens. */
const visit = { script: first.script + packed(part('rest')), style: first.style };
const sum = (sizes) => Object.values(sizes).reduce((a, b) => a + b, 0);

/** Throws when it has grown by more than the bar; gives by how much. */
function grown(now, before, bar) {
	assert.ok(now - before <= bar, `it has grown by ${now - before}`);
	return now - before;
}

test('a page that is one byte too large is found', () => {
	assert.equal(grown(100, 40, 60), 60);
	assert.throws(() => grown(101, 40, 60), /grown by 61/);
});

test('until its first screen stands the youth\'s page has at most 21 kB', (t) => {
	t.diagnostic(`until the first screen: ${JSON.stringify(first)}, together ${grown(sum(first), 0, FIRST)}`);
});

test('until a talk stands a visit loads at most 12.9 kB of script and style more than before the seal', (t) => {
	t.diagnostic(`until a talk stands: ${JSON.stringify(visit)}, together ${sum(visit)}`);
	t.diagnostic(`grown by ${grown(sum(visit), BEFORE.script + BEFORE.style, VISIT_GROWTH)}`);
	const late = packed(part('late'));
	t.diagnostic(`while one waits the questions of the talk and the end: ${late}; all script ${visit.script + late}`);
});

test('the loader for other sites is at most 2 kB', (t) => {
	const { size } = statSync(join(FOLDER, 'e', 'v1.js.gz'));
	t.diagnostic(`it is ${size}`);
	assert.ok(size <= LOADER, `it is ${size}`);
});

/** Bytes of what doors offer beside their button. */
const ASIDE = 2_000;

test('what doors offer beside their button comes behind the rest, in at most 2 kB', (t) => {
	t.diagnostic(`aside: ${grown(packed(part('aside')), 0, ASIDE)}`);
	for (const word of ['code-typed', 'code-entry']) {
		assert.deepEqual([door, rest].filter((name) => plain(name).includes(word)), [], word);
		assert.ok(plain(part('aside')).includes(word), word);
	}
});

/** Frames whose row is not in a script. */
const withoutRow = (text, names) => names.filter((name) => !new RegExp(`\\b${name}:\\{number:`).test(text));

test('the rest knows the frames of a youth and none of staff alone', () => {
	assert.deepEqual(withoutRow(plain(rest), ['hello', 'ask', 'queued', 'matched', 'entry', 'say', 'survey']), []);
	assert.deepEqual(withoutRow(plain(rest), ['login', 'shift', 'offer']), ['login', 'shift', 'offer']);
});

test('the door does not load the seal, the socket or the talk', () => {
	const late = ['samtale/SE1', 'log_epochs', 'deriveBits', 'youth-rest'];
	const found = late.filter((word) => plain(door).includes(word));
	assert.deepEqual(found, ['deriveBits', 'youth-rest'], 'it only tries whether the browser can seal, and names the rest');
	assert.ok(['samtale/SE1', 'log_epochs'].every((word) => plain(part('rest')).includes(word)), 'the rest has them');
});

/** What a script loads with itself: those files are asked for under their own address and no other. */
const withIt = (text) => named(text, /(?:from|import)\s*["'`]\.\/(youth-[\w-]+\.js)/g);

test('whatever comes later can be asked for again under another address', () => {
	for (const [file, count] of [[door, 12], [rest, 1], [part('late'), 0], [part('aside'), 0]]) {
		const all = plain(file).match(/import\(/g) ?? [];
		const again = plain(file).match(/import\([`"'][^`"']+[`"']\+[\w$]+\)/g) ?? [];
		assert.deepEqual([all.length, again.length, partsOf(file).length], [count, count, count], file);
	}
});

test('no part that comes later loads another one, which may stand under another address', () => {
	for (const name of ['rest', 'late', 'aside']) assert.deepEqual(withIt(plain(part(name))), [door], name);
	assert.deepEqual(withIt('import{a}from"./youth-x.js";import"./youth-y.js";import("./youth-z.js")'), ['youth-x.js', 'youth-y.js']);
});

test('what few need, or only at the end, comes behind the rest', () => {
	const words = ['history-', 'data-reason', 'unsent`', 'survey-send', 'come-back'];
	assert.deepEqual(words.filter((word) => plain(rest).includes(word) || plain(door).includes(word)), []);
	assert.deepEqual(words.filter((word) => plain(part('late')).includes(word)), words);
});

test('docs/performance.md has these bars', () => {
	const page = readFileSync(join(ROOT, 'docs', 'performance.md'), 'utf8');
	const bars = { together: FIRST, 'script and style until a talk stands': BEFORE.script + BEFORE.style + VISIT_GROWTH };
	for (const [row, bar] of Object.entries(bars)) {
		assert.match(page, new RegExp(`^\\| ${row} \\| [\\d,]+ \\| ${bar.toLocaleString('en')} \\|`, 'm'));
	}
});

// Two languages that are none: every text of the dictionaries two fifths longer, with accents and in brackets, bokmål in ⟦ ⟧ and
// Northern Sami in ⟪ ⟫. A page in them shows what is cut off when a translation is longer, what stands in code instead of in a
// dictionary, and what lacks the mark of its language. They are made for one test, in a folder of its own; no build of the product
// has them.
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../live/lib/npm.mjs';

const TEXTS = join(ROOT, 'config/texts');
const ACCENTS = {
	a: 'áâ', e: 'éê', i: 'íî', o: 'óô', u: 'úû', y: 'ýÿ', æ: 'ǽæ', ø: 'ǿø', å: 'åå',
	A: 'Áâ', E: 'Éê', I: 'Íî', O: 'Óô', U: 'Úû', Y: 'Ýÿ', Æ: 'Ǽæ', Ø: 'Ǿø', Å: 'Åå',
};

/** A text of a dictionary in brackets: its vowels twice and with accents, its {parameters} as they were. */
export function pseudo(text, [open, close]) {
	const longer = text.split(/(\{\w+\})/).map((part) => (part.startsWith('{') ? part : part.replace(/./gu, (c) => ACCENTS[c] ?? c)));
	return open + longer.join('') + close;
}

const NB = ['⟦', '⟧'];
const SE = ['⟪', '⟫'];
/* What a language calls itself is the same everywhere. */
const isName = (key) => key.startsWith('common.language_self.');

function writeTexts(folder) {
	cpSync(TEXTS, folder, { recursive: true });
	const read = (name) => JSON.parse(readFileSync(join(TEXTS, `${name}.json`), 'utf8'));
	const inNb = new Set(readFileSync(join(TEXTS, 'se-in-nb.txt'), 'utf8').split('\n'));
	const nb = read('nb');
	const write = (name, bracketsOf) => {
		const texts = Object.entries(read(name)).map(([key, text]) => [key, isName(key) ? text : pseudo(nb[key] ?? text, bracketsOf(key))]);
		writeFileSync(join(folder, `${name}.json`), JSON.stringify(Object.fromEntries(texts)));
	};
	write('nb', () => NB);
	write('se', (key) => (inNb.has(key) ? NB : SE));
}

function buildWeb(web, texts) {
	cpSync(join(ROOT, 'build/web'), web, { recursive: true });
	for (const name of readdirSync(join(web, 'a')).filter((one) => one.startsWith('youth-'))) rmSync(join(web, 'a', name));
	const env = { ...process.env, SAMTALE_TEXTS: texts, SAMTALE_WEB: web };
	execFileSync('npm', ['run', 'build', '--workspace', 'youth'], { cwd: join(ROOT, 'clients/web'), env, stdio: 'pipe' });
}

/**
 * Writes the languages, and a youth's page built with them, into a folder that is there: the daemon's keys `texts` and `web`. The
 * folder is gone when it fails.
 */
export function buildPseudo(folder) {
	const keys = { texts: join(folder, 'texts'), web: join(folder, 'web') };
	try {
		writeTexts(keys.texts);
		buildWeb(keys.web, keys.texts);
		return keys;
	} catch (error) {
		rmSync(folder, { recursive: true, force: true });
		throw error;
	}
}

/* Runs in the page: every text that is read or read aloud, with its language, and where its letters stand. */
function survey() {
	const SLACK = 1;
	const LINE = 4;
	const nameOf = (element) => `${element.localName}.${element.className?.baseVal ?? element.className} ${element.dataset?.test ?? ''}`.trim();
	const isHidden = (element) => !element.checkVisibility() || element.closest('script, style, noscript, template') !== null;
	const isForEars = (element) => element.closest('.ds-sr-only') !== null;
	const langOf = (element) => element.closest('[lang]')?.lang ?? '';
	const boxOf = (element) => (element.clientWidth > 0 || element === document.body ? element : boxOf(element.parentElement));
	const scrolls = (value) => value === 'auto' || value === 'scroll';
	const screenWidth = document.documentElement.clientWidth;
	const texts = [];
	const cut = [];

	/* Letters stand outside of the box they are in. A line's own height may be a little less than its letters'. */
	const spills = (rect, box) => {
		const edge = box.getBoundingClientRect();
		const isWide = rect.left < edge.left - SLACK || rect.right > edge.right + SLACK;
		return isWide || (!scrolls(getComputedStyle(box).overflowY) && (rect.top < edge.top - LINE || rect.bottom > edge.bottom + LINE));
	};
	/* The box that hides part of these letters, or null. What can be scrolled to is not hidden. */
	const hiddenBy = (rect, element) => {
		let [x, y] = [true, true];
		for (let box = element; box !== document.documentElement && (x || y); box = box.parentElement) {
			const style = getComputedStyle(box);
			const edge = box.getBoundingClientRect();
			if (x && style.overflowX !== 'visible') {
				if (!scrolls(style.overflowX) && (rect.left < edge.left - SLACK || rect.right > edge.right + SLACK)) return box;
				x = !scrolls(style.overflowX);
			}
			if (y && style.overflowY !== 'visible') {
				if (!scrolls(style.overflowY) && (rect.top < edge.top - SLACK || rect.bottom > edge.bottom + SLACK)) return box;
				y = !scrolls(style.overflowY);
			}
		}
		return x && (rect.left < -SLACK || rect.right > screenWidth + SLACK) ? document.documentElement : null;
	};

	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		const element = node.parentElement;
		if (node.data.trim() === '' || isHidden(element)) continue;
		texts.push({ text: node.data.trim(), lang: langOf(element), where: nameOf(element) });
		if (isForEars(element) || element.localName === 'option') continue;
		const range = document.createRange();
		range.selectNodeContents(node);
		const box = boxOf(element);
		const rects = [...range.getClientRects()];
		const hider = rects.map((rect) => hiddenBy(rect, element)).find(Boolean);
		if (hider || rects.some((rect) => spills(rect, box))) cut.push(`${node.data.trim().slice(0, 60)} in ${nameOf(hider ?? box)}`);
	}
	for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
		if (isHidden(element)) continue;
		for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
			const text = element.getAttribute(name);
			if (text) texts.push({ text, lang: langOf(element), where: `${name} of ${nameOf(element)}` });
		}
	}
	const boxes = [document.documentElement, ...document.body.querySelectorAll('*')].filter((box) => scrolls(getComputedStyle(box).overflowX) || !box.parentElement);
	const wide = boxes.filter((box) => box.scrollWidth > box.clientWidth + SLACK).map((box) => `${nameOf(box)} by ${box.scrollWidth - box.clientWidth}`);
	return { texts, cut, title: document.title, wide };
}

/* Parts of a text: what stands in brackets, each with the language they mean and what is in it, and what stands outside. */
function partsOf(text) {
	const parts = [];
	let outside = '';
	let depth = 0;
	let start = 0;
	[...text].forEach((c, i, all) => {
		if (c === NB[0] || c === SE[0]) {
			if (depth === 0) start = i;
			depth++;
		} else if (c === NB[1] || c === SE[1]) {
			depth--;
			if (depth === 0) parts.push({ lang: all[start] === NB[0] ? 'nb' : 'se', inner: all.slice(start + 1, i).join('') });
		} else if (depth === 0) {
			outside += c;
		}
	});
	return { parts, outside: outside.trim() };
}

/* Northern Sami with letters in it, within bokmål. */
const SE_WITHIN = /⟪[^⟫]*\p{L}[^⟫]*⟫/u;

/**
 * What is wrong with the screen that stands now, a line each: `cut`, `wide`, `no dictionary`, `language`. names: texts that come
 * from data or from people.
 */
export async function faultsOf(page, names) {
	const { texts, cut, title, wide } = await page.evaluate(survey);
	const faults = [...cut.map((what) => `cut: ${what}`), ...wide.map((what) => `wide: ${what}`)];
	if (partsOf(title).parts.length !== 1) faults.push(`no dictionary: title ${title}`);
	for (const { text, lang, where } of texts) {
		const { parts, outside } = partsOf(text);
		if (/\p{L}/u.test(outside) && !names.has(outside)) faults.push(`no dictionary: ${outside} in ${where}`);
		for (const part of parts) {
			const isMixed = part.lang === 'nb' && SE_WITHIN.test(part.inner);
			if (part.lang !== lang || isMixed) faults.push(`language: ${text} is said to be ${lang} in ${where}`);
		}
	}
	return [...new Set(faults)];
}

const stringsIn = (value) => (typeof value === 'string' ? [value] : value && typeof value === 'object' ? Object.values(value).flatMap(stringsIn) : []);

/** Names that the daemon gives out: municipalities, agencies, topics, services, languages. */
export async function namesOf(daemon) {
	const get = async (path) => (await fetch(daemon.origin + path)).json();
	const all = [await get('/api/v1/directory'), await get('/api/v1/services?country=NO'), await get('/api/v1/services?country=DK'),
		await get('/api/v1/reading')];
	const own = Object.entries(JSON.parse(readFileSync(join(TEXTS, 'nb.json'), 'utf8'))).filter(([key]) => isName(key));
	const strings = all.flatMap(stringsIn);
	return new Set([...strings, ...strings.map((text) => text.replace(/ - /g, ' – ')), ...own.map(([, text]) => text)]);
}

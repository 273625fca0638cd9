// The rules of the five dictionaries in config/texts: same keys, same {parameters}, nothing empty,
// plural forms complete, sorted, youth sentences short and without hard words, and nothing left
// untranslated unless a file says why, and every key named by some code. It judges form only; whether a translation is right is a
// reader's work. The rules are told in config/texts/README.md.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const LANGUAGES = ['nb', 'nn', 'se', 'da', 'en'];
const KEY = /^(youth|staff|join|account|owner|check|live|alarm|act|fig|rep|whatif|common)(\.[A-Za-z0-9_]+)+$/;
const MAX_WORDS = 14;
// Northern Sami builds long words and short sentences by other rules; it is not counted.
const COUNTED = ['nb', 'nn', 'da', 'en'];

// Where keys are named. Tests are not looked at: a text that they alone know is no longer shown.
export const CODE = ['clients', 'daemon'];
const LEFT_OUT = ['node_modules', 'test'];
const PLURAL = /\.(one|two|other)$/;

// Each problem names the file it is found in: `path: problem`. code: folders of the code that shows the texts; none: it is not judged.
export function checkTexts(folder, code = []) {
	const problems = [];
	const texts = {};
	for (const language of LANGUAGES) {
		const text = readDictionary(folder, language, problems);
		if (text === null) {
			return problems;
		}
		texts[language] = text;
	}
	const inNb = readList(path.join(folder, 'se-in-nb.txt'));
	const report = (file, problem) => problems.push(`${path.join(folder, file)}: ${problem}`);
	const same = readSame(path.join(folder, 'same-as-nb.tsv'), report);
	const hard = readHard(path.join(folder, 'hard-words.tsv'));
	for (const language of LANGUAGES) {
		checkKeys(texts, language, report);
		checkForms(texts[language], language, report);
		checkParameters(texts, language, report);
	}
	checkUntranslated(texts, same, inNb, report);
	checkHardWords(texts, hard, report);
	checkLists(texts, same, inNb, report);
	if (code.length > 0) {
		checkUsed(texts.nb, namedIn(code, texts.nb), report);
	}
	return problems;
}

function readDictionary(folder, language, problems) {
	const file = path.join(folder, `${language}.json`);
	try {
		const source = fs.readFileSync(file, 'utf8');
		const dictionary = JSON.parse(source);
		const lines = source.split('\n').filter((line) => /^\s*"/.test(line)).length;
		if (lines !== Object.keys(dictionary).length) {
			problems.push(`${file}: a key stands twice, or not one key a line`);
		}
		return dictionary;
	} catch (error) {
		problems.push(`${file}: ${error.message}`);
		return null;
	}
}

function readLines(file) {
	const source = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
	return source.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

const readList = (file) => new Set(readLines(file));

// Map of "lang key" to the reason given.
function readSame(file, report) {
	const same = new Map();
	for (const [language, key, reason] of readLines(file).slice(1).map((line) => line.split('\t'))) {
		const row = `${language} ${key}`;
		if (same.has(row)) {
			report('same-as-nb.tsv', `stands twice: ${row}`);
		}
		same.set(row, reason ?? '');
	}
	return same;
}

// Rows of {language, begins, simpler, reason}: words that a young reader should not have to know.
function readHard(file) {
	return readLines(file).slice(1).map((line) => {
		const [language, begins, simpler = '', reason = ''] = line.split('\t');
		return { language, begins, simpler, reason };
	});
}

// The keys a language must have: those of nb, and where nb has `.one`, Northern Sami also `.two`.
function expectedKeys(nb, language) {
	const keys = Object.keys(nb);
	const ones = keys.filter((key) => key.endsWith('.one'));
	const duals = ones.map((key) => key.replace(/one$/, 'two'));
	return new Set(language === 'se' ? [...keys, ...duals] : keys);
}

function checkKeys(texts, language, report) {
	const file = `${language}.json`;
	const expected = expectedKeys(texts.nb, language);
	for (const key of expected) {
		if (!(key in texts[language])) {
			report(file, `key is missing: ${key}`);
		}
	}
	for (const key of Object.keys(texts[language])) {
		if (!expected.has(key)) {
			report(file, `key is not in nb.json: ${key}`);
		}
	}
}

function checkForms(dictionary, language, report) {
	const file = `${language}.json`;
	const keys = Object.keys(dictionary);
	keys.forEach((key, i) => {
		if (i > 0 && key < keys[i - 1]) {
			report(file, `not sorted: ${key}`);
		}
		checkText(key, dictionary[key], language, (problem) => report(file, `${problem}: ${key}`));
		if (key.endsWith('.one') && !(key.replace(/one$/, 'other') in dictionary)) {
			report(file, `.one without .other: ${key}`);
		}
	});
}

function checkText(key, text, language, report) {
	if (!KEY.test(key)) {
		report('not a key name');
	}
	if (typeof text !== 'string' || text.trim() === '') {
		report('empty text');
		return;
	}
	if (text !== text.trim() || /\s\s|[\n\t]/.test(text)) {
		report('stray space');
	}
	if (!isForYouths(key)) {
		return;
	}
	if (text.includes('!')) {
		report('exclamation mark');
	}
	if (COUNTED.includes(language)) {
		for (const sentence of sentences(text).filter((one) => words(one) > MAX_WORDS)) {
			report(`sentence of ${words(sentence)} words`);
		}
	}
}

const isForYouths = (key) => /^(youth|common)\./.test(key);

// "kl. 16" does not end a sentence; a {parameter} counts as one word.
const sentences = (text) => text.split(/(?<!\bkl)[.?]\s+/);
const isWord = (part) => /[\p{L}\p{N}]/u.test(part);
const words = (sentence) => sentence.split(/\s+/).filter(isWord).length;

const parameters = (text) => [...new Set(String(text).match(/\{[^}]*\}/g) ?? [])].sort().join(' ');

function checkParameters(texts, language, report) {
	for (const [key, text] of Object.entries(texts[language])) {
		const model = texts.nb[key.replace(/\.two$/, '.other')];
		if (model !== undefined && parameters(text) !== parameters(model)) {
			const both = `'${parameters(text)}', nb has '${parameters(model)}'`;
			report(`${language}.json`, `parameters differ: ${key} has ${both}`);
		}
	}
}

function checkUntranslated(texts, same, inNb, report) {
	for (const language of LANGUAGES.filter((one) => one !== 'nb')) {
		for (const [key, text] of Object.entries(texts[language])) {
			const excused = same.has(`${language} ${key}`) || (language === 'se' && inNb.has(key));
			if (text === texts.nb[key] && !excused) {
				report(`${language}.json`, `same as nb and not in same-as-nb.tsv: ${key}`);
			}
		}
	}
}

// A word is caught by how it begins, in texts for youths of its language.
function checkHardWords(texts, hard, report) {
	for (const { language, begins, simpler, reason } of hard) {
		if (simpler.trim() === '' || reason.trim() === '') {
			report('hard-words.tsv', `no simpler word or no reason: ${language} ${begins}`);
		}
		const word = new RegExp(`(?<!\\p{L})${begins}`, 'iu');
		for (const [key, text] of Object.entries(texts[language] ?? {})) {
			if (isForYouths(key) && word.test(text)) {
				report(`${language}.json`, `hard word, rather '${simpler}' than '${begins}': ${key}`);
			}
		}
	}
}

// A list that excuses what is no longer so would hide the next mistake.
function checkLists(texts, same, inNb, report) {
	for (const [row, reason] of same) {
		const [language, key] = row.split(' ');
		if (reason.trim() === '') {
			report('same-as-nb.tsv', `no reason: ${row}`);
		}
		if (texts[language]?.[key] === undefined || texts[language][key] !== texts.nb[key]) {
			report('same-as-nb.tsv', `is not the same as nb: ${row}`);
		}
	}
	for (const key of inNb) {
		const model = texts.nb[key.replace(/\.two$/, '.other')];
		if (model === undefined || texts.se[key] !== model) {
			report('se-in-nb.txt', `is not the nb text: ${key}`);
		}
	}
}

function sources(folder) {
	return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const file = path.join(folder, entry.name);
		if (entry.isDirectory()) {
			return LEFT_OUT.includes(entry.name) ? [] : sources(file);
		}
		return /\.(tsx?|[ch]|html)$/.test(entry.name) ? [file] : [];
	});
}

// What code names: a whole key, or the beginning of one that it puts together, which is all but the last part: `a.b.${c}` in
// TypeScript, "a.b.%s" in C, 'a.b' where the last part is added elsewhere. Pages have places <!--texts:a.b-->.
function namedIn(code, nb) {
	const sides = [...new Set(Object.keys(nb).map((key) => key.split('.')[0]))].join('|');
	const literal = new RegExp(`(?<=['"\`]|<!--texts:)((?:${sides})(?:\\.\\w+)+)(?=['"\`]|\\.\\$\\{|\\.%|-->)`, 'g');
	const files = code.flatMap(sources);
	return new Set(files.flatMap((file) => [...fs.readFileSync(file, 'utf8').matchAll(literal)].map(([, name]) => name)));
}

// A text that nothing shows is work for five languages, and bytes on the line where its neighbours are put together.
function checkUsed(nb, named, report) {
	for (const key of Object.keys(nb)) {
		const whole = key.replace(PLURAL, '');
		if (![key, whole, key.slice(0, key.lastIndexOf('.'))].some((name) => named.has(name))) {
			report('nb.json', `no code names it: ${key}`);
		}
	}
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
	const folder = process.argv[2] ?? path.relative(process.cwd(), path.join(root, 'config/texts'));
	const problems = checkTexts(folder, process.argv[2] ? [] : CODE.map((one) => path.join(root, one)));
	problems.forEach((problem) => console.log(problem));
	process.exit(problems.length > 0 ? 1 : 0);
}

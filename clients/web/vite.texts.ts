/**
 * The dictionaries at build time: one lazy chunk a language with the texts a client uses, under
 * short keys. A key's first parts become a number, its last part stays, so that keys put together
 * at run time (`stem` + last) still fit: `youth.talk.state.sent` becomes `7.sent`. Sources keep the
 * long keys; unit tests never see the short ones.
 */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

type Dictionary = Record<string, string>;

export const LANGUAGES = ['nb', 'nn', 'se', 'da', 'en'] as const;

/** A literal of a key or of the first parts of one, also as the beginning of a template. */
const LITERAL = /(['"`])((?:youth|staff|join|account|owner|check|live|alarm|act|fig|rep|whatif|common)(?:\.\w+)+)(\1|\.\$\{)/g;
const PLURAL = /\.(one|two|other)$/;

function read(folder: string, language: string): Dictionary {
	return JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8')) as Dictionary;
}

function parent(key: string): string {
	return key.slice(0, key.lastIndexOf('.'));
}

/** All modules of a folder. */
export function sources(folder: string): string[] {
	return readdirSync(folder).flatMap((name) => {
		const path = join(folder, name);
		return statSync(path).isDirectory() ? sources(path) : /\.tsx?$/.test(name) ? [path] : [];
	});
}

/** A module that is loaded with the one that names it, not one that comes later or has types alone. */
const WITH_IT = /^(?:im|ex)port (?!type )(?:[^'";]*? from )?'(\.[^']+\.tsx?)'/gm;

/** A module and all of the same client that it cannot do without. */
export function withAll(file: string, found: Set<string> = new Set<string>()): Set<string> {
	if (!found.has(file)) {
		found.add(file);
		for (const [, other] of readFileSync(file, 'utf8').matchAll(WITH_IT)) {
			withAll(join(dirname(file), other as string), found);
		}
	}
	return found;
}

/** Long keys and their beginnings to short ones. */
export class ShortKeys {
	private readonly stems: string[];
	private readonly keys: Set<string>;
	private readonly used = new Set<string>();

	/** The literals of the files `from` decide what is used. */
	constructor(dictionary: Dictionary, from: Iterable<string>) {
		this.keys = new Set(Object.keys(dictionary));
		this.stems = [...new Set([...this.keys].map(parent))].sort();
		for (const file of from) {
			for (const [, , literal] of readFileSync(file, 'utf8').matchAll(LITERAL)) {
				this.used.add(literal as string);
			}
		}
	}

	/** What the sources name: keys and first parts of keys. */
	get named(): string[] {
		return [...this.used];
	}

	/** Whether the sources name the key or its first parts. */
	isUsed(key: string): boolean {
		return (
			this.used.has(key) ||
			this.used.has(parent(key)) ||
			this.used.has(key.replace(PLURAL, ''))
		);
	}

	/**
	 * The short form of a key or of the first parts of one; anything else stays as it is. The form
	 * for two is no key of bokmål: it goes where its `.other` goes.
	 */
	short(long: string): string {
		if (this.keys.has(long.replace(/\.two$/, '.other'))) {
			return `${this.short(parent(long))}.${long.slice(parent(long).length + 1)}`;
		}
		const at = this.stems.indexOf(long);
		return at < 0 ? long : at.toString(36);
	}

	/** Source text with every literal shortened. */
	shorten(code: string): string {
		return code.replace(
			LITERAL,
			(_whole, quote: string, long: string, end: string) => quote + this.short(long) + end,
		);
	}
}

/**
 * Code for those keys of the object of that name that are chosen, a digit each: the keys themselves, once more, would be a tenth
 * of what a staff page loads in Northern Sami.
 */
function chosen(name: string, all: readonly string[], some: readonly string[]): string {
	const digits = all.map((key) => (some.includes(key) ? 1 : 0)).join('');
	return some.length === 0 ? '[]' : `Object.keys(${name}).filter((_,i)=>"${digits}"[i]>0)`;
}

/** Behind a language: not the texts of the first screens, but those of all that comes later. */
const MORE = '-more';

/**
 * `import('virtual:texts/nb')`: the texts of a language; `inNb` lists keys whose Northern Sami text
 * is bokmål. With `page` these are the ones that main.tsx and what it loads with itself name, the
 * others are `virtual:texts/nb-more`; and the former also `<page>/texts.nb.json`, for the daemon to
 * put into the client's page: its first language then needs no request of its own.
 */
export function dictionaries(
	folder: string,
	folders: readonly string[],
	prefixes: readonly string[],
	page?: string,
): Plugin {
	const mark = 'virtual:texts/';
	const nb = read(folder, 'nb');
	const keys = new ShortKeys(nb, folders.flatMap(sources));
	const main = join(folders[0] as string, 'main.tsx');
	const first = page === undefined ? keys : new ShortKeys(nb, withAll(main));
	const inBokmaal = new Set(readFileSync(join(folder, 'se-in-nb.txt'), 'utf8').split('\n'));
	const chunkOf = (name: string) => {
		const language = name.replace(MORE, '');
		const own = Object.entries(read(folder, language)).filter(
			([key]) =>
				prefixes.some((prefix) => key.startsWith(prefix)) &&
				keys.isUsed(key) &&
				first.isUsed(key) === (name === language),
		);
		const safe = own
			.map(([key]) => key)
			.filter((key) => inBokmaal.has(key) || inBokmaal.has(key.replace(PLURAL, '')));
		return {
			inNb: language === 'se' ? safe.map((key) => keys.short(key)) : [],
			texts: Object.fromEntries(own.map(([key, text]) => [keys.short(key), text])),
		};
	};
	return {
		name: 'samtale-dictionaries',
		enforce: 'pre',
		resolveId: (id) => (id.startsWith(mark) ? `\0${id}` : undefined),
		load(id) {
			if (!id.startsWith(`\0${mark}`)) {
				return undefined;
			}
			const { inNb, texts } = chunkOf(id.slice(mark.length + 1));
			return [
				`const texts=${JSON.stringify(texts)}`,
				`export const inNb=${chosen('texts', Object.keys(texts), inNb)}`,
				'export default texts',
			].join(';');
		},
		generateBundle() {
			for (const language of page === undefined ? [] : LANGUAGES) {
				const { inNb, texts } = chunkOf(language);
				const source = JSON.stringify({ language, default: texts, inNb });
				const fileName = `${page}/texts.${language}.json`;
				this.emitFile({ type: 'asset', fileName, source });
			}
		},
		transform: (code, id) =>
			folders.some((one) => id.startsWith(one)) ? { code: keys.shorten(code), map: null } : undefined,
	};
}

/**
 * In a page, `<!--texts:KEY-->` becomes a paragraph in each language: what is said when no
 * script runs.
 */
export function plainTexts(folder: string): Plugin {
	const paragraph = (language: string, key: string): string => {
		const text = (read(folder, language)[key] ?? '')
			.replace(/&/g, '&amp;')
			.replace(/</g, '&lt;');
		return `<p lang="${language}">${text}</p>`;
	};
	return {
		name: 'samtale-plain-texts',
		transformIndexHtml: (html) =>
			html.replace(/<!--texts:([\w.]+)-->/g, (_whole, key: string) =>
				LANGUAGES.map((language) => paragraph(language, key)).join(''),
			),
	};
}

/**
 * What the builds of all clients share: one output folder, hashed assets under /a/, a .gz beside
 * every file worth one, and the dictionaries as lazy chunks.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Features } from 'lightningcss';
import type { Plugin, Rolldown, UserConfig } from 'vite';
import { page } from './vite.pages.ts';
import { dictionaries, plainTexts } from './vite.texts.ts';

const here = dirname(fileURLToPath(import.meta.url));
const repository = join(here, '../..');
/* A test builds with dictionaries of its own, into a folder of its own. */
export const textFolder = process.env['SAMTALE_TEXTS'] ?? join(repository, 'config/texts');
export const output = process.env['SAMTALE_WEB'] ?? join(repository, 'build/web');

/**
 * Dynamic imports here have no style sheets of their own, so Vite's helper for them would be dead
 * weight. What `(_again) => import(...)` is called with goes behind the address: a part that failed
 * is asked for again under another one (youth/src/fetching.ts).
 */
function plainImports(): Plugin {
	const again = /\((\w+)\) => __vitePreload\(\(\) => import\(("[^"]+")\), __VITE_PRELOAD__\)/g;
	return {
		name: 'samtale-plain-imports',
		enforce: 'pre',
		load: (id) =>
			id.includes('vite/preload-helper')
				? 'export const __vitePreload = (load) => load();'
				: undefined,
		renderChunk: (code) => ({ code: code.replace(again, '($1) => import($2 + $1)'), map: null }),
	};
}

/** Leaves out rows of the generated table of frames: staff's frames never reach a youth's page. */
function someFrames(isUsed: (number: number) => boolean): Plugin {
	return {
		name: 'samtale-some-frames',
		enforce: 'pre',
		transform: (code, id) =>
			id.endsWith('core/src/frames.ts')
				? code.replace(
						/^\t\w+: \{\n\t\tnumber: (\d+),[^]*?\n\t\},\n/gm,
						(row, number: string) =>
							isUsed(Number(number)) ? row.replace('\t\tup: false,\n', '') : '',
					)
				: undefined,
	};
}

/** Leaves out the words of errors about bytes: on a phone nobody reads them. */
function silentErrors(): Plugin {
	return {
		name: 'samtale-silent-errors',
		enforce: 'pre',
		transform: (code, id) =>
			/core\/src\/(bytes|codec|msgpack)\.ts$/.test(id)
				? code.replace(/new (\w+Error)\((['`])[^'`]*\2\)/g, 'new $1()')
				: undefined,
	};
}

/**
 * Gives private members of our classes short names: a phone need not load the long ones. Only those
 * whose name stands nowhere in any module but behind `this.` or `super.` and where they are defined,
 * so that no other property, word or library can be meant; and the same short one in all chunks.
 */
function shortMembers(): Plugin {
	const members = new Set<string>();
	let short: Map<string, string> | null = null;
	const declared = /\b(?:private|protected)(?: (?:readonly|override|abstract|async|get))* (\w+)/g;
	const word = (name: string) => new RegExp(`(?<![\\w$])${name}(?![\\w$])`, 'g');
	const isMember = (code: string, name: string) =>
		[...code.matchAll(word(name))].every(({ index }) => {
			const before = code.slice(0, index);
			const isDefined = code[index + name.length] === '(';
			return (
				/\b(this|super)\.$/.test(before.slice(-8)) ||
				(isDefined && /(^|[;{}/])\s*((async|get)\s)*$/.test(before.slice(-40)))
			);
		});
	const choose = (chunks: Record<string, Rolldown.RenderedChunk>) => {
		const codes = Object.values(chunks).flatMap(({ modules }) =>
			Object.values(modules).map(({ code }) => code ?? ''),
		);
		const names = [...members].filter((name) => codes.every((code) => isMember(code, name)));
		return new Map(names.map((name, i) => [name, `$${i.toString(36)}`]));
	};
	return {
		name: 'samtale-short-members',
		apply: 'build',
		transform: {
			order: 'pre',
			handler(code, id) {
				const ours = id.startsWith(here) && !id.includes('node_modules');
				for (const [, name] of ours ? code.matchAll(declared) : []) {
					members.add(name!);
				}
			},
		},
		renderChunk(code, _chunk, _options, { chunks }) {
			short ??= choose(chunks);
			let shorter = code;
			short.forEach((to, name) => (shorter = shorter.replace(word(name), () => to)));
			return { code: shorter, map: null };
		},
	};
}

/**
 * Leaves out rules and variables of Designsystemet that match: what a page never uses need not be
 * sent.
 */
function withoutUnused(unused: RegExp) {
	const ours = (node: { source?: { input: { file?: string } } }) =>
		node.source?.input.file?.includes('designsystemet') === true;
	return {
		postcssPlugin: 'samtale-without-unused',
		Rule(rule: { selectors: string[]; remove(): void; source?: { input: { file?: string } } }) {
			const kept = rule.selectors.filter((selector) => !unused.test(selector));
			if (ours(rule) && kept.length === 0) {
				rule.remove();
			} else if (ours(rule) && kept.length < rule.selectors.length) {
				rule.selectors = kept;
			}
		},
		AtRule(rule: {
			params: string;
			remove(): void;
			source?: { input: { file?: string } };
		}) {
			if (ours(rule) && unused.test(rule.params)) {
				rule.remove();
			}
		},
		Declaration(declaration: {
			prop: string;
			remove(): void;
			source?: { input: { file?: string } };
		}) {
			if (ours(declaration) && unused.test(declaration.prop)) {
				declaration.remove();
			}
		},
	};
}

/** A file as gzip. Zopfli tries longer than zlib and packs 3 % smaller, which every phone gains. */
export function packed(file: string): Buffer {
	return execFileSync('zopfli', ['-c', '--i15', file], { maxBuffer: 1 << 24 });
}

/** Removes this client's old files first, and writes a .gz beside each new one. */
function files(client: string): Plugin {
	return {
		name: 'samtale-files',
		apply: 'build',
		buildStart() {
			const folder = join(output, 'a');
			try {
				for (const name of readdirSync(folder).filter((name) =>
					name.startsWith(`${client}-`),
				)) {
					rmSync(join(folder, name));
				}
			} catch {
				return;
			}
		},
		writeBundle(_options, bundle) {
			for (const name of Object.keys(bundle).filter((name) => name.startsWith('a/'))) {
				const file = join(output, name);
				writeFileSync(`${file}.gz`, packed(file));
			}
		},
	};
}

export interface ClientOptions {
	/** Folder under clients/web, also the first part of its assets' names. */
	client: string;
	/** Folders beside it whose texts it shows too. */
	shares?: readonly string[];
	/** Prefixes of the keys of its dictionaries. */
	texts: readonly string[];
	/** Its page has the place {{texts}} for those of its first language. */
	pageTexts?: boolean;
	/** Esbuild-style targets; absent: Vite's own. */
	target?: string[];
	/** Targets of the style sheets; absent: as `target`. */
	cssTarget?: string[];
	/** Numbers of the frames it sends or is sent; absent: all. */
	frames?: (number: number) => boolean;
	/** Selectors and variables of Designsystemet that this client never uses. */
	unusedCss?: RegExp;
}

/** The Vite configuration of one client. */
export function clientConfig({
	client,
	shares,
	texts: prefixes,
	pageTexts,
	target,
	cssTarget,
	unusedCss,
	frames,
}: ClientOptions): UserConfig {
	const input = join(here, client, 'index.html');
	return {
		root: here,
		base: '/',
		publicDir: false,
		oxc: {
			jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment' },
			jsxInject: "import { h, Fragment } from 'preact'",
		},
		plugins: [
			page(client, input),
			dictionaries(
				textFolder,
				[client, ...(shares ?? [])].map((one) => join(here, one, 'src')),
				prefixes,
				pageTexts ? client : undefined,
			),
			plainTexts(textFolder),
			plainImports(),
			frames && someFrames(frames),
			frames && silentErrors(),
			frames && shortMembers(),
			files(client),
		],
		...(unusedCss && {
			css: {
				postcss: { plugins: [withoutUnused(unusedCss)] },
				lightningcss: { exclude: Features.LightDark },
			},
		}),
		build: {
			outDir: output,
			emptyOutDir: false,
			assetsDir: 'a',
			modulePreload: false,
			assetsInlineLimit: 0,
			reportCompressedSize: true,
			...(target && { target }),
			...((cssTarget ?? target) && { cssTarget: cssTarget ?? target }),
			rollupOptions: {
				input,
				output: {
					entryFileNames: `a/${client}-[hash].js`,
					chunkFileNames: `a/${client}-[name]-[hash].js`,
					assetFileNames: `a/${client}-[hash][extname]`,
				},
			},
		},
	};
}

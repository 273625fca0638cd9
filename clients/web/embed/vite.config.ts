/**
 * Builds the loader for other sites: one plain script under a name that stays, /e/v1.js, with its words in it. It is the only
 * file of ours that runs in pages of others, so it carries nothing it does not need: 2 kB packed at most
 * (tests/seal/size.test.mjs).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { output, packed, textFolder } from '../vite.shared.ts';
import { LANGUAGES } from '../vite.texts.ts';
import { KEYS } from './src/words.ts';

const here = import.meta.dirname;

/** By language the texts of KEYS, in their order. */
const words = Object.fromEntries(
	LANGUAGES.map((language) => {
		const file = readFileSync(join(textFolder, `${language}.json`), 'utf8');
		const texts = JSON.parse(file) as Record<string, string>;
		return [language, KEYS.map((key) => texts[key])];
	}),
);

export default defineConfig({
	root: here,
	publicDir: false,
	define: { WORDS: JSON.stringify(words) },
	plugins: [
		{
			name: 'samtale-packed',
			writeBundle(_options, bundle) {
				for (const name of Object.keys(bundle)) {
					writeFileSync(join(output, `${name}.gz`), packed(join(output, name)));
				}
			},
		},
	],
	build: {
		outDir: output,
		emptyOutDir: false,
		modulePreload: false,
		target: ['es2020'],
		rollupOptions: {
			input: join(here, 'src/v1.ts'),
			output: { format: 'iife', entryFileNames: 'e/[name].js' },
		},
	},
});

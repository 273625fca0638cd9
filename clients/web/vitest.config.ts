/** All unit tests of the web clients, in Node: what needs a browser is tested in tests/browser. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
	oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
	test: {
		include: ['*/test/**/*.test.ts', '*/test/**/*.test.tsx'],
		environment: 'node',
		/* Keys are made in real time, however busy the machine is. */
		testTimeout: 60_000,
	},
});

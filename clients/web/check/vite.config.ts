/** Builds the page that tries a computer at work: Vite's own target, as of the consoles. */
import { defineConfig } from 'vite';
import { clientConfig } from '../vite.shared.ts';

export default defineConfig(
	clientConfig({ client: 'check', shares: ['staff'], texts: ['check.', 'common.'] }),
);

/** Builds the frame of /figures: a style sheet. The daemon writes the page, and no script is in it. */
import { defineConfig } from 'vite';
import { clientConfig } from '../vite.shared.ts';

export default defineConfig(clientConfig({ client: 'figures', texts: [] }));

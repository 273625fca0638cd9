/** Builds the page that an invitation leads to, /join. What the consoles share has no build of its own. */
import { defineConfig } from 'vite';
import { clientConfig } from '../vite.shared.ts';

export default defineConfig(clientConfig({ client: 'staff', texts: ['join.'] }));

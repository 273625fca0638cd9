/** Builds the pages of a person of the staff, /join and /account. What the consoles share has no build of its own. */
import { defineConfig } from 'vite';
import { clientConfig } from '../vite.shared.ts';

export default defineConfig(clientConfig({ client: 'staff', texts: ['join.', 'account.', 'staff.', 'common.'] }));

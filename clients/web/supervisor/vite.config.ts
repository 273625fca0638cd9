/** Builds the supervisor's page for the browsers of an office: Vite's own target. */
import { defineConfig } from 'vite';
import { clientConfig } from '../vite.shared.ts';

export default defineConfig(
	clientConfig({
		client: 'supervisor',
		shares: ['staff'],
		texts: ['live.', 'alarm.', 'act.', 'fig.', 'rep.', 'whatif.', 'staff.', 'common.'],
	}),
);

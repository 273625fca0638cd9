/** Builds the owner's page for the browsers of an office: Vite's own target. */
import { defineConfig } from 'vite';
import { clientConfig } from '../vite.shared.ts';

export default defineConfig(
	clientConfig({
		client: 'owner',
		shares: ['staff'],
		texts: ['owner.', 'fig.', 'rep.', 'live.topic.', 'staff.', 'common.', 'join.error.alias'],
	}),
);

/** The one page that all staff's are built from: what each of them has of its own. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pageOf } from '../../vite.pages.ts';

const WEB = join(import.meta.dirname, '../..');
const has = (client: string, file: string): boolean => readdirSync(join(WEB, client)).includes(file);
const CLIENTS = ['check', 'counsellor', 'figures', 'owner', 'staff', 'supervisor', 'youth'];

test('each client has a page, of its own or the shared one', () => {
	expect(CLIENTS.filter((client) => has(client, 'index.html') === (pageOf(client) !== undefined))).toEqual([]);
	expect(pageOf('embed')).toBeUndefined();
});

test('each page has the places that the daemon fills', () => {
	const filled = /\{\{(\w+)\}\}/g;
	for (const client of CLIENTS.filter((client) => !has(client, 'index.html'))) {
		const places = [...(pageOf(client) ?? '').matchAll(filled)].map(([, place]) => place);
		expect([client, ...places]).toEqual([client, 'lang', 'title', 'data', 'door']);
	}
});

test('a page with a script says what it needs when none runs', () => {
	for (const [client, key] of Object.entries({ counsellor: 'staff.noscript', staff: 'join.noscript' })) {
		const page = pageOf(client);
		expect(page).toContain('src="./src/main.tsx"');
		expect(page).toContain(`<noscript><main><!--texts:${key}--></main></noscript>`);
		expect(page).not.toMatch(/stylesheet|<!--(loads|noscript)-->/);
	}
});

test('the page of figures has a style sheet and no script', () => {
	const page = pageOf('figures');
	expect(page).toContain('href="./src/css/index.css"');
	expect(page).not.toMatch(/src="|noscript|<!--/);
});

// The pictures of the youth's screens, and the page that shows them side by side: build/shots/index.html.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { ROOT } from '../../../live/lib/npm.mjs';
import { DESK, PHONE, checkAccess, checkWidth } from '../../lib/browser.mjs';
import { checkScreen } from './checks.mjs';

const SHOTS = join(ROOT, 'build', 'shots');
const FOLDER = 'youth';

/** Every size and light. */
export const LOOKS = [PHONE, DESK].flatMap((size) => ['light', 'dark'].map((light) => ({ size, light })));

/** One of each: a small phone by day, a desk by night. */
export const TWO_LOOKS = [LOOKS[0], LOOKS[3]];

/**
 * Looks at the screen that stands now in each of these looks: picture, axe, width, and what checks.mjs knows. The page is left as
 * it was found.
 */
export async function lookAround(page, screen, { looks = LOOKS, language = 'nb' } = {}) {
	const before = page.viewportSize();
	for (const { size, light } of looks) {
		const name = [screen, language, size.width, light].join('.');
		await page.setViewportSize(size);
		await page.emulateMedia({ colorScheme: light });
		await page.screenshot({ path: join(SHOTS, FOLDER, `${name}.png`) });
		await checkAccess(page, name);
		await checkWidth(page, name);
		await checkScreen(page, name);
	}
	await page.setViewportSize(before);
	await page.emulateMedia({ colorScheme: null });
}

const STYLE = `body{font:16px sans-serif;background:#777;margin:16px}h2{background:#fff;padding:4px 8px;margin:24px 0 8px}
figure{display:inline-block;margin:0 8px 8px 0;vertical-align:top}figcaption{background:#ddd;padding:2px 6px}
img{display:block;max-height:640px;max-width:1024px}`;

const picture = (folder, file) => {
	const caption = file.replace(/\.png$/, '');
	return `<figure><figcaption>${caption}</figcaption><img loading="lazy" src="${folder}${file}" alt="${caption}"></figure>`;
};

const pictures = (folder) => readdirSync(folder).filter((file) => file.endsWith('.png')).sort();

/* A row for each screen, then whatever other tests have kept. */
function write() {
	const own = pictures(join(SHOTS, FOLDER));
	const screens = [...new Set(own.map((file) => file.split('.')[0]))];
	const rows = screens.map((screen) => {
		const row = own.filter((file) => file.startsWith(`${screen}.`));
		return `<h2>${screen}</h2>${row.map((file) => picture(`${FOLDER}/`, file)).join('')}`;
	});
	const others = pictures(SHOTS).map((file) => picture('', file)).join('');
	const head = `<!doctype html><meta charset="utf-8"><title>Screens</title><style>${STYLE}</style>`;
	writeFileSync(join(SHOTS, 'index.html'), `${head}<h1>Screens</h1>${rows.join('')}<h2>Other tests</h2>${others}\n`);
}

/** Writes the gallery anew when the test file ends; to be called before its first await. */
export function keepGallery() {
	after(write);
}

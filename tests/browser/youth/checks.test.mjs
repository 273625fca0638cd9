// What looks at the youth's screens finds each fault that it is there for, planted in a small page that has none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE, startBrowser } from '../lib/browser.mjs';
import { checkNextStep, checkScreen } from './lib/checks.mjs';
import { Keyboard, Thumb } from './lib/hands.mjs';

const SOUND = `<!doctype html><style>body{margin:0;font-size:17px}button{font:inherit}
button,summary{min-width:48px;min-height:48px}
:focus-visible{outline:3px solid}</style><body>
<button data-test="leave">Ut</button><details data-test="help"><summary>Hjelp</summary></details>
<main><p>Noe å lese</p><button data-test="on">Videre</button><button data-test="more">Mer</button></main>`;

const browser = await startBrowser();
const context = await browser.newContext({ viewport: PHONE, hasTouch: true });
const page = await context.newPage();
const phone = { page, mark: (name) => page.locator(`[data-test="${name}"]`) };

/* The sound page with this done to it. */
async function planted(plant) {
	await page.setContent(SOUND);
	await page.evaluate(plant);
}

test('a sound page passes every look', async () => {
	await planted(() => {});
	await checkScreen(page, 'the page');
	assert.equal((await checkNextStep(page, 'the page')).length, 2);
	await new Keyboard(phone).press('more');
	await new Thumb(phone).press('on');
});

for (const [what, plant] of [
	['a target under 44 px', () => (document.querySelector('[data-test="on"]').style.minHeight = '30px')],
	['text under 16 px', () => (document.querySelector('p').style.fontSize = '15px')],
	['something cut off', () => (document.querySelector('p').style.cssText = 'width:3em;overflow:hidden;white-space:nowrap')],
	['a page that scrolls under', () => {
		document.body.className = 'talk';
		document.querySelector('p').style.height = '2000px';
	}],
	['something before the way out', () => document.body.prepend(document.querySelector('main'))],
	['something before the way out', () => (document.querySelector('[data-test="more"]').tabIndex = 1)],
]) {
	test(`the look at a screen finds ${what}`, async () => {
		await planted(plant);
		await assert.rejects(checkScreen(page, 'the page'), { message: new RegExp(`^${what}`) });
	});
}

test('the thumb refuses what is too small for it', async () => {
	await planted(() => (document.querySelector('[data-test="on"]').style.cssText = 'min-width:20px;width:20px'));
	await assert.rejects(new Thumb(phone).press('on'), /^AssertionError.*on is 20/);
});

for (const [what, plant, told] of [
	['a focus that nobody sees', () => document.head.append(Object.assign(document.createElement('style'), {
		textContent: ':focus-visible{outline:none!important}',
	})), /no ring around/],
	['a focus under something else', () => document.body.insertAdjacentHTML('beforeend',
		'<div style="position:fixed;top:0;right:0;bottom:0;left:0;z-index:9"></div>'), /something lies over/],
	['what no Tab leads to', () => (document.querySelector('[data-test="more"]').tabIndex = -1), /more is out of reach/],
]) {
	test(`the keyboard finds ${what}`, async () => {
		await planted(plant);
		await assert.rejects(new Keyboard(phone).press('more'), told);
	});
}

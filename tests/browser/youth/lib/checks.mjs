// What holds on every screen of the youth's page, beside what axe and the ruler find: targets for thumbs, text that can be read,
// nothing cut off, the way out first, and a next step.
import assert from 'node:assert/strict';

/** Pixels. */
const TARGET = 44;
const LEAST_TEXT = 16;

/*
 * Everything on the page that can be pressed and is drawn: the label of a radio or checkbox stands for it. In the page, where it
 * is called with what a check wants to know of each.
 */
const inPage = (page, tell) => page.evaluate(`(() => {
	const CONTROLS = 'a[href], button, summary, select, textarea, input, [role="option"]';
	const isDrawn = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.ds-sr-only');
	const controls = (within = document) => [...within.querySelectorAll(CONTROLS)].filter(isDrawn);
	const named = (element) => (element.dataset.test ?? '') + ' «' + (element.innerText || element.value || '').slice(0, 40) + '»';
	return (${tell})({ isDrawn, controls, named, TARGET: ${TARGET}, LEAST_TEXT: ${LEAST_TEXT} });
})()`);

const TESTS = {
	'a target under 44 px': ({ controls, named, TARGET }) => controls().flatMap((control) => {
		const { width, height } = (control.closest('label.opt') ?? control).getBoundingClientRect();
		return width < TARGET - 0.5 || height < TARGET - 0.5 ? [`${named(control)} ${width} x ${height}`] : [];
	}),
	'text under 16 px': ({ isDrawn, LEAST_TEXT }) => {
		const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		const small = [];
		while (texts.nextNode()) {
			const { parentElement: parent, data } = texts.currentNode;
			const isText = data.trim() !== '' && !['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(parent.tagName);
			const size = parseFloat(getComputedStyle(parent).fontSize);
			if (isText && isDrawn(parent) && size < LEAST_TEXT) small.push(`${size} «${data.trim().slice(0, 40)}»`);
		}
		return small;
	},
	'something cut off': ({ isDrawn, named }) => [...document.querySelectorAll('body *')]
		.filter((element) => isDrawn(element) && element.tagName !== 'TEXTAREA' && getComputedStyle(element).overflowX !== 'visible')
		.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
		.map((element) => `${element.className} ${named(element)} ${element.scrollWidth} in ${element.clientWidth}`),
	'a page that scrolls under a screen which does not': () => {
		const { scrollHeight, clientHeight } = document.documentElement;
		const stands = ['talk', 'steady'].some((name) => document.body.classList.contains(name)) && innerHeight > 430;
		return stands && scrollHeight > clientHeight ? [`${scrollHeight} in ${clientHeight}`] : [];
	},
	'something before the way out': ({ named }) => {
		const FOCUSABLE = 'a[href], button, summary, select, textarea, input, [tabindex]';
		const all = [...document.querySelectorAll(FOCUSABLE)].filter(({ tabIndex }) => tabIndex >= 0);
		const early = all.filter(({ tabIndex }) => tabIndex > 0);
		return [...early, ...all.slice(0, 1)].filter((one) => one.dataset.test !== 'leave').map(named);
	},
};

/** Asserts what must hold of any screen that stands now. */
export async function checkScreen(page, name) {
	for (const [what, find] of Object.entries(TESTS)) {
		assert.deepEqual(await inPage(page, find), [], `${what} on ${name}`);
	}
}

/*
 * A way on: it is drawn, works, and nothing lies over it. The bar is on every screen and counts for nothing here; what it has
 * opened does.
 */
const waysOn = ({ controls, named }) => {
	const places = [...document.querySelectorAll('main, .help[open] .panel')];
	const works = (control) => {
		const target = control.closest('label.opt') ?? control;
		target.scrollIntoView({ block: 'center' });
		const { x, y, width, height } = target.getBoundingClientRect();
		const top = document.elementFromPoint(x + width / 2, y + height / 2);
		return !control.disabled && top !== null && (target.contains(top) || top.contains(target));
	};
	const ways = places.flatMap((place) => controls(place)).filter(works).map(named);
	window.scrollTo(0, 0);
	return ways;
};

/** The ways on from the screen that stands now; asserts that there is one, with help and the way out above it. */
export async function checkNextStep(page, name) {
	const ways = await inPage(page, waysOn);
	assert.notDeepEqual(ways, [], `no next step on ${name}`);
	for (const part of ['leave', 'help']) {
		assert.ok(await page.locator(`[data-test="${part}"]`).isVisible(), `no ${part} on ${name}`);
	}
	return ways;
}

/** How many entries each store of this origin holds; a page that was left has none anywhere. */
export async function kept(page) {
	const stores = await page.evaluate(async () => ({
		cookie: document.cookie.length,
		localStorage: localStorage.length,
		sessionStorage: sessionStorage.length,
		databases: ((await indexedDB.databases?.()) ?? []).length,
		caches: 'caches' in window ? (await caches.keys()).length : 0,
		workers: (await navigator.serviceWorker?.getRegistrations())?.length ?? 0,
	}));
	return { ...stores, cookies: (await page.context().cookies()).length };
}

/** Nothing anywhere. */
export const NOTHING_KEPT = {
	cookie: 0, localStorage: 0, sessionStorage: 0, databases: 0, caches: 0, workers: 0, cookies: 0,
};

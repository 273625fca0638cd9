/**
 * The loader that a municipality puts on its page: a button that opens the door of its agency, above the page in a sandboxed
 * frame, or on phones as a page of its own. Before somebody taps it asks the service for nothing. It tells the host page nothing
 * either: no event, no message to its window; the door speaks to it over a port of its own (docs/embedding.md). Styles are
 * set by script, one by one, because that is what a policy without inline styles lets through.
 */
import { isExit, placeOf } from './address.ts';
import { wordsIn, type Words } from './words.ts';

/** Where a frame would be too small, or a keyboard cover it. */
const IS_PHONE = '(max-width:40em),(pointer:coarse)';
const SANDBOX = 'allow-scripts allow-same-origin allow-forms allow-popups';

/* Lengths in em: the root's size is the host page's, ours is the browser's. */
const COLOURS = 'background:#14595a;color:#fff;';
const BUTTON = `${COLOURS}font:600 1em/1.4 system-ui,sans-serif;min-height:44px;cursor:pointer;`;
const PANEL =
	'width:min(28em,100%);height:min(46em,calc(100% - 2em));max-height:none;' +
	'margin:auto 1em 1em auto;padding:0;border:0;border-radius:12px;overflow:hidden';

/** A new element, styled, with these inside. */
function make<Name extends keyof HTMLElementTagNameMap>(
	name: Name,
	style: string,
	...inside: (Node | string)[]
): HTMLElementTagNameMap[Name] {
	const element = document.createElement(name);
	element.style.cssText = style;
	element.append(...inside);
	return element;
}

function makeButton(style: string, text: string, tap: () => void): HTMLButtonElement {
	const button = make('button', BUTTON + style, text);
	button.type = 'button';
	button.onclick = tap;
	return button;
}

/** A link that gives the page it leads to neither this window nor its address. */
function makeLink(page: string, style: string, text: string): HTMLAnchorElement {
	const link = make('a', style, text);
	link.href = page;
	link.rel = 'noopener noreferrer';
	return link;
}

/** The host page is gone at once, and its place in the history taken by the exit. */
function leave(exit: string): void {
	document.documentElement.textContent = '';
	location.replace(exit);
}

/**
 * The window above the page with the door in it, not shown yet. The link to the full page stands there until the door has
 * answered: a frame that is refused, by the host page's policy or by ours, never does.
 */
function makeWindow(origin: string, page: string, words: Words): HTMLDialogElement {
	const [, , title, own, close] = words;
	const link = makeLink(page, 'color:#fff;padding:12px', own);
	link.target = '_blank';
	const hide = makeButton('border:0;margin-left:auto;padding:0 16px', close, () => dialog.close());
	const frame = make('iframe', 'flex:1;width:100%;border:0;background:#fff');
	const bar = make('div', `${COLOURS}display:flex;font:1em/1.3 system-ui,sans-serif`, link, hide);
	const dialog = make('dialog', PANEL, make('div', 'display:flex;flex-direction:column;height:100%', bar, frame));
	dialog.setAttribute('aria-label', title);
	frame.title = title;
	frame.setAttribute('sandbox', SANDBOX);
	frame.referrerPolicy = 'no-referrer';
	frame.allow = 'screen-wake-lock';
	frame.onload = () => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = ({ data }) => (isExit(data, origin) ? leave(data) : data ? link.remove() : dialog.close());
		/* Lost when something else than the door is in the frame. */
		frame.contentWindow!.postMessage('', origin, [port2]);
		/* Not before: a frame that loads loses it again. */
		frame.focus();
	};
	frame.src = page;
	return dialog;
}

/** The button, where the script stands. */
function start(script: HTMLScriptElement): void {
	const { agency = '', lang, label } = script.dataset;
	const { code, words } = wordsIn(lang || document.documentElement.lang);
	const { origin, page } = placeOf(script.src, agency, code);
	const place = make('span', 'all:initial');
	const shadow = place.attachShadow({ mode: 'closed' });
	let dialog: HTMLDialogElement | undefined;
	const button = makeButton('border:2px solid #fff;border-radius:12px;padding:8px 20px', label || words[0], () => {
		if (!agency || !window.HTMLDialogElement || matchMedia(IS_PHONE).matches) {
			makeLink(page, '', '').click();
			return;
		}
		const shown = dialog?.querySelector('iframe');
		if (!dialog) {
			dialog = makeWindow(origin, page, words);
			dialog.onclose = () => button.focus();
			shadow.append(dialog);
			button.textContent = words[1];
		}
		dialog.showModal();
		shown?.focus();
	});
	place.lang = code;
	shadow.append(button);
	script.after(place);
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
	start(script);
}

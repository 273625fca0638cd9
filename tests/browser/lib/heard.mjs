// All that ever came into a page, whatever it made of it: HTTP and sockets byte by byte, what it opened of sealed texts, what it put
// on its screen, if only for a moment. And the search in it, in the ways in which a word may be written down.
import { formsOf } from '../../live/lib/search.mjs';

/* Runs in the page before its own code: what is opened, and whatever comes into the document. */
function watch() {
	const { decrypt } = SubtleCrypto.prototype;
	SubtleCrypto.prototype.decrypt = async function (...args) {
		const plain = await decrypt.apply(this, args);
		globalThis.testHears('opened', Array.from(new Uint8Array(plain), (byte) => byte.toString(16).padStart(2, '0')).join(''));
		return plain;
	};
	const textOf = (node) => node.outerHTML ?? node.textContent;
	const changed = ({ type, target, attributeName, addedNodes }) =>
		type === 'childList' ? [...addedNodes].map(textOf) : [target.getAttribute?.(attributeName) ?? target.textContent];
	const all = { subtree: true, childList: true, characterData: true, attributes: true };
	const see = (changes) => globalThis.testHears('shown', changes.flatMap(changed).join('\n'));
	new MutationObserver(see).observe(document, all);
}

/** Listens to a page that is at no address yet. */
export class Heard {
	/** {where, bytes}: where is frame, http, opened, shown or kept. */
	pieces = [];
	/** What of HTTP the browser would not give, by address. */
	unread = [];
	reading = [];

	static async by({ page }) {
		const heard = new Heard();
		heard.page = page;
		await page.exposeFunction('testHears', (where, text) => heard.add(where, Buffer.from(text, where === 'opened' ? 'hex' : 'utf8')));
		await page.addInitScript(watch);
		heard.port = await page.context().newCDPSession(page);
		const addresses = new Map();
		heard.port.on('Network.webSocketFrameReceived', ({ response: { opcode, payloadData } }) =>
			heard.add('frame', Buffer.from(payloadData, opcode === 2 ? 'base64' : 'utf8')));
		heard.port.on('Network.responseReceived', ({ requestId, response }) => {
			addresses.set(requestId, response.url);
			heard.add('http', Buffer.from(JSON.stringify([response.url, response.headers])));
		});
		heard.port.on('Network.loadingFinished', ({ requestId }) => heard.reading.push(heard.read(requestId, addresses.get(requestId))));
		await heard.port.send('Network.enable', { maxTotalBufferSize: 50_000_000, maxResourceBufferSize: 10_000_000 });
		return heard;
	}

	add(where, bytes) {
		this.pieces.push({ where, bytes });
	}

	async read(requestId, address) {
		try {
			const { body, base64Encoded } = await this.port.send('Network.getResponseBody', { requestId });
			this.add('http', Buffer.from(body, base64Encoded ? 'base64' : 'utf8'));
		} catch {
			this.unread.push(address);
		}
	}

	/** Adds the screen as it stands, fields included, and what the tab keeps; then everything is there to be searched. */
	async settle() {
		await Promise.all(this.reading);
		this.add('shown', Buffer.from(await this.page.content()));
		this.add('kept', Buffer.from(await this.page.evaluate(() =>
			JSON.stringify([[...document.querySelectorAll('input, textarea')].map(({ value }) => value), { ...sessionStorage }, { ...localStorage }]))));
	}

	/** Where a word, or bytes, came in: the sorts of piece, each once. */
	places(word) {
		const forms = formsOf(word);
		const found = this.pieces.filter(({ bytes }) => forms.some((form) => bytes.includes(form)));
		return [...new Set(found.map(({ where }) => where))].sort();
	}
}

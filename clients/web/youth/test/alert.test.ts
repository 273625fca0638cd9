/** A word when it is one's turn: only what the browser really can, only after a tap, and no more than the tab's title. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

let shown: string[];
let tones: number;
let alert: typeof import('../src/alert.ts');

class Audio {
	currentTime = 0;
	destination = {};
	resume = async () => undefined;
	createGain = () => ({
		gain: { setValueAtTime: () => undefined, exponentialRampToValueAtTime: () => undefined },
		connect: () => undefined,
	});
	createOscillator = () => ({
		frequency: {},
		connect: () => ({ connect: () => undefined }),
		start: () => tones++,
		stop: () => undefined,
	});
}

/** A browser: what Notification does when it is made, and what its owner answers. */
function browser({ makes = true, permission = 'default', answer = 'granted', audio = true } = {}) {
	function Notification(title: string) {
		if (!makes) {
			throw new TypeError('Illegal constructor');
		}
		shown.push(title);
		return { close: () => undefined };
	}
	const stub = Object.assign(Notification, { permission, requestPermission: async () => answer });
	vi.stubGlobal('Notification', stub);
	vi.stubGlobal('window', { Notification: stub, ...(audio && { AudioContext: Audio }) });
	vi.stubGlobal('AudioContext', Audio);
	vi.stubGlobal('document', { visibilityState: 'hidden' });
}

beforeEach(async () => {
	shown = [];
	tones = 0;
	vi.resetModules();
	alert = await import('../src/alert.ts');
});
afterEach(() => vi.unstubAllGlobals());

test('a browser that has both offers both', () => {
	browser();
	expect(alert.ways()).toEqual(['sound', 'note']);
});

test('a phone whose browser makes no notification without a service worker does not offer one', () => {
	browser({ makes: false });
	expect(alert.ways()).toEqual(['sound']);
});

test('one without either, or whose owner has said no, offers nothing of it', () => {
	browser({ permission: 'denied', audio: false });
	expect(alert.ways()).toEqual([]);
	vi.stubGlobal('window', {});
	expect(alert.ways()).toEqual([]);
});

test('without a tap nothing sounds and nothing is shown', () => {
	browser({ permission: 'granted' });
	alert.ways();
	alert.tellTurn('Chat');
	expect([tones, shown]).toEqual([0, []]);
});

test('after the taps it sounds, and shows the title of the tab and nothing else', async () => {
	browser();
	expect(await alert.turnOn('sound')).toBe(true);
	expect(await alert.turnOn('note')).toBe(true);
	const before = tones;
	alert.tellTurn('Chat');
	expect(tones).toBe(before + 2);
	expect(shown).toEqual(['Chat']);
});

test('who looks at the page is shown nothing, and who said no neither', async () => {
	browser();
	await alert.turnOn('note');
	vi.stubGlobal('document', { visibilityState: 'visible' });
	alert.tellTurn('Chat');
	browser({ answer: 'denied' });
	expect(await alert.turnOn('note')).toBe(false);
	alert.tellTurn('Chat');
	expect(shown).toEqual([]);
});

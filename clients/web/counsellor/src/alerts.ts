/**
 * What reaches a counsellor who does not look at the page: the sound that repeats while an offer is
 * open, the title with its number, a notification without content. It follows the state and changes
 * nothing in it.
 */
import { effect } from '@preact/signals';
import type { I18n } from '@samtale/core/i18n';
import type { Desk } from './desk.ts';
import type { Sound } from './sound.ts';
import { title } from './words.ts';

/** An offer rings until it is answered or gone. */
function follow(desk: Desk, sound: Sound): void {
	const offer = desk.state.value.offer;
	if (offer !== null && offer.answered === '') {
		sound.ring();
	} else {
		sound.stop();
	}
}

/** Shows that there is an offer, never what it says. The answer takes it away again. */
function notify(text: string): () => void {
	if (typeof Notification === 'undefined' || Notification.permission !== 'granted') {
		return () => undefined;
	}
	try {
		const note = new Notification(text, { tag: 'samtale-offer', requireInteraction: true });
		note.onclick = () => window.focus();
		return () => note.close();
	} catch {
		return () => undefined;
	}
}

/** To be called within a tap; asks once, and never again after a no. */
export function askToNotify(): void {
	if (typeof Notification !== 'undefined' && Notification.permission === 'default') {
		void Notification.requestPermission();
	}
}

/** Starts following the desk, for the life of the page. */
export function startAlerts(desk: Desk, sound: Sound, i18n: I18n): void {
	let shown = 0;
	let withdraw: () => void = () => undefined;
	effect(() => follow(desk, sound));
	effect(() => {
		const text = title(i18n, desk.state.value, desk.now.value);
		if (document.title !== text) {
			document.title = text;
		}
	});
	effect(() => {
		const number = desk.state.value.offer?.offer ?? 0;
		if (number !== shown) {
			withdraw();
			shown = number;
			const unseen = document.hidden || !document.hasFocus();
			withdraw =
				number !== 0 && unseen
					? notify(i18n.t('staff.offer.notification'))
					: () => undefined;
		}
	});
}

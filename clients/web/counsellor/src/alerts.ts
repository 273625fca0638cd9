/**
 * What reaches a counsellor who does not look at the page: the sound that repeats while an offer is
 * open or nobody has answered a colleague who calls for help, the title and the tab's picture with
 * their number, a notification without content. It
 * follows the state and changes nothing in it. Every step comes from a frame of the socket, which a
 * tab in the background gets at once, and never from a timer, which it does not. All of it ends with
 * the state that it follows: in a tab whose shift another one has taken, too.
 */
import { computed, effect } from '@preact/signals';
import type { I18n } from '@samtale/core/i18n';
import { showBadge } from './badge.ts';
import type { Desk } from './desk.ts';
import type { Sound } from '@samtale/staff/sound';
import { title, waiting } from './words.ts';

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

/** After a reload in a shift the next tap or key unlocks sound, whatever it is for. */
function unlockSoon(desk: Desk): void {
	const events = ['click', 'keydown'] as const;
	const unlock = (): void => {
		desk.sounds.unlock();
		events.forEach((event) => document.removeEventListener(event, unlock));
	};
	events.forEach((event) => document.addEventListener(event, unlock));
}

/**
 * Browsers may freeze a tab in the background, and with it its socket. One that holds a lock is not
 * frozen: the lock says that this page is at work for somebody.
 */
function stayAwake(): () => void {
	let release: () => void = () => undefined;
	const held = new Promise<void>((resolve) => (release = resolve));
	navigator.locks?.request('samtale-shift', { mode: 'shared' }, () => held).catch(() => undefined);
	return release;
}

/** Starts following the desk, for the life of the page. */
export function startAlerts(desk: Desk, sound: Sound, i18n: I18n): void {
	/** Number of the offer that nobody has answered; 0: none. */
	const ringing = computed(() => {
		const { offer } = desk.state.value;
		return offer?.answered === '' ? offer.offer : 0;
	});
	const calls = computed(() => desk.state.value.screen === 'desk' && desk.help.rings.value);
	const text = computed(() => title(i18n, desk.state.value, desk.now.value));
	const count = computed(() => waiting(desk.state.value));
	const onShift = computed(() => desk.state.value.presence !== 'off');
	unlockSoon(desk);
	effect(() => (ringing.value === 0 ? sound.stop('offer') : sound.ring('offer')));
	effect(() => (calls.value ? sound.ring('help') : sound.stop('help')));
	effect(() => void (document.title = text.value));
	effect(() => showBadge(count.value));
	effect(() => {
		const unseen = document.hidden || !document.hasFocus();
		return ringing.value !== 0 && unseen ? notify(i18n.t('staff.offer.notification')) : undefined;
	});
	effect(() => (onShift.value ? stayAwake() : undefined));
}

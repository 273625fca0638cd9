/**
 * A word when it is one's turn, for who looks elsewhere meanwhile: a sound, and a notification that says no more than the
 * tab's title. Each only where this browser can, and only after the tap that asks for it: iPhones have no notifications
 * outside the home screen, and phones with Android none without a service worker, which this page must not have.
 */

export type Way = 'sound' | 'note';

let audio: AudioContext | null = null;
let isNoted = false;

/** A browser that has the name may still refuse to make one; without leave it shows nothing. */
function canNote(): boolean {
	try {
		if (!('Notification' in window) || Notification.permission === 'denied') {
			return false;
		}
		return Notification.permission === 'granted' || Boolean(new Notification(''));
	} catch {
		return false;
	}
}

/** What this browser can do. */
export function ways(): Way[] {
	const list: Way[] = [];
	if ('AudioContext' in window) {
		list.push('sound');
	}
	if (canNote()) {
		list.push('note');
	}
	return list;
}

export function isOn(way: Way): boolean {
	return way === 'sound' ? audio !== null : isNoted;
}

/** To be called within a tap. False: the browser, or who owns it, says no. */
export async function turnOn(way: Way): Promise<boolean> {
	if (way === 'note') {
		isNoted = (await Notification.requestPermission()) === 'granted';
		return isNoted;
	}
	try {
		audio ??= new AudioContext();
		await audio.resume();
		ring();
	} catch {
		audio = null;
	}
	return audio !== null;
}

/** Two short tones that swell and fade. */
function ring(): void {
	[523, 659].forEach((hertz, i) => {
		if (audio) {
			const at = audio.currentTime + i * 0.3;
			const loud = audio.createGain();
			const tone = audio.createOscillator();
			loud.gain.setValueAtTime(0.0001, at);
			loud.gain.exponentialRampToValueAtTime(0.2, at + 0.03);
			loud.gain.exponentialRampToValueAtTime(0.0001, at + 0.28);
			tone.frequency.value = hertz;
			tone.connect(loud).connect(audio.destination);
			tone.start(at);
			tone.stop(at + 0.3);
		}
	});
}

/** It is one's turn; `title` is the tab's. */
export function tellTurn(title: string): void {
	ring();
	if (isNoted && document.visibilityState === 'hidden') {
		const note = new Notification(title);
		note.onclick = () => {
			window.focus();
			note.close();
		};
	}
}

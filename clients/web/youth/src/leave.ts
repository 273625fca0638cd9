/**
 * Leave quickly: blank first, then forget, then tell the daemon, then go. It waits for nobody. A
 * page that the browser brings back from its memory stays blank and goes again. Shift three times
 * does the same on keyboards. In a frame on an agency's site the loader around it (clients/web/embed)
 * is told by its port, and replaces the host page.
 */
import { tabStore } from '@samtale/core/store';

/** Where the tab keeps the leave ticket, 64 hexadecimal digits. */
export const LEAVE = 'leave';

/** Milliseconds within which Shift must come three times. */
const SHIFT_TIME = 1500;
const SHIFTS = 3;

export interface Leaving {
	/** Where to go. */
	exit: string;
	/** The leave ticket as 64 hexadecimal digits, or null without a visit. */
	ticket: string | null;
	/** Said to screen readers on the blank page. */
	status: string;
	/** Closes the socket. */
	close(): void;
}

let left: string | null = null;
let loader: MessagePort | undefined;

/**
 * Takes the port of the loader around this page, when that is on one of these sites, and answers. Only a
 * parent can reach us: our opener policy leaves no other window a handle.
 */
export function watchLoader(sites: readonly string[] = []): void {
	window.onmessage = ({ origin, ports: [port] }) => {
		if (port && !loader && sites.includes(origin)) {
			/* Whatever leads away opens beside the talk. */
			document.head.appendChild(document.createElement('base')).target = '_blank';
			loader = port;
			loader.postMessage(1);
		}
	};
}

/** Tells the loader where to lead the host page, an empty address: nowhere, but out of sight. Whether there is one. */
export function tellLoader(address: string): boolean {
	loader?.postMessage(address);
	return !!loader;
}

function blank(status: string): void {
	const said = document.createElement('p');
	said.className = 'ds-sr-only';
	said.setAttribute('role', 'status');
	said.textContent = status;
	document.body.className = 'left';
	document.body.replaceChildren(said);
}

/** Does all of it. Never throws: whatever fails, the page is blank and gone. */
export function leaveQuickly({ exit, ticket, status, close }: Leaving): void {
	if (left !== null) {
		return;
	}
	left = exit;
	blank(status);
	for (const step of [
		() => tabStore().clear(),
		() => ticket !== null && navigator.sendBeacon('/api/v1/leave', ticket),
		close,
	]) {
		try {
			step();
		} catch {
			continue;
		}
	}
	if (!tellLoader(exit)) {
		location.replace(exit);
	}
}

/** Whether the page has been left; nothing may be drawn any more. */
export function hasLeft(): boolean {
	return left !== null;
}

/**
 * Listens for Shift three times, for Escape, which hides a frame, and for a page that comes back from
 * the browser's memory.
 */
export function watchLeaving(leave: () => void): void {
	let times: number[] = [];
	window.addEventListener('keydown', (event) => {
		if (event.key === 'Escape') {
			tellLoader('');
		}
		if (event.key !== 'Shift') {
			times = [];
		} else if (!event.repeat) {
			times = [...times, event.timeStamp].filter((at) => event.timeStamp - at < SHIFT_TIME);
			if (times.length >= SHIFTS) {
				leave();
			}
		}
	});
	window.addEventListener('pageshow', (event) => {
		if (event.persisted && left !== null) {
			location.replace(left);
		}
	});
}

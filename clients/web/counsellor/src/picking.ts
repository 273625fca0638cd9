/**
 * What a field does while somebody types "/" in it: which replies fit, which one is pointed at, and
 * the keys that are the list's as long as it is open. The list closes with Esc and opens again for
 * another word.
 */
import { useState } from 'preact/hooks';
import { useDesk } from './context.ts';
import { insertInto } from './insert.ts';
import { languageOf, matching, slashAt, type Reply, type Slash } from './replies.ts';
import type { Room } from './rooms.ts';
import type { Picking } from './views/picker.tsx';

export interface Picker {
	/** Null: nothing is shown. */
	open: Picking | null;
	/** To be called when the text or the caret has changed. */
	look(): void;
	/** True: the key was the list's. */
	key(event: KeyboardEvent): boolean;
	choose(reply: Reply): void;
}

export function usePicking(room: Room, field: { current: HTMLTextAreaElement | null }): Picker {
	const { i18n, acts } = useDesk();
	const [at, setAt] = useState<Slash | null>(null);
	const [closedAt, close] = useState(-1);
	const [pointed, point] = useState(0);
	const all = acts.replies.list.value;
	const isOpen = at !== null && at.from !== closedAt;
	const language = languageOf(all, [...room.languages, i18n.language, 'nb']);
	const fits = isOpen ? matching(all, language, at.query) : [];
	const chosen = Math.min(pointed, Math.max(0, fits.length - 1));
	const look = (): void => {
		const box = field.current;
		const found =
			box === null || box.selectionStart !== box.selectionEnd ? null : slashAt(box.value, box.selectionStart);
		if (found !== null && at === null) {
			acts.replies.refresh();
		}
		if (found === null) {
			close(-1);
		}
		if (found?.query !== at?.query || found?.from !== at?.from) {
			setAt(found);
			point(0);
		}
	};
	const choose = (reply: Reply): void => {
		const box = field.current;
		if (box !== null && at !== null) {
			insertInto(box, reply.text, at.from, at.from + at.query.length + 1);
			setAt(null);
		}
	};
	const rows: Record<string, () => void> = {
		ArrowDown: () => point((chosen + 1) % Math.max(1, fits.length)),
		ArrowUp: () => point((chosen + fits.length - 1) % Math.max(1, fits.length)),
		Enter: () => (fits[chosen] ? choose(fits[chosen]) : close(at?.from ?? -1)),
		Escape: () => close(at?.from ?? -1),
	};
	const key = (event: KeyboardEvent): boolean => {
		const row = rows[event.key];
		const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.isComposing;
		if (!isOpen || row === undefined || !isPlain) {
			return false;
		}
		event.preventDefault();
		row();
		return true;
	};
	return { open: isOpen ? { fits, chosen, language } : null, look, key, choose };
}

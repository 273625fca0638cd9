/**
 * Which key does what: the usual keys, what this person has changed, and what no key may be. A key
 * is written as it is read aloud, "Alt+Shift+ArrowDown"; Ctrl stands for Cmd, too. Ctrl with Alt is
 * AltGr on Nordic keyboards and Alt with a letter or digit writes letters on some, so that neither
 * can be chosen. A page has some of the commands, and the keys of one hold on all. Pure; the browser's part is keys.ts.
 */

/** What a key press is read from. */
export type Press = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/** The usual keys; empty: none. In the order of the help sheet. */
export const USUAL = {
	palette: 'Ctrl+K',
	offer: 'F2',
	room_before: 'Alt+ArrowUp',
	room_next: 'Alt+ArrowDown',
	unread: 'Alt+Shift+ArrowDown',
	pane_next: 'F6',
	pane_before: 'Shift+F6',
	notes: 'F8',
	services: 'F9',
	about: '',
	pause: '',
	available: '',
	mute: '',
	hand: '',
	end: '',
	keys: '?',
} as const;

export type Command = keyof typeof USUAL;
export type Keymap = Readonly<Record<Command, string>>;

export const COMMANDS = Object.keys(USUAL) as Command[];

/** Keys that the browser or a text field needs. */
const TAKEN = [
	'Enter', 'Shift+Enter', 'Ctrl+Enter', 'Escape', 'Tab', 'Shift+Tab', 'Backspace', 'Delete', ' ',
	'Ctrl+A', 'Ctrl+C', 'Ctrl+F', 'Ctrl+L', 'Ctrl+N', 'Ctrl+P', 'Ctrl+R', 'Ctrl+S', 'Ctrl+T', 'Ctrl+V', 'Ctrl+W',
	'Ctrl+X', 'Ctrl+Y', 'Ctrl+Z', 'F5', 'F11', 'F12', 'Alt+ArrowLeft', 'Alt+ArrowRight',
];
const MODIFIERS = ['Alt', 'AltGraph', 'Control', 'Meta', 'Shift'];

/** The key of a press; empty for a modifier alone, and for AltGr whatever it is pressed with. */
export function keyOf({ key, altKey, ctrlKey, metaKey, shiftKey }: Press): string {
	const control = ctrlKey || metaKey;
	if (MODIFIERS.includes(key) || (control && altKey)) {
		return '';
	}
	const isSign = key.length === 1;
	/* Shift is in the sign already, where no other modifier makes a chord of it. */
	const words = [
		...(control ? ['Ctrl'] : []),
		...(altKey ? ['Alt'] : []),
		...(shiftKey && (!isSign || control || altKey) ? ['Shift'] : []),
		isSign && (control || altKey) ? key.toUpperCase() : key,
	];
	return words.join('+');
}

/** Whether a text field would write it. */
export const isSign = (key: string): boolean => key.length === 1;

/** Why a key cannot be chosen for a command; `by` with the command that has it. */
export type Refusal = { why: 'taken' | 'letter' } | { why: 'used'; by: Command };

export function refusalOf(keymap: Keymap, command: Command, key: string): Refusal | null {
	if (key === '') {
		return null;
	}
	if (TAKEN.includes(key) || /^(Shift\+)?Arrow|^(Shift\+)?(Home|End|Page)/.test(key)) {
		return { why: 'taken' };
	}
	if (/^Alt\+(Shift\+)?.$/u.test(key) || /^[\p{L}\d/]$/u.test(key)) {
		return { why: 'letter' };
	}
	const by = COMMANDS.find((other) => other !== command && keymap[other] === key);
	return by === undefined ? null : { why: 'used', by };
}

export function commandOf(keymap: Keymap, key: string): Command | undefined {
	return key === '' ? undefined : COMMANDS.find((command) => keymap[command] === key);
}

/** What was kept, over the usual keys. As usual again where it does not hang together any more. */
export function readKeymap(text: string | null): Keymap {
	try {
		const kept = JSON.parse(text ?? '{}') as Record<string, unknown>;
		const keys = COMMANDS.map((command) => [command, kept[command] ?? USUAL[command]] as const);
		const keymap = Object.fromEntries(keys) as Keymap;
		const fits = keys.every(
			([command, key]) => typeof key === 'string' && refusalOf(keymap, command, key) === null,
		);
		return fits ? keymap : USUAL;
	} catch {
		return USUAL;
	}
}

/** Only what differs from the usual is kept. */
export function writeKeymap(keymap: Keymap): string {
	const changed = COMMANDS.filter((command) => keymap[command] !== USUAL[command]);
	return JSON.stringify(Object.fromEntries(changed.map((command) => [command, keymap[command]])));
}

const SIGNS: Readonly<Record<string, string>> = {
	ArrowUp: '↑',
	ArrowDown: '↓',
};

/** As it stands on a keyboard, to be shown. */
export function keyWords(key: string): string {
	return key
		.split('+')
		.map((word) => SIGNS[word] ?? word)
		.join(' ');
}

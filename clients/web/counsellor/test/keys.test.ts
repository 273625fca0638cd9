/** Which key does what: reading presses, changing keys, and what no key may be. */
import { describe, expect, test } from 'vitest';
import { ACTIONS } from '../src/actions.ts';
import { KeyDesk } from '@samtale/staff/key-desk';
import { COMMANDS, commandOf, keyOf, readKeymap, refusalOf, USUAL, writeKeymap, type Press } from '@samtale/staff/keymap';
import nb from '../../../../config/texts/nb.json';
import { memoryKeys } from './a-desk.ts';

const press = (key: string, ...modifiers: string[]): Press => ({
	key,
	altKey: modifiers.includes('alt'),
	ctrlKey: modifiers.includes('ctrl'),
	metaKey: modifiers.includes('meta'),
	shiftKey: modifiers.includes('shift'),
});

describe('a press', () => {
	test.each([
		[press('k', 'ctrl'), 'palette'],
		[press('k', 'meta'), 'palette'],
		[press('K', 'ctrl', 'shift'), undefined],
		[press('F2'), 'offer'],
		[press('ArrowUp', 'alt'), 'room_before'],
		[press('ArrowDown', 'alt'), 'room_next'],
		[press('ArrowDown', 'alt', 'shift'), 'unread'],
		[press('F6'), 'pane_next'],
		[press('F6', 'shift'), 'pane_before'],
		[press('?', 'shift'), 'keys'],
		[press('ArrowDown'), undefined],
		[press('k', 'ctrl', 'alt'), undefined],
		[press('Alt', 'alt'), undefined],
	])('%j is %s', (pressed, command) => {
		expect(commandOf(USUAL, keyOf(pressed))).toBe(command);
	});
});

describe('a key', () => {
	test.each([
		['Enter', 'taken'],
		['Ctrl+W', 'taken'],
		['ArrowDown', 'taken'],
		['Alt+N', 'letter'],
		['Alt+7', 'letter'],
		['Alt+Shift+N', 'letter'],
		['n', 'letter'],
		['å', 'letter'],
		['/', 'letter'],
	])('%s cannot be chosen: %s', (key, why) => {
		expect(refusalOf(USUAL, 'mute', key)).toEqual({ why });
	});

	test('that another command has is told with it', () => {
		expect(refusalOf(USUAL, 'mute', 'F6')).toEqual({ why: 'used', by: 'pane_next' });
		expect(refusalOf(USUAL, 'pane_next', 'F6')).toBeNull();
		expect(refusalOf(USUAL, 'mute', 'F7')).toBeNull();
	});
});

describe('what is kept', () => {
	test('is only what differs, and comes back', () => {
		const store = memoryKeys();
		const keys = new KeyDesk(() => store);
		expect(keys.set('mute', 'F7')).toBeNull();
		expect(keys.set('notes', '')).toBeNull();
		expect(keys.set('hand', 'F7')).toEqual({ why: 'used', by: 'mute' });
		expect(JSON.parse(store.getItem('samtale.keys') ?? '')).toEqual({ notes: '', mute: 'F7' });
		expect(new KeyDesk(() => store).map.value).toEqual({ ...USUAL, notes: '', mute: 'F7' });
		keys.reset();
		expect(new KeyDesk(() => store).map.value).toEqual(USUAL);
	});

	test('may be two keys that changed places', () => {
		const swapped = { ...USUAL, notes: 'F9', services: 'F8' } as const;
		expect(readKeymap(writeKeymap(swapped))).toEqual(swapped);
	});

	test.each([['no JSON'], ['{"mute":"F6"}'], ['{"mute":7}'], ['{"mute":"Alt+N"}']])('%s is as usual', (text) => {
		expect(readKeymap(text)).toEqual(USUAL);
	});

	test('is nothing where the browser forbids it, and keys can be changed all the same', () => {
		const keys = new KeyDesk(() => {
			throw new Error('forbidden');
		});
		expect(keys.set('mute', 'F7')).toBeNull();
		expect(keys.map.value.mute).toBe('F7');
	});
});

test('each command is an action, and each action has a name', () => {
	const ids = ACTIONS.map(({ id }) => id);
	expect(COMMANDS.filter((command) => !ids.includes(command))).toEqual([]);
	expect(ids.filter((id) => !(`staff.keys.do.${id}` in nb))).toEqual([]);
});

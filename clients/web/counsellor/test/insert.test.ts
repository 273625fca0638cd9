/** What is put into a field, played here: where it stands, and that it goes into no other room's. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { insertAtCaret, insertWhenThere } from '../src/insert.ts';

class Field {
	value = '';
	selectionStart = 0;
	selectionEnd = 0;
	heard = 0;
	focus = (): void => undefined;
	dispatchEvent = (): number => ++this.heard;
	setRangeText(text: string, from: number, to: number): void {
		this.value = this.value.slice(0, from) + text + this.value.slice(to);
	}
}

let shown: Field;

beforeEach(() => {
	shown = new Field();
	vi.stubGlobal('HTMLTextAreaElement', Field);
	vi.stubGlobal('InputEvent', class {});
	vi.stubGlobal('document', { getElementById: (id: string) => (id === 'write-1' ? shown : null) });
});
afterEach(() => void vi.unstubAllGlobals());

test('what is to stand on a line of its own does', () => {
	[shown.value, shown.selectionStart, shown.selectionEnd] = ['ab', 1, 1];
	insertAtCaret('write-1', 'x', true);
	expect([shown.value, shown.heard]).toEqual(['a\nx\nb', 1]);
	insertAtCaret('write-2', 'x', true);
});

test('what had to be fetched goes into the field that it was fetched for', async () => {
	await insertWhenThere('write-1', Promise.resolve('x'), true);
	expect(shown.value).toBe('x');
});

test('what comes when another room has the number goes into no field', async () => {
	const [before, after] = [shown, new Field()];
	const putting = insertWhenThere('write-1', Promise.resolve('x'), true);
	shown = after;
	await putting;
	expect([before.value, after.value]).toEqual(['', '']);
});

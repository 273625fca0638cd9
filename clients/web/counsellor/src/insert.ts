/** Puts text into a field as if it had been typed there: what listens to the field hears of it. */
export function insertInto(field: HTMLTextAreaElement, text: string, from: number, to: number): void {
	field.focus();
	field.setRangeText(text, from, to, 'end');
	field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }));
}

/** At the caret of the field with that id, on a line of its own where `own` says so. */
export function insertAtCaret(id: string, text: string, own: boolean): void {
	const field = document.getElementById(id);
	if (!(field instanceof HTMLTextAreaElement)) {
		return;
	}
	const { value, selectionStart: from, selectionEnd: to } = field;
	const before = own && from > 0 && value[from - 1] !== '\n' ? '\n' : '';
	const after = own && to < value.length && value[to] !== '\n' ? '\n' : '';
	insertInto(field, before + text + after, from, to);
}

/**
 * The same with a text that has to be fetched. Nothing is put anywhere when the field is another one
 * by then: the number that its id is made of may be another room's.
 */
export async function insertWhenThere(
	id: string,
	text: Promise<string>,
	own: boolean,
): Promise<void> {
	const field = document.getElementById(id);
	const words = await text;
	if (field === document.getElementById(id)) {
		insertAtCaret(id, words, own);
	}
}

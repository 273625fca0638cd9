/** The windows over the desk, of which one at a time is open. */
import { signal } from '@preact/signals';

export type Sheet = '' | 'palette' | 'keys' | 'replies';

export class SheetDesk {
	readonly open = signal<Sheet>('');

	readonly show = (sheet: Sheet): void => void (this.open.value = sheet);
	readonly close = (): void => this.show('');
}

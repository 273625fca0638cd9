/**
 * The pane beside the rooms: which of its pages is shown, and whether it was asked for where there
 * is no place for it beside the rooms. What a page holds is its own view's.
 */
import { signal } from '@preact/signals';

export type PanePage = 'about' | 'notes' | 'services';

export class PaneDesk {
	/** `opened`: how often it was asked for since it was let go; 0: it was not. */
	readonly state = signal<{ page: PanePage; opened: number }>({ page: 'about', opened: 0 });
	private wantsFocus = false;

	/** Brings a page into view; its view takes the focus. */
	readonly open = (page: PanePage): void => {
		this.wantsFocus = true;
		this.state.value = { page, opened: this.state.value.opened + 1 };
	};

	/** Whether the page was asked for and has not taken the focus yet: once, so that the pane of another room takes none. */
	readonly takesFocus = (): boolean => {
		const { wantsFocus } = this;
		this.wantsFocus = false;
		return wantsFocus;
	};

	/** Another page, for somebody who is at the pane already. */
	readonly turn = (page: PanePage): void => {
		this.state.value = { ...this.state.value, page };
	};

	/** Where there is no place for the pane it goes away; elsewhere it stays as it is. */
	readonly close = (): void => {
		this.state.value = { ...this.state.value, opened: 0 };
	};
}

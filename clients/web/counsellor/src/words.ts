/** What the tab tells those who look at another one. Pure; every word comes from the dictionary. */
import type { I18n } from '@samtale/core/i18n';
import { isLost, unreadCount } from './state.ts';
import type { State } from './state.ts';

/** How much waits for the counsellor: unread messages, and an offer. */
export function waiting(state: State): number {
	return unreadCount(state) + (state.offer === null ? 0 : 1);
}

/**
 * What the tab is called: a loss first, then an offer, then unread messages; the number counts what
 * waits here.
 */
export function title(i18n: I18n, state: State, now: number): string {
	if (isLost(state, now) && state.rooms.length > 0) {
		return i18n.t('staff.title_lost');
	}
	const n = waiting(state);
	if (n > 0) {
		return i18n.t(state.offer === null ? 'staff.title_unread' : 'staff.title_offer', { n });
	}
	const own: Partial<Record<State['screen'], string>> = {
		login: 'staff.title_login',
		start: 'staff.title_off',
	};
	return i18n.t(own[state.screen] ?? 'staff.title');
}

/** What the tab is called: a lost line first, then how many alarms ring. */
import type { I18n } from '@samtale/core/i18n';
import type { Live } from './live.ts';

export function title(i18n: I18n, live: Live, ringing: number): string {
	if (live.person.value === null) {
		return i18n.t('live.title_login');
	}
	if (live.lostAt.value !== 0) {
		return i18n.t('live.title_lost');
	}
	return ringing > 0 ? i18n.t('live.title_alarm', { n: ringing }) : i18n.t('live.title');
}

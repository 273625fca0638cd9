/** What the tab is called: a lost line first, then alarms that nobody has taken. */
import type { I18n } from '@samtale/core/i18n';
import { alarmsOf } from './facts.ts';
import type { Live } from './live.ts';

export function title(i18n: I18n, live: Live): string {
	if (live.person.value === null) {
		return i18n.t('live.title_login');
	}
	if (live.lostAt.value !== 0) {
		return i18n.t('live.title_lost');
	}
	const n = alarmsOf(live.scene.rows('a').value).filter(({ takenAt }) => takenAt === 0).length;
	return n > 0 ? i18n.t('live.title_alarm', { n }) : i18n.t('live.title');
}

/** Above every section of an agency that youths cannot reach yet: that it is so, and what can be done meanwhile. */
import { Icon } from '@samtale/staff/views/icons';
import { usePage } from '../context.ts';

export function NotLive() {
	const { i18n, office } = usePage();
	if (office.kept.value?.['live'] !== 'no') {
		return null;
	}
	return (
		<div class="note warn not-live" data-test="not-live">
			<Icon name="warn" />
			<div>
				<b>{i18n.t('owner.not_live.head')}</b> {i18n.t('owner.not_live.text')}
			</div>
			<a class="ds-button small push" href="/desk" data-test="not-live-desk">
				{i18n.t('owner.not_live.go')}
			</a>
		</div>
	);
}

/**
 * What came of an offer or a request that is over, told where the offer stood. An offer that was
 * not answered is told loudly and stays, with one button back; the rest goes by itself.
 */
import { useDesk } from '../context.ts';
import type { Notice } from '../state.ts';
import { Icon } from '@samtale/staff/views/icons';

export function NoticeBand({ notice }: { notice: Notice }) {
	const { i18n, acts } = useDesk();
	if (notice.kind === 'missed') {
		return (
			<section class="strip notice is-warn" role="alert" data-test="missed">
				<Icon name="paused" tone="warn" />
				<div>
					<p class="topic">{i18n.t('staff.offer.paused.head')}</p>
					<p>
						{i18n.t('staff.why.missed')} {i18n.t('staff.offer.missed_hint')}
					</p>
				</div>
				<button
					type="button"
					class="ds-button large"
					data-test="back-to-available"
					onClick={() => acts.shift.setPresence('available')}
				>
					{i18n.t('staff.offer.paused.back')}
				</button>
			</section>
		);
	}
	return (
		<section class="strip notice" role="status" data-test="notice" data-why={notice.why}>
			<Icon name={notice.kind === 'revoked' ? 'cross' : 'warn'} tone="muted" />
			<p>
				<b>
					{i18n.t(
						notice.kind === 'revoked'
							? `staff.revoked.${notice.why}`
							: `staff.refused.${notice.why}`,
					)}
				</b>
			</p>
		</section>
	);
}

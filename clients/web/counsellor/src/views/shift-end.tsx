/** The end of the shift, told over the rooms while there are some, with more time to ask for. */
import { useDesk } from '../context.ts';
import type { Period } from '../rooms.ts';
import { clock } from '@samtale/staff/spans';
import { Icon } from '@samtale/staff/views/icons';

export function ShiftEnd({ period }: { period: Period }) {
	const { i18n, acts } = useDesk();
	const text = period.over ? 'staff.period.shift_over' : 'staff.period.shift_soon';
	return (
		<section class="strip notice" role="status" data-test="shift-end">
			<Icon name="warn" tone="muted" />
			<p>
				<b>{i18n.t(text, { time: clock(i18n, period.endsAt) })}</b>
			</p>
			<button
				type="button"
				class="ds-button"
				data-variant="secondary"
				data-test="extend-shift"
				onClick={() => acts.ways.extend('')}
			>
				{i18n.t('staff.period.extend')}
			</button>
		</section>
	);
}

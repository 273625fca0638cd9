/** When an alarm rings for the agency's own municipality: how long a youth may wait, how many may go without an answer. */
import { usePage } from '../context.ts';
import { Field } from './field.tsx';
import { SaveBar } from './save-bar.tsx';

const FIELDS = ['alarm_wait', 'alarm_lost'];

export function Limit() {
	const { i18n } = usePage();
	return (
		<section class="card stack wide" aria-labelledby="head-limit">
			<h2 id="head-limit">{i18n.t('owner.limit.head')}</h2>
			<Field field="alarm_wait" label={i18n.t('owner.limit.label')} hint={i18n.t('owner.limit.hint')} />
			<Field field="alarm_lost" label={i18n.t('owner.limit.lost_label')} hint={i18n.t('owner.limit.lost_hint')} />
			<SaveBar name="limit" fields={FIELDS} />
		</section>
	);
}

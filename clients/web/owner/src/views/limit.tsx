/** How long a youth of the agency's own municipality may wait before an alarm rings. */
import { usePage } from '../context.ts';
import { Field } from './field.tsx';
import { SaveBar } from './save-bar.tsx';

const FIELDS = ['alarm_wait'];

export function Limit() {
	const { i18n } = usePage();
	return (
		<section class="card stack wide" aria-labelledby="head-limit">
			<h2 id="head-limit">{i18n.t('owner.limit.head')}</h2>
			<Field field="alarm_wait" label={i18n.t('owner.limit.label')} hint={i18n.t('owner.limit.hint')} />
			<SaveBar name="limit" fields={FIELDS} />
		</section>
	);
}

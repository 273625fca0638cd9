/** The questions of the anonymous form after a conversation, one a line; the daemon says what is not right. */
import { usePage } from '../context.ts';
import { Field } from './field.tsx';
import { SaveBar } from './save-bar.tsx';

const lines = (form: string): string => form.split(/;\s*/).join('\n');
const form = (text: string): string =>
	text
		.split('\n')
		.map((line) => line.trim())
		.filter(Boolean)
		.join('; ');

export function Form() {
	const { i18n } = usePage();
	return (
		<section class="card stack wide" aria-labelledby="head-form">
			<h1 id="head-form">{i18n.t('owner.form.head')}</h1>
			<p class="small muted">{i18n.t('owner.form.own')}</p>
			<Field
				field="form"
				label={i18n.t('owner.form.label')}
				hint={i18n.t('owner.form.hint')}
				lines={8}
				read={lines}
				write={form}
			/>
			<SaveBar name="form" fields={['form']} />
		</section>
	);
}

/** The form as counsellors get it: each question with its answers, and behind them the one that is in every form. */
import { usePage } from '../context.ts';
import { own, POOL, type Row } from '../form-rows.ts';
import type { Answer } from '@samtale/staff/form-text';

/** The words of a question or an answer on the screens of counsellors. */
export function useLabel(): (kind: 'q' | 'a', one: Answer) => string {
	const { i18n } = usePage();
	return (kind, { word, label }) => {
		if (label !== '' || /^\d/.test(word)) {
			return label || word.replace('-', '–');
		}
		if (word === POOL) {
			return i18n.t('owner.form.pool');
		}
		return kind === 'q' ? i18n.t(`staff.form.q.${word}`) : i18n.t(`staff.form.a.${word}`);
	};
}

const KINDS = ['yes', 'test', 'hoax', 'wrong'];

function Pills({ head, texts }: { head: string; texts: readonly string[] }) {
	return (
		<div>
			<b>{head}</b>
			<ul class="pills">
				{texts.map((text) => (
					<li key={text}>{text}</li>
				))}
			</ul>
		</div>
	);
}

export function FormPreview({ rows }: { rows: readonly Row[] }) {
	const { i18n } = usePage();
	const label = useLabel();
	const texts = (row: Row): string[] => {
		const blank = own(row).filter((answer) => answer.label.trim() === '');
		return row.answers.filter((answer) => !blank.includes(answer)).map((answer) => label('a', answer));
	};
	return (
		<section class="card stack" aria-labelledby="head-preview">
			<h2 id="head-preview">{i18n.t('owner.form.preview')}</h2>
			<div class="phone stack wide" data-test="form-preview">
				{rows
					.filter((row) => !row.fresh || row.label.trim() !== '')
					.map((row, i) => (
						<Pills key={i} head={label('q', row)} texts={texts(row)} />
					))}
				<Pills
					head={i18n.t('staff.form.q.kind')}
					texts={KINDS.map((word) => i18n.t(`staff.form.kind.${word}`))}
				/>
			</div>
		</section>
	);
}

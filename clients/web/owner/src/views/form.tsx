/** The anonymous form after a conversation: the usual one, or one's own in rows, and beside it what counsellors get. */
import { useEffect, useState } from 'preact/hooks';
import { usePage } from '../context.ts';
import { isRight, KNOWN, MOST_QUESTIONS, moved, readRows, USUAL, writeRows, type Row } from '../form-rows.ts';
import { Fault } from './field.tsx';
import { FormPreview, useLabel } from './form-preview.tsx';
import { FormRow } from './form-row.tsx';
import { SaveBar } from './save-bar.tsx';

const OWN: Row = { word: '', label: '', many: false, fresh: true, answers: [] };

interface ListProps {
	rows: readonly Row[];
	put(rows: readonly Row[]): void;
}

/** Questions that are not in the form, and one in own words. */
function More({ rows, put }: ListProps) {
	const { i18n } = usePage();
	const label = useLabel();
	const left = KNOWN.filter(({ word }) => !rows.some((row) => row.word === word));
	return (
		<div class="row" role="group" aria-label={i18n.t('owner.form.add')}>
			{rows.length < MOST_QUESTIONS &&
				[...left, OWN].map((row) => (
					<button
						key={row.word}
						type="button"
						class="ds-button small"
						data-variant="secondary"
						data-test={`add-${row.word || 'own'}`}
						onClick={() => put([...rows, row])}
					>
						+ {row.fresh ? i18n.t('owner.form.own_question') : label('q', row)}
					</button>
				))}
		</div>
	);
}

function Questions({ rows, put }: ListProps) {
	return (
		<>
			{rows.map((row, i) => (
				<FormRow
					key={row.word || `new-${i}`}
					row={row}
					put={(now) => put(rows.map((old, j) => (j === i ? now : old)))}
					remove={() => {
						document.querySelector<HTMLElement>('[data-test="own-form"]')?.focus();
						put(rows.filter((_, j) => j !== i));
					}}
					up={i > 0 ? () => put(moved(rows, i, i - 1)) : null}
					down={i < rows.length - 1 ? () => put(moved(rows, i, i + 1)) : null}
				/>
			))}
		</>
	);
}

export function Form() {
	const { i18n, office } = usePage();
	const value = office.value('form');
	const kept = office.kept.value?.['form'] ?? '';
	const [made, setMade] = useState(() => readRows(value));
	/* What is kept now has words of its own from now on. */
	useEffect(() => setMade(readRows(kept)), [kept]);
	const rows = writeRows(made) === value ? made : readRows(value);
	const put = (now: readonly Row[]): void => {
		setMade([...now]);
		office.write('form', writeRows(now));
	};
	const isOwn = rows.length > 0;
	return (
		<>
			<section class="card stack wide" aria-labelledby="head-form">
				<h1 id="head-form">{i18n.t('owner.form.head')}</h1>
				<p class="small muted">{i18n.t('owner.form.hint')}</p>
				<label class="tick">
					<input
						class="ds-input"
						type="checkbox"
						checked={isOwn}
						data-test="own-form"
						onChange={() => put(isOwn ? [] : readRows(USUAL))}
					/>
					{i18n.t('owner.form.own')}
				</label>
				{isOwn && (
					<>
						<Questions rows={rows} put={put} />
						<More rows={rows} put={put} />
					</>
				)}
				<Fault field="form" />
				<SaveBar name="form" fields={['form']} ready={rows.every(isRight)} />
			</section>
			<div class="stack wide">
				<FormPreview rows={isOwn ? rows : KNOWN} />
			</div>
		</>
	);
}

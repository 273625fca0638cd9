/** One question of the form: its place, whether several answers may be ticked, answers that everybody knows as ticks, own ones as texts. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '@samtale/staff/views/icons';
import { usePage } from '../context.ts';
import { hasAnswer, isBegun, labelFault, MOST_ANSWERS, offered, own, toggled, withOwn, type Row } from '../form-rows.ts';
import { useLabel } from './form-preview.tsx';

interface OwnTextProps {
	label: string;
	text: string;
	/** It was just begun: it takes the focus, and is not wrong yet. */
	begun: boolean;
	test: string;
	put(text: string): void;
}

/** A text in the agency's own words. */
function OwnText({ label, text, begun, test, put }: OwnTextProps) {
	const { i18n } = usePage();
	const box = useRef<HTMLInputElement>(null);
	const fault = begun && text === '' ? null : labelFault(text);
	/* Before the next key. */
	useLayoutEffect(() => {
		if (begun && text === '') {
			box.current?.focus();
		}
	}, []);
	return (
		<div class="grow">
			<input
				class="ds-input"
				ref={box}
				value={text}
				maxLength={60}
				aria-label={label}
				aria-invalid={fault !== null}
				data-test={test}
				onInput={(event) => put(event.currentTarget.value)}
			/>
			<div aria-live="polite">
				{fault !== null && (
					<p class="error small">
						<Icon name="warn" /> {i18n.t(`owner.form.fault.${fault}`)}
					</p>
				)}
			</div>
		</div>
	);
}

interface PartProps {
	row: Row;
	/** The question in words. */
	what: string;
	put(row: Row): void;
}

function Ticks({ row, put }: PartProps) {
	const label = useLabel();
	return (
		<div class="columns">
			{offered(row).map((word) => (
				<label key={word} class="tick">
					<input
						class="ds-input"
						type="checkbox"
						checked={row.answers.some((answer) => answer.word === word)}
						data-test={`answer-${row.word}-${word}`}
						onChange={() => put(toggled(row, word))}
					/>
					{label('a', { word, label: '' })}
				</label>
			))}
		</div>
	);
}

function OwnAnswers({ row, what, put }: PartProps) {
	const { i18n } = usePage();
	const answers = own(row);
	const add = (): void => put(withOwn(row, [...answers, { word: '', label: '', fresh: true }]));
	return (
		<div class="stack tight">
			{answers.map((answer, i) => (
				<div key={i} class="row nowrap top">
					<OwnText
						label={i18n.t('owner.form.answer_of', { n: i + 1, what })}
						text={answer.label}
						begun={answer.fresh ?? false}
						test={`own-${i + 1}`}
						put={(text) =>
							put(withOwn(row, answers.map((one, j) => (j === i ? { ...one, label: text, fresh: one.fresh || text === '' } : one))))
						}
					/>
					<button
						type="button"
						class="ds-button small"
						data-variant="tertiary"
						aria-label={i18n.t('owner.form.remove_answer', { n: i + 1, what })}
						onClick={(event) => {
							event.currentTarget.closest('fieldset')?.querySelector<HTMLElement>('[data-test="add-answer"]')?.focus();
							put(withOwn(row, answers.filter((_, j) => j !== i)));
						}}
					>
						×
					</button>
				</div>
			))}
			<div>
				<button
					type="button"
					class="ds-button small"
					data-variant="secondary"
					aria-label={i18n.t('owner.people.of', { what: i18n.t('owner.form.add_answer'), name: what })}
					aria-disabled={row.answers.length >= MOST_ANSWERS}
					data-test="add-answer"
					onClick={() => row.answers.length < MOST_ANSWERS && add()}
				>
					{i18n.t('owner.form.add_answer')}
				</button>
			</div>
		</div>
	);
}

interface FormRowProps {
	row: Row;
	put(row: Row): void;
	remove(): void;
	/** Moves it one up or down; null: it is the first or the last. */
	up: (() => void) | null;
	down: (() => void) | null;
}

function Mover({ act, text, test }: { act: (() => void) | null; text: string; test: string }) {
	return (
		<button
			type="button"
			class="ds-button small"
			data-variant="tertiary"
			aria-label={text}
			aria-disabled={act === null}
			data-test={test}
			onClick={(event) => {
				const button = event.currentTarget;
				act?.();
				/* The row is somewhere else then; whoever moves it goes with it. */
				setTimeout(() => button.focus());
			}}
		>
			{test === 'up' ? '↑' : '↓'}
		</button>
	);
}

export function FormRow({ row, put, remove, up, down }: FormRowProps) {
	const { i18n } = usePage();
	const label = useLabel();
	const isOwn = row.fresh === true || row.label !== '';
	const what = isOwn && row.label.trim() === '' ? i18n.t('owner.form.own_question') : label('q', row);
	return (
		<fieldset class="stack question" data-test={`question-${row.word === '' ? 'new' : row.word}`}>
			<legend>{what}</legend>
			<div class="row">
				{isOwn && (
					<OwnText
						label={i18n.t('owner.form.question')}
						text={row.label}
						begun={isBegun(row)}
						test="question-text"
						put={(text) => put({ ...row, label: text, fresh: row.fresh || text === '' })}
					/>
				)}
				<label class="tick">
					<input
						class="ds-input"
						type="checkbox"
						checked={row.many}
						data-test="many"
						onChange={() => put({ ...row, many: !row.many })}
					/>
					{i18n.t('owner.form.many')}
				</label>
				<span class="row nowrap tight push">
					<Mover act={up} test="up" text={i18n.t('owner.form.up', { what })} />
					<Mover act={down} test="down" text={i18n.t('owner.form.down', { what })} />
					<button
						type="button"
						class="ds-button small"
						data-variant="tertiary"
						aria-label={i18n.t('owner.people.of', { what: i18n.t('owner.dates.remove'), name: what })}
						data-test="remove"
						onClick={remove}
					>
						{i18n.t('owner.dates.remove')}
					</button>
				</span>
			</div>
			<Ticks row={row} what={what} put={put} />
			<OwnAnswers row={row} what={what} put={put} />
			{!hasAnswer(row) && (
				<p class="error small" tabIndex={-1} data-wrong data-test="no-answer">
					<Icon name="warn" /> {i18n.t('owner.form.fault.answers')}
				</p>
			)}
		</fieldset>
	);
}

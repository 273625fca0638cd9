/** Dates that differ, a row each, and what holds on public holidays. */
import { useEffect, useState } from 'preact/hooks';
import { usePage } from '../context.ts';
import { dateFault, readDates, writeDates, type DateRow } from '../dates.ts';
import { dateWords, timeText } from '../moments.ts';
import { faultOf, readTime, type Span } from '../week.ts';
import { Fault, Field, Was } from './field.tsx';
import { SaveBar } from './save-bar.tsx';

const FIELDS = ['exceptions', 'holidays'];
const EMPTY: DateRow = { date: '', shut: true, from: '', until: '' };

interface RowProps {
	n: number;
	row: DateRow;
	change(row: DateRow): void;
	remove(): void;
}

function Row({ n, row, change, remove }: RowProps) {
	const { i18n } = usePage();
	const fault = dateFault(row);
	const box = (part: 'from' | 'until') => (
		<input
			class="ds-input clock"
			value={timeText(i18n, row[part])}
			aria-label={i18n.t(`owner.dates.${part}_of`, { n })}
			aria-invalid={fault !== null && fault !== 'date'}
			data-test={`${part}-row-${n}`}
			onInput={(event) => change({ ...row, [part]: event.currentTarget.value })}
		/>
	);
	return (
		<li class="stack tight">
			<div class="row">
				<input
					class="ds-input date"
					type="date"
					value={row.date}
					aria-label={i18n.t('owner.dates.date_of', { n })}
					aria-invalid={fault === 'date'}
					data-test={`date-row-${n}`}
					onInput={(event) => change({ ...row, date: event.currentTarget.value })}
				/>
				<span class="small muted day">{dateWords(i18n, row.date)}</span>
				<label class="tick">
					<input
						class="ds-input"
						type="checkbox"
						checked={row.shut}
						aria-label={i18n.t('owner.dates.shut_of', { n })}
						data-test={`shut-row-${n}`}
						onChange={() => change({ ...row, shut: !row.shut })}
					/>
					{i18n.t('owner.dates.shut')}
				</label>
				{!row.shut && (
					<span class="row nowrap">
						{box('from')} – {box('until')}
					</span>
				)}
				<button
					type="button"
					class="ds-button small push"
					data-variant="tertiary"
					aria-label={i18n.t('owner.dates.remove_of', { n })}
					onClick={remove}
				>
					{i18n.t('owner.dates.remove')}
				</button>
			</div>
			{fault !== null && <p class="error small">{i18n.t(`owner.fault.${fault}`)}</p>}
		</li>
	);
}

/** The daemon's text of holidays as a choice and its times. */
function holidayOf(text: string): { choice: string; span: Span } {
	const match = /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(text.trim());
	const choice = match || !['', 'closed', 'open'].includes(text) ? 'span' : text || 'usual';
	const [from = '', until = ''] = match?.slice(1) ?? text.split('-');
	return { choice, span: choice === 'span' ? { from, until } : { from: '', until: '' } };
}

const holidayText = ({ from, until }: Span): string =>
	`${readTime(from) ?? from}-${readTime(until) ?? until}`;

function Holidays({ state, put }: { state: ReturnType<typeof holidayOf>; put(s: typeof state): void }) {
	const { i18n } = usePage();
	const { choice, span } = state;
	const fault = choice === 'span' ? faultOf(span) : null;
	return (
		<fieldset class="stack tight">
			<legend class="ds-label">{i18n.t('owner.holidays.label')}</legend>
			<div class="row wide-gap">
				{['usual', 'closed', 'open', 'span'].map((name) => (
					<label class="tick" key={name}>
						<input
							class="ds-input"
							type="radio"
							name="holidays"
							checked={choice === name}
							data-test={`holidays-${name}`}
							onChange={() => put({ choice: name, span })}
						/>
						{i18n.t(`owner.holidays.${name}`)}
					</label>
				))}
				{choice === 'span' && (
					<span class="row nowrap">
						{(['from', 'until'] as const).map((part) => (
							<input
								key={part}
								class="ds-input clock"
								value={timeText(i18n, span[part])}
								aria-label={i18n.t(`owner.holidays.${part}`)}
								aria-invalid={fault !== null}
								data-test={`holidays-${part}`}
								onInput={(event) =>
									put({ choice, span: { ...span, [part]: event.currentTarget.value } })
								}
							/>
						))}
					</span>
				)}
			</div>
			{fault !== null && <p class="error small">{i18n.t(`owner.fault.${fault}`)}</p>}
			<Fault field="holidays" />
			<Was field="holidays" />
		</fieldset>
	);
}

export function Dates() {
	const { i18n, office } = usePage();
	const { exceptions = '', holidays = '' } = office.kept.value ?? {};
	const [rows, setRows] = useState(() => readDates(office.value('exceptions')));
	const [holiday, setHoliday] = useState(() => holidayOf(office.value('holidays')));
	const reset = (): void => {
		setRows(readDates(office.value('exceptions')));
		setHoliday(holidayOf(office.value('holidays')));
	};
	useEffect(() => {
		if (office.changed(FIELDS).length === 0) {
			reset();
		}
	}, [exceptions, holidays]);
	const put = (now: DateRow[]): void => {
		setRows(now);
		office.write('exceptions', writeDates(now));
	};
	const putHoliday = (now: typeof holiday): void => {
		setHoliday(now);
		const { choice, span } = now;
		const text = choice === 'usual' ? '' : choice === 'span' ? holidayText(span) : choice;
		office.write('holidays', text);
	};
	const ready =
		(rows ?? []).every((row) => dateFault(row) === null) &&
		(holiday.choice !== 'span' || faultOf(holiday.span) === null);
	return (
		<section class="card stack wide" aria-labelledby="head-dates">
			<h2 id="head-dates">{i18n.t('owner.dates.head')}</h2>
			{rows === null ? (
				<Field field="exceptions" label={i18n.t('owner.dates.date')} lines={3} />
			) : (
				<>
					{rows.length === 0 && <p class="muted">{i18n.t('owner.dates.none')}</p>}
					<ol class="stack">
						{rows.map((row, i) => (
							<Row
								key={i}
								n={i + 1}
								row={row}
								change={(now) => put(rows.map((old, j) => (j === i ? now : old)))}
								remove={() => put(rows.filter((_, j) => j !== i))}
							/>
						))}
					</ol>
					<div>
						<button
							type="button"
							class="ds-button small"
							data-variant="secondary"
							data-test="add-date"
							onClick={() => put([...rows, EMPTY])}
						>
							{i18n.t('owner.dates.add')}
						</button>
					</div>
					<Fault field="exceptions" />
					<Was field="exceptions" />
				</>
			)}
			<Holidays state={holiday} put={putHoliday} />
			<SaveBar name="dates" fields={FIELDS} ready={ready} onDiscard={reset} />
		</section>
	);
}

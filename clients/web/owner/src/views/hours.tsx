/**
 * The week as a table, a row a day, and topics with hours of their own. A week that the table cannot
 * show, because somebody wrote it otherwise, stands as text.
 */
import { useEffect, useState } from 'preact/hooks';
import { usePage } from '../context.ts';
import { timeText } from '../moments.ts';
import { earlier, faultOf, readWeek, writeWeek, type Span, type Week } from '../week.ts';
import { Fault, Field, Was } from './field.tsx';
import { Heads } from './heads.tsx';
import { SaveBar } from './save-bar.tsx';

const FIELDS = ['hours', 'topic_hours'];
const FIRST: Span = { from: '16:00', until: '20:00' };
const NEXT: Span = { from: '', until: '' };

interface OpeningProps {
	day: string;
	number: number;
	span: Span;
	change(span: Span): void;
	remove(): void;
}

function Opening({ day, number, span, change, remove }: OpeningProps) {
	const { i18n } = usePage();
	const fault = faultOf(span);
	const box = (part: keyof Span) => (
		<input
			class="ds-input clock"
			value={timeText(i18n, span[part])}
			inputMode="numeric"
			aria-label={i18n.t(`owner.hours.${part}`, { day, n: number })}
			aria-invalid={fault !== null}
			data-test={`${part}-${day}-${number}`}
			onInput={(event) => change({ ...span, [part]: event.currentTarget.value })}
		/>
	);
	return (
		<div class="stack tight">
			<div class="row nowrap">
				{box('from')} – {box('until')}
				<button
					type="button"
					class="ds-button small"
					data-variant="tertiary"
					aria-label={i18n.t('owner.hours.remove', { day, n: number })}
					onClick={remove}
				>
					×
				</button>
			</div>
			{fault !== null && <p class="error small">{i18n.t(`owner.fault.${fault}`)}</p>}
		</div>
	);
}

interface DayProps {
	day: string;
	spans: readonly Span[];
	/** No day has an opening. */
	isFree: boolean;
	put(spans: readonly Span[]): void;
}

function Day({ day, spans, isFree, put }: DayProps) {
	const { i18n, lastEntry } = usePage();
	const last = ({ until }: Span): string => timeText(i18n, earlier(until, lastEntry));
	const isOpen = spans.length > 0;
	return (
		<tr>
			<th scope="row">
				<label class="tick">
					<input
						class="ds-input"
						type="checkbox"
						checked={isOpen}
						data-test={`open-${day}`}
						onChange={() => put(isOpen ? [] : [FIRST])}
					/>
					<span class="capital">{day}</span>
				</label>
			</th>
			{isOpen ? (
				<>
					<td>
						{spans.map((span, i) => (
							<Opening
								key={i}
								day={day}
								number={i + 1}
								span={span}
								change={(now) => put(spans.map((old, j) => (j === i ? now : old)))}
								remove={() => put(spans.filter((_, j) => j !== i))}
							/>
						))}
					</td>
					<td class="muted num">
						<span class="narrow">{i18n.t('owner.hours.last')}</span> {spans.map(last).join(', ')}
					</td>
				</>
			) : (
				<td class="muted" colSpan={2}>
					{i18n.t(isFree ? 'owner.hours.free' : 'owner.hours.closed')}
				</td>
			)}
			<td>
				<button
					type="button"
					class="ds-button small"
					data-variant="tertiary"
					aria-label={i18n.t('owner.hours.add_to', { day })}
					data-test={`add-${day}`}
					onClick={() => put([...spans, isOpen ? NEXT : FIRST])}
				>
					{i18n.t('owner.hours.add')}
				</button>
			</td>
		</tr>
	);
}

const isEmpty = (week: Week): boolean => week.every((spans) => spans.length === 0);

function Table({ week, put }: { week: Week; put(week: Week): void }) {
	const { i18n } = usePage();
	return (
		<table class="hours">
			<Heads of="owner.hours" columns={['day', 'open', 'last']} acts />
			<tbody>
				{week.map((spans, i) => (
					<Day
						key={i}
						day={i18n.t(`common.weekday.${i + 1}`)}
						spans={spans}
						isFree={isEmpty(week)}
						put={(now) => put(week.map((old, j) => (j === i ? now : old)))}
					/>
				))}
			</tbody>
		</table>
	);
}

export function Hours() {
	const { i18n, office, lastEntry } = usePage();
	const kept = office.kept.value?.['hours'] ?? '';
	const [week, setWeek] = useState(() => readWeek(office.value('hours')));
	/* What others saved, or what was saved here, is shown as it is kept. */
	useEffect(() => {
		if (!('hours' in office.draft.value)) {
			setWeek(readWeek(kept));
		}
	}, [kept]);
	const put = (now: Week): void => {
		setWeek(now);
		office.write('hours', writeWeek(now));
	};
	const ready = week === null || week.every((spans) => spans.every((span) => !faultOf(span)));
	return (
		<section class="card stack wide" aria-labelledby="head-hours">
			<h1 id="head-hours">{i18n.t('owner.hours.head')}</h1>
			{week === null ? (
				<Field field="hours" label={i18n.t('owner.hours.open')} lines={3} />
			) : (
				<>
					<Table week={week} put={put} />
					<Fault field="hours" />
					<Was field="hours" />
				</>
			)}
			{week !== null && isEmpty(week) && (
				<p class="small" data-test="hours-free">
					{i18n.t('owner.hours.shut_hint')}
				</p>
			)}
			<p class="small muted">{i18n.t('owner.hours.hint', { n: lastEntry })}</p>
			<Field
				field="topic_hours"
				label={i18n.t('owner.topics.label')}
				hint={i18n.t('owner.topics.hint')}
			/>
			<SaveBar
				name="hours"
				fields={FIELDS}
				ready={ready}
				onDiscard={() => setWeek(readWeek(kept))}
			/>
		</section>
	);
}

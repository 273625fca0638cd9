/** The tables of an agency's own figures: each cell as it came, times in minutes. */
import type { ComponentChildren } from 'preact';
import { useWords } from '../context.ts';
import { cellOf, decimal, hasMonth, keysOf, ledgerOf, numberOf, type Cell, type Figures } from '../own-figures.ts';
import { NbText } from './nb-text.tsx';

interface SheetProps {
	head: string;
	columns: readonly string[];
	test: string;
	children: ComponentChildren;
	text?: string;
	/** There is nothing to count: no rows of noughts; a text says so where the one above does not. */
	isEmpty?: boolean;
}

function Sheet({ head, columns, test, children, text, isEmpty = false }: SheetProps) {
	return (
		<section class="card stack" data-test={test}>
			<h2>
				<NbText text={head} />
			</h2>
			{text !== undefined && (
				<p class="muted small">
					<NbText text={text} />
				</p>
			)}
			{isEmpty ? (
				text === undefined && (
					<p class="muted">
						<NbText text="fig.nobody" />
					</p>
				)
			) : (
				<table class="plain">
					<thead>
						<tr>
							{columns.map((column, i) => (
								<th key={column} scope="col" class={i > 0 ? 'n' : undefined}>
									<NbText text={column} />
								</th>
							))}
						</tr>
					</thead>
					<tbody>{children}</tbody>
				</table>
			)}
		</section>
	);
}

function Line({ name, cells }: { name: ComponentChildren; cells: readonly (string | number)[] }) {
	return (
		<tr>
			<th scope="row">{name}</th>
			{cells.map((cell, i) => (
				<td class="n" key={i}>
					{cell}
				</td>
			))}
		</tr>
	);
}

export function Times({ figures }: { figures: Figures }) {
	const { i18n } = useWords();
	const minutes = (cell: Cell): string =>
		cell === null
			? '–'
			: typeof cell === 'string'
				? i18n.t('rep.over', { n: 60 })
				: decimal(i18n.language, cell / 60);
	return (
		<Sheet head="rep.time" columns={['rep.minutes', 'rep.half', 'rep.nine', 'rep.count']} test="times" text="rep.read.times">
			{[
				{ key: 'wait', text: 'rep.row.wait' },
				{ key: 'length', text: 'rep.row.length' },
			].map(({ key, text }) => (
				<Line
					key={key}
					name={<NbText text={text} />}
					cells={[
						minutes(cellOf(figures, 'time', key, 'half')),
						minutes(cellOf(figures, 'time', key, 'nine')),
						Number(cellOf(figures, 'time', key, 'n') ?? 0),
					]}
				/>
			))}
		</Sheet>
	);
}

export interface Names {
	topic(id: string): string;
	agency(slug: string): string;
}

export function Ledger({ figures, slug, names }: { figures: Figures; slug: string; names: Names }) {
	const { ours, others } = ledgerOf(figures, slug);
	return (
		<>
			<Sheet head="fig.ours" columns={['rep.agency', 'rep.answered']} test="ours" isEmpty={ours.length === 0}>
				{ours.map((one) => (
					<Line key={one.slug} name={names.agency(one.slug)} cells={[one.n]} />
				))}
			</Sheet>
			<Sheet head="fig.others" columns={['rep.county', 'rep.answered']} test="others" isEmpty={others.length === 0}>
				{others.map(({ county, n }) => (
					<Line key={county} name={county || <NbText text="rep.nowhere" />} cells={[n]} />
				))}
			</Sheet>
		</>
	);
}

export function Topics({ figures, names }: { figures: Figures; names: Names }) {
	return (
		<Sheet
			head="fig.topics"
			columns={['rep.topic', 'rep.conversations']}
			test="topics"
			text="fig.topics_text"
			isEmpty={!hasMonth(figures)}
		>
			{keysOf(figures, 'topics').map((key) => (
				<Line
					key={key}
					name={names.topic(key)}
					cells={[Number(cellOf(figures, 'topics', key, 'conversations') ?? 0)]}
				/>
			))}
		</Sheet>
	);
}

const ANSWERS: Readonly<Record<string, string>> = {
	survey: 'rep.row.survey',
	'place:yes': 'rep.place.yes',
	'place:partly': 'rep.place.partly',
	'place:no': 'rep.place.no',
	'change:better': 'fig.change.better',
	'change:same': 'fig.change.same',
	'change:worse': 'fig.change.worse',
};
const WHEN: Readonly<Record<string, string>> = { before: 'fig.before', now: 'fig.after' };

export function Survey({ figures }: { figures: Figures }) {
	const { i18n } = useWords();
	const name = (key: string): ComponentChildren => {
		const [word = '', n = ''] = key.split(':');
		const when = WHEN[word];
		return when === undefined ? (
			<NbText text={ANSWERS[key] ?? key} />
		) : (
			<NbText text="fig.scale" params={{ when: i18n.t(when), n }} />
		);
	};
	return (
		<Sheet
			head="rep.survey"
			columns={['rep.answer', 'rep.count']}
			test="survey"
			isEmpty={numberOf(figures, 'survey', 'survey', 'answers') === 0}
		>
			{keysOf(figures, 'survey').map((key) => (
				<Line key={key} name={name(key)} cells={[Number(cellOf(figures, 'survey', key, 'answers') ?? 0)]} />
			))}
		</Sheet>
	);
}

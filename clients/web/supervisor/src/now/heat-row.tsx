/** A row of the heat table. Drawn anew only when something in it has changed. */
import { useMemo } from 'preact/hooks';
import { NbText } from '@samtale/staff/views/nb-text';
import { usePage } from '../context.ts';
import { mayChoose } from '../act/chosen.ts';
import type { Topic } from '../directory.ts';
import { markText, stepOf, type HeatRow, type Mark } from './heat.ts';

interface CellProps {
	row: HeatRow;
	topic: Topic;
	mark: Mark | undefined;
	picked: boolean;
	pick(cell: string): void;
}

/** A cell that is filled or chosen. Any other one is empty, and drawn as a dot by the style sheet. */
function Cell({ row, topic, mark, picked, pick }: CellProps) {
	const { i18n } = usePage();
	const place = { place: row.name, topic: topic.name };
	const label =
		mark === undefined
			? i18n.t('live.heat.cell_empty', place)
			: i18n.t('live.heat.cell', { ...place, min: mark.minutes, n: mark.n });
	if (!mayChoose(row.region)) {
		return (
			<td role="cell" class={`h${stepOf(mark)}`} data-test={`cell-${row.region}-${topic.id}`}>
				{mark && markText(mark)}
			</td>
		);
	}
	return (
		<td role="cell" class={`h${stepOf(mark)}${picked ? ' is-picked' : ''}`}>
			<button
				type="button"
				aria-label={label}
				aria-pressed={picked}
				data-test={`cell-${row.region}-${topic.id}`}
				onClick={() => pick(`${row.region} ${topic.id}`)}
			>
				{mark === undefined ? '·' : markText(mark)}
			</button>
		</td>
	);
}

/** A name of more letters may be wider than its column. */
const FITS = 12;

function Head({ row, open }: { row: HeatRow; open(county: string): void }) {
	const width = row.name.length > FITS ? 'long' : undefined;
	if (row.isOpen === null) {
		return (
			<th role="rowheader" class={width}>
				{row.name}
			</th>
		);
	}
	return (
		<th role="rowheader" class={width}>
			<button
				type="button"
				class="opener"
				aria-expanded={row.isOpen}
				data-test={`open-${row.region}`}
				onClick={() => open(row.region.slice(1))}
			>
				{row.name}
			</button>
		</th>
	);
}

export interface RowProps {
	row: HeatRow;
	topics: readonly Topic[];
	/** The ids of all topics. */
	columns: string;
	/** Its place in the whole table; the head is 1. */
	index: number;
	/** Which of its cells are chosen, by topic. */
	picked: readonly string[];
	pick(cell: string): void;
	open(county: string): void;
}

export function Row({ row, topics, columns, index, picked, pick, open }: RowProps) {
	const drawn = [index, row.name, row.isOpen, row.text, columns, picked.join()];
	return useMemo(
		() => (
			<tr
				role="row"
				class={`${row.sum === undefined ? '' : 'filled'}${row.region.startsWith('m') ? ' inner' : ''}`}
				aria-rowindex={index}
				data-test={`row-${row.region}`}
			>
				<Head row={row} open={open} />
				{topics.map((topic, i) => {
					const [mark, isPicked] = [row.cells[i], picked.includes(topic.id)];
					return mark === undefined && !isPicked ? (
						<td role="cell" key={topic.id} />
					) : (
						<Cell key={topic.id} row={row} topic={topic} mark={mark} picked={isPicked} pick={pick} />
					);
				})}
				<td role="cell" class="sum">
					{row.sum && markText(row.sum)}
				</td>
			</tr>
		),
		drawn,
	);
}

export function TotalRow({ total, index }: { total: HeatRow; index: number }) {
	return useMemo(
		() => (
			<tr role="row" aria-rowindex={index} data-test="row-total">
				<th role="rowheader">
					<NbText text="live.heat.total" />
				</th>
				{total.cells.map((mark, i) => (
					<td role="cell" key={i}>
						{mark && markText(mark)}
					</td>
				))}
				<td role="cell" class="sum">
					{total.sum && markText(total.sum)}
				</td>
			</tr>
		),
		[index, total.text],
	);
}

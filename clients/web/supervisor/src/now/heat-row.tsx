/** A row of the heat table. Drawn anew only when something in it has changed. */
import { useMemo } from 'preact/hooks';
import { NbText } from '@samtale/staff/views/nb-text';
import { usePage } from '../context.ts';
import type { Topic } from '../directory.ts';
import { markText, stepOf, type HeatRow, type Mark } from './heat.ts';

interface CellProps {
	row: HeatRow;
	topic: Topic;
	mark: Mark | undefined;
	picked: boolean;
	pick(cell: string): void;
}

/** A cell that is filled or chosen can be chosen; any other one is a dot. */
function Cell({ row, topic, mark, picked, pick }: CellProps) {
	const { i18n } = usePage();
	if (mark === undefined && !picked) {
		return (
			<td>
				<span aria-hidden="true">·</span>
			</td>
		);
	}
	const place = { place: row.name, topic: topic.name };
	const label =
		mark === undefined
			? i18n.t('live.heat.cell_empty', place)
			: i18n.t('live.heat.cell', { ...place, min: mark.minutes, n: mark.n });
	return (
		<td class={`h${stepOf(mark)}${picked ? ' is-picked' : ''}`}>
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

export function Sum({ mark }: { mark: Mark | undefined }) {
	return mark === undefined ? <span aria-hidden="true">·</span> : <b>{markText(mark)}</b>;
}

function Head({ row, open }: { row: HeatRow; open(county: string): void }) {
	if (row.isOpen === null) {
		return <th scope="row">{row.name}</th>;
	}
	return (
		<th scope="row">
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
	/** Its place in the whole table; the head is 1. */
	index: number;
	/** Which of its cells are chosen, by topic. */
	picked: readonly string[];
	pick(cell: string): void;
	open(county: string): void;
}

export function Row({ row, topics, index, picked, pick, open }: RowProps) {
	const marks = row.cells.map((mark) => (mark === undefined ? '' : markText(mark))).join();
	const columns = topics.map(({ id }) => id).join();
	const drawn = [index, row.name, row.isOpen, marks, columns, picked.join()];
	return useMemo(
		() => (
			<tr
				class={`${row.sum === undefined ? '' : 'filled'}${row.region.startsWith('m') ? ' inner' : ''}`}
				aria-rowindex={index}
				data-test={`row-${row.region}`}
			>
				<Head row={row} open={open} />
				{topics.map((topic, i) => (
					<Cell
						key={topic.id}
						row={row}
						topic={topic}
						mark={row.cells[i]}
						picked={picked.includes(topic.id)}
						pick={pick}
					/>
				))}
				<td class="sum">
					<Sum mark={row.sum} />
				</td>
			</tr>
		),
		drawn,
	);
}

export function TotalRow({ total, index }: { total: HeatRow; index: number }) {
	return (
		<tr aria-rowindex={index} data-test="row-total">
			<th scope="row">
				<NbText text="live.heat.total" />
			</th>
			{total.cells.map((mark, i) => (
				<td key={i}>
					{mark === undefined ? <span aria-hidden="true">·</span> : markText(mark)}
				</td>
			))}
			<td class="sum">
				<Sum mark={total.sum} />
			</td>
		</tr>
	);
}

/**
 * The heat table. Its rows are grids of a fixed height, so that a row that comes lays out nothing but itself; that takes the
 * meaning of a table from its elements, and roles give it back. A long one scrolls in a box of its own and has only the rows in the document that are seen; how many there
 * are, and which these are, is said to screen readers. The row that has the focus stays, wherever it is scrolled to.
 */
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { NbText } from '@samtale/staff/views/nb-text';
import { usePage } from '../context.ts';
import type { Topic } from '../directory.ts';
import { Row, TotalRow } from './heat-row.tsx';
import type { Heat } from './heat.ts';
import { rowsSeen, runsOf, WHOLE, type Run, type Seen } from './window.ts';

/** Pixels, until they are measured. */
const PITCH = 24;
const HEIGHT = 544;
/** Pixels between rows (css/heat.css). */
const SPACING = 2;

/** The short name of a topic, for a narrow column; the whole one where there is none. */
export function ShortTopic({ topic }: { topic: Topic }) {
	const { i18n } = usePage();
	const key = `live.topic.${topic.id}`;
	return i18n.has(key) ? <NbText text={key} /> : <>{topic.name}</>;
}

/** The height of rows that are not there. */
function Gap({ run, pitch }: { run: Run; pitch: number }) {
	return <tr class="gap" aria-hidden="true" style={{ height: `${(run.to - run.from) * pitch}px` }} />;
}

function Head({ topics, columns }: { topics: readonly Topic[]; columns: string }) {
	return useMemo(
		() => (
			<thead role="rowgroup">
				<tr role="row" aria-rowindex={1}>
					<th role="columnheader">
						<NbText text="live.heat.county" />
					</th>
					{topics.map((topic) => (
						<th role="columnheader" key={topic.id} title={topic.name}>
							<ShortTopic topic={topic} />
						</th>
					))}
					<th role="columnheader">
						<NbText text="live.heat.sum" />
					</th>
				</tr>
			</thead>
		),
		[columns],
	);
}

/** What of the box is seen: rows are measured when their number changes, and drawn anew when scrolling shows others. */
function useSeen(count: number) {
	const box = useRef<HTMLDivElement>(null);
	const [seen, setSeen] = useState<Seen>({ top: 0, height: HEIGHT, pitch: PITCH });
	const take = (next: Partial<Seen>): void =>
		setSeen((last) => {
			const all = { ...last, ...next };
			return all.pitch === last.pitch && rowsSeen(count, last).join() === rowsSeen(count, all).join() ? last : all;
		});
	useLayoutEffect(() => {
		const element = box.current;
		const row = element?.querySelector('tbody > tr:not(.gap)');
		if (element !== null && row !== null && row !== undefined) {
			const pitch = row.getBoundingClientRect().height + SPACING;
			take({ top: element.scrollTop, height: element.clientHeight, pitch });
		}
	}, [count]);
	const onScroll = (): void => take({ top: box.current?.scrollTop ?? 0 });
	return { box, seen, onScroll };
}

interface TableProps {
	heat: Heat;
	open(county: string): void;
}

export function HeatTable({ heat, open }: TableProps) {
	const { i18n, chosen } = usePage();
	const { rows, topics, total } = heat;
	const { box, seen, onScroll } = useSeen(rows.length);
	const [held, hold] = useState('');
	const isLong = rows.length > WHOLE;
	const columns = topics.map(({ id }) => id).join();
	const pick = (cell: string): void => {
		const next = new Set(chosen.peek());
		if (!next.delete(cell)) {
			next.add(cell);
		}
		chosen.value = next;
	};
	const picked = (region: string): readonly string[] =>
		[...chosen.value].filter((cell) => cell.startsWith(`${region} `)).map((cell) => cell.slice(region.length + 1));
	const onFocus = (event: FocusEvent): void =>
		hold((event.target as Element).closest<HTMLElement>('tr')?.dataset['test']?.slice(4) ?? '');
	const at = rows.findIndex(({ region }) => region === held);
	const runs = runsOf(rows.length, rowsSeen(rows.length, seen), at);
	return (
		<div
			class={`heatbox${isLong ? ' is-long' : ''}`}
			ref={box}
			role="region"
			aria-label={i18n.t('live.heat.head')}
			tabIndex={0}
			onScroll={onScroll}
			data-test="heat"
		>
			<table
				class="heat"
				role="table"
				aria-label={i18n.t('live.heat.caption')}
				aria-rowcount={rows.length + 2}
				style={{ '--topics': topics.length }}
			>
				<Head topics={topics} columns={columns} />
				<tbody role="rowgroup" onFocusIn={onFocus} onFocusOut={() => hold('')}>
					{runs.flatMap((run) =>
						run.isThere
							? rows.slice(run.from, run.to).map((row, i) => (
									<Row
										key={row.region}
										row={row}
										topics={topics}
										columns={columns}
										index={run.from + i + 2}
										picked={picked(row.region)}
										pick={pick}
										open={open}
									/>
								))
							: [<Gap key={run.from === 0 ? 'before' : 'behind'} run={run} pitch={seen.pitch} />],
					)}
				</tbody>
				<tfoot role="rowgroup">
					<TotalRow total={total} index={rows.length + 2} />
				</tfoot>
			</table>
		</div>
	);
}

/**
 * The heat table. Its rows are lines of boxes of a fixed height, so that a row that comes lays out nothing but itself; that takes
 * the meaning of a table from its elements, and roles give it back. A long one scrolls in a box of its own and has only the rows in
 * the document that are seen; how many there are, and which these are, is said to screen readers.
 */
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { usePage } from '../context.ts';
import { HeatBody, type Shown } from './heat-body.ts';
import { HeadRow, TotalRow } from './heat-edges.tsx';
import type { RowPort } from './heat-row.ts';
import type { Heat } from './heat.ts';
import { WHOLE } from './window.ts';

/** Pixels, until they are measured. */
const PITCH = 24;
const HEIGHT = 544;
/** Pixels between rows (css/heat.css). */
const SPACING = 2;

/** What rows need of this page. Made once: nothing of it changes while the table is there. */
function usePort(open: (county: string) => void): RowPort {
	const { i18n, chosen } = usePage();
	return useMemo(
		() => ({
			open,
			label: (place, { name: topic }, mark) =>
				mark === undefined
					? i18n.t('live.heat.cell_empty', { place, topic })
					: i18n.t('live.heat.cell', { place, topic, min: mark.minutes, n: mark.n }),
			pick(cell) {
				const next = new Set(chosen.peek());
				if (!next.delete(cell)) {
					next.add(cell);
				}
				chosen.value = next;
			},
		}),
		[],
	);
}

/** The rows, made by hand in `place`. They are measured when their number changes. */
function useBody(box: { current: HTMLElement | null }, port: RowPort, shown: Shown) {
	const place = useRef<HTMLTableSectionElement>(null);
	const body = useRef<HeatBody | null>(null);
	const count = shown.heat.rows.length;
	useLayoutEffect(() => {
		body.current ??= new HeatBody(place.current!, port, { top: 0, height: HEIGHT, pitch: PITCH });
		body.current.show(shown);
	}, [shown.heat, shown.chosen]);
	useLayoutEffect(() => {
		const row = place.current?.querySelector('tr:not(.gap)');
		if (box.current !== null && row !== null && row !== undefined) {
			const { scrollTop, clientHeight } = box.current;
			const pitch = row.getBoundingClientRect().height + SPACING;
			body.current?.look({ top: scrollTop, height: clientHeight, pitch });
		}
	}, [count]);
	return { place, body };
}

interface TableProps {
	heat: Heat;
	open(county: string): void;
}

export function HeatTable({ heat, open }: TableProps) {
	const { i18n, chosen } = usePage();
	const { rows, topics, total, widest } = heat;
	const box = useRef<HTMLDivElement>(null);
	const { place, body } = useBody(box, usePort(open), { heat, chosen: chosen.value });
	return (
		<div
			class={`heatbox${rows.length > WHOLE ? ' is-long' : ''}`}
			ref={box}
			role="region"
			aria-label={i18n.t('live.heat.head')}
			tabIndex={0}
			onScroll={() => body.current?.look({ top: box.current?.scrollTop ?? 0 })}
			data-test="heat"
		>
			<table
				class="heat"
				role="table"
				aria-label={i18n.t('live.heat.caption')}
				aria-rowcount={rows.length + 2}
				style={{ '--topics': topics.length, '--cell-ch': widest.cell, '--sum-ch': widest.sum }}
			>
				<HeadRow topics={topics} />
				<tbody
					role="rowgroup"
					ref={place}
					onFocusIn={({ target }) => body.current?.hold(target as Element)}
					onFocusOut={() => body.current?.hold(null)}
				/>
				<TotalRow total={total} index={rows.length + 2} />
			</table>
		</div>
	);
}

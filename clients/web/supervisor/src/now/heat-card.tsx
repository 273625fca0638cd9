/** Who waits where: the heat table with its key, or its list where the window is narrow. */
import type { ReadonlySignal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { NbText } from '@samtale/staff/views/nb-text';
import { usePage } from '../context.ts';
import type { Cell } from '../facts.ts';
import { HeatList } from './heat-list.tsx';
import { HeatTable } from './heat-table.tsx';
import { heatOf } from './heat.ts';
import { useNarrow } from './use-narrow.ts';

/** What each ground means; as steps have it in heat.ts. */
function Key() {
	return (
		<span class="scale heat-key push">
			<NbText text="live.heat.key" />
			{[1, 2, 3, 4].map((step) => (
				<span key={step} class={`h${step}`}>
					<NbText text={`live.heat.step.${step}`} />
				</span>
			))}
		</span>
	);
}

interface ToolsProps {
	narrow: boolean;
	tabled: boolean;
	show(table: boolean): void;
	/** Counties that can be opened and are not; 0: all are, or there are none. */
	shut: number;
	openAll(): void;
}

function Tools({ narrow, tabled, show, shut, openAll }: ToolsProps) {
	const isTable = tabled || !narrow;
	return (
		<>
			{narrow && (
				<button
					type="button"
					class="ds-button small"
					data-variant="secondary"
					aria-pressed={tabled}
					data-test="heat-tabled"
					onClick={() => show(!tabled)}
				>
					<NbText text={tabled ? 'live.heat.as_list' : 'live.heat.as_table'} />
				</button>
			)}
			{isTable && shut > 1 && (
				<button
					type="button"
					class="ds-button small"
					data-variant="tertiary"
					data-test="heat-open-all"
					onClick={openAll}
				>
					<NbText text="live.heat.open_all" />
				</button>
			)}
		</>
	);
}

export function HeatCard({ cells }: { cells: ReadonlySignal<readonly Cell[]> }) {
	const { live, names } = usePage();
	const narrow = useNarrow();
	const [tabled, show] = useState(false);
	const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
	const heat = heatOf(cells.value, names, { own: live.ownPlace, opened, at: live.beat.value });
	const open = (county: string): void =>
		setOpened((before) => {
			const next = new Set(before);
			if (!next.delete(county)) {
				next.add(county);
			}
			return next;
		});
	const shut = heat.rows.filter(({ isOpen }) => isOpen === false).map(({ region }) => region.slice(1));
	return (
		<section class="card" aria-labelledby="heat-head">
			<div class="row heat-tools">
				<h2 id="heat-head">
					<NbText text="live.heat.head" />{' '}
					<small>
						<NbText text="live.heat.sub" />
					</small>
				</h2>
				<Tools
					narrow={narrow}
					tabled={tabled}
					show={show}
					shut={shut.length}
					openAll={() => setOpened(new Set([...opened, ...shut]))}
				/>
				<Key />
			</div>
			{narrow && !tabled ? <HeatList heat={heat} /> : <HeatTable heat={heat} open={open} />}
		</section>
	);
}

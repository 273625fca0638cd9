/** The heat table where there is no room for it: its filled cells, the longest wait first. */
import { useState } from 'preact/hooks';
import { NbText } from '@samtale/staff/views/nb-text';
import { mayChoose } from '../act/chosen.ts';
import { usePage } from '../context.ts';
import { ShortTopic } from './heat-edges.tsx';
import { filledOf, markText, stepOf, type Heat } from './heat.ts';

/** So many are shown at first. */
const SHOWN = 20;

export function HeatList({ heat }: { heat: Heat }) {
	const { chosen } = usePage();
	const [all, showAll] = useState(false);
	const filled = filledOf(heat);
	const shown = all ? filled : filled.slice(0, SHOWN);
	const pick = (cell: string): void => {
		const next = new Set(chosen.peek());
		if (!next.delete(cell)) {
			next.add(cell);
		}
		chosen.value = next;
	};
	return (
		<>
			<ol class="heatlist heat-key" data-test="heat-list">
				{shown.map(({ region, place, topic, mark }) => {
					const cell = `${region} ${topic.id}`;
					return (
						<li key={cell}>
							<button
								type="button"
								class="heatrow"
								disabled={!mayChoose(region)}
								aria-pressed={mayChoose(region) ? chosen.value.has(cell) : undefined}
								data-test={`item-${region}-${topic.id}`}
								onClick={() => pick(cell)}
							>
								<span class={`h${stepOf(mark)}`} aria-hidden="true">
									{markText(mark)}
								</span>
								<span>
									{place}, <ShortTopic topic={topic} />
								</span>
								<span class="ds-sr-only">
									<NbText text="live.heat.item" params={{ min: mark.minutes, n: mark.n }} />
								</span>
							</button>
						</li>
					);
				})}
			</ol>
			{filled.length === 0 && (
				<p class="small muted">
					<NbText text="live.heat.nobody" />
				</p>
			)}
			{filled.length > shown.length && (
				<button
					type="button"
					class="ds-button small"
					data-variant="secondary"
					data-test="heat-rest"
					onClick={() => showAll(true)}
				>
					<NbText text="live.heat.rest" params={{ n: filled.length - shown.length }} />
				</button>
			)}
		</>
	);
}

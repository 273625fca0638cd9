/** What stands above and below the rows of the heat table. Drawn anew only when something in it has changed. */
import { useMemo } from 'preact/hooks';
import { NbText } from '@samtale/staff/views/nb-text';
import { usePage } from '../context.ts';
import type { Topic } from '../directory.ts';
import { markText, type Total } from './heat.ts';

/** The short name of a topic, for a narrow column; the whole one where there is none. */
export function ShortTopic({ topic }: { topic: Topic }) {
	const { i18n } = usePage();
	const key = `live.topic.${topic.id}`;
	return i18n.has(key) ? <NbText text={key} /> : <>{topic.name}</>;
}

export function HeadRow({ topics }: { topics: readonly Topic[] }) {
	const columns = topics.map(({ id, name }) => `${id} ${name}`).join();
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

export function TotalRow({ total, index }: { total: Total; index: number }) {
	return useMemo(
		() => (
			<tfoot role="rowgroup">
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
			</tfoot>
		),
		[index, total.text],
	);
}

/** What was done on this shift and before it: the newest first, as much as is asked for. */
import { useEffect, useState } from 'preact/hooks';
import { NbText } from '@samtale/staff/views/nb-text';
import { civil } from '@samtale/core/civil';
import { describe, type Described } from '../act/described.ts';
import { readIn } from '../act/draft.ts';
import { usePage } from '../context.ts';
import { timeOf } from '../times.ts';

interface Line {
	at: number;
	/** Empty: its time was over. */
	name: string;
	what: string;
	act: Described & { id: number; name: string; texts: Record<string, string> };
}
interface Answer {
	lines: Line[];
	more: string;
}

/** The day of a moment, for the line above each; a day that is today says so. */
function Day({ at }: { at: number }) {
	const { i18n, live, names } = usePage();
	const day = civil(at, names.zone);
	const isToday = day.dayNumber === civil(live.minute.value, names.zone).dayNumber;
	return isToday ? (
		<NbText text="act.log.today" />
	) : (
		<>{i18n.t('act.log.day', { d: day.day, m: day.month, y: day.year })}</>
	);
}

function Row({ line }: { line: Line }) {
	const { i18n, live, names } = usePage();
	const { act } = line;
	const [key, params] = describe(i18n, names, act);
	const people = live.scene.rows('p').value;
	const about = people.get(act.target)?.split(' ').slice(5).join(' ');
	const text = readIn(act.texts, i18n.language);
	return (
		<tr>
			<td class="nobr num">{timeOf(i18n, line.at, names.zone)}</td>
			<td>{line.name || <NbText text="act.log.nobody" />}</td>
			<td class="nobr">
				<NbText text={`act.log.what.${line.what}`} />
			</td>
			<td>
				<NbText text={key} params={{ ...params, who: about ?? i18n.t('act.log.somebody') }} />
				{text !== '' && <p class="small muted">{text}</p>}
			</td>
		</tr>
	);
}

export function Part() {
	const { live, names } = usePage();
	const [lines, setLines] = useState<Line[]>([]);
	const [more, setMore] = useState('');
	const [state, setState] = useState<'' | 'failed' | 'there'>('');
	const load = async (before: string): Promise<void> => {
		const path = before === '' ? '/api/v1/acts' : `/api/v1/acts?before=${before}`;
		const answer = await live.ask<Answer>(path);
		setState(answer.ok ? 'there' : 'failed');
		if (answer.ok) {
			setLines((had) => (before === '' ? answer.data.lines : [...had, ...answer.data.lines]));
			setMore(answer.data.more);
		}
	};
	const standing = [...live.scene.rows('act').value.keys()].join(' ');
	useEffect(() => void load(''), [standing]);
	const dayOf = (line: Line | undefined): number => (line ? civil(line.at, names.zone).dayNumber : -1);
	const starts = lines.flatMap((line, i) => (dayOf(line) === dayOf(lines[i - 1]) ? [] : [i]));
	return (
		<section class="card" data-test="log">
			<h1>
				<NbText text="act.log.head" />
			</h1>
			{state === 'failed' && (
				<p role="alert">
					<NbText text="act.log.failed" />
				</p>
			)}
			{state === 'there' && lines.length === 0 && (
				<p class="muted">
					<NbText text="act.log.none" />
				</p>
			)}
			{starts.map((start, i) => {
				const first = lines[start];
				return (
					first && (
						<table class="plain log" key={first.at}>
							<caption>
								<Day at={first.at} />
							</caption>
							<thead class="ds-sr-only">
								<tr>
									{['time', 'who', 'what', 'about'].map((column) => (
										<th scope="col" key={column}>
											<NbText text={`act.log.column.${column}`} />
										</th>
									))}
								</tr>
							</thead>
							<tbody>
								{lines.slice(start, starts[i + 1]).map((line) => (
									<Row key={`${line.at} ${line.act.id} ${line.what}`} line={line} />
								))}
							</tbody>
						</table>
					)
				);
			})}
			{more !== '' && (
				<button type="button" class="ds-button" data-variant="secondary" onClick={() => void load(more)}>
					<NbText text="act.log.more" />
				</button>
			)}
		</section>
	);
}

/** Who changed what and when, and the agency as a file. */
import { useEffect } from 'preact/hooks';
import { usePage } from '../context.ts';
import { download } from '@samtale/staff/download';
import { stamp } from '../moments.ts';
import type { Line } from '../facts.ts';
import { valueWords, whatWords } from '../log-words.ts';
import { Heads } from './heads.tsx';
import { Problem } from './save-bar.tsx';

function Row({ line }: { line: Line }) {
	const { i18n, zone } = usePage();
	return (
		<tr>
			<td class="nobr">{stamp(i18n, line.at, zone)}</td>
			<td>{line.name === '' ? i18n.t('owner.log.operator') : line.name}</td>
			<td>
				{line.about !== '' && <b>{line.about}: </b>}
				{whatWords(i18n, line.what) ?? <code>{line.what}</code>}
			</td>
			<td>{valueWords(i18n, line, line.was)}</td>
			<td>{valueWords(i18n, line, line.now)}</td>
		</tr>
	);
}

export function Log() {
	const { i18n, office } = usePage();
	const lines = office.lines.value;
	useEffect(() => void office.readLines(), []);
	const load = async (): Promise<void> => {
		const file = await office.file();
		if (file !== null) {
			download(`${office.slug}.yaml`, 'application/yaml', file);
		}
	};
	return (
		<section class="card stack wide" aria-labelledby="head-log">
			<div class="row">
				<h1 id="head-log">{i18n.t('owner.log.head')}</h1>
				<span class="push row">
					<span class="small muted">{i18n.t('owner.log.export_hint')}</span>
					<button
						type="button"
						class="ds-button"
						data-variant="secondary"
						data-test="export"
						onClick={() => void load()}
					>
						{i18n.t('owner.log.export')}
					</button>
				</span>
			</div>
			<Problem />
			{lines?.length === 0 && <p class="muted">{i18n.t('owner.log.none')}</p>}
			{lines !== null && lines.length > 0 && (
				<div class="scroll" tabIndex={0} role="region" aria-labelledby="head-log">
					<table class="plain" data-test="log">
						<Heads of="owner.log" columns={['when', 'who', 'what', 'was', 'now']} />
						<tbody>
							{lines.map((line, i) => (
								<Row key={i} line={line} />
							))}
						</tbody>
					</table>
				</div>
			)}
			{office.more.value !== '' && (
				<div>
					<button
						type="button"
						class="ds-button small"
						data-variant="secondary"
						onClick={() => void office.readLines(true)}
					>
						{i18n.t('owner.log.more')}
					</button>
				</div>
			)}
		</section>
	);
}

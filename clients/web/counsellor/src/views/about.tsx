/**
 * The pane beside the rooms: what is known of the active one. It never shows more than the offer
 * did.
 */
import type { ComponentChild } from 'preact';
import { useDesk } from '../context.ts';
import type { Room } from '../rooms.ts';
import { spanWords } from '../words.ts';
import { NbText } from './nb-text.tsx';
import { Notes } from './notes.tsx';

export function About({ room }: { room: Room }) {
	const { i18n, names } = useDesk();
	const level = i18n.t(`staff.offer.level.${room.level}`);
	const rows: [string, ComponentChild][] = [
		['staff.about.topic', names.topic(room.topic)],
		['staff.about.from', `${names.place(room.region, room.level)}, ${level}`],
		[
			'staff.about.languages',
			room.languages.map((language) => names.language(language)).join(', '),
		],
		[
			'staff.about.urgency',
			<NbText key="urgency" text={`staff.offer.urgency.${room.urgency}`} />,
		],
		['staff.about.waited', spanWords(i18n, room.waited * 1000)],
	];
	return (
		<aside class="pane" aria-label={`${i18n.t('staff.room.label', { n: room.number })}`}>
			<div class="body">
				<h2>{i18n.t('staff.room.label', { n: room.number })}</h2>
				<dl class="facts">
					{rows.map(([key, value]) => (
						<div key={key}>
							<dt>{i18n.t(key)}</dt>
							<dd>{value}</dd>
						</div>
					))}
				</dl>
				<Notes room={room} />
				<hr />
				<p class="small muted">{i18n.t('staff.about.none')}</p>
			</div>
		</aside>
	);
}

/**
 * What is known of the active room. It never shows more than the offer did.
 */
import type { ComponentChild } from 'preact';
import { useDesk } from '../context.ts';
import type { Room } from '../rooms.ts';
import { spanWords } from '@samtale/staff/spans';
import { NbText } from '@samtale/staff/views/nb-text';

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
		<>
			<h2>{i18n.t('staff.room.label', { n: room.number })}</h2>
			<dl class="facts">
				{rows.map(([key, value]) => (
					<div key={key}>
						<dt>{i18n.t(key)}</dt>
						<dd>{value}</dd>
					</div>
				))}
			</dl>
			<hr />
			<p class="small muted">{i18n.t('staff.about.none')}</p>
		</>
	);
}

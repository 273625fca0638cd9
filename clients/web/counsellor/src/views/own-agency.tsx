/**
 * The own agency beside a shift: its hours to read, as its door tells them, and for those who keep it up to date the way to the
 * pages where they do.
 */
import { may, roleWord } from '@samtale/core/may';
import { AGENCY_EDIT, AGENCY_INVITE } from '@samtale/core/permissions';
import { Icon } from '@samtale/staff/views/icons';
import { NbText } from '@samtale/staff/views/nb-text';
import { useEffect, useState } from 'preact/hooks';
import { useDesk } from '../context.ts';
import type { Person } from '../state.ts';

/** Days with the same opening, Monday is 1; times as "16:00". */
interface Row {
	days: number[];
	from: string;
	to: string;
}

/** The hours as the door tells them, null until it does. */
function useHours(agency: string): readonly Row[] | null {
	const [rows, setRows] = useState<Row[] | null>(null);
	useEffect(() => {
		fetch(`/api/v1/door?agency=${agency}`, { credentials: 'omit' })
			.then((answer) => answer.json())
			.then(
				(door: { hours?: Row[] }) => setRows(door.hours ?? null),
				() => undefined,
			);
	}, [agency]);
	return rows;
}

function Hours({ rows }: { rows: readonly Row[] }) {
	const { i18n } = useDesk();
	const time = (text: string): string => {
		const [h = '', min = ''] = text.split(':');
		return i18n.t('common.clock', { h, min });
	};
	/* Days in a row need not all be named. */
	const daysOf = (days: number[]): string => {
		const names = days.map((day) => i18n.t(`common.weekday.${day}`));
		const inRow = days.at(-1)! - days[0]! === days.length - 1 && days.length > 2;
		return inRow ? `${names[0]}–${names.at(-1)}` : names.join(', ');
	};
	return (
		<ul>
			{rows.map(({ days, from, to }, i) => (
				<li key={i}>
					{i18n.t('staff.agency.line', {
						days: daysOf(days),
						from: time(from),
						to: time(to),
					})}
				</li>
			))}
		</ul>
	);
}

export function OwnAgency({ person }: { person: Person }) {
	const rows = useHours(person.agency);
	const role = roleWord(person.role);
	const keeps = may(AGENCY_EDIT, role);
	return (
		<section class="card stack" data-test="own-agency">
			<h2>
				<NbText text="staff.agency.hours" />
			</h2>
			{rows !== null && rows.length > 0 && <Hours rows={rows} />}
			{rows?.length === 0 && <NbText text="staff.agency.free" />}
			{(keeps || may(AGENCY_INVITE, role)) && (
				<p>
					<a href="/owner" data-test="to-owner">
						<Icon name="hand" />{' '}
						<NbText text={keeps ? 'staff.agency.owner' : 'staff.agency.network'} />
					</a>
				</p>
			)}
			<p class="small muted">
				<NbText text={keeps ? 'staff.agency.owner_hint' : 'staff.agency.who'} />
			</p>
		</section>
	);
}

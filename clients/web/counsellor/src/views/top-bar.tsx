/**
 * The bar above everything: who is logged in, the counsellor's own state, the queue in one line,
 * sound. While the line is down it says so instead of offering buttons that cannot work.
 */
import { roleWord } from '@samtale/core/may';
import { useDesk } from '../context.ts';
import type { Presence, Roster, State } from '../state.ts';
import { waitWords } from '@samtale/staff/spans';
import { Icon } from '@samtale/staff/views/icons';
import { NbText } from '@samtale/staff/views/nb-text';
import { SheetButtons } from '@samtale/staff/views/sheet-buttons';
import { Sounds } from './sounds.tsx';

const CHOICES = ['available', 'paused', 'draining', 'off'] as const;

/** Off is possible once no room lives: a youth is never left sitting. */
function PresenceChoice({ presence, inRooms }: { presence: Presence; inRooms: boolean }) {
	const { i18n, acts } = useDesk();
	return (
		<div class="seg" role="group" aria-label={i18n.t('staff.presence.label')}>
			{CHOICES.map((choice) => {
				const held = choice === 'off' && inRooms;
				return (
					<button
						key={choice}
						type="button"
						aria-pressed={presence === choice}
						aria-disabled={held}
						title={held ? i18n.t('staff.presence.off_rooms') : undefined}
						data-test={`state-${choice}`}
						onClick={() => !held && acts.shift.setPresence(choice)}
					>
						<Icon name={choice} />
						{i18n.t(
							choice === 'off' && presence !== 'off'
								? 'staff.presence.go_off'
								: `staff.presence.${choice}`,
						)}
					</button>
				);
			})}
		</div>
	);
}

function QueueLine({ roster, known }: { roster: Roster | null; known: boolean }) {
	const { i18n } = useDesk();
	if (roster === null || !known) {
		return (
			<span class="small queue-note" data-test="queue-line">
				{known ? '' : i18n.t('staff.bar.queue_unknown')}
			</span>
		);
	}
	const longest = waitWords(i18n, roster.longest * 1000);
	return (
		<span
			class="small queue-note"
			data-test="queue-line"
			data-waiting={roster.waiting}
		>
			{roster.waiting === 0
				? i18n.t('staff.bar.queue_empty')
				: i18n.n('staff.bar.queue', roster.waiting, { longest })}
			{' · '}
			{i18n.t('staff.bar.on_duty', { n: roster.onDuty })}
		</span>
	);
}

export function TopBar({ state, lost }: { state: State; lost: boolean }) {
	const { i18n, acts } = useDesk();
	const { person } = state;
	const inRooms = state.rooms.some((room) => room.ended === '');
	return (
		<header class="bar">
			<span class="name">{i18n.t('staff.title')}</span>
			{person === null ? (
				<span class="muted">{i18n.t('staff.login.for')}</span>
			) : (
				<span class="who">
					<b>{person.agencyName}</b>
					<span class="muted">
						{person.alias} ·{' '}
						<NbText text={`common.role.${roleWord(person.role)}`} />
					</span>
				</span>
			)}
			{lost && (
				<span class="tag bad" role="status">
					<Icon name="noline" />
					{i18n.t('staff.lost.bar')}
				</span>
			)}
			{!lost && state.screen === 'desk' && (
				<PresenceChoice presence={state.presence} inRooms={inRooms} />
			)}
			{!lost && state.screen === 'start' && (
				<span class="tagline">
					<Icon name="off" tone="muted" />
					{i18n.t('staff.presence.off')}
				</span>
			)}
			{person !== null && (
				<QueueLine roster={state.roster} known={!lost && state.frozenAt === 0} />
			)}
			{person !== null && (
				<span class="row tight nowrap tools">
					<Sounds onShift={state.screen === 'desk'} />
					<SheetButtons keys={acts.keys} show={acts.sheets.show} />
					<a
						class="ds-button small"
						data-variant="tertiary"
						href="/account"
						target="_blank"
						rel="opener"
						data-test="account"
					>
						{i18n.t('staff.account')}
					</a>
					{state.screen === 'start' && (
						<button
							type="button"
							class="ds-button small"
							data-variant="secondary"
							data-test="logout"
							onClick={acts.logout}
						>
							{i18n.t('staff.login.out')}
						</button>
					)}
				</span>
			)}
		</header>
	);
}

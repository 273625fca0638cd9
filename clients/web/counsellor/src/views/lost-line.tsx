/**
 * What is said while the line or the daemon's store is down: what has happened, what comes next in
 * bold, what comes after, and that writing goes on. It shows after three seconds without a socket.
 * Seconds move here, so the part that is read out stands beside it and stands still.
 */
import { useDesk } from '../context.ts';
import type { State } from '../state.ts';
import { clockSeconds, spanWords } from '@samtale/staff/spans';
import { Icon } from '@samtale/staff/views/icons';

/**
 * When the youths are told, and when their rooms go back to the queue; see docs/states.md.
 * Milliseconds.
 */
const TOLD_MS = 20_000;
const BACK_MS = 300_000;

/** The two things that happen by themselves, the next one in bold. */
function Next({ since, now }: { since: number; now: number }) {
	const { i18n } = useDesk();
	const told = now - since >= TOLD_MS;
	const tellIn = i18n.t('staff.lost.tell_in', {
		duration: spanWords(i18n, since + TOLD_MS - now),
	});
	const backIn = i18n.t('staff.lost.back_in', {
		duration: spanWords(i18n, since + BACK_MS - now),
	});
	return (
		<ul class="when small">
			{told ? (
				<li class="past">
					{i18n.t('staff.lost.told', { time: clockSeconds(i18n, since + TOLD_MS) })}
				</li>
			) : (
				<li>
					<b>{tellIn}</b>
				</li>
			)}
			<li>{told ? <b>{backIn}</b> : backIn}</li>
		</ul>
	);
}

export function LostLine({ state, locked, now }: { state: State; locked: boolean; now: number }) {
	const { i18n, acts } = useDesk();
	const rooms = state.rooms.some((room) => room.ended === '');
	const since = state.lostAt;
	const words = { time: clockSeconds(i18n, since), duration: spanWords(i18n, now - since) };
	const wait = Math.max(0, Math.ceil((state.retryAt - now) / 1000));
	return (
		<section class="strip lost" data-test="lost" data-locked={locked}>
			<p class="ds-sr-only" role="alert">
				{i18n.t('staff.lost.bar')}. {i18n.t('staff.lost.draft')}
			</p>
			<Icon name="noline" />
			<div>
				<p class="head">
					{i18n.t(locked && rooms ? 'staff.lost.head' : 'staff.lost.head_open', words)}
				</p>
				{rooms && <Next since={since} now={now} />}
				{rooms && <p class="small">{i18n.t('staff.lost.draft')}</p>}
			</div>
			<div class="stack">
				<button type="button" class="ds-button" data-test="retry" onClick={acts.retry}>
					{i18n.t('staff.lost.try')}
				</button>
				<span class="small nobr">
					{state.retryAt === 0 || wait === 0
						? i18n.t('staff.lost.trying')
						: i18n.t('staff.lost.next', { n: wait })}
				</span>
			</div>
		</section>
	);
}

/** The socket is there, but the daemon cannot store anything. */
export function FrozenLine() {
	const { i18n } = useDesk();
	return (
		<section class="strip lost" role="alert" data-test="frozen">
			<Icon name="locked" />
			<div>
				<p class="head">{i18n.t('staff.frozen.head')}</p>
				<p class="small">{i18n.t('staff.frozen.draft')}</p>
			</div>
		</section>
	);
}

/**
 * What came of an offer or a request that is over, told where the offer stood. That the daemon has
 * changed the presence is told loudly and stays: a pause with one button back, the rest until it is
 * read. Everything else goes by itself.
 */
import { useDesk } from '../context.ts';
import type { Notice, Told } from '../state.ts';
import { Icon } from '@samtale/staff/views/icons';

/** A pause in the head and its reason below; else the reason is the head. */
function ShiftNotice({ why, presence }: Extract<Notice, { kind: 'shift' }>) {
	const { i18n, acts } = useDesk();
	const isPaused = presence === 'paused';
	const reason = i18n.t(`staff.why.${why}`);
	return (
		<section class="strip notice is-warn" role="alert" data-test={why}>
			<Icon name={presence} tone="warn" />
			<div>
				<p class="topic">{isPaused ? i18n.t('staff.offer.paused.head') : reason}</p>
				<p>
					{isPaused && reason} {why === 'missed' && i18n.t('staff.offer.missed_hint')}
					{presence === 'draining' && i18n.t('staff.presence.draining_hint')}
				</p>
			</div>
			<button
				type="button"
				class="ds-button large"
				data-variant={isPaused ? undefined : 'secondary'}
				data-test={isPaused ? 'back-to-available' : 'notice-read'}
				onClick={() => (isPaused ? acts.shift.setPresence('available') : acts.shift.read())}
			>
				{i18n.t(isPaused ? 'staff.offer.paused.back' : 'common.close')}
			</button>
		</section>
	);
}

export function NoticeBand({ notice }: { notice: Notice }) {
	const { i18n } = useDesk();
	if (notice.kind === 'shift') {
		return <ShiftNotice {...notice} />;
	}
	return (
		<section class="strip notice" role="status" data-test="notice" data-why={notice.why}>
			<Icon name={notice.kind === 'revoked' ? 'cross' : 'warn'} tone="muted" />
			<p>
				<b>
					{i18n.t(
						notice.kind === 'revoked'
							? `staff.revoked.${notice.why}`
							: `staff.refused.${notice.why}`,
					)}
				</b>
			</p>
		</section>
	);
}

/** What a supervisor announces, or has done with this shift: it stays until it is read. */
export function ToldBand({ told: { what, by, texts } }: { told: Told }) {
	const { i18n, acts } = useDesk();
	const line = texts.find((one) => one.startsWith(`${i18n.language} `)) ?? texts[0] ?? '';
	return (
		<section class="strip notice" role="status" data-test="told">
			<Icon name="warn" tone="muted" />
			<div>
				<p class="topic">{i18n.t(`staff.told.${what}`, { by })}</p>
				<p>{line.slice(line.indexOf(' ') + 1)}</p>
			</div>
			<button
				type="button"
				class="ds-button"
				data-variant="secondary"
				data-test="told-read"
				onClick={acts.shift.heard}
			>
				{i18n.t('common.close')}
			</button>
		</section>
	);
}

/**
 * What stands above every screen where somebody of the agency has to approve this computer: whom to
 * ask, then the digits that the two read to each other, large.
 */
import { useDesk } from '../context.ts';
import type { ApprovalState } from '../approval.ts';
import { dayWords, spanWords } from '@samtale/staff/spans';
import { Digits } from './digits.tsx';
import { Icon } from '@samtale/staff/views/icons';
import { NbText } from '@samtale/staff/views/nb-text';

/** Whole minutes, because what is read aloud must not change each second. */
const MINUTE_MS = 60_000;

/** Whether one may ask now. */
function mayAsk({ at, until }: ApprovalState, now: number): boolean {
	return at === 'needed' || at === 'failed' || (until !== 0 && now >= until);
}

export function ApprovalStrip({ now, agency }: { now: number; agency: string }) {
	const { i18n, acts } = useDesk();
	const state = acts.sealing.approval.state.value;
	if (state === null) {
		return null;
	}
	const over = state.until !== 0 && now >= state.until;
	const at = over ? 'needed' : state.at;
	const params = {
		agency,
		name: state.by,
		date: dayWords(state.ends),
		duration: spanWords(i18n, Math.ceil((state.until - now) / MINUTE_MS) * MINUTE_MS),
	};
	const lasts = at === 'needed' && state.ends > now;
	return (
		<section
			class="strip notice approval"
			role={at === 'digits' ? 'alert' : 'status'}
			data-test="approval"
			data-at={at}
		>
			<Icon name="locked" tone={lasts ? 'muted' : 'warn'} />
			<div>
				<p class="topic">
					<NbText text={`staff.approval.head.${at}`} params={params} />
				</p>
				<p>
					<NbText text={lasts ? 'staff.approval.ends' : `staff.approval.text.${at}`} params={params} />
				</p>
			</div>
			{at === 'digits' && <Digits digits={state.digits} />}
			{mayAsk(state, now) && (
				<button
					type="button"
					class="ds-button"
					data-test="approval-ask"
					onClick={() => void acts.sealing.approval.ask()}
				>
					<NbText text="staff.approval.ask" />
				</button>
			)}
		</section>
	);
}

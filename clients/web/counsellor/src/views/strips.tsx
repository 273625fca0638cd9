/**
 * What stands between the top bar and the screen, one strip each, the most pressing first: no line,
 * an offer, what came of one, what a person has to do beside talking. A new strip is one line here.
 */
import { useDesk } from '../context.ts';
import type { Desk } from '../desk.ts';
import { isLocked, type State } from '../state.ts';
import { ApprovalStrip } from './approval.tsx';
import { ApproverStrips } from './approver.tsx';
import { HelpStrips } from './help.tsx';
import { HoldStrips } from './holds.tsx';
import { Icon } from '@samtale/staff/views/icons';
import { FrozenLine, LostLine } from './lost-line.tsx';
import { NoticeBand } from './notice.tsx';
import { OfferBand } from './offer.tsx';
import { ShiftEnd } from './shift-end.tsx';

function Uncertified() {
	const { i18n } = useDesk();
	return (
		<section class="strip notice" role="alert" data-test="uncertified">
			<Icon name="warn" />
			<p>{i18n.t('staff.seal.uncertified')}</p>
		</section>
	);
}

/** `lost`: that there is no socket is told. */
export function Strips({ desk, state, lost, now }: { desk: Desk; state: State; lost: boolean; now: number }) {
	const { offer, person } = state;
	const approver = desk.sealing.approver.state.value;
	const frozen = !lost && state.frozenAt !== 0;
	return (
		<div class="strips">
			{lost && <LostLine state={state} locked={isLocked(state, now)} now={now} />}
			{frozen && <FrozenLine />}
			{offer !== null && <OfferBand key={offer.offer} offer={offer} now={now} />}
			{state.shiftEnd !== null && <ShiftEnd period={state.shiftEnd} />}
			{state.notice !== null && <NoticeBand notice={state.notice} />}
			{person !== null && <ApprovalStrip now={now} agency={person.agencyName} />}
			{approver !== null && <ApproverStrips state={approver} now={now} />}
			<HoldStrips state={desk.sealing.holds.state.value} />
			<HelpStrips calls={desk.help.calls.value} staff={person?.staff ?? ''} now={now} />
			{state.uncertified && <Uncertified />}
		</div>
	);
}

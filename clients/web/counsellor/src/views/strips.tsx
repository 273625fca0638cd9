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
import { NoticeBand, ToldBand } from './notice.tsx';
import { OfferBand } from './offer.tsx';
import { ShiftEnd } from './shift-end.tsx';
import { NbText } from '@samtale/staff/views/nb-text';

function Uncertified() {
	const { i18n } = useDesk();
	return (
		<section class="strip notice" role="alert" data-test="uncertified">
			<Icon name="warn" />
			<p>{i18n.t('staff.seal.uncertified')}</p>
		</section>
	);
}

/** Says on every screen that it is practice, where the young person comes in, and the way back. */
function Practice({ state }: { state: State }) {
	const { i18n, acts, practice } = useDesk();
	const door = `${location.origin}/w/${practice}`;
	const held = state.rooms.some((room) => room.ended === '');
	return (
		<section class="strip notice" data-test="practice">
			<Icon name="warn" />
			<p>
				<b>
					<NbText text="staff.practice.strip" />
				</b>{' '}
				<NbText text="staff.practice.door" />{' '}
				<a href={door} target="_blank" rel="noreferrer" data-test="practice-door">
					{door}
				</a>
			</p>
			<button
				type="button"
				class="ds-button"
				data-variant="secondary"
				aria-disabled={held}
				title={held ? i18n.t('staff.presence.off_rooms') : undefined}
				data-test="practice-end"
				onClick={() => !held && acts.practise(false)}
			>
				<NbText text="staff.practice.end" />
			</button>
		</section>
	);
}

/** `lost`: that there is no socket is told. */
export function Strips({ desk, state, lost, now }: { desk: Desk; state: State; lost: boolean; now: number }) {
	const { offer, person } = state;
	const { practice } = useDesk();
	const approver = desk.sealing.approver.state.value;
	const frozen = !lost && state.frozenAt !== 0;
	return (
		<div class="strips">
			{person !== null && person.agency === practice && <Practice state={state} />}
			{lost && <LostLine state={state} locked={isLocked(state, now)} now={now} />}
			{frozen && <FrozenLine />}
			{offer !== null && <OfferBand key={offer.offer} offer={offer} now={now} />}
			{state.shiftEnd !== null && <ShiftEnd period={state.shiftEnd} />}
			{state.notice !== null && <NoticeBand notice={state.notice} />}
			{state.told !== null && <ToldBand told={state.told} />}
			{person !== null && <ApprovalStrip now={now} agency={person.agencyName} />}
			{approver !== null && <ApproverStrips state={approver} now={now} />}
			<HoldStrips state={desk.sealing.holds.state.value} />
			<HelpStrips calls={desk.help.calls.value} staff={person?.staff ?? ''} now={now} />
			{state.uncertified && <Uncertified />}
		</div>
	);
}

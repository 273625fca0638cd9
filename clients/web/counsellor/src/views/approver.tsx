/** Computers of colleagues that wait to be approved, one strip each, above every screen. */
import { useDesk } from '../context.ts';
import type { ApproverState, Asked } from '../approver.ts';
import { Digits } from './digits.tsx';
import { Icon } from '@samtale/staff/views/icons';
import { NbText } from '@samtale/staff/views/nb-text';

function Choices({ asked: { staff, at } }: { asked: Asked }) {
	const { acts } = useDesk();
	const { vouch, confirm, deny, hide } = acts.sealing.approver;
	if (at === 'asks') {
		return (
			<button type="button" class="ds-button" data-test="approver-answer" onClick={() => vouch(staff)}>
				<NbText text="staff.approver.answer" />
			</button>
		);
	}
	if (at === 'digits') {
		return (
			<div class="stack">
				<button
					type="button"
					class="ds-button"
					data-test="approver-confirm"
					onClick={() => void confirm(staff)}
				>
					<NbText text="staff.approver.confirm" />
				</button>
				<button
					type="button"
					class="ds-button"
					data-variant="secondary"
					data-test="approver-deny"
					onClick={() => deny(staff)}
				>
					<NbText text="staff.approver.deny" />
				</button>
			</div>
		);
	}
	return at === 'opening' || at === 'signing' ? null : (
		<button
			type="button"
			class="ds-button"
			data-variant="secondary"
			data-test="approver-hide"
			onClick={() => hide(staff)}
		>
			<NbText text="staff.approver.hide" />
		</button>
	);
}

function Strip({ asked, canAnswer }: { asked: Asked; canAnswer: boolean }) {
	const { i18n } = useDesk();
	const { alias: name, role, at, digits } = asked;
	const params = { name, role: i18n.t(`common.role.${role === 2 ? 'supervisor' : 'counsellor'}`) };
	const text = at === 'asks' && !canAnswer ? 'staff.approver.keyless' : `staff.approver.text.${at}`;
	return (
		<section
			class="strip notice approval"
			role={at === 'asks' || at === 'digits' ? 'alert' : 'status'}
			data-test="approver"
			data-at={at}
		>
			<Icon name={at === 'done' ? 'tick' : at === 'broken' ? 'warn' : 'locked'} />
			<div>
				<p class="topic">
					<NbText text={`staff.approver.head.${at}`} params={params} />
				</p>
				<p>
					<NbText text={text} params={params} />
				</p>
			</div>
			{digits !== '' && <Digits digits={digits} />}
			{(canAnswer || at !== 'asks') && <Choices asked={asked} />}
		</section>
	);
}

export function ApproverStrips({ state, now }: { state: ApproverState; now: number }) {
	return (
		<>
			{state.asked
				.filter(({ until }) => until > now)
				.map((asked) => (
					<Strip key={asked.staff} asked={asked} canAnswer={state.key === 'named'} />
				))}
		</>
	);
}

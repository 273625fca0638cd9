/** What can be done about somebody on shift: a pause, the way out of the shift, the offer to somebody who is free. */
import { useState } from 'preact/hooks';
import { NbText } from '@samtale/staff/views/nb-text';
import { usePage } from '../context.ts';
import { peopleOf, type Colleague } from '../facts.ts';

/** Somebody else who is there and has a place. */
const isFree = (one: Colleague): boolean => one.presence === 'available' && one.load < one.capacity;

export function PersonActs({ one }: { one: Colleague }) {
	const { i18n, live } = usePage();
	const [open, setOpen] = useState(false);
	const [code, setCode] = useState('');
	const person = live.person.value;
	const may = person?.role === 'duty_lead' || (person?.role === 'supervisor' && one.agency === person.agency);
	if (!may) {
		return null;
	}
	const act = async (body: object): Promise<void> => {
		const answer = await live.ask('/api/v1/acts', { ...body, target: one.id });
		setCode(answer.ok ? '' : answer.code);
		setOpen(!answer.ok);
	};
	const others = peopleOf(live.scene.rows('p').value).filter(
		(other) => other.id !== one.id && isFree(other) && (person.role === 'duty_lead' || other.agency === person.agency),
	);
	const failure = `act.error.${code}`;
	return (
		<>
			<button
				type="button"
				class="ds-button small person-more"
				data-variant="tertiary"
				aria-expanded={open}
				aria-label={i18n.t('act.person', { name: one.alias })}
				data-test={`person-acts-${one.id}`}
				onClick={() => setOpen(!open)}
			>
				⋯
			</button>
			{open && (
				<div class="person-acts" role="group" aria-label={i18n.t('act.person', { name: one.alias })}>
					{(['pause', 'drain'] as const).map((kind) => (
						<button
							key={kind}
							type="button"
							class="ds-button small"
							data-variant="secondary"
							data-test={`person-${kind}`}
							onClick={() => void act({ kind })}
						>
							<NbText text={`act.person.${kind}`} />
						</button>
					))}
					{others.length > 0 && (
						<select
							class="ds-input small"
							aria-label={i18n.t('act.person_reassign')}
							data-test="person-reassign"
							value=""
							onChange={(event) => void act({ kind: 'reassign', place: event.currentTarget.value })}
						>
							<option value="">{i18n.t('act.person_reassign')}</option>
							{others.map(({ id, alias }) => (
								<option key={id} value={id}>
									{alias}
								</option>
							))}
						</select>
					)}
					{code !== '' && (
						<p role="alert" class="small">
							<NbText text={i18n.has(failure) ? failure : 'act.error.failed'} />
						</p>
					)}
				</div>
			)}
		</>
	);
}

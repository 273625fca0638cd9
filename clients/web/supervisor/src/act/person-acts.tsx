/** What can be done about somebody on shift: a pause, the way out of the shift, the offer to somebody who is free. */
import { useState } from 'preact/hooks';
import { NbText } from '@samtale/staff/views/nb-text';
import { usePage } from '../context.ts';
import type { Live } from '../live.ts';
import { peopleOf, type Colleague } from '../facts.ts';

/** Somebody else who is there and has a place. */
const isFree = (one: Colleague): boolean => one.presence === 'available' && one.load < one.capacity;

export const mayActOnPerson = ({ leads, person }: Live, { agency }: Colleague): boolean =>
	leads.value || (person.value?.role === 'supervisor' && agency === person.value.agency);

/** The id of the button, by which it is found. */
export const buttonOf = ({ id }: Colleague): string => `acts-${id}`;

interface MoreProps {
	one: Colleague;
	open: boolean;
	show(open: boolean): void;
}

/** The button that opens what can be done. */
export function PersonMore({ one, open, show }: MoreProps) {
	const { i18n } = usePage();
	return (
		<button
			type="button"
			id={buttonOf(one)}
			class="ds-button small person-more"
			data-variant="tertiary"
			aria-expanded={open}
			aria-label={i18n.t('act.person', { name: one.alias })}
			data-test={`person-acts-${one.id}`}
			onClick={() => show(!open)}
		>
			⋯
		</button>
	);
}

export function PersonActs({ one, close }: { one: Colleague; close(): void }) {
	const { i18n, live } = usePage();
	const [code, setCode] = useState('');
	const [to, setTo] = useState('');
	const act = async (body: object): Promise<void> => {
		const answer = await live.ask('/api/v1/acts', { ...body, target: one.id });
		if (answer.ok) {
			close();
		} else {
			setCode(answer.code);
		}
	};
	const others = peopleOf(live.scene.rows('p').value).filter(
		(other) => other.id !== one.id && isFree(other) && mayActOnPerson(live, other),
	);
	const failure = `act.error.${code}`;
	return (
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
				<>
					<select
						class="ds-input small"
						aria-label={i18n.t('act.person_reassign')}
						data-test="person-reassign"
						value={to}
						onChange={(event) => setTo(event.currentTarget.value)}
					>
						<option value="">{i18n.t('act.person_reassign')}</option>
						{others.map(({ id, alias }) => (
							<option key={id} value={id}>
								{alias}
							</option>
						))}
					</select>
					<button
						type="button"
						class="ds-button small"
						data-variant="secondary"
						disabled={to === ''}
						data-test="person-give"
						onClick={() => void act({ kind: 'reassign', place: to })}
					>
						<NbText text="act.person_give" />
					</button>
				</>
			)}
			{code !== '' && (
				<p role="alert" class="small">
					<NbText text={i18n.has(failure) ? failure : 'act.error.failed'} />
				</p>
			)}
		</div>
	);
}

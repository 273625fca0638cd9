/** The fields of one way to work. What is half written stays as it is; the daemon says what is wrong. */
import { NbText } from '@samtale/staff/views/nb-text';
import { usePage } from '../context.ts';
import { readHours, readNumber, showHours, shownNumber, SIDE_TEXTS, type Plan, type Side } from './plan.ts';

interface FieldsProps {
	side: Side;
	plan: Plan;
	/** Names of fields that the daemon did not take. */
	faults: ReadonlySet<string>;
	change(plan: Plan): void;
}

/* What has digits behind a sign is written as text: a browser puts the sign of its own language into a field of numbers. */
const NUMBERS = [
	{ name: 'visits_day', text: 'whatif.visits_day', type: 'text', inputMode: 'decimal' },
	{ name: 'counsellors', text: 'whatif.counsellors', type: 'number', min: 0, max: 20 },
	{ name: 'capacity', text: 'whatif.capacity', type: 'number', min: 1, max: 3 },
	{ name: 'widen_s', text: 'whatif.widen_s', type: 'number', min: 0, max: 1800 },
] as const;
const HOURS = [
	{ name: 'hours', text: 'whatif.hours' },
	{ name: 'extra', text: 'whatif.extra' },
] as const;

const EXAMPLE = 'mon-thu 17:00-21:00';

export function Fields({ side, plan, faults, change }: FieldsProps) {
	const { i18n } = usePage();
	const id = (name: string): string => `whatif-${side}-${name}`;
	const fault = (name: string) =>
		faults.has(name) && (
			<p class="error small" id={`${id(name)}-fault`}>
				<NbText text="whatif.fault" />
			</p>
		);
	return (
		<fieldset class="card stack wide plan" data-test={`plan-${side}`}>
			<legend class="over">
				<NbText text={SIDE_TEXTS[side]} />
			</legend>
			{HOURS.map(({ name, text }) => (
				<div class="field" key={name}>
					<label class="ds-label" for={id(name)}>
						<NbText text={text} />
					</label>
					<span class="muted small" id={`${id(name)}-hint`}>
						<NbText
							text="whatif.hours_hint"
							params={{ example: showHours(i18n, EXAMPLE), none: i18n.t('whatif.none') }}
						/>
					</span>
					<input
						class="ds-input"
						id={id(name)}
						defaultValue={showHours(i18n, plan[name])}
						maxLength={400}
						aria-describedby={`${id(name)}-hint${faults.has(name) ? ` ${id(name)}-fault` : ''}`}
						aria-invalid={faults.has(name)}
						data-test={`${side}-${name}`}
						onInput={({ currentTarget }) =>
							change({ ...plan, [name]: readHours(i18n, currentTarget.value) })
						}
					/>
					{fault(name)}
				</div>
			))}
			<div class="numbers">
				{NUMBERS.map(({ name, text, ...kind }) => (
					<div class="field" key={name}>
						<label class="ds-label" for={id(name)}>
							<NbText text={text} />
						</label>
						<input
							class="ds-input"
							id={id(name)}
							{...kind}
							defaultValue={shownNumber(i18n, plan[name])}
							aria-describedby={faults.has(name) ? `${id(name)}-fault` : undefined}
							aria-invalid={faults.has(name)}
							data-test={`${side}-${name}`}
							onInput={({ currentTarget }) =>
								change({ ...plan, [name]: readNumber(currentTarget.value) })
							}
						/>
						{fault(name)}
					</div>
				))}
			</div>
			<fieldset class="stack">
				<legend class="ds-label">
					<NbText text="whatif.way" />
				</legend>
				{[false, true].map((pooled) => (
					<label class="tick" key={String(pooled)}>
						<input
							class="ds-input"
							type="radio"
							name={id('way')}
							checked={plan.pooled === pooled}
							data-test={`${side}-${pooled ? 'pooled' : 'alone'}`}
							onChange={() => change({ ...plan, pooled })}
						/>
						<NbText text={pooled ? 'whatif.pooled' : 'whatif.alone'} />
					</label>
				))}
			</fieldset>
		</fieldset>
	);
}

/** The choices of a shift, one part each: how many rooms, for whom, and lists of ticks. */
import type { ComponentChildren } from 'preact';
import { useDesk } from '../context.ts';
import type { Person } from '../state.ts';
import { Icon } from '@samtale/staff/views/icons';

export function Choice(props: { legend: string; hint?: string; children: ComponentChildren }) {
	return (
		<fieldset class="field">
			<legend class="ds-label">{props.legend}</legend>
			{props.children}
			{props.hint !== undefined && <span class="small muted">{props.hint}</span>}
		</fieldset>
	);
}

export function Capacity({ value, set }: { value: number; set: (value: number) => void }) {
	const { i18n } = useDesk();
	return (
		<Choice legend={i18n.t('staff.start.capacity')} hint={i18n.t('staff.start.capacity_hint')}>
			<div class="row">
				<div class="seg">
					{[1, 2, 3].map((capacity) => (
						<button
							key={capacity}
							type="button"
							aria-pressed={value === capacity}
							data-test={`capacity-${capacity}`}
							onClick={() => set(capacity)}
						>
							{value === capacity && <Icon name="tick" />}
							{capacity}
						</button>
					))}
				</div>
			</div>
		</Choice>
	);
}

export function Scope({
	person,
	value,
	set,
}: {
	person: Person;
	value: number;
	set: (value: number) => void;
}) {
	const { i18n, names } = useDesk();
	const place = names.municipality(person.region);
	const labels = [
		i18n.t('staff.start.scope.0', { place }),
		i18n.t('staff.start.scope.1', { county: names.countyAround(person.region) }),
		i18n.t('staff.start.scope.2', { place }),
	];
	return (
		<Choice legend={i18n.t('staff.start.scope')}>
			<div class="row wide-gap">
				{labels.map((label, scope) => (
					<label class="tick" key={scope}>
						<input
							class="ds-input"
							type="radio"
							name="scope"
							checked={value === scope}
							data-test={`scope-${scope}`}
							onChange={() => set(scope)}
						/>
						{label}
					</label>
				))}
			</div>
		</Choice>
	);
}

interface TicksProps {
	kind: string;
	options: { id: string; name: string }[];
	chosen: string[];
	set(chosen: string[]): void;
}

/** Ticks in the order of `options`, which is also the order of what is chosen. */
export function Ticks({ kind, options, chosen, set }: TicksProps) {
	const toggle = (id: string, on: boolean): void =>
		set(
			options
				.map((option) => option.id)
				.filter((other) => (other === id ? on : chosen.includes(other))),
		);
	return (
		<div class={kind === 'topic' ? 'columns' : 'row wide-gap'}>
			{options.map(({ id, name }) => (
				<label class="tick" key={id}>
					<input
						class="ds-input"
						type="checkbox"
						checked={chosen.includes(id)}
						data-test={`${kind}-${id}`}
						onChange={(event) => toggle(id, event.currentTarget.checked)}
					/>
					{name}
				</label>
			))}
		</div>
	);
}

/**
 * Off shift: how many, for whom, in which languages, about what, and one button. The tap on it
 * unlocks sound and asks for notifications, which browsers allow at no other moment.
 */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useDesk } from '../context.ts';
import type { Choices, Person } from '../state.ts';
import { Capacity, Choice, Scope, Ticks } from './choices.tsx';
import { Icon } from '@samtale/staff/views/icons';
import { NbText } from '@samtale/staff/views/nb-text';
import { Volume } from './sounds.tsx';

/** What is said of notifications, by what the browser allows. */
const NOTIFY = {
	granted: { icon: 'tick', text: 'staff.alert.notify_on' },
	default: { icon: 'clock', text: 'staff.alert.notify_when' },
	denied: { icon: 'warn', text: 'staff.start.notify_off' },
} as const;

/** Whether the machine is ready, and a way to hear the offer's sound before one comes. */
function Machine({ connected }: { connected: boolean }) {
	const { i18n, acts } = useDesk();
	const permission = typeof Notification === 'undefined' ? 'denied' : Notification.permission;
	return (
		<div class="card stack">
			<h2>{i18n.t('staff.start.ready')}</h2>
			<ul class="stack">
				<li class="row nowrap top">
					<Icon name={connected ? 'tick' : 'clock'} tone={connected ? 'good' : 'muted'} />
					<span>
						<b>{i18n.t('staff.start.line')}</b>{' '}
						{i18n.t(connected ? 'staff.start.line_ok' : 'staff.start.line_wait')}
					</span>
				</li>
				<li class="row nowrap top">
					<Icon name="sound" />
					<span>
						<b>{i18n.t('staff.start.sound')}</b> {i18n.t('staff.start.sound_when')}
					</span>
				</li>
				<li class="row nowrap top">
					<Icon
						name={NOTIFY[permission].icon}
						tone={permission === 'denied' ? 'warn' : 'muted'}
					/>
					<span data-test="notify" data-state={permission}>
						<b>{i18n.t('staff.start.notify')}</b> <NbText text={NOTIFY[permission].text} />
					</span>
				</li>
			</ul>
			<div class="row">
				<button
					type="button"
					class="ds-button small"
					data-variant="secondary"
					onClick={() => acts.sounds.try('offer')}
				>
					<Icon name="sound" />
					{i18n.t('staff.start.sound_try')}
				</button>
				<Volume />
			</div>
			<a href="/check" target="_blank" rel="noreferrer" data-test="check">
				<NbText text="staff.alert.check" />
			</a>
		</div>
	);
}

interface ShiftStartProps {
	person: Person;
	busy: boolean;
	connected: boolean;
	now: number;
	/** What this person has to do beside shifts. */
	children?: ComponentChildren;
}

export function ShiftStart({ person, busy, connected, now, children }: ShiftStartProps) {
	const { i18n, names, acts, choices: last } = useDesk();
	const topics = names.topics();
	const languages = names.languages().map((id) => ({ id, name: names.language(id) }));
	const national = person.region === '';
	const [choices, setChoices] = useState<Choices | null>(last);
	const current: Choices = choices ?? names.usualChoices();
	const set = (change: Partial<Choices>): void => setChoices({ ...current, ...change });
	const approval = acts.sealing.approval.state.value;
	/* Without a certificate nothing that a youth writes could be opened here. */
	const approved = approval === null || approval.ends > now;
	const ready = current.languages.length > 0 && approved;
	const submit = (event: Event): void => {
		event.preventDefault();
		if (ready && !busy) {
			acts.shift.start(current);
		}
	};
	return (
		<main class="start">
			<form onSubmit={submit}>
				<div class="card stack wide">
					<div class="row">
						<h1 tabIndex={-1}>{i18n.t('staff.start.head')}</h1>
						{last !== null && <span class="muted">{i18n.t('staff.start.copied')}</span>}
					</div>
					<Capacity value={current.capacity} set={(capacity) => set({ capacity })} />
					{!national && (
						<>
							<hr />
							<Scope
								person={person}
								value={current.scope}
								set={(scope) => set({ scope })}
							/>
						</>
					)}
					<hr />
					<Choice
						legend={i18n.t('staff.start.languages')}
						hint={
							current.languages.length > 0 ? undefined : i18n.t('staff.start.languages_none')
						}
					>
						<Ticks
							kind="language"
							options={languages}
							chosen={current.languages}
							set={(chosen) => set({ languages: chosen })}
						/>
					</Choice>
					<hr />
					<Choice
						legend={i18n.t('staff.start.topics')}
						hint={i18n.t('staff.start.topics_hint')}
					>
						<Ticks
							kind="topic"
							options={topics}
							chosen={current.topics}
							set={(chosen) => set({ topics: chosen })}
						/>
					</Choice>
				</div>
				<div class="stack wide">
					<Machine connected={connected} />
					<div class="stack">
						<button
							type="submit"
							class="ds-button large fill"
							aria-disabled={!ready || busy}
							data-test="go-on-shift"
						>
							{i18n.t('staff.start.go')}
						</button>
						<span class="small muted">{i18n.t('staff.start.go_hint')}</span>
					</div>
					{children}
				</div>
			</form>
		</main>
	);
}

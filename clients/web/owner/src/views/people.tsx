/** The agency's people: what youths call them, what they may do, a new password, the end of an account. */
import { useEffect, useState } from 'preact/hooks';
import { Icon } from '@samtale/staff/views/icons';
import { usePage } from '../context.ts';
import type { Colleague } from '../facts.ts';
import { Heads } from './heads.tsx';
import { GIVEN, Newcomer, Told } from './newcomer.tsx';
import { Problem } from './save-bar.tsx';

function stateOf({ disabled, waiting }: Colleague): string {
	return disabled ? 'disabled' : waiting ? 'waiting' : 'active';
}

function AliasField({ colleague }: { colleague: Colleague }) {
	const { i18n, office } = usePage();
	const { name, alias } = colleague;
	const [typed, setTyped] = useState<string | null>(null);
	const [wrong, setWrong] = useState(false);
	const text = typed ?? alias;
	const save = async (): Promise<void> => {
		const done = await office.change(name, 'alias', text);
		setWrong(!done && office.problem.value === 'value');
		setTyped((now) => (done && now === text ? null : now));
	};
	return (
		<div>
			<div class="row nowrap">
				<input
					class="ds-input alias"
					value={text}
					maxLength={32}
					aria-label={i18n.t('owner.people.of', { what: i18n.t('owner.people.alias'), name })}
					aria-invalid={wrong}
					aria-describedby={`alias-fault-${name}`}
					data-test={`alias-${name}`}
					onInput={(event) => {
						setWrong(false);
						setTyped(event.currentTarget.value);
					}}
				/>
				{text !== alias && (
					<button
						type="button"
						class="ds-button small"
						data-test={`save-alias-${name}`}
						onClick={() => void save()}
					>
						{i18n.t('owner.save.go')}
					</button>
				)}
			</div>
			<div id={`alias-fault-${name}`} aria-live="polite">
				{wrong && (
					<p class="error small" data-test={`alias-fault-${name}`}>
						<Icon name="warn" /> {i18n.t('join.error.alias')}
					</p>
				)}
			</div>
		</div>
	);
}

function RoleField({ colleague }: { colleague: Colleague }) {
	const { i18n, office } = usePage();
	const { name, role } = colleague;
	if (!GIVEN.includes(role)) {
		return <>{i18n.t(`common.role.${role}`)}</>;
	}
	return (
		<select
			class="ds-input"
			value={role}
			aria-label={i18n.t('owner.people.of', { what: i18n.t('owner.people.role'), name })}
			data-test={`role-${name}`}
			onChange={(event) => {
				const select = event.currentTarget;
				void office.change(name, 'role', select.value).then((done) => {
					select.value = done ? select.value : role;
				});
			}}
		>
			{GIVEN.map((word) => (
				<option key={word} value={word}>
					{i18n.t(`common.role.${word}`)}
				</option>
			))}
		</select>
	);
}

/** Disabling is asked twice; the second button stands where the first did. */
function Acts({ colleague }: { colleague: Colleague }) {
	const { i18n, office } = usePage();
	const [sure, setSure] = useState(false);
	const { name, disabled } = colleague;
	return (
		<div class="row">
			{!disabled && (
				<button
					type="button"
					class="ds-button small"
					data-variant="secondary"
					data-test={`invite-${name}`}
					aria-label={i18n.t('owner.people.of', { what: i18n.t('owner.people.link'), name })}
					onClick={() => void office.change(name, 'invite')}
				>
					{i18n.t('owner.people.link')}
				</button>
			)}
			<button
				type="button"
				class="ds-button small"
				data-variant="secondary"
				data-test={`reset-${name}`}
				aria-label={i18n.t('owner.people.of', { what: i18n.t('owner.people.reset'), name })}
				onClick={() => void office.change(name, 'reset')}
			>
				{i18n.t('owner.people.reset')}
			</button>
			{disabled ? (
				<button
					type="button"
					class="ds-button small"
					data-variant="secondary"
					data-test={`enable-${name}`}
					aria-label={i18n.t('owner.people.of', { what: i18n.t('owner.people.enable'), name })}
					onClick={() => void office.change(name, 'enable')}
				>
					{i18n.t('owner.people.enable')}
				</button>
			) : (
				<button
					type="button"
					class="ds-button small"
					data-variant={sure ? 'primary' : 'secondary'}
					data-test={`disable-${name}`}
					aria-label={i18n.t(sure ? 'owner.people.sure' : 'owner.people.of', {
						what: i18n.t('owner.people.disable'),
						name,
					})}
					onBlur={() => setSure(false)}
					onClick={() => {
						setSure(!sure);
						if (sure) {
							void office.change(name, 'disable');
						}
					}}
				>
					{sure
						? i18n.t('owner.people.sure', { name })
						: i18n.t('owner.people.disable')}
				</button>
			)}
		</div>
	);
}

export function People() {
	const { i18n, office } = usePage();
	const people = office.people.value;
	useEffect(() => {
		void office.readPeople();
		/* It is shown once: whoever looks over a shoulder later finds none. */
		return () => void (office.given.value = null);
	}, []);
	return (
		<section class="card stack wide" aria-labelledby="head-people">
			<h1 id="head-people">{i18n.t('owner.people.head')}</h1>
			<div role="status" class="stack">
				<Problem />
				<Told />
			</div>
			<Newcomer />
			{people?.length === 0 && <p class="muted">{i18n.t('owner.people.none')}</p>}
			{people !== null && people.length > 0 && (
				<div class="scroll" tabIndex={0} role="region" aria-labelledby="head-people">
					<table class="plain">
						<Heads of="owner.people" columns={['name', 'alias', 'role', 'state']} acts />
						<tbody>
							{people.map((colleague) => (
								<tr key={colleague.name} data-test={`person-${colleague.name}`}>
									<th scope="row">{colleague.name}</th>
									<td>
										<AliasField colleague={colleague} />
									</td>
									<td>
										<RoleField colleague={colleague} />
									</td>
									<td data-test={`state-${colleague.name}`}>
										{i18n.t(`owner.people.${stateOf(colleague)}`)}
									</td>
									<td>
										<Acts colleague={colleague} />
									</td>
								</tr>
							))}
						</tbody>
					</table>
				</div>
			)}
		</section>
	);
}

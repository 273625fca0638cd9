/** Somebody new in the agency, and what a colleague is to be given: a link or a password, shown once. */
import { useEffect, useState } from 'preact/hooks';
import { Icon } from '@samtale/staff/views/icons';
import { usePage } from '../context.ts';

/** Roles that an owner gives. */
export const GIVEN = ['counsellor', 'supervisor', 'owner', 'evaluator'];
/** As the daemon has names of logins. */
const NAME = /^[a-z0-9._-]{1,32}$/;

function Link({ name, join }: { name: string; join: string }) {
	const { i18n } = usePage();
	const [copied, setCopied] = useState(false);
	const link = location.origin + join;
	useEffect(() => setCopied(false), [join]);
	const copy = (): void => {
		void navigator.clipboard?.writeText(link).then(() => setCopied(true));
	};
	return (
		<div class="note good" data-test="link">
			<Icon name="tick" />
			<div class="stack">
				<p>{i18n.t('owner.people.link_for', { name })}</p>
				<p class="snippet">
					<code data-test="join-link">{link}</code>
				</p>
				<div class="row">
					<button type="button" class="ds-button small" data-test="copy-link" onClick={copy}>
						{i18n.t('owner.people.copy')}
					</button>
					<span class="small">{copied && i18n.t('owner.sites.copied')}</span>
				</div>
			</div>
		</div>
	);
}

/** What was just made for a colleague. */
export function Told() {
	const { i18n, office } = usePage();
	const given = office.given.value;
	if (given?.join !== undefined) {
		return <Link name={given.name} join={given.join} />;
	}
	return (
		given && (
			<p class="note good" data-test="password">
				<Icon name="tick" />
				{i18n.t('owner.people.password', { name: given.name, password: given.password ?? '' })}
			</p>
		)
	);
}

/** A name and a role make an account, and the link that leads into it. */
export function Newcomer() {
	const { i18n, office } = usePage();
	const [name, setName] = useState('');
	const [role, setRole] = useState(GIVEN[0]!);
	const [wrong, setWrong] = useState(false);
	const invite = async (event: Event): Promise<void> => {
		event.preventDefault();
		const isName = NAME.test(name);
		setWrong(!isName);
		if (!isName) {
			document.getElementById('newcomer')?.focus();
		} else if (await office.change(name, 'add', role)) {
			setName('');
		}
	};
	return (
		<form class="stack" onSubmit={(event) => void invite(event)}>
			<h2>{i18n.t('owner.people.invite')}</h2>
			<p class="small muted" id="newcomer-hint">
				{i18n.t('owner.people.invite_hint')} {i18n.t('owner.people.link_hint')}
			</p>
			<div class="row bottom">
				<div class="field">
					<label class="ds-label" for="newcomer">
						{i18n.t('owner.people.name')}
					</label>
					<input
						class="ds-input alias"
						id="newcomer"
						value={name}
						maxLength={32}
						autocomplete="off"
						autocapitalize="off"
						spellcheck={false}
						aria-invalid={wrong}
						aria-describedby="newcomer-hint newcomer-fault"
						data-test="newcomer-name"
						onInput={(event) => setName(event.currentTarget.value.trim().toLowerCase())}
					/>
				</div>
				<div class="field">
					<label class="ds-label" for="newcomer-role">
						{i18n.t('owner.people.role')}
					</label>
					<select
						class="ds-input"
						id="newcomer-role"
						value={role}
						data-test="newcomer-role"
						onChange={(event) => setRole(event.currentTarget.value)}
					>
						{GIVEN.map((word) => (
							<option key={word} value={word}>
								{i18n.t(`common.role.${word}`)}
							</option>
						))}
					</select>
				</div>
				<button type="submit" class="ds-button" data-test="newcomer-go">
					{i18n.t('owner.people.make')}
				</button>
			</div>
			<div id="newcomer-fault" aria-live="polite">
				{wrong && (
					<p class="error small" data-test="newcomer-fault">
						<Icon name="warn" /> {i18n.t('owner.people.fault')}
					</p>
				)}
			</div>
		</form>
	);
}

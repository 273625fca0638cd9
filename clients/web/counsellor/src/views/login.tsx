/**
 * The login page: name and password in a real form, so that password managers and the Enter key do
 * what they do everywhere. What was typed stays in the fields after a refusal; the refusal is read
 * once and stands by the field.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { useDesk } from '../context.ts';
import type { LoginFailure } from '../state.ts';
import { waitWords } from '../words.ts';
import { Icon } from './icons.tsx';

function Failure({ failure }: { failure: LoginFailure }) {
	const { i18n } = useDesk();
	const duration = waitWords(i18n, failure.retryAfter * 1000);
	const key = failure.code === 'gone' ? 'staff.lost.gone' : `staff.login.error.${failure.code}`;
	return (
		<div class="note bad" role="alert" data-test="login-error" data-code={failure.code}>
			<Icon name="warn" />
			<div>
				<b>{i18n.t('staff.login.error.head')}</b> {i18n.t(key, { duration })}
			</div>
		</div>
	);
}

function PasswordField({ invalid }: { invalid: boolean }) {
	const { i18n } = useDesk();
	const [shown, setShown] = useState(false);
	/* The types of inputs know one kind at a time; this field is both in turn. */
	const kind = { type: shown ? 'text' : 'password' } as { type: 'password' };
	return (
		<div class="field">
			<label class="ds-label" for="password">
				{i18n.t('staff.login.password')}
			</label>
			<div class="row nowrap">
				<input
					class="ds-input"
					id="password"
					name="password"
					{...kind}
					autocomplete="current-password"
					autocapitalize="off"
					spellcheck={false}
					required
					aria-invalid={invalid}
					data-test="password"
				/>
				<button
					class="ds-button"
					data-variant="secondary"
					type="button"
					onClick={() => setShown(!shown)}
				>
					{i18n.t(shown ? 'staff.login.hide' : 'staff.login.show')}
				</button>
			</div>
		</div>
	);
}

export function Login({ busy, failure }: { busy: boolean; failure: LoginFailure | null }) {
	const { i18n, acts } = useDesk();
	const form = useRef<HTMLFormElement>(null);
	const invalid = failure?.code === 'wrong';
	useEffect(() => form.current?.querySelector<HTMLInputElement>('#name')?.focus(), []);
	const submit = (event: Event): void => {
		event.preventDefault();
		const fields = new FormData(form.current ?? undefined);
		if (!busy) {
			acts.login(
				String(fields.get('name') ?? '').trim(),
				String(fields.get('password') ?? ''),
			);
		}
	};
	return (
		<main class="login">
			<div>
				<h1>{i18n.t('staff.login.head')}</h1>
				{failure && <Failure failure={failure} />}
				<form class="card" autocomplete="on" method="post" ref={form} onSubmit={submit}>
					<div class="field">
						<label class="ds-label" for="name">
							{i18n.t('staff.login.user')}
						</label>
						<input
							class="ds-input"
							id="name"
							name="name"
							type="text"
							autocomplete="username"
							autocapitalize="off"
							spellcheck={false}
							required
							aria-invalid={invalid}
							data-test="name"
						/>
					</div>
					<PasswordField invalid={invalid} />
					<div class="row">
						<button
							class="ds-button"
							type="submit"
							aria-disabled={busy}
							data-test="login"
						>
							{i18n.t(busy ? 'staff.login.busy' : 'staff.login.go')}
						</button>
						<span class="muted small">{i18n.t('staff.login.then')}</span>
					</div>
				</form>
				<p class="small muted">{i18n.t('staff.login.help')}</p>
			</div>
		</main>
	);
}

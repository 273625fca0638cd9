/**
 * The login page: name, password and code in a real form, so that password managers and the Enter
 * key do what they do everywhere. What was typed stays in the fields after a refusal; the refusal is
 * read once, and the field it is about gets the focus. Who has no code app leaves the code empty.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import { useWords } from '../context.ts';
import type { LoginFailure, Typed } from '../login-call.ts';
import { waitWords } from '../spans.ts';
import { Icon } from './icons.tsx';
import { NbText } from './nb-text.tsx';

function Failure({ failure }: { failure: LoginFailure }) {
	const { i18n } = useWords();
	const duration = waitWords(i18n, failure.retryAfter * 1000);
	const key = failure.code === 'gone' ? 'staff.lost.gone' : `staff.login.error.${failure.code}`;
	return (
		<div class="note bad" role="alert" data-test="login-error" data-code={failure.code}>
			<Icon name="warn" />
			<div>
				{!failure.again && <b>{i18n.t('staff.login.error.head')} </b>}
				<NbText text={key} params={{ duration }} />
				{failure.again && (
					<p>
						<button
							class="ds-button small"
							data-variant="secondary"
							type="button"
							data-test="logout-again"
							onClick={failure.again}
						>
							{i18n.t('staff.login.again')}
						</button>
					</p>
				)}
			</div>
		</div>
	);
}

function PasswordField({ invalid }: { invalid: boolean }) {
	const { i18n } = useWords();
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

/** Six digits, or a recovery code; "one-time-code" lets the browser offer it. */
function CodeField({ invalid }: { invalid: boolean }) {
	return (
		<div class="field">
			<label class="ds-label" for="code">
				<NbText text="staff.login.code" />
			</label>
			<span class="muted small" id="code-hint">
				<NbText text="staff.login.code_hint" />
			</span>
			<input
				class="ds-input code"
				id="code"
				name="code"
				type="text"
				autocomplete="one-time-code"
				autocapitalize="off"
				spellcheck={false}
				maxLength={24}
				aria-describedby="code-hint"
				aria-invalid={invalid}
				data-test="code"
			/>
		</div>
	);
}

/** Which fields a refusal is about: any of them where it is not told. */
function wrongFields(failure: LoginFailure | null): { name: boolean; code: boolean } {
	const code = failure?.code ?? '';
	return {
		name: ['login', 'password', 'disabled'].includes(code),
		code: ['login', 'code', 'code_missing', 'clock', 'used'].includes(code),
	};
}

interface LoginProps {
	busy: boolean;
	failure: LoginFailure | null;
	/** Asks for it, once at a time; null: by the organisation's login. */
	act(typed: Typed | null): void;
}

export function Login({ busy, failure, act }: LoginProps) {
	const { i18n, service } = useWords();
	const form = useRef<HTMLFormElement>(null);
	const wrong = wrongFields(failure);
	useEffect(() => {
		const field = failure === null ? '#name' : '[aria-invalid=true]';
		form.current?.querySelector<HTMLInputElement>(field)?.focus();
	}, [failure]);
	const submit = (event: Event): void => {
		event.preventDefault();
		const fields = new FormData(form.current ?? undefined);
		if (!busy) {
			const text = (name: string): string => String(fields.get(name) ?? '');
			act({
				name: text('name').trim(),
				password: text('password'),
				code: text('code').trim(),
			});
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
							aria-invalid={wrong.name}
							data-test="name"
						/>
					</div>
					<PasswordField invalid={wrong.name} />
					<CodeField invalid={wrong.code} />
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
					{service !== undefined && (
						<button
							class="ds-button"
							data-variant="secondary"
							type="button"
							aria-disabled={busy}
							data-test="login-proxy"
							onClick={() => !busy && act(null)}
						>
							<NbText
								text={service === '' ? 'staff.login.proxy_any' : 'staff.login.proxy'}
								params={{ service }}
							/>
						</button>
					)}
				</form>
				<p class="small muted">
					<NbText text="staff.login.help" />
				</p>
				<p class="small">
					<a href="/check" data-test="check">
						<NbText text="staff.alert.check" />
					</a>
				</p>
			</div>
		</main>
	);
}

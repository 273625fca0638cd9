/**
 * One change of what proves who one is. Its form comes when it is asked for; in it stands what is chosen, and what proves it now. What
 * was refused stays in the fields.
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CallFailure } from '../call.ts';
import { useWords } from '../context.ts';
import { waitWords } from '../spans.ts';
import { Codes } from '../views/codes.tsx';
import { Field, PASSWORD_MIN } from '../views/field.tsx';
import { NbText } from '../views/nb-text.tsx';
import type { Account, Change, Changed, Own } from './account.ts';
import { Told } from './told.tsx';

const MS_PER_S = 1000;
/** Status of an answer that refuses what should prove it, and of one that refuses what was chosen. */
const [WRONG, UNFIT] = [401, 422];

/** The text of a refusal, by status and code; any other is no contact. */
const TEXTS: Readonly<Record<string, string>> = {
	'401 password': 'account.error.password',
	'401 code': 'account.error.code',
	'401 code_missing': 'account.error.code_missing',
	'401 clock': 'join.error.clock',
	'401 used': 'account.error.used',
	'401 disabled': 'staff.login.error.disabled',
	'409 app': 'account.text.no_app',
	'422 code': 'account.error.shown',
	'422 clock': 'join.error.clock',
	'422 short': 'join.error.short',
	'422 long': 'join.error.long',
	'422 common': 'join.error.common',
	'422 name': 'join.error.name',
	'422 same': 'join.error.same',
	'429 rate': 'account.error.rate',
	'429 busy': 'join.error.busy',
};

function Refused({ failure }: { failure: CallFailure }) {
	const { i18n } = useWords();
	const { status, code, retryAfter } = failure;
	const duration = waitWords(i18n, retryAfter * MS_PER_S);
	return (
		<Told
			code={code}
			text={TEXTS[`${status} ${code}`] ?? 'join.error.net'}
			params={{ n: PASSWORD_MIN, duration }}
		/>
	);
}

/** What proves it now: the password, and a code where there is an app. */
function Proof({ act, own, failure }: { act: Change['act']; own: Own; failure: CallFailure | null }) {
	const isWrong = failure?.status === WRONG;
	const ofPassword = failure?.code === 'password';
	return (
		<>
			<Field
				name={`${act}-password`}
				text="account.field.password"
				hint="account.field.password_hint"
				invalid={isWrong && ofPassword}
				complete="current-password"
				kind="password"
				test={`${act}-password`}
				long={256}
			/>
			{own.proofs.app && (
				<Field
					name={`${act}-code`}
					text="account.field.code"
					hint="account.field.code_hint"
					invalid={isWrong && !ofPassword}
					complete="one-time-code"
					test={`${act}-code`}
					long={24}
				/>
			)}
		</>
	);
}

/** The newest recovery codes, and the change that brought them. */
export interface Made {
	act: Change['act'];
	codes: string[];
}

/** What all cards of changes are given. */
export interface CardProps {
	account: Account;
	own: Own;
	made: Made | null;
	/** Shows these codes, this once, and no others. */
	show(made: Made): void;
	/** Asks anew for all that is shown. */
	changed(): Promise<void>;
}

interface ChangeCardProps extends CardProps {
	act: Change['act'];
	/** Shown above the button. */
	children: ComponentChildren;
	/** What is chosen, between the button and what proves it; unfit: it was refused. */
	fields(unfit: boolean): ComponentChildren;
	/** What was chosen, from the fields of the form. */
	chosen(text: (name: string) => string): Record<string, string>;
}

export function ChangeCard(props: ChangeCardProps) {
	const { account, own, made, show, changed, act, children, fields, chosen } = props;
	const { i18n } = useWords();
	const form = useRef<HTMLFormElement>(null);
	const [open, setOpen] = useState(false);
	const [busy, setBusy] = useState(false);
	const [failure, setFailure] = useState<CallFailure | null>(null);
	const [done, setDone] = useState<Changed | null>(null);
	useEffect(() => {
		const first = failure === null ? 'input:not([type=hidden])' : '[aria-invalid=true]';
		form.current?.querySelector<HTMLInputElement>(first)?.focus();
	}, [open, failure]);
	const send = async (event: Event): Promise<void> => {
		event.preventDefault();
		if (busy) {
			return;
		}
		const values = new FormData(form.current ?? undefined);
		const text = (name: string): string => String(values.get(`${act}-${name}`) ?? '');
		setBusy(true);
		const answer = await account.change({
			act,
			...chosen(text),
			password: text('password'),
			code: text('code').trim(),
		} as Change);
		setBusy(false);
		setFailure(answer.ok ? null : answer);
		if (answer.ok) {
			setOpen(false);
			setDone(answer.data);
		}
		if (answer.ok && answer.data.codes.length > 0) {
			show({ act, codes: answer.data.codes });
		}
		if (answer.ok || answer.code === 'session') {
			await changed();
		}
	};
	const toggle = (): void => {
		setFailure(null);
		setDone(null);
		setOpen(!open);
	};
	return (
		<section class="card stack wide" aria-labelledby={`head-${act}`} data-test={`card-${act}`}>
			<h2 id={`head-${act}`}>
				<NbText text={`account.card.${act}`} />
			</h2>
			{done?.ended === true && <Told good text={`account.done.${act}`} />}
			{done?.ended === false && <Told code="unended" text="account.done.unended" />}
			{children}
			{made?.act === act && <Codes key={made.codes[0]} codes={made.codes} />}
			<button
				type="button"
				class="ds-button"
				data-variant="secondary"
				aria-expanded={open}
				data-test={`open-${act}`}
				onClick={toggle}
			>
				{i18n.t(open ? 'account.cancel' : `account.open.${act}`)}
			</button>
			{open && (
				<form method="post" ref={form} onSubmit={(event) => void send(event)}>
					<input type="hidden" autocomplete="username" value={own.me.name} />
					{fields(failure?.status === UNFIT)}
					<Proof act={act} own={own} failure={failure} />
					{failure !== null && <Refused failure={failure} />}
					<div>
						<button
							class="ds-button"
							type="submit"
							aria-disabled={busy}
							data-test={`go-${act}`}
						>
							{i18n.t(busy ? 'join.busy' : `account.go.${act}`)}
						</button>
					</div>
				</form>
			)}
		</section>
	);
}

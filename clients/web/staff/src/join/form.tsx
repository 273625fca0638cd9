/** What the invited person chooses: alias, password, code app. All in one form, sent once. */
import { useRef, useState } from 'preact/hooks';
import type { CallAnswer } from '../call.ts';
import { useWords } from '../context.ts';
import { Field, PASSWORD_MIN } from '../views/field.tsx';
import { NbText } from '../views/nb-text.tsx';
import { Secret } from '../views/secret.tsx';
import { lengthOf, type Choice, type Guest } from './invitation.ts';
import { Note } from './join.tsx';

interface FormProps {
	guest: Guest;
	finish(choice: Choice): Promise<CallAnswer<string[]>>;
	done(codes: string[]): void;
}

/** Refusals by the field they are about. */
const OF_PASSWORD = ['short', 'long', 'common', 'name', 'same'];
const OF_CODE = ['code', 'clock'];
const TOLD = [...OF_PASSWORD, ...OF_CODE, 'alias', 'busy'];

export function Form({ guest, finish, done }: FormProps) {
	const { i18n } = useWords();
	const form = useRef<HTMLFormElement>(null);
	const [busy, setBusy] = useState(false);
	const [failure, setFailure] = useState('');
	const isOf = (codes: string[]): boolean => codes.includes(failure);
	const send = async (event: Event): Promise<void> => {
		event.preventDefault();
		const fields = new FormData(form.current ?? undefined);
		const text = (name: string): string => String(fields.get(name) ?? '');
		if (busy) {
			return;
		}
		if (lengthOf(text('password')) < PASSWORD_MIN) {
			setFailure('short');
			return;
		}
		setBusy(true);
		const answer = await finish({
			alias: text('alias').trim(),
			password: text('password'),
			secret: guest.secret,
			code: text('code').replaceAll(' ', ''),
		});
		setBusy(false);
		if (answer.ok) {
			done(answer.data);
			return;
		}
		const told = answer.code === 'invitation' ? 'gone' : answer.code;
		setFailure([...TOLD, 'gone'].includes(told) ? told : 'net');
	};
	return (
		<>
			<p>
				<NbText text="join.who" params={{ name: guest.name, agency: guest.agency }} />
			</p>
			{failure !== '' && (
				<Note code={failure}>
					<NbText
						text={`join.error.${failure}`}
						params={{ n: PASSWORD_MIN }}
					/>
				</Note>
			)}
			<form class="card" method="post" ref={form} onSubmit={(event) => void send(event)}>
				<input type="hidden" autocomplete="username" value={guest.name} />
				<Field
					name="alias"
					text="join.alias"
					invalid={isOf(['alias'])}
					hint="join.alias_hint"
					test="join-alias"
					value={guest.alias}
					complete="nickname"
				/>
				<Field
					name="password"
					text="join.password"
					invalid={isOf(OF_PASSWORD)}
					hint="join.password_hint"
					test="join-password"
					complete="new-password"
					kind="password"
				/>
				<div class="stack">
					<h2>{i18n.t('join.app')}</h2>
					<Secret {...guest} />
				</div>
				<Field
					name="code"
					text="join.code"
					invalid={isOf(OF_CODE)}
					hint="join.code_hint"
					test="join-code"
					long={7}
					complete="one-time-code"
				/>
				<div>
					<button class="ds-button" type="submit" aria-disabled={busy} data-test="join-go">
						{i18n.t(busy ? 'join.busy' : 'join.go')}
					</button>
				</div>
			</form>
		</>
	);
}

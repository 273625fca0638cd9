/** The own account: where one is logged in, and what proves who one is. */
import { useEffect, useState } from 'preact/hooks';
import type { CallFailure } from '../call.ts';
import { useWords } from '../context.ts';
import type { LoginFailure, Typed } from '../login-call.ts';
import { Login } from '../views/login.tsx';
import { NbText } from '../views/nb-text.tsx';
import type { Account, Own } from './account.ts';
import { AppCard, CodesCard, PasswordCard } from './cards.tsx';
import { Sessions } from './sessions.tsx';

/** `look`: it is being asked; `no`: it cannot be had now. */
type Stage = { at: 'look' } | { at: 'no' } | { at: 'login'; failure: LoginFailure | null } | ({ at: 'in' } & Own);

function Bar({ stage, logout }: { stage: Stage; logout: (() => void) | null }) {
	const { i18n } = useWords();
	return (
		<header class="bar no-print">
			<span class="name">{i18n.t('staff.title')}</span>
			{stage.at === 'in' && (
				<span class="who">
					<b>{stage.me.agency_name}</b>
					<span class="muted">
						{stage.me.alias} · {stage.me.name}
					</span>
				</span>
			)}
			{stage.at === 'in' && logout !== null && (
				<button
					type="button"
					class="ds-button small push"
					data-variant="secondary"
					data-test="logout"
					onClick={logout}
				>
					{i18n.t('staff.login.out')}
				</button>
			)}
		</header>
	);
}

export function AccountPage({ account }: { account: Account }) {
	const { i18n, inNb } = useWords();
	const [stage, setStage] = useState<Stage>({ at: 'look' });
	const [busy, setBusy] = useState(false);
	const read = async (): Promise<void> => {
		const answer = await account.read();
		if (answer.ok) {
			setStage({ at: 'in', ...answer.data });
		} else {
			lose(answer);
		}
	};
	/** What cannot be asked any more because the session is over leads to the login. */
	const lose = ({ code }: CallFailure): void =>
		setStage(
			code === 'session'
				? { at: 'login', failure: { code: 'expired', retryAfter: 0 } }
				: { at: 'no' },
		);
	useEffect(() => {
		if (account.isKnown) {
			void read();
		} else {
			setStage({ at: 'login', failure: null });
		}
	}, []);
	const login = async (typed: Typed | null): Promise<void> => {
		setBusy(true);
		const failure = await account.login(typed);
		setBusy(false);
		if (failure !== null) {
			setStage({ at: 'login', failure });
		} else if (account.isKnown) {
			await read();
		}
	};
	const logout = (): void => {
		setStage({ at: 'login', failure: null });
		account.logout((failure) => !account.isKnown && setStage({ at: 'login', failure }));
	};
	return (
		<div class="account" data-stage={stage.at} lang={inNb.has('account.head') ? 'nb' : undefined}>
			<Bar stage={stage} logout={account.isShared ? null : logout} />
			{stage.at === 'login' && (
				<Login busy={busy} failure={stage.failure} act={(typed) => void login(typed)} />
			)}
			{(stage.at === 'look' || stage.at === 'no') && (
				<main class="halt">
					<div class="card stack wide" role="status">
						<p>
							<NbText text={stage.at === 'look' ? 'account.look' : 'join.error.net'} />
						</p>
						{stage.at === 'no' && (
							<button type="button" class="ds-button" onClick={() => void read()}>
								{i18n.t('staff.login.again')}
							</button>
						)}
					</div>
				</main>
			)}
			{stage.at === 'in' && (
				<main>
					<h1>{i18n.t('account.head')}</h1>
					<Sessions account={account} sessions={stage.sessions} changed={read} />
					<PasswordCard account={account} own={stage} changed={read} />
					<AppCard account={account} own={stage} changed={read} />
					<CodesCard account={account} own={stage} changed={read} />
				</main>
			)}
		</div>
	);
}

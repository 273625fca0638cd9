/** The own account: where one is logged in, and what proves who one is. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { CallFailure } from '../call.ts';
import { useWords } from '../context.ts';
import type { LoginFailure, Typed } from '../login-call.ts';
import { Login } from '../views/login.tsx';
import { NbText } from '../views/nb-text.tsx';
import type { Account, Own } from './account.ts';
import { AppCard, CodesCard, PasswordCard } from './cards.tsx';
import type { CardProps, Made } from './change.tsx';
import { Leave } from './leave.tsx';
import { Sessions } from './sessions.tsx';
import { Told } from './told.tsx';

/** `look`: it is being asked; `no`: it cannot be had now; `stale`: what stands there could not be asked for again. */
type Stage =
	| { at: 'look' }
	| { at: 'no' }
	| { at: 'login'; failure: LoginFailure | null }
	| ({ at: 'in'; made: Made | null; stale: boolean } & Own);

function Bar({ stage, logout }: { stage: Stage; logout(): void }) {
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
			{stage.at === 'in' && (
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

function Halt({ text, again }: { text: string; again?(): void }) {
	const { i18n } = useWords();
	return (
		<main class="halt">
			<div class="card stack wide" role="status">
				<p>
					<NbText text={text} />
				</p>
				{again && (
					<button type="button" class="ds-button" onClick={again}>
						{i18n.t('staff.login.again')}
					</button>
				)}
			</div>
		</main>
	);
}

export function AccountPage({ account }: { account: Account }) {
	const { i18n, inNb } = useWords();
	const [stage, setStage] = useState<Stage>({ at: 'look' });
	const [busy, setBusy] = useState(false);
	const [leaving, setLeaving] = useState(false);
	const head = useRef<HTMLHeadingElement>(null);
	const before = useRef<Stage['at']>('look');
	useLayoutEffect(() => {
		/* What had the focus is gone, and nearest to it would be the end of the session. */
		if (stage.at === 'in' && before.current !== 'look') {
			head.current?.focus();
		}
		before.current = stage.at;
	}, [stage.at]);
	const read = async (): Promise<void> => {
		const answer = await account.read();
		if (answer.ok) {
			const { data } = answer;
			setStage((was) => ({
				at: 'in',
				made: was.at === 'in' ? was.made : null,
				stale: false,
				...data,
			}));
		} else {
			lose(answer);
		}
	};
	/** Codes that are shown once stay on the screen, unless the session is over: that leads to the login. */
	const lose = ({ code }: CallFailure): void =>
		setStage((was) =>
			code === 'session'
				? { at: 'login', failure: { code: 'expired', retryAfter: 0 } }
				: was.at === 'in'
					? { ...was, stale: true }
					: { at: 'no' },
		);
	const show = (made: Made): void => setStage((was) => (was.at === 'in' ? { ...was, made } : was));
	useEffect(() => {
		if (account.isKnown) {
			void read();
		} else {
			setStage({ at: 'login', failure: null });
		}
	}, []);
	const login = async (typed: Typed | null): Promise<void> => {
		setLeaving(false);
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
	const cards = (own: Own & { made: Made | null }): CardProps => ({
		account,
		own,
		made: own.made,
		show,
		changed: read,
	});
	return (
		<div class="account" data-stage={stage.at} lang={inNb.has('account.head') ? 'nb' : undefined}>
			<Bar stage={stage} logout={account.isShared ? () => setLeaving(true) : logout} />
			{stage.at === 'login' && (
				<Login busy={busy} failure={stage.failure} act={(typed) => void login(typed)} />
			)}
			{stage.at === 'look' && <Halt text="account.look" />}
			{stage.at === 'no' && <Halt text="join.error.net" again={() => void read()} />}
			{stage.at === 'in' && (
				<main>
					<h1 tabIndex={-1} ref={head}>
						{i18n.t('account.head')}
					</h1>
					{leaving && <Leave out={logout} stay={() => setLeaving(false)} />}
					{stage.stale && <Told code="net" text="account.stale" again={() => void read()} />}
					<Sessions account={account} sessions={stage.sessions} changed={read} />
					<PasswordCard {...cards(stage)} />
					<AppCard {...cards(stage)} />
					<CodesCard {...cards(stage)} />
				</main>
			)}
		</div>
	);
}

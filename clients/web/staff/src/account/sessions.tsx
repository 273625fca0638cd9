/** Where one is logged in: when each login began and was used last, and the end of it. No places: the daemon knows none. */
import { useRef, useState } from 'preact/hooks';
import type { CallAnswer } from '../call.ts';
import { useWords } from '../context.ts';
import { momentWords } from '../spans.ts';
import { NbText } from '../views/nb-text.tsx';
import type { Account, Session } from './account.ts';
import { Told } from './told.tsx';

const MS_PER_S = 1000;

function Row({ session, end }: { session: Session; end(): void }) {
	const { i18n } = useWords();
	const begun = momentWords(i18n, session.begun * MS_PER_S);
	const seen = momentWords(i18n, session.seen * MS_PER_S);
	return (
		<li class="row" data-test={session.here ? 'session-here' : 'session'}>
			<span class="stack tight">
				<b>
					<NbText text="account.sessions.begun" params={{ time: begun }} />
				</b>
				<span class="small muted">
					<NbText text="account.sessions.seen" params={{ time: seen }} />
				</span>
			</span>
			{session.here ? (
				<span class="tag push">
					<NbText text="account.sessions.here" />
				</span>
			) : (
				<button
					type="button"
					class="ds-button small push"
					data-variant="secondary"
					aria-label={i18n.t('account.sessions.end_which', { time: begun })}
					data-test="session-end"
					onClick={end}
				>
					{i18n.t('account.sessions.end')}
				</button>
			)}
		</li>
	);
}

interface SessionsProps {
	account: Account;
	sessions: readonly Session[];
	changed(): Promise<void>;
}

export function Sessions({ account, sessions, changed }: SessionsProps) {
	const { i18n } = useWords();
	const head = useRef<HTMLHeadingElement>(null);
	const [told, setTold] = useState<CallAnswer<unknown> | null>(null);
	const end = async (session?: string): Promise<void> => {
		const answer = await account.end(session);
		await changed();
		setTold(answer);
		/* The button that was pressed is gone with its line. */
		head.current?.focus();
	};
	return (
		<section class="card stack wide" aria-labelledby="head-sessions" data-test="sessions">
			<h2 id="head-sessions" tabIndex={-1} ref={head}>
				<NbText text="account.sessions.head" />
			</h2>
			<p>
				<NbText text="account.sessions.text" />
			</p>
			<ul class="sessions">
				{sessions.map((one) => (
					<Row key={one.session} session={one} end={() => void end(one.session)} />
				))}
			</ul>
			{told?.ok === true && <Told good text="account.sessions.ended" />}
			{told?.ok === false && <Told code={told.code} text="join.error.net" />}
			{sessions.length > 1 ? (
				<button
					type="button"
					class="ds-button"
					data-variant="secondary"
					data-test="session-others"
					onClick={() => void end()}
				>
					{i18n.t('account.sessions.others')}
				</button>
			) : (
				<p class="muted">
					<NbText text="account.sessions.none" />
				</p>
			)}
		</section>
	);
}

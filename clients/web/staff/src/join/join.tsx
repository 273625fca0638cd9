/** The page of an invitation: who one is, a password, a code app, and recovery codes at the end. */
import { useEffect, useState } from 'preact/hooks';
import { useWords } from '../context.ts';
import { Codes } from '../views/codes.tsx';
import { Icon } from '../views/icons.tsx';
import { NbText } from '../views/nb-text.tsx';
import { Form } from './form.tsx';
import type { Guest, Invitation } from './invitation.ts';

/** `look`: it is being looked at; a word: why it is not good. */
type Stage =
	| { at: 'look' }
	| { at: 'no'; code: string }
	| { at: 'form'; guest: Guest }
	| { at: 'done'; codes: string[] };

export function Note({ code, children }: { code: string; children: preact.ComponentChildren }) {
	return (
		<div class="note bad" role="alert" data-test="join-error" data-code={code}>
			<Icon name="warn" />
			<div>{children}</div>
		</div>
	);
}

export function Join({ invitation }: { invitation: Invitation }) {
	const { i18n, inNb } = useWords();
	const [stage, setStage] = useState<Stage>({ at: 'look' });
	useEffect(() => {
		void invitation.look().then((answer) => {
			setStage(
				answer.ok
					? { at: 'form', guest: answer.data }
					: { at: 'no', code: answer.code === 'invitation' ? 'gone' : 'net' },
			);
		});
	}, []);
	return (
		<div class="join" data-stage={stage.at} lang={inNb.has('join.head') ? 'nb' : undefined}>
			<header class="bar">
				<span class="name">{i18n.t('join.name')}</span>
				<span class="muted">
					<NbText text="join.for" />
				</span>
			</header>
			<main>
				<h1 tabIndex={-1}>{i18n.t(stage.at === 'done' ? 'join.done.head' : 'join.head')}</h1>
				{stage.at === 'look' && <p role="status">{i18n.t('join.look')}</p>}
				{stage.at === 'no' && (
					<Note code={stage.code}>
						<NbText text={`join.error.${stage.code}`} />
					</Note>
				)}
				{stage.at === 'form' && (
					<Form
						guest={stage.guest}
						finish={(choice) => invitation.finish(stage.guest, choice)}
						done={(codes) => setStage({ at: 'done', codes })}
					/>
				)}
				{stage.at === 'done' && (
					<div class="card">
						<Codes codes={stage.codes}>
							<div class="no-print">
								<a class="ds-button" href="/desk" data-test="join-desk">
									{i18n.t('join.done.go')}
								</a>
							</div>
						</Codes>
					</div>
				)}
			</main>
		</div>
	);
}

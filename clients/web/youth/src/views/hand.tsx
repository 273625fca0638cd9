/**
 * Somebody else is to go on: the question, and what they may read of what was written. Nothing is
 * chosen beforehand, and no choice means that they read nothing.
 */
import { Component, type ComponentChildren } from 'preact';
import { admit, BESIDE, consent, swap, TOPIC } from '../choosing.ts';
import { nameIn } from '../data.ts';
import type { Showing } from '../people.ts';
import { useName, usePage } from './context.ts';
import { Answers, focusNow, Option, T, Writing } from './parts.tsx';

const HISTORIES = ['everything', 'summary', 'nothing'] as const;

interface ChooseProps {
	test: string;
	/** Not asked for: it does not take the focus from who is writing. */
	unasked?: boolean;
	head: ComponentChildren;
	text: ComponentChildren;
	yes: ComponentChildren;
	no: ComponentChildren;
	onYes(showing: Showing): void;
	onNo(): void;
}

class Choose extends Component<ChooseProps, { history?: Showing['history']; summary: string }> {
	override state = { history: undefined, summary: '' };

	override render() {
		const { state: page } = usePage();
		const { test, unasked, head, text, yes, no, onYes, onNo } = this.props;
		const { history, summary }: { history?: Showing['history']; summary: string } = this.state;
		const isShort = history === 'summary';
		const words = summary.trim();
		const pick = (next: Showing['history']) => this.setState({ history: next });
		return (
			<section class="sheet" data-test={`${test}-ask`}>
				<div class="stack" role={unasked ? 'status' : undefined}>
					<h2
						ref={unasked ? null : focusNow}
						tabIndex={-1}
						class="ds-heading"
						data-size="xs"
					>
						{head}
					</h2>
					<p>{text}</p>
				</div>
				{page.messages.some((message) => message.text !== null) && (
					<fieldset>
						<legend>
							<T k="youth.hand.show" />
						</legend>
						<div class="opts">
							{HISTORIES.map((one) => (
								<Option
									key={one}
									name="history"
									test={`history-${one}`}
									checked={history === one}
									onPick={() => pick(one)}
								>
									<T k={`youth.hand.history.${one}`} />
								</Option>
							))}
						</div>
					</fieldset>
				)}
				{isShort && (
					<Writing
						k="youth.hand.summary"
						test="summary"
						value={summary}
						onWrite={(text) => this.setState({ summary: text })}
					/>
				)}
				<Answers
					test={test}
					yes={yes}
					no={no}
					disabled={isShort && words === ''}
					onYes={() => onYes({ history: history ?? 'nothing', summary: words })}
					onNo={onNo}
				/>
			</section>
		);
	}
}

/** Somebody else, please: no reason is asked, and the place is kept. */
export function Swap({ close }: { close(): void }) {
	const { visit } = usePage();
	return (
		<Choose
			test="swap"
			head={<T k="youth.talk.swap" />}
			text={
				<>
					<T k="youth.talk.swap_hint" /> <T k="youth.hand.elsewhere" />{' '}
					<T k="youth.hand.keeps" /> <T k="youth.hand.sees" />
				</>
			}
			yes={<T k="youth.talk.swap_yes" />}
			no={<T k="youth.talk.end_no" />}
			onYes={(showing) => swap(visit, showing) && close()}
			onNo={close}
		/>
	);
}

/** May somebody else go on? The talk goes on until the youth says so. */
export function Hand() {
	const { visit, state, texts } = usePage();
	const { kind = 0, name = '' } = state.proposal ?? {};
	const isBeside = kind === BESIDE;
	const topics = kind === TOPIC ? state.directory?.topics : [];
	const topic = topics?.find(({ id }) => id === name)?.names;
	/* The question may stand in another language than the page; what is put into it follows. */
	const language = texts.lang('youth.hand.topic').lang ?? texts.language;
	const target = topic
		? texts.t('youth.hand.topic', { target: nameIn(topic, language).text })
		: (kind !== TOPIC && name) || texts.t('youth.hand.colleague');
	return (
		<Choose
			test="hand"
			unasked
			head={<T k={isBeside ? 'youth.hand.beside' : 'youth.hand.ask'} with={{ target }} />}
			text={
				<>
					{topic && <T k="youth.hand.elsewhere" />}{' '}
					{!isBeside && <T k="youth.hand.keeps" />}{' '}
					<T k="youth.hand.sees" />
				</>
			}
			yes={<T k={topic || isBeside ? 'youth.hand.yes' : 'youth.hand.yes_with'} with={{ target }} />}
			no={<T k="youth.hand.stay" with={{ name: useName() }} />}
			onYes={(showing) => consent(visit, showing)}
			onNo={() => consent(visit, null)}
		/>
	);
}

/** Somebody whom the youth has not let in yet has proven who it is. */
export function Asks() {
	const { visit, state } = usePage();
	const { alias: name = '', agency = '', isWeaker } = state.asks ?? {};
	return (
		<Choose
			test="asks"
			unasked
			head={<T k="youth.seal.asks" with={{ name, agency }} />}
			text={
				<>
					{isWeaker && <T k="youth.seal.asks_weaker" with={{ agency }} />}{' '}
					<T k="youth.seal.asks_text" />
				</>
			}
			yes={<T k="youth.hand.yes" />}
			no={<T k="youth.seal.asks_no" />}
			onYes={(showing) => admit(visit, showing)}
			onNo={() => admit(visit, null)}
		/>
	);
}

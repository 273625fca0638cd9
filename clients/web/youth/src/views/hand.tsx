/**
 * Somebody else is to go on: the question, and what they may read of what was written. Nothing is
 * chosen beforehand, and no choice means that they read nothing.
 */
import { Component } from 'preact';
import { TEXT_LIMIT } from '@samtale/core/message';
import { nameIn } from '../data.ts';
import type { Showing } from '../people.ts';
import { Answers } from './ask.tsx';
import { useName, usePage } from './context.ts';
import { focusNow } from './parts.tsx';
import { Option } from './wish.tsx';

/** PROPOSED.kind. */
const TOPIC = 1;
const HISTORIES = ['everything', 'summary', 'nothing'] as const;

interface ChooseProps {
	test: string;
	/** Not asked for: it does not take the focus from who is writing. */
	unasked?: boolean;
	head: string;
	text: string;
	yes: string;
	no: string;
	onYes(showing: Showing): void;
	onNo(): void;
}

class Choose extends Component<ChooseProps, { history?: Showing['history']; summary: string }> {
	override state = { history: undefined, summary: '' };

	override render() {
		const { texts, state: page } = usePage();
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
						<legend>{texts.t('youth.hand.show')}</legend>
						<div class="opts">
							{HISTORIES.map((one) => (
								<Option
									key={one}
									name="history"
									test={`history-${one}`}
									checked={history === one}
									onPick={() => pick(one)}
								>
									{texts.t(`youth.hand.history.${one}`)}
								</Option>
							))}
						</div>
					</fieldset>
				)}
				{isShort && (
					<label class="stack">
						<strong>{texts.t('youth.hand.summary')}</strong>
						<textarea
							class="field ds-input"
							rows={3}
							data-test="summary"
							maxLength={TEXT_LIMIT}
							value={summary}
							onInput={(event) => this.setState({ summary: event.currentTarget.value })}
						/>
					</label>
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
	const { visit, texts } = usePage();
	const hint = texts.t('youth.talk.swap_hint');
	return (
		<Choose
			test="swap"
			head={texts.t('youth.talk.swap')}
			text={[hint, texts.t('youth.hand.elsewhere'), texts.t('youth.hand.keeps')].join(' ')}
			yes={texts.t('youth.talk.swap_yes')}
			no={texts.t('youth.talk.end_no')}
			onYes={(showing) => visit.swap(showing) && close()}
			onNo={close}
		/>
	);
}

/** May somebody else go on? The talk goes on until the youth says so. */
export function Hand() {
	const { visit, state, texts } = usePage();
	const { kind = 0, name = '' } = state.proposal ?? {};
	const topics = kind === TOPIC ? state.directory?.topics : [];
	const topic = topics?.find(({ id }) => id === name)?.names;
	const target = topic
		? texts.t('youth.hand.topic', { target: nameIn(topic, texts.language).text })
		: (kind !== TOPIC && name) || texts.t('youth.hand.colleague');
	return (
		<Choose
			test="hand"
			unasked
			head={texts.t('youth.hand.ask', { name: useName(), target })}
			text={(topic ? `${texts.t('youth.hand.elsewhere')} ` : '') + texts.t('youth.hand.keeps')}
			yes={texts.t('youth.hand.yes')}
			no={texts.t('youth.hand.no')}
			onYes={(showing) => visit.consent(showing)}
			onNo={() => visit.consent(null)}
		/>
	);
}

/** Somebody whom the youth has not let in yet has proven who it is. */
export function Asks() {
	const { visit, state, texts } = usePage();
	const { alias: name = '', agency = '', isWeaker } = state.asks ?? {};
	const weaker = isWeaker ? `${texts.t('youth.seal.asks_weaker', { agency })} ` : '';
	return (
		<Choose
			test="asks"
			unasked
			head={texts.t('youth.seal.asks', { name, agency })}
			text={weaker + texts.t('youth.seal.asks_text')}
			yes={texts.t('youth.hand.yes')}
			no={texts.t('youth.seal.asks_no')}
			onYes={(showing) => visit.admit(showing)}
			onNo={() => visit.admit(null)}
		/>
	);
}

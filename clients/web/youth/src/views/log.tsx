/**
 * The log: bubbles in order, times, states, who types. It follows its end unless somebody has
 * scrolled up.
 */
import { Component, createRef } from 'preact';
import type { MessageState } from '@samtale/core/talk';
import { rowsOf, type Row } from '../rows.ts';
import type { Key } from '../texts.ts';
import { clock } from '../when.ts';
import { useName, usePage, useZone } from './context.ts';
import { Mark, T } from './parts.tsx';

/** Pixels from the end that count as the end. */
const NEAR = 40;

interface LogProps {
	/** How many messages have come that are not on the screen. */
	onFresh(count: number): void;
}

export class Log extends Component<LogProps> {
	private readonly box = createRef<HTMLDivElement>();
	private atEnd = true;
	/**
	 * Messages of the other side, and of one's own, when the end was last on the screen or drawn.
	 */
	private seen = 0;
	private mine = 0;

	/** Scrolls to the end. */
	toEnd(): void {
		const box = this.box.current;
		if (box) {
			box.scrollTop = box.scrollHeight;
			this.atEnd = true;
		}
	}

	/** Scrolls to the end if it was there. */
	follow(): void {
		if (this.atEnd) {
			this.toEnd();
		}
	}

	override componentDidMount(): void {
		this.componentDidUpdate();
	}

	override componentDidUpdate(): void {
		const mine = usePage().state.messages.filter((message) => message.mine).length;
		if (mine !== this.mine) {
			this.mine = mine;
			this.atEnd = true;
		}
		this.follow();
		this.report();
	}

	private report(): void {
		const { state } = usePage();
		const theirs = state.messages.length - this.mine;
		if (this.atEnd) {
			this.seen = theirs;
		}
		this.props.onFresh(Math.max(0, theirs - this.seen));
	}

	private onScroll({ scrollTop, clientHeight, scrollHeight }: HTMLElement): void {
		this.atEnd = scrollHeight - scrollTop - clientHeight < NEAR;
		this.report();
	}

	override render() {
		const { state, texts, visit } = usePage();
		const { messages, peer } = state;
		/* One's own messages and the past are not read aloud. */
		const quiet = state.replaying || messages[messages.length - 1]?.mine === true;
		return (
			<div
				class="log"
				role="log"
				aria-live={quiet ? 'off' : 'polite'}
				aria-label={texts.t('youth.talk.log')}
				tabIndex={0}
				ref={this.box}
				onScroll={(event) => this.onScroll(event.currentTarget)}
			>
				<ol>
					{state.turn && <Turn />}
					{!visit.doesKeep && (
						<li class="at" data-test="forgets">
							<T k="youth.talk.forgets" />
						</li>
					)}
					{rowsOf(messages, state.people).map((row) => (
						<LogRow key={row.key} row={row} />
					))}
					{peer.typing && <Typing />}
				</ol>
			</div>
		);
	}
}

function Typing() {
	const { texts } = usePage();
	return (
		<li class="msg first typing" data-test="typing">
			<span class="dots" aria-hidden="true">
				<i />
				<i />
				<i />
			</span>
			{texts.t('youth.talk.typing', { name: useName() })}
		</li>
	);
}

/** The card of the moment somebody came. */
function Turn() {
	const { state, texts } = usePage();
	const name = useName();
	return (
		<li class="card warm" data-test="turn">
			<div class="name">
				<Mark open />
				<h2 class="ds-heading" data-size="lg">
					{texts.t('youth.turn.head')}
				</h2>
			</div>
			<p>
				{texts.t(state.draft.trim() === '' ? 'youth.turn.text_empty' : 'youth.turn.text', {
					name,
				})}
			</p>
		</li>
	);
}

function LogRow({ row }: { row: Row }) {
	const { texts, state, entrance } = usePage();
	const zone = useZone();
	if (row.kind === 'time') {
		return (
			<li class="at">
				{clock(texts, row.at, zone, false)}
			</li>
		);
	}
	if (row.kind === 'state') {
		return <StateWord state={row.state} />;
	}
	if (row.kind === 'people') {
		const { People } = entrance.late ?? {};
		return People ? <People people={row.people} /> : null;
	}
	const { message, first, last } = row;
	if (message.isCard) {
		const { Card } = entrance.late ?? {};
		return Card ? <Card message={message} /> : null;
	}
	const unsent = message.state === 'waiting' || message.state === 'refused';
	const name = state.names[message.sender] || useName();
	const isOneOfMany = first && !message.mine && state.people.length > 0;
	const look = [
		'msg',
		message.mine && 'mine',
		first && 'first',
		last && 'last',
		unsent && 'wait',
	];
	return (
		<li
			class={look.filter(Boolean).join(' ')}
			data-test="message"
			data-mine={message.mine}
			data-state={message.state}
			data-offset={message.offset}
		>
			<span class="ds-sr-only">
				{message.mine
					? texts.t('youth.talk.you')
					: texts.t('youth.talk.they', { name })}{' '}
			</span>
			{isOneOfMany && (
				<small aria-hidden="true" data-test="by">
					{name}
				</small>
			)}
			{message.isSummary && (
				<small data-test="summed">
					<T k="youth.hand.summed" />
				</small>
			)}
			<span data-test="text">{message.text ?? texts.t('youth.talk.unreadable')}</span>
		</li>
	);
}

/** Waiting, sent or seen, in a word. A refused message is a button that tries again. */
function StateWord({ state: told }: { state: MessageState }) {
	const { state, texts, visit } = usePage();
	if (told === 'refused') {
		return (
			<li class="sent">
				<button
					class="ds-button"
					type="button"
					data-variant="tertiary"
					onClick={() => visit.retry()}
				>
					{texts.t('youth.talk.state.refused')}
				</button>
			</li>
		);
	}
	const waiting: Key = state.offline
		? 'youth.talk.state.waiting_net'
		: state.frozen
			? 'youth.talk.state.waiting_us'
			: 'youth.talk.state.waiting';
	return (
		<li class="sent">{texts.t(told === 'waiting' ? waiting : `youth.talk.state.${told}`)}</li>
	);
}

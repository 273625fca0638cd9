/**
 * A card in the log: where are you, which the youth may fill in or leave; the answer; that something was
 * told which can show who one is. Nothing of what stands in the fields is kept but by the card that is sent.
 */
import { cardText, FIELD_LIMIT, readCard } from '@samtale/core/cards';
import type { Message } from '@samtale/core/talk';
import { Component } from 'preact';
import type { Key } from '../texts.ts';
import { useName, usePage } from './context.ts';
import { T } from './parts.tsx';

const FIELDS = ['place', 'phone'] as const;

export function Card({ message }: { message: Message }) {
	const { word, fields = [] } = readCard(message.text ?? '') ?? {};
	const name = useName();
	if (word === 'where' && !message.mine) {
		return <Where message={message} name={name} />;
	}
	if (word === 'known' && !message.mine) {
		return (
			<li class="at" data-test="known">
				<T k="youth.where.known" with={{ name }} />
			</li>
		);
	}
	const isHere = word === 'here' && message.mine;
	return (
		<li class="msg mine" data-test="card" data-state={message.state} data-offset={message.offset}>
			{isHere ? (
				<T k="youth.where.here" with={{ text: fields.filter(Boolean).join(', ') }} />
			) : (
				<T k="youth.talk.unreadable" />
			)}
		</li>
	);
}

interface WhereProps {
	message: Message;
	name: string;
}

/** It can be filled in until an answer has gone. */
class Where extends Component<WhereProps, { place: string; phone: string }> {
	override state = { place: '', phone: '' };

	override render() {
		const { state: page, visit } = usePage();
		const { message, name } = this.props;
		const { place, phone } = this.state;
		const at = page.messages.findIndex(({ id }) => id === message.id);
		const isAnswered = page.messages.slice(at).some(({ mine, isCard }) => mine && isCard);
		const send = (event: Event) => {
			event.preventDefault();
			visit.room?.talk?.card(cardText('here', [place, phone]));
		};
		return (
			<li class="card" data-test="where" data-answered={isAnswered}>
				<h2 class="ds-heading" data-size="xs">
					<T k="youth.where.head" />
				</h2>
				<p>
					<strong>
						<T k="youth.where.none" with={{ name }} />
					</strong>{' '}
					<T k="youth.where.text" />
				</p>
				{isAnswered ? (
					<p role="status">
						<T k="youth.where.done" />
					</p>
				) : (
					<form class="stack" onSubmit={send}>
						{FIELDS.map((field) => (
							<label class="stack" key={field}>
								<strong>
									<T k={`youth.where.${field}` as Key} />
								</strong>
								<input
									class="field ds-input"
									inputMode={field === 'phone' ? 'tel' : 'text'}
									autocomplete="off"
									maxLength={FIELD_LIMIT}
									data-test={`where-${field}`}
									value={this.state[field]}
									onInput={({ currentTarget: { value } }) =>
										this.setState({ ...this.state, [field]: value })
									}
								/>
							</label>
						))}
						<button
							class="ds-button"
							type="submit"
							data-test="where-send"
							disabled={(place + phone).trim() === ''}
						>
							<T k="youth.where.send" />
						</button>
					</form>
				)}
			</li>
		);
	}
}

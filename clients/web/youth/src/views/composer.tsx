/**
 * The field: always usable, whatever the net does. Enter sends on keyboards, and is a new line on
 * phones.
 */
import { Component, createRef } from 'preact';
import { TEXT_LIMIT } from '@samtale/core/message';
import { usePage } from './context.ts';

interface ComposerProps {
	/** New messages below what is on the screen. */
	fresh: number;
	toEnd(): void;
}

const hasKeyboard = (): boolean => window.matchMedia('(pointer: fine)').matches;

export class Composer extends Component<ComposerProps> {
	private readonly field = createRef<HTMLTextAreaElement>();

	override componentDidMount(): void {
		this.grow();
	}

	override componentDidUpdate(): void {
		this.grow();
	}

	/** One line that grows with its text; the style sheet ends that at five. */
	private grow(): void {
		const box = this.field.current;
		if (box) {
			box.style.height = 'auto';
			box.style.height = `${box.scrollHeight + 2}px`;
		}
	}

	private send(event: Event): void {
		event.preventDefault();
		const { visit, state } = usePage();
		if (state.draft.length <= TEXT_LIMIT && visit.say(state.draft)) {
			this.props.toEnd();
		}
		this.field.current?.focus();
	}

	private onKeyDown(event: KeyboardEvent): void {
		if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && hasKeyboard()) {
			this.send(event);
		}
	}

	override render() {
		const { visit, state, texts } = usePage();
		const { fresh, toEnd } = this.props;
		const { draft, turn } = state;
		const tooLong = draft.length > TEXT_LIMIT;
		const label = turn && draft !== '' ? 'youth.turn.draft' : 'youth.talk.field';
		return (
			<form class="write" onSubmit={(event) => this.send(event)}>
				{fresh > 0 && (
					<button class="ds-button fresh" type="button" data-test="fresh" onClick={toEnd}>
						{texts.n('youth.talk.new', fresh)} <span aria-hidden="true">↓</span>
					</button>
				)}
				<label for="w">{texts.t(tooLong ? 'youth.talk.too_long' : label)}</label>
				<textarea
					id="w"
					ref={this.field}
					class="field ds-input"
					data-test="composer"
					rows={1}
					autocomplete="off"
					aria-invalid={tooLong}
					value={draft}
					onInput={(event) => visit.draft(event.currentTarget.value)}
					onKeyDown={(event) => this.onKeyDown(event)}
				/>
				<button
					class="ds-button"
					type="submit"
					data-test="send"
					onMouseDown={(event) => event.preventDefault()}
				>
					{texts.t('youth.talk.send')}
				</button>
			</form>
		);
	}
}

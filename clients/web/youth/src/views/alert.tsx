/** Asks for a sound or a notification when it is one's turn, where the browser can. It leaves with the wait, and tells then. */
import { Component } from 'preact';
import { isOn, tellTurn, turnOn, ways, type Way } from '../alert.ts';
import { usePage } from './context.ts';

export class Alert extends Component<object, { refused: Way | null }> {
	override state = { refused: null as Way | null };
	private readonly can = ways();

	override componentWillUnmount(): void {
		const { state, texts } = usePage();
		if (state.step === 'talk') {
			tellTurn(texts.t('youth.title'));
		}
	}

	private async turn(way: Way): Promise<void> {
		this.setState({ refused: (await turnOn(way)) ? null : way });
	}

	override render() {
		const { texts } = usePage();
		const { refused } = this.state;
		if (this.can.length === 0) {
			return null;
		}
		return (
			<section class="stack" data-test="alert">
				<h2 class="ds-heading" data-size="xs">
					{texts.t('youth.wait.alert.head')}
				</h2>
				<div class="row">
					{this.can.map((way) => (
						<button
							key={way}
							class="ds-button"
							type="button"
							data-variant="secondary"
							data-test={`alert-${way}`}
							aria-pressed={isOn(way)}
							disabled={isOn(way)}
							onClick={() => void this.turn(way)}
						>
							{texts.word(isOn(way) ? 'youth.wait.alert.on' : 'youth.wait.alert', way)}
						</button>
					))}
				</div>
				<p role="status">{refused ? texts.t('youth.wait.alert.refused') : ''}</p>
			</section>
		);
	}
}

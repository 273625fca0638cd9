/** One tap at a door behind which nobody is: it is counted, and that is all. */
import { Component } from 'preact';
import { usePage } from './context.ts';
import { T } from './parts.tsx';

export class Shut extends Component<object, { isSaid: boolean }> {
	override state = { isSaid: false };

	override render() {
		const { entrance, texts } = usePage();
		return (
			<section class="card" data-test="shut">
				<p>
					<T k="youth.door.tap.text" />
				</p>
				{this.state.isSaid ? (
					<p role="status" data-test="tapped">
						{texts.t('youth.door.tap.thanks')}
					</p>
				) : (
					<button
						class="ds-button"
						type="button"
						data-variant="secondary"
						data-test="tap"
						onClick={() => {
							entrance.tap();
							this.setState({ isSaid: true });
						}}
					>
						{texts.t('youth.door.tap.do')}
					</button>
				)}
			</section>
		);
	}
}

/** Two questions after the end, both of which may be left. They are sent once. */
import { Component } from 'preact';
import { afterwards } from '../afterwards.ts';
import { usePage } from './context.ts';
import { T } from './parts.tsx';
import { Mood, Scale } from './scale.tsx';

export class Survey extends Component<object, { place: number; now: number }> {
	override state = { place: 0, now: 0 };

	override render() {
		const { state, texts, visit } = usePage();
		const { survey } = state.after;
		const { place, now } = this.state;
		if (survey) {
			return (
				<section class="card">
					<p role="status" data-test="survey-said" data-is={survey}>
						<T k={`youth.after.survey.${survey}`} />
					</p>
				</section>
			);
		}
		return (
			<section class="card" data-test="survey">
				<Scale
					name="place"
					legend="youth.after.place.label"
					words={[1, 2, 3].map((n) => texts.word('youth.after.place', n))}
					chosen={place}
					choose={(n) => this.setState({ place: n })}
				/>
				<Mood name="now" chosen={now} choose={(n) => this.setState({ now: n })} />
				<button
					class="ds-button big"
					type="button"
					data-test="survey-send"
					disabled={place + now === 0}
					onClick={() => afterwards(visit).answer({ place, now, before: state.before })}
				>
					{texts.t('youth.after.survey.send')}
				</button>
				<p class="quiet">
					<T k="youth.after.survey.free" />
				</p>
			</section>
		);
	}
}

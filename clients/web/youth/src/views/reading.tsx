/** Something to read about the topic while one waits: each page in a tab of its own, so that the place in the queue stays. */
import { Component } from 'preact';
import { about, fetchReading, type Reading } from '../reading.ts';
import { usePage } from './context.ts';
import { T } from './parts.tsx';

export class ReadingList extends Component<object, { list: readonly Reading[] | null }> {
	override state = { list: null };
	private isAsked = false;

	override componentDidMount(): void {
		void this.ask();
	}

	/** What did not come is asked for again when something happens: on a bad network nothing is urgent here. */
	override componentDidUpdate(): void {
		void this.ask();
	}

	private async ask(): Promise<void> {
		if (!this.isAsked) {
			this.isAsked = true;
			const list = await fetchReading();
			this.isAsked = list !== null;
			if (list) {
				this.setState({ list });
			}
		}
	}

	override render() {
		const { state, texts } = usePage();
		const pages = about(this.state.list ?? [], state.door.country, state.wish.topic);
		if (pages.length === 0) {
			return null;
		}
		/* The line may stand in bokmål, and what is put into it then does, too. */
		const duration = texts.n('youth.know.minutes', Math.ceil((state.grace || 600) / 60));
		return (
			<section class="stack" data-test="reading">
				<h2 class="ds-heading" data-size="xs">
					{texts.t('youth.wait.while')}
				</h2>
				<ul class="list">
					{pages.map((page) => (
						<Row key={page.address} page={page} />
					))}
				</ul>
				<p class="quiet">
					<T k="youth.reading.tab" with={{ duration }} /> <T k="youth.reading.leave" />
				</p>
			</section>
		);
	}
}

function Row({ page }: { page: Reading }) {
	return (
		<li>
			<a class="go" href={page.address} target="_blank" rel="noopener noreferrer">
				<span>
					<b lang={page.language}>{page.title}</b>
					{!page.confirmed && (
						<small>
							<T k="youth.reading.unchecked" />
						</small>
					)}
				</span>
				<span>{page.source}</span>
			</a>
		</li>
	);
}

/** The talk: who one writes with, the log, the field. Only the log scrolls. */
import { Component, createRef } from 'preact';
import { fitKeyboard } from '../keyboard.ts';
import { Composer } from './composer.tsx';
import { usePage } from './context.ts';
import { FiveLines } from './know.tsx';
import { Log } from './log.tsx';
import { focusNow, Head, T } from './parts.tsx';
import { Strip } from './strip.tsx';

type Sheet = 'end' | 'know' | null;

export class TalkScreen extends Component<object, { fresh: number; sheet: Sheet }> {
	override state = { fresh: 0, sheet: null as Sheet };
	private readonly log = createRef<Log>();
	private unfit: () => void = () => undefined;

	override componentDidMount(): void {
		this.unfit = fitKeyboard(() => this.log.current?.follow());
	}

	override componentWillUnmount(): void {
		this.unfit();
	}

	override render() {
		const { fresh, sheet } = this.state;
		const name = usePage().state.counsellor?.alias ?? '';
		const open = (next: Sheet) => this.setState({ sheet: next });
		const close = () => open(null);
		return (
			<main data-test="talk">
				<Head k="youth.talk.head" with={{ name }} hidden />
				<div class="head">
					<Who />
					<Menu open={open} />
					<Strip class="strip" />
				</div>
				<Log
					ref={this.log}
					onFresh={(count) => count !== fresh && this.setState({ fresh: count })}
				/>
				{sheet === null && (
					<Composer fresh={fresh} toEnd={() => this.log.current?.toEnd()} />
				)}
				{sheet === 'end' && <End close={close} />}
				{sheet === 'know' && <Know close={close} />}
			</main>
		);
	}
}

function Who() {
	const { state, texts } = usePage();
	const { counsellor, peer } = state;
	const n = Math.floor((Date.now() - peer.awaySince) / 60_000);
	const name = counsellor?.alias ?? '';
	const away =
		n < 1 ? texts.t('youth.talk.away_now', { name }) : texts.t('youth.talk.away', { n });
	return (
		<p>
			<strong>{name}</strong>
			<small data-test="who">
				{peer.awaySince > 0
					? away
					: texts.t('youth.talk.role', { agency: counsellor?.agency ?? '' })}
			</small>
		</p>
	);
}

function Menu({ open }: { open(sheet: Sheet): void }) {
	const { texts } = usePage();
	const pick = (event: Event, sheet: Sheet) => {
		(event.currentTarget as Element).closest('details')?.removeAttribute('open');
		open(sheet);
	};
	return (
		<details class="menu">
			<summary class="ds-button" data-variant="secondary" data-test="menu">
				{texts.t('youth.talk.menu')}
			</summary>
			<ul class="list">
				<li>
					<button class="go" type="button" onClick={(event) => pick(event, 'know')}>
						<span>
							<b>
								<T k="youth.know.again" />
							</b>
						</span>
					</button>
				</li>
				<li>
					<button
						class="go end"
						type="button"
						data-test="end"
						onClick={(event) => pick(event, 'end')}
					>
						<span>
							<b>{texts.t('youth.talk.end')}</b>
						</span>
					</button>
				</li>
			</ul>
		</details>
	);
}

/** The second tap of two. */
function End({ close }: { close(): void }) {
	const { visit, state, texts } = usePage();
	return (
		<section class="sheet">
			<h2 ref={focusNow} tabIndex={-1} class="ds-heading" data-size="xs">
				{texts.t('youth.talk.end_ask')}
			</h2>
			<p>{texts.t('youth.talk.end_text', { name: state.counsellor?.alias ?? '' })}</p>
			<div class="row">
				<button
					class="ds-button"
					type="button"
					data-test="end-confirm"
					onClick={() => visit.end()}
				>
					{texts.t('youth.talk.end_yes')}
				</button>
				<button class="ds-button" type="button" data-variant="secondary" onClick={close}>
					{texts.t('youth.talk.end_no')}
				</button>
			</div>
		</section>
	);
}

function Know({ close }: { close(): void }) {
	const { texts } = usePage();
	return (
		<section class="sheet">
			<h2 ref={focusNow} tabIndex={-1} class="ds-heading" data-size="xs">
				<T k="youth.know.again" />
			</h2>
			<FiveLines />
			<button class="ds-button" type="button" onClick={close}>
				{texts.t('common.close')}
			</button>
		</section>
	);
}

/** The talk: who one writes with, the log, the field. Only the log scrolls. */
import { Component, createRef } from 'preact';
import { AGENCY_MODE } from '@samtale/core/seal/chain';
import { fitKeyboard } from '../keyboard.ts';
import type { Late } from '../entrance.ts';
import { sealFault } from '../visit-state.ts';
import { Composer } from './composer.tsx';
import { useName, usePage } from './context.ts';
import { Log } from './log.tsx';
import { Ask, Head, T } from './parts.tsx';
import { Strip } from './strip.tsx';
import type { Key } from '../texts.ts';

type Sheet = 'end' | 'know' | 'swap' | null;

/** From here on a youth whose counsellor is lost is asked whether somebody else shall go on. */
const CHOOSE_MS = 60_000;

/** What stands for the questions of the late part until it has come. */
const NOT_YET: Pick<Late, 'Asks' | 'Hand' | 'Know' | 'Swap' | 'Sealing'> = {
	Asks: () => <Soon />,
	Hand: () => <Soon />,
	Know: Soon,
	Swap: Soon,
	Sealing: () => <Soon />,
};

/** The menu. */
const WAYS = [
	['swap', 'youth.talk.swap'],
	['know', 'youth.know.again'],
	['end', 'youth.talk.end'],
] as const;

export class TalkScreen extends Component<object, { fresh: number; sheet: Sheet }> {
	override state = { fresh: 0, sheet: null as Sheet };
	private readonly log = createRef<Log>();
	private unfit: () => void = () => undefined;

	override componentDidMount(): void {
		/* Drawn anew, the field is as high as its text, and the log at its end if it was there. */
		this.unfit = fitKeyboard(() => this.forceUpdate());
	}

	override componentWillUnmount(): void {
		this.unfit();
	}

	override render() {
		const { fresh, sheet } = this.state;
		const { state: page, entrance } = usePage();
		const { peer, proposal, notice, asks } = page;
		const { Asks, Hand, Know, Swap, Sealing } = entrance.late ?? NOT_YET;
		const fault = sealFault(page);
		const lost = peer.awaySince > 0 && Date.now() - peer.awaySince >= CHOOSE_MS;
		const open = (next: Sheet) => this.setState({ sheet: next });
		const close = () => open(null);
		return (
			<main data-test="talk">
				<Head k="youth.talk.head" with={{ name: useName() }} hidden />
				<div class="head">
					<Who />
					<Menu open={open} />
					<Sealed />
					<Strip class="strip" />
					{lost && sheet === null && (
						<button
							class="ds-button"
							type="button"
							data-variant="secondary"
							onClick={() => open('swap')}
						>
							<T k="youth.talk.swap" />
						</button>
					)}
				</div>
				<Log
					ref={this.log}
					onFresh={(count) => count !== fresh && this.setState({ fresh: count })}
				/>
				{sheet === null && fault && (
					<Sealing
						fault={fault}
						mayLower={fault === 'clock' && page.seal?.mode === AGENCY_MODE}
						swap={() => open('swap')}
					/>
				)}
				{asks && sheet === null && <Asks />}
				{proposal && sheet === null && <Hand />}
				{sheet === null && !fault && !asks && notice?.trouble !== 'taken_over' && (
					<Composer fresh={fresh} toEnd={() => this.log.current?.toEnd()} />
				)}
				{sheet === 'end' && <End close={close} />}
				{sheet === 'swap' && <Swap close={close} />}
				{sheet === 'know' && <Know close={close} />}
			</main>
		);
	}
}

function Who() {
	const { state, texts } = usePage();
	const { counsellor, peer, agency } = state;
	const n = Math.floor((Date.now() - peer.awaySince) / 60_000);
	const name = useName();
	const away =
		n < 1 ? texts.t('youth.talk.away_now', { name }) : texts.t('youth.talk.away', { n });
	return (
		<p>
			<strong>{name}</strong>{' '}
			<small data-test="who">
				{peer.awaySince > 0
					? away
					: texts.t('youth.talk.role', {
							agency: counsellor?.agency ?? agency?.name ?? '',
						})}
			</small>
		</p>
	);
}

/** Who vouches, below name and menu: beside the menu a small phone would need two lines more. */
function Sealed() {
	const { seal, agency } = usePage().state;
	return (
		<small data-test="seal" data-seal={seal?.at} data-mode={seal?.mode}>
			{seal?.at === 'open' && (
				<T
					k={`youth.seal.mode.${seal.mode}` as Key}
					with={{ name: useName(), agency: agency?.name ?? '' }}
				/>
			)}
			{seal?.at === 'making' && <T k="youth.seal.making" />}
		</small>
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
				{WAYS.map(([sheet, key]) => (
					<li key={sheet}>
						<button
							class={`go ${sheet}`}
							type="button"
							data-test={sheet}
							onClick={(event) => pick(event, sheet)}
						>
							<span>
								<b>
									<T k={key} />
								</b>{' '}
								{sheet === 'swap' && <small>{texts.t('youth.talk.swap_hint')}</small>}
							</span>
						</button>
					</li>
				))}
			</ul>
		</details>
	);
}

function End({ close }: { close(): void }) {
	const { visit, texts } = usePage();
	return (
		<Ask
			test="end"
			head={texts.t('youth.talk.end_ask')}
			text={texts.t('youth.talk.end_text', { name: useName() })}
			yes={texts.t('youth.talk.end_yes')}
			no={texts.t('youth.talk.end_no')}
			onYes={() => visit.end()}
			onNo={close}
		/>
	);
}

/** One word of patience, above the field. */
function Soon({ close }: { close?(): void }) {
	const { entrance, texts } = usePage();
	return (
		<section class="sheet" data-test="soon">
			<p role="status">
				<T k={entrance.isCut ? 'youth.trouble.delayed' : 'youth.coming.head'} />
			</p>
			{close && (
				<button class="ds-button" type="button" onClick={close}>
					{texts.t('common.close')}
				</button>
			)}
		</section>
	);
}

/** Ways out of the queue's screen: change the wish and keep the place, or leave the queue. */
import { Component } from 'preact';
import type { Wish } from '../state.ts';
import { usePage } from './context.ts';
import { focusNow } from './parts.tsx';
import { LanguageChoice, WhoChoice } from './wish.tsx';

const WAYS = [
	['change', 'youth.wait.change'],
	['cancel', 'youth.wait.cancel'],
] as const;

type Way = (typeof WAYS)[number][0];

/**
 * Change the wish, or leave the queue in two taps. They stand at the end of the page: what opens takes the focus, which brings it
 * into sight, and gives it back.
 */
export class Ways extends Component<object, { open?: Way | null; shut?: Way }> {
	override render() {
		const { texts } = usePage();
		const { open, shut } = this.state;
		const close = () => this.setState({ open: null, shut: open as Way });
		if (open === 'change') {
			return <Change done={close} />;
		}
		if (open === 'cancel') {
			return <Cancel no={close} />;
		}
		return (
			<div class="row">
				{WAYS.map(([way, key]) => (
					<button
						key={way}
						ref={way === shut ? focusNow : null}
						class="ds-button"
						type="button"
						data-variant="secondary"
						data-test={way}
						onClick={() => this.setState({ open: way })}
					>
						{texts.t(key)}
					</button>
				))}
			</div>
		);
	}
}

function Cancel({ no }: { no(): void }) {
	const { visit, texts } = usePage();
	return (
		<section ref={focusNow} tabIndex={-1} role="group" aria-label={texts.t('youth.wait.cancel_ask')} class="card">
			<p>{texts.t('youth.wait.cancel_ask')}</p>
			<div class="row">
				<button
					class="ds-button"
					type="button"
					data-test="cancel-confirm"
					onClick={() => visit.cancel(false)}
				>
					{texts.t('youth.wait.cancel_yes')}
				</button>
				<button
					class="ds-button"
					type="button"
					data-variant="secondary"
					data-test="cancel-diverted"
					onClick={() => visit.cancel(true)}
				>
					{texts.t('youth.wait.cancel_diverted')}
				</button>
				<button class="ds-button" type="button" data-variant="secondary" onClick={no}>
					{texts.t('youth.wait.cancel_no')}
				</button>
			</div>
		</section>
	);
}

class Change extends Component<{ done(): void }, Pick<Wish, 'who' | 'languages'>> {
	override state = usePage().state.wish;

	private save(): void {
		const { who, languages } = this.state;
		usePage().visit.change({ who, languages });
		this.props.done();
	}

	override render() {
		const { texts } = usePage();
		const change = (part: Partial<Wish>) => this.setState(part);
		return (
			<section class="stack">
				<h2 ref={focusNow} tabIndex={-1} class="ds-heading" data-size="xs">
					{texts.t('youth.wait.change_head')}
				</h2>
				<p class="quiet">{texts.t('youth.wait.change_keeps')}</p>
				<WhoChoice wish={this.state} change={change} />
				<LanguageChoice wish={this.state} change={change} />
				<div class="row">
					<button
						class="ds-button"
						type="button"
						data-test="change-save"
						disabled={this.state.languages.length === 0}
						onClick={() => this.save()}
					>
						{texts.t('youth.wait.change_save')}
					</button>
					<button
						class="ds-button"
						type="button"
						data-variant="secondary"
						onClick={this.props.done}
					>
						{texts.t('common.back')}
					</button>
				</div>
			</section>
		);
	}
}

/**
 * The offer: a band under the top bar that covers no room and takes no focus. It is read out once
 * (topic, place, waited); what moves in it is hidden from screen readers. A key goes to the accept
 * button and remembers the field, Esc goes back to it.
 */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useDesk } from '../context.ts';
import { keyWords } from '@samtale/staff/keymap';
import type { Offer } from '../state.ts';
import { spanWords } from '@samtale/staff/spans';
import { NbText } from '@samtale/staff/views/nb-text';

/** Where the focus was before somebody went to the offer. */
let from: HTMLElement | null = null;

const bandOf = (element: Element | null): Element | null => element?.closest('.strip.offer') ?? null;

/** To the button that takes the offer; where the focus was is remembered. */
export function focusAccept(): void {
	const here = document.activeElement as HTMLElement | null;
	from = bandOf(here) === null ? here : from;
	document.querySelector<HTMLElement>('[data-test=accept]')?.focus();
}

/** Esc goes back, and so does the focus when the band goes while it has it. */
function useWayBack(band: { current: HTMLElement | null }, answered: boolean): void {
	const stay = useRef(false);
	stay.current = answered;
	useEffect(() => {
		const onKey = (event: KeyboardEvent): void => {
			if (event.key === 'Escape' && band.current?.contains(document.activeElement)) {
				from?.focus();
			}
		};
		document.addEventListener('keydown', onKey);
		return () => document.removeEventListener('keydown', onKey);
	}, []);
	useLayoutEffect(() => {
		const element = band.current;
		return () => {
			if (!stay.current && element?.contains(document.activeElement)) {
				from?.focus();
			}
			from = null;
		};
	}, []);
}

function Facts({ offer, now }: { offer: Offer; now: number }) {
	const { i18n, names } = useDesk();
	const waited = offer.waited * 1000 + Math.max(0, now - offer.arrivedAt);
	return (
		<dl>
			<div>
				<dt>{i18n.t('staff.offer.from')}</dt>
				<dd>
					<b data-test="offer-region">{names.place(offer.region, offer.level)}</b>{' '}
					<span class="tag">{i18n.t(`staff.offer.level.${offer.level}`)}</span>
				</dd>
			</div>
			<div>
				<dt>{i18n.t('staff.offer.waited')}</dt>
				<dd>
					<b class="num">{spanWords(i18n, waited)}</b>
				</dd>
			</div>
			<div>
				<dt>{i18n.t('staff.offer.urgency')}</dt>
				<dd>
					<b>
						<NbText text={`staff.offer.urgency.${offer.urgency}`} />
					</b>
				</dd>
			</div>
			<div>
				<dt>{i18n.t('staff.offer.languages')}</dt>
				<dd>
					<b>{offer.languages.map((language) => names.language(language)).join(', ')}</b>
				</dd>
			</div>
			<div>
				<dt>{i18n.t('staff.offer.who')}</dt>
				<dd>{i18n.t(`staff.offer.who.${offer.who}`)}</dd>
			</div>
		</dl>
	);
}

function Countdown({ offer, now }: { offer: Offer; now: number }) {
	const { i18n } = useDesk();
	const left = Math.max(
		0,
		offer.deadline - Math.floor(Math.max(0, now - offer.arrivedAt) / 1000),
	);
	const width =
		offer.deadline === 0 ? 0 : Math.min(100, Math.round((left / offer.deadline) * 100));
	return (
		<div class="left">
			<span class="small">
				<b>{i18n.t('staff.offer.ringing')}</b>
			</span>
			<span class="secs" aria-hidden="true">
				{i18n.t('common.short.seconds', { n: left })}
			</span>
			<span class="meter" aria-hidden="true">
				<span style={{ width: `${width}%` }} />
			</span>
		</div>
	);
}

function Keys() {
	const { i18n, acts } = useDesk();
	const key = acts.keys.map.value.offer;
	return (
		<span class="small muted nobr">
			{key !== '' && (
				<>
					<kbd>{keyWords(key)}</kbd> {i18n.t('staff.offer.keys.go')} ·{' '}
				</>
			)}
			<kbd>Enter</kbd>{' '}
			{i18n.t('staff.offer.keys.take')} · <kbd>Esc</kbd> {i18n.t('staff.offer.keys.back')}
		</span>
	);
}

export function OfferBand({ offer, now }: { offer: Offer; now: number }) {
	const { i18n, names, acts } = useDesk();
	const band = useRef<HTMLElement>(null);
	useWayBack(band, offer.answered === 'accept');
	const announced = useRef(
		(offer.invited ? `${i18n.t('staff.beside.offer')} ` : '') +
			i18n.t('staff.offer.announce', {
				topic: names.topic(offer.topic),
				place: names.place(offer.region, offer.level),
				waited: spanWords(i18n, offer.waited * 1000),
			}),
	);
	const busy = offer.answered !== '';
	return (
		<section
			class="strip offer"
			ref={band}
			aria-label={i18n.t('staff.offer.label')}
			data-test="offer"
		>
			<p class="ds-sr-only" role="alert">
				{announced.current}
			</p>
			<Countdown offer={offer} now={now} />
			<div>
				<p class="topic" data-test="offer-topic">
					{names.topic(offer.topic)}
				</p>
				{offer.invited && <p data-test="offer-invited">{i18n.t('staff.beside.offer')}</p>}
				<Facts offer={offer} now={now} />
			</div>
			<div class="acts">
				<div class="row nowrap">
					<button
						type="button"
						class="ds-button large"
						data-variant="secondary"
						aria-disabled={busy}
						data-test="decline"
						onClick={acts.shift.decline}
					>
						{i18n.t('staff.offer.decline')}
					</button>
					<button
						type="button"
						class="ds-button large"
						aria-disabled={busy}
						data-test="accept"
						onClick={acts.shift.accept}
					>
						{i18n.t(
							offer.answered === 'accept'
								? 'staff.offer.accepting'
								: 'staff.offer.accept',
						)}
					</button>
				</div>
				<Keys />
			</div>
		</section>
	);
}

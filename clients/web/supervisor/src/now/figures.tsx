/**
 * The figures of this moment. First, and large, who went without an answer; n stands beside every rate, and below eight visits
 * nothing is made of it. What came in is shown with what became of it: the sum is exact.
 */
import type { ComponentChildren } from 'preact';
import { useComputed, type ReadonlySignal } from '@preact/signals';
import { NbText } from '@samtale/staff/views/nb-text';
import { usePage } from '../context.ts';
import { alarmsOf, nowOf, rateOf, share, type Cell, type Rate } from '../facts.ts';

interface FigureProps {
	head: string;
	test: string;
	value: ComponentChildren;
	children: ComponentChildren;
}

function Figure({ head, test, value, children }: FigureProps) {
	return (
		<div class="fig" data-test={`fig-${test}`}>
			<p class="label">
				<NbText text={head} />
			</p>
			<p class="value">{value}</p>
			<p class="foot">{children}</p>
		</div>
	);
}

/** "17 %", or that there are too few to judge. */
function Share({ rate }: { rate: Rate }) {
	const percent = share(rate.unanswered, rate.arrived);
	return percent === null ? (
		<NbText text="live.fig.few" />
	) : (
		<NbText text="live.fig.percent" params={{ n: percent }} />
	);
}

function Unanswered({ hour, quarter }: { hour: Rate; quarter: Rate }) {
	const { live } = usePage();
	const alarmed = alarmsOf(live.scene.rows('a').value).some(({ kind }) => kind === 'lost');
	const few = share(hour.unanswered, hour.arrived) === null;
	return (
		<div class={`fig first${alarmed ? ' is-bad' : ''}`} data-test="fig-unanswered">
			<p class="label">
				<b>
					<NbText text="live.fig.first" />
				</b>{' '}
				<NbText text="live.fig.first_what" />
			</p>
			<p class="value">
				{hour.unanswered}{' '}
				<small>
					<NbText text="live.fig.of" params={{ n: hour.arrived }} />
					{!few && ' · '}
					{!few && <Share rate={hour} />} <NbText text="live.fig.last_60" />
					{few && (
						<span class="few">
							<Share rate={hour} />
						</span>
					)}
				</small>
			</p>
			<p class="foot">
				<b>
					<NbText text="live.fig.part" params={{ n: quarter.unanswered, of: quarter.arrived }} />
				</b>{' '}
				<NbText text="live.fig.last_15" />, <Share rate={quarter} />
			</p>
		</div>
	);
}

/** What became of those who came: "18 besvart + 1 gikk + 3 venter". */
function Sum({ rate }: { rate: Rate }) {
	const parts = [
		['answered', rate.answered],
		['gone', rate.unanswered],
		['diverted', rate.diverted],
		['waiting', rate.waiting],
	] as const;
	const shown = parts.filter(([what, n]) => what !== 'diverted' || n > 0);
	return shown.map(([what, n], i) => (
		<>
			{i > 0 && ' + '}
			<NbText text={`live.fig.sum.${what}`} params={{ n }} />
		</>
	));
}

function Expected() {
	const { i18n, live } = usePage();
	const seconds = Number(live.scene.value('expected'));
	if (!(seconds >= 0) || live.scene.value('expected') === '') {
		return <>–</>;
	}
	const minutes = Math.ceil(seconds / 60);
	return (
		<>
			{minutes} <small>{i18n.t('live.fig.minutes')}</small>
		</>
	);
}

export function Figures({ cells }: { cells: ReadonlySignal<readonly Cell[]> }) {
	const { i18n, live } = usePage();
	const rates = live.scene.rows('rate').value;
	const now = nowOf(live.scene.value('now'));
	const oldest = useComputed(() => Math.min(...cells.value.map((cell) => cell.oldest)));
	const minutes = Math.max(0, Math.floor((live.beat.value - oldest.value) / 60_000));
	const hour = rateOf(rates.get('60'));
	return (
		<section class="figures" aria-label={i18n.t('live.fig.label')}>
			<Unanswered hour={hour} quarter={rateOf(rates.get('15'))} />
			<Figure head="live.fig.waiting" test="waiting" value={now.waiting}>
				{Number.isFinite(oldest.value) ? (
					<NbText text="live.fig.longest" params={{ n: minutes }} />
				) : (
					<NbText text="live.fig.nobody" />
				)}
			</Figure>
			<Figure head="live.fig.expected" test="expected" value={<Expected />}>
				<NbText text="live.fig.pool" />
			</Figure>
			<Figure head="live.fig.rooms" test="rooms" value={now.rooms}>
				<NbText text="live.fig.away" params={{ away: now.away, wrapping: now.wrapping }} />
			</Figure>
			<Figure head="live.fig.on" test="on" value={now.onDuty}>
				<NbText text="live.fig.free" params={{ free: now.free, capacity: now.capacity }} />
			</Figure>
			<Figure head="live.fig.arrived" test="arrived" value={hour.arrived}>
				<Sum rate={hour} />
			</Figure>
		</section>
	);
}

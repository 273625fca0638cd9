/** The last 24 hours: a curve, loaded when everything else stands, and the table with the same figures beside it. */
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { NbText } from '@samtale/staff/views/nb-text';
import { usePage } from '../context.ts';
import { hoursOf, type Hour } from '../facts.ts';
import type { Chart } from './chart.ts';
import { hourWords, stepsUntil } from '../times.ts';

const HOURS = 24;

function Drawn({ hours }: { hours: readonly Hour[] }) {
	const { i18n } = usePage();
	const place = useRef<HTMLDivElement>(null);
	const chart = useRef<Chart | null>(null);
	const wanted = useRef(hours);
	wanted.current = hours;
	useEffect(() => {
		let gone = false;
		const lines = ['arrived', 'answered', 'gone'].map((what) => i18n.t(`live.curve.line.${what}`));
		const shut = (from: string, to: string): string => i18n.t('live.curve.shut', { from, to });
		void import('./chart.ts').then(({ drawChart }) => {
			if (!gone && place.current !== null) {
				chart.current = drawChart(place.current, { lines, shut });
				chart.current.show(wanted.current);
			}
		}, () => undefined);
		return () => {
			gone = true;
			chart.current?.destroy();
		};
	}, []);
	useEffect(() => chart.current?.show(hours), [hours]);
	return <div class="plot" ref={place} role="img" aria-label={i18n.t('live.curve.alt')} data-test="plot" />;
}

export function Curve() {
	const { i18n, live, names } = usePage();
	const { zone } = names;
	const hours = useMemo(
		() => hoursOf(live.scene.rows('h').value, live.scene.rows('shut').value, stepsUntil(live.minute.value, HOURS, zone)),
		[live.scene.rows('h').value, live.scene.rows('shut').value, live.minute.value, zone],
	);
	return (
		<section class="card" data-test="curve">
			<h2>
				<NbText text="live.curve.head" />{' '}
				<small>
					<NbText text="live.curve.sub" />
				</small>
			</h2>
			<figure class="chart">
				<Drawn hours={hours} />
				<div class="scroll" tabIndex={0} role="region" aria-label={i18n.t('live.curve.table')}>
					<table class="plain">
						<thead>
							<tr>
								<th scope="col">
									<NbText text="live.curve.hour" />
								</th>
								{['arrived', 'answered', 'gone'].map((what) => (
									<th scope="col" class="n" key={what}>
										<NbText text={`live.curve.column.${what}`} />
									</th>
								))}
							</tr>
						</thead>
						<tbody>
							{[...hours].reverse().map(({ step, arrived, answered, gone, shut }) => (
								<tr key={step} data-test={`hour-${step}`}>
									<th scope="row">
										{hourWords(i18n, step)}
										{shut && (
											<span class="muted">
												{' '}
												<NbText text="live.curve.closed" />
											</span>
										)}
									</th>
									<td class="n">{arrived}</td>
									<td class="n">{answered}</td>
									<td class="n">{gone}</td>
								</tr>
							))}
						</tbody>
					</table>
				</div>
			</figure>
		</section>
	);
}

/** What came of it: today beside what is changed, and what the figures rest on. */
import { NbText } from '@samtale/staff/views/nb-text';
import { usePage } from '../context.ts';
import { number, SIDES, SIDE_TEXTS, type Figures, type Run } from './plan.ts';

interface Row {
	text: string;
	name: keyof Figures;
	/** A share, shown as per cent. */
	share: boolean;
	digits: number;
	part?: boolean;
}

const ROWS: readonly Row[] = [
	{ text: 'whatif.lost', name: 'lost', share: true, digits: 1 },
	{ text: 'whatif.door_closed', name: 'door_closed', share: true, digits: 1, part: true },
	{ text: 'whatif.unskilled', name: 'unskilled', share: true, digits: 1, part: true },
	{ text: 'whatif.abandoned', name: 'abandoned', share: true, digits: 1, part: true },
	{ text: 'whatif.too_late', name: 'too_late', share: true, digits: 1, part: true },
	{ text: 'whatif.own', name: 'own', share: true, digits: 0 },
	{ text: 'whatif.p90', name: 'p90_wait_min', share: false, digits: 1 },
	{ text: 'whatif.in_conversation', name: 'in_conversation', share: true, digits: 1 },
	{ text: 'whatif.shift_hours', name: 'shift_hours_a_week', share: false, digits: 0 },
];

/** The number that stands in an assumed value: a share as per cent, a law's median, the first of a list. */
function assumedNumber(name: string, value: string): number {
	const words = value.split(' ').map(Number);
	const first = words.find((word) => !Number.isNaN(word)) ?? 0;
	return name.endsWith('_min') ? first : first * 100;
}

const SHOWN = ['patience_min', 'missed_share', 'topic_shares', 'skill_share', 'urgent_share', 'acute_share'];

/** Where each of the figures that it began with is from, as keys of texts. */
const from = ({ from: { visits, hours, come, others } }: Run): readonly string[] => [
	`whatif.from.visits.${visits}`,
	`whatif.from.hours.${hours}`,
	`whatif.from.come.${come}`,
	`whatif.from.others.${others}`,
];

export function Outcome({ run }: { run: Run }) {
	const { i18n } = usePage();
	const say = ({ name, share, digits }: Row, figures: Figures): string => {
		const text = number(i18n, figures[name] * (share ? 100 : 1), digits);
		return share ? i18n.t('whatif.percent', { n: text }) : text;
	};
	const error = 200 * Math.max(...SIDES.map((side) => run[side].figures.lost_error));
	return (
		<div class="stack wide">
			<section class="card stack" aria-labelledby="whatif-played">
				<h2 id="whatif-played">
					<NbText text="whatif.played" params={{ n: run.changed.weeks }} />
				</h2>
				<table class="plain" data-test="outcome">
					<thead>
						<tr>
							<th scope="col">
								<NbText text="whatif.figure" />
							</th>
							{SIDES.map((side) => (
								<th class="n" scope="col" key={side}>
									<NbText text={SIDE_TEXTS[side]} />
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{ROWS.map((row) => (
							<tr key={row.name} class={row.part ? 'part' : undefined}>
								<th scope="row">
									<NbText text={row.text} />
								</th>
								{SIDES.map((side) => (
									<td class="n" key={side} data-test={`${side}-of-${row.name}`}>
										{say(row, run[side].figures)}
									</td>
								))}
							</tr>
						))}
					</tbody>
				</table>
				<p class="muted small">
					<NbText text="whatif.error" params={{ n: number(i18n, error, 1) }} />
				</p>
			</section>
			<section class="card stack small" aria-labelledby="whatif-from">
				<h2 id="whatif-from">
					<NbText text="whatif.from_head" />
				</h2>
				<ul class="stack" data-test="from">
					{from(run).map((text) => (
						<li key={text}>
							<NbText text={text} />
						</li>
					))}
				</ul>
				<h2>
					<NbText text="whatif.assumed_head" />
				</h2>
				<ul class="stack" data-test="assumed">
					{run.assumed
						.filter(({ name }) => SHOWN.includes(name))
						.map(({ name, value }) => (
							<li key={name}>
								<NbText
									text={`whatif.assumed.${name}`}
									params={{ n: number(i18n, assumedNumber(name, value), 0) }}
								/>
							</li>
						))}
				</ul>
			</section>
		</div>
	);
}

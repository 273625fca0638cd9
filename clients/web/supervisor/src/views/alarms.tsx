/** The alarms that stand, drawn from the scene: how many are in the bar, and their list. */
import { NbText } from '@samtale/staff/views/nb-text';
import { usePage } from '../context.ts';
import { alarmsOf } from '../facts.ts';

/** In the bar. */
export function AlarmState() {
	const { live } = usePage();
	const alarms = alarmsOf(live.scene.rows('a').value);
	return (
		<span class="small" data-test="alarm-state" data-n={alarms.length}>
			{alarms.length === 0 && <NbText text="live.alarms.none" />}
		</span>
	);
}

/** The card beside the figures. */
export function Alarms() {
	const { live } = usePage();
	const alarms = alarmsOf(live.scene.rows('a').value);
	return (
		<section class="card" data-test="alarms">
			<h2>
				<NbText text="live.alarms.head" />{' '}
				{alarms.length === 0 && (
					<small>
						<NbText text="live.alarms.now_none" />
					</small>
				)}
			</h2>
			<ul class="alarms">
				{alarms.map(({ id, kind }) => (
					<li key={id} class="alarm" data-test={`alarm-${id}`}>
						{kind}
					</li>
				))}
			</ul>
		</section>
	);
}

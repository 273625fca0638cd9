/** What will happen in the next two hours by itself: doors that close or open, a duty lead who goes, what was set and ends. */
import { NbText } from '@samtale/staff/views/nb-text';
import { usePage } from '../context.ts';
import { comingOf } from './coming.ts';
import { timeOf } from '../times.ts';

/** So many places are named. */
const NAMED = 3;

export function Next() {
	const { i18n, live, names } = usePage();
	const coming = comingOf(live.scene, live.minute.value);
	const where = (agencies: readonly string[]): string => {
		const shown = agencies.slice(0, NAMED).map((one) => names.agency(one));
		const rest = agencies.length - shown.length;
		return rest > 0 ? i18n.t('live.next.more', { list: shown.join(', '), n: rest }) : shown.join(', ');
	};
	return (
		<section class="card" data-test="next">
			<h2>
				<NbText text="live.next.head" />
			</h2>
			<ul class="small stack next">
				{coming.map(({ at, what, agencies, who }) => (
					<li key={`${at} ${what}`}>
						{timeOf(i18n, at, names.zone)}{' '}
						<NbText text={`live.next.${what}`} params={{ where: where(agencies), who }} />
					</li>
				))}
			</ul>
			{coming.length === 0 && (
				<p class="small muted">
					<NbText text="live.next.nothing" />
				</p>
			)}
		</section>
	);
}

/** What a young person reads on the door at this moment, in short. */
import { whenWords } from '@samtale/staff/when';
import { usePage } from '../context.ts';

export function DoorNow() {
	const { i18n, office, zone } = usePage();
	const door = office.door.value;
	if (door === null) {
		return null;
	}
	const now = Date.now();
	const moment = (seconds: number): string => whenWords(i18n, seconds * 1000, now, zone);
	const shut = door.state === 'closed' || door.state === 'pool';
	const state = shut ? 'closed' : door.state;
	return (
		<section class="card stack" aria-labelledby="head-door">
			<h2 id="head-door">{i18n.t('owner.door.head')}</h2>
			<div class="phone stack" data-test="door" data-state={door.state}>
				<b>{i18n.t(`owner.door.${state}`, { agency: door.name })}</b>
				{door.state === 'pool' && <span>{i18n.t('owner.door.other')}</span>}
				{!shut && door.until > 0 && (
					<span>{i18n.t('owner.door.until', { when: moment(door.until) })}</span>
				)}
				{shut && (
					<span class="small muted" data-test="door-next">
						{door.opens_at > 0
							? i18n.t('owner.door.next', { when: moment(door.opens_at) })
							: i18n.t('owner.door.none')}
					</span>
				)}
			</div>
		</section>
	);
}

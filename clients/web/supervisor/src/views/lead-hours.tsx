/** For a duty lead: until when it has the pool; or why there is nothing to do here, and who has it; and when it is its turn next. */
import { NbText } from '@samtale/staff/views/nb-text';
import { endWords, whenWords } from '@samtale/staff/when';
import { useOwnHours, type Watch } from '../act/own-hours.ts';
import { usePage } from '../context.ts';
import { leadOf } from '../facts.ts';

function Next({ watch }: { watch: Watch | undefined }) {
	const { i18n, live, names } = usePage();
	if (watch === undefined) {
		return <NbText text="live.hours.none" />;
	}
	const when = whenWords(i18n, watch.from, live.minute.value, names.zone);
	return <NbText text="live.hours.next" params={{ when, time: endWords(i18n, watch.until, names.zone) }} />;
}

/** Somebody else has the pool now, or nobody. */
function Off() {
	const { i18n, live, names } = usePage();
	const lead = leadOf(live.scene.value('lead'));
	const time = lead === null ? '' : endWords(i18n, lead.until, names.zone);
	return (
		<>
			<NbText text="act.error.not_leading" />{' '}
			{lead !== null && <NbText text="act.led_by" params={{ name: lead.alias, time }} />}
		</>
	);
}

export function LeadHours() {
	const { i18n, live, names } = usePage();
	const hours = useOwnHours();
	const isOn = live.leads.value;
	const until = hours?.now?.until;
	if (isOn && hours === null) {
		return null;
	}
	return (
		<p class="card small" data-test={isOn ? 'own-hours' : 'off-rota'}>
			{!isOn && <Off />}
			{isOn && until !== undefined && (
				<NbText text="live.hours.now" params={{ time: endWords(i18n, until, names.zone) }} />
			)}{' '}
			{hours !== null && <Next watch={hours.next} />}
		</p>
	);
}

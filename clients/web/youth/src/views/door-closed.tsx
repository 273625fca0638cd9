/**
 * The shut door, which most will see: who can be written or called now, then when somebody is here
 * again.
 */
import type { Service } from '../data.ts';
import { isEvening, when } from '../when.ts';
import { usePage, useZone } from './context.ts';
import { Services, Silent, useServices } from './help.tsx';
import { Mark, T } from './parts.tsx';

export function ClosedDoor() {
	const { entrance, state, texts } = usePage();
	const Shut = entrance.aside?.Shut;
	const zone = useZone();
	return (
		<>
			<div class="name">
				<Mark open={false} />
				<div>
					<p class="over">{state.door.name}</p>
					<h1 class="ds-heading" data-size="lg">
						{texts.t(
							useServices().some(isOpenToWrite)
								? 'youth.door.closed.head'
								: 'youth.door.closed.head_phones',
						)}
					</h1>
				</div>
			</div>
			<p>
				{texts.t(
					isEvening(Date.now(), zone)
						? 'youth.door.closed.text'
						: 'youth.door.closed.text_now',
				)}
			</p>
			<Others />
			<NextOpening />
			{Shut && state.door.agency !== '' && <Shut />}
		</>
	);
}

/** Somebody who can be written with at this minute: only hours that a person has confirmed say so. */
const isOpenToWrite = ({ channel, open }: Service): boolean => channel !== 'phone' && open;

/** Who else there is: first whom one can write with now, then the telephones, then what to do without a voice. */
export function Others() {
	const { texts } = usePage();
	const services = useServices();
	const write = services.filter(isOpenToWrite);
	const other = services.filter((service) => !isOpenToWrite(service));
	return (
		<>
			{write.length > 0 && (
				<section class="stack" data-test="write-now">
					<h2 class="ds-heading" data-size="xs">
						{texts.t('youth.door.closed.write')}
					</h2>
					<Services list={write} />
				</section>
			)}
			<section class="stack" data-test="call-now">
				<h2 class="ds-heading" data-size="xs">
					{texts.t('youth.door.closed.call')}
				</h2>
				{other.length > 0 ? (
					<Services list={other} />
				) : (
					<p>
						<T k="youth.help.failed" />
					</p>
				)}
				<Silent />
			</section>
		</>
	);
}

/** When somebody can be written with here again, in words. */
function NextOpening() {
	const { state, texts } = usePage();
	const { door } = state;
	const zone = useZone();
	const say = (at: number) => when(texts, at * 1000, Date.now(), zone);
	return (
		<section class="card">
			<h2 class="ds-heading" data-size="xs">
				{texts.t('youth.door.closed.again')}
			</h2>
			{door.pool_opens_at > 0 && door.pool_opens_at !== door.opens_at && (
				<p>{texts.t('youth.door.closed.pool_opens', { when: say(door.pool_opens_at) })}</p>
			)}
			{door.opens_at > 0 && (
				<p data-test="opens">
					{texts.t('youth.door.closed.agency_opens', {
						agency: door.name,
						when: say(door.opens_at),
					})}
				</p>
			)}
			{door.pool_opens_at === 0 && door.opens_at === 0 && (
				<p>{texts.t('youth.door.closed.unknown')}</p>
			)}
			{door.letterbox !== '' && (
				<a class="plain ds-link" href={door.letterbox} rel="noreferrer">
					{texts.t('youth.door.letterbox_meanwhile')}
				</a>
			)}
		</section>
	);
}

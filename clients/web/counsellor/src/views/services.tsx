/**
 * The services one can refer a youth to, open or not, with what finds them. A card goes into the
 * field of the room, where the counsellor reads it before it is said.
 */
import { Icon } from '@samtale/staff/views/icons';
import { NbText } from '@samtale/staff/views/nb-text';
import { useEffect, useState } from 'preact/hooks';
import { useDesk } from '../context.ts';
import { insertWhenThere } from '../insert.ts';
import type { Room } from '../rooms.ts';
import { cardOf, grouped, openWords, plainAddress, type Service } from '../services.ts';
import { fieldId } from './composer.tsx';

/** The id of the field that finds them. */
export const SEARCH_ID = 'find-service';

function Way({ service }: { service: Service }) {
	const { i18n } = useDesk();
	const { confirmed, open } = service;
	return (
		<>
			<p class="tagline" data-test="service-open" data-open={open}>
				<Icon
					name={confirmed ? (open ? 'available' : 'off') : 'warn'}
					tone={confirmed ? (open ? 'good' : 'muted') : 'warn'}
				/>
				<span class={confirmed ? (open ? 'good' : 'muted') : 'warn'}>{openWords(i18n, service)}</span>
			</p>
			<p class="small">
				{i18n.t(`staff.services.channel.${service.channel}`)} {plainAddress(service)}
			</p>
		</>
	);
}

function Group({ group, room }: { group: Service[]; room: Room }) {
	const { i18n, cards } = useDesk();
	const keeps = group.some((one) => one.keeps_record);
	const insert = (): Promise<void> => {
		const card = cards(room.languages).then((texts) => cardOf(texts, group));
		return insertWhenThere(fieldId(room.number), card, true);
	};
	return (
		<li class="service stack" data-test="service">
			<h3>{group[0]!.name}</h3>
			{group.map((service) => (
				<Way key={service.channel} service={service} />
			))}
			{keeps && <p class="small">{i18n.t('staff.services.keeps')}</p>}
			{room.ended === '' && (
				<button
					type="button"
					class="ds-button small"
					data-variant="secondary"
					data-test="service-insert"
					aria-label={`${i18n.t('staff.services.insert', { n: room.number })}: ${group[0]!.name}`}
					onClick={() => void insert()}
				>
					{i18n.t('staff.services.insert', { n: room.number })}
				</button>
			)}
		</li>
	);
}

export function Services({ room }: { room: Room }) {
	const { i18n, names, acts } = useDesk();
	const [query, search] = useState('');
	const { page } = acts.pane.state.value;
	const list = acts.services.list.value;
	useEffect(() => {
		if (page === 'services') {
			acts.services.refresh();
		}
	}, [page, query]);
	const country = names.country();
	const groups = grouped(
		(list ?? []).filter((service) => service.country === country),
		{ query, topic: room.topic, nameOf: (id) => names.topic(id) },
	);
	return (
		<>
			<div class="field">
				<label class="ds-label" for={SEARCH_ID}>
					<NbText text="staff.services.find" />
				</label>
				<input
					class="ds-input"
					id={SEARCH_ID}
					type="search"
					autocomplete="off"
					value={query}
					data-test="service-find"
					onInput={(event) => search(event.currentTarget.value)}
				/>
			</div>
			<p class="ds-sr-only" role="status">
				{list !== null && query !== '' && i18n.n('staff.services.found', groups.length)}
			</p>
			<ul class="services">
				{groups.map((group) => (
					<Group key={group[0]!.name} group={group} room={room} />
				))}
			</ul>
			{list !== null && groups.length === 0 && (
				<p data-test="service-none">
					<NbText text="staff.services.none" />
				</p>
			)}
			<p class="small muted">
				<NbText text="staff.services.note" />
			</p>
		</>
	);
}

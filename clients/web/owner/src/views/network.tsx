/** The coordinator's section: the agencies of the pool, open or not, and the invitation of a new one. */
import { may } from '@samtale/core/may';
import { ROTA } from '@samtale/core/permissions';
import { useEffect, useState } from 'preact/hooks';
import { usePage } from '../context.ts';
import type { Agency } from '../network.ts';
import { Heads } from './heads.tsx';
import { Invite } from './invite.tsx';
import { RotaCard } from './rota.tsx';
import { Problem } from './save-bar.tsx';

/** Two presses: youths are let in, or not any more. */
function LiveSwitch({ agency }: { agency: Agency }) {
	const { i18n, network } = usePage();
	const [sure, setSure] = useState(false);
	const opens = agency.live === 'no';
	const act = i18n.t(opens ? 'owner.network.open' : 'owner.network.close');
	return (
		<button
			type="button"
			class="ds-button small"
			data-variant={sure ? 'primary' : 'secondary'}
			data-test={`live-${agency.slug}`}
			aria-label={i18n.t('owner.people.of', {
				what: sure ? i18n.t('owner.network.sure', { what: act }) : act,
				name: agency.name,
			})}
			onBlur={() => setSure(false)}
			onClick={() => {
				setSure(!sure);
				if (sure) {
					void network.setLive(agency, opens);
				}
			}}
		>
			{sure ? i18n.t('owner.network.sure', { what: act }) : act}
		</button>
	);
}

function Row({ agency }: { agency: Agency }) {
	const { i18n, network } = usePage();
	const isShut = agency.live === 'no';
	const place = agency.municipality === '' ? i18n.t('owner.network.nation') : network.placeOf(agency);
	return (
		<tr data-test={`agency-${agency.slug}`} data-live={isShut ? 'no' : 'yes'}>
			<th scope="row">{agency.name}</th>
			<td>{place}</td>
			<td>{i18n.t(isShut ? 'owner.network.shut' : 'owner.network.live')}</td>
			<td>
				<LiveSwitch agency={agency} />
			</td>
		</tr>
	);
}

function List() {
	const { i18n, network } = usePage();
	const agencies = network.agencies.value ?? [];
	const fault = network.faults.value['live'];
	return (
		<section class="card stack wide" aria-labelledby="head-network">
			<h2 id="head-network">{i18n.t('owner.network.head')}</h2>
			<Problem />
			<div role="status">
				{fault !== undefined && (
					<p class="error small" lang="en" data-test="fault-live">
						{fault}
					</p>
				)}
			</div>
			<div class="scroll" tabIndex={0} role="region" aria-labelledby="head-network">
				<table class="plain">
					<Heads of="owner.network" columns={['name', 'place', 'state']} acts />
					<tbody>
						{agencies.map((agency) => (
							<Row key={agency.slug} agency={agency} />
						))}
					</tbody>
				</table>
			</div>
		</section>
	);
}

export function Agencies() {
	const { network, office } = usePage();
	useEffect(() => {
		void network.read();
		/* A link is shown once: whoever looks over a shoulder later finds none. */
		return () => void (network.invited.value = null);
	}, []);
	return (
		<div class="stack wide">
			{may(ROTA, office.person.value?.role ?? '') && <RotaCard />}
			<Invite />
			<List />
		</div>
	);
}

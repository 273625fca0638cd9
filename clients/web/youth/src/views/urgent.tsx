/** In danger: numbers to ring at once, right below the choice. The queue stays open beside them. */
import { usePage } from './context.ts';
import { Services, Silent, useServices } from './help.tsx';
import { T } from './parts.tsx';
import type { Key } from '../texts.ts';

/** Emergency numbers as buttons, by country. */
const CALLS: Record<string, readonly [string, Key][]> = {
	NO: [
		['113', 'youth.urgent.no.life'],
		['112', 'youth.urgent.no.threat'],
	],
	DK: [['112', 'youth.urgent.dk.life']],
};

export function Urgent() {
	const { state } = usePage();
	const calls = CALLS[state.door.country] ?? [];
	const numbers = new Set(calls.map(([number]) => number));
	const others = useServices().filter(
		({ channel, address }) => channel === 'phone' && !numbers.has(address),
	);
	return (
		<section class="card urgent" role="alert" data-test="urgent">
			<h2 class="ds-heading" data-size="xs">
				<T k="youth.urgent.head" />
			</h2>
			{calls.map(([number, key]) => (
				<a key={number} class="ds-button big alarm" href={`tel:${number}`}>
					<T k={key} />
				</a>
			))}
			{others.length > 0 && <Services list={others} />}
			<Silent />
			<p>
				<T k="youth.urgent.queue" />
			</p>
		</section>
	);
}

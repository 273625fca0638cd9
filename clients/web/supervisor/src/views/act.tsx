/** What can be done about the cells that are chosen, and what somebody has set and still holds. */
import { usePage } from '../context.ts';
import { actsOf } from '../facts.ts';

/** Below the heat table; nothing where nothing is chosen and nothing stands. */
export function Acts() {
	const { live } = usePage();
	const standing = actsOf(live.scene.rows('act').value);
	return standing.length === 0 ? null : (
		<ul class="standing">
			{standing.map(({ id, who, text }) => (
				<li key={id} class="card" data-test={`act-${id}`}>
					{who} {text}
				</li>
			))}
		</ul>
	);
}

/** At a door's foot: the agency's own pages about privacy and accessibility, where it has them. */
import { usePage } from './context.ts';
import { T } from './parts.tsx';

const PAGES = [
	['privacy', 'youth.door.foot.privacy'],
	['accessibility', 'youth.door.foot.accessibility'],
] as const;

export function OwnPages() {
	const { door } = usePage().state;
	if (!door.privacy && !door.accessibility) {
		return null;
	}
	return (
		<div class="stack">
			{PAGES.map(
				([page, key]) =>
					door[page] && (
						<a key={page} class="plain ds-link" href={door[page]} rel="noreferrer" data-test={page}>
							<T k={key} />
						</a>
					),
			)}
		</div>
	);
}

/** What stands below a door's button once it has come: the entry for a code, and the agency's own pages. */
import { CodeEntry } from './code-entry.tsx';
import { usePage } from './context.ts';
import { OwnPages } from './own-pages.tsx';

export function Aside() {
	const { door } = usePage().state;
	return (
		<>
			{door.state !== 'closed' && <CodeEntry />}
			<OwnPages />
		</>
	);
}

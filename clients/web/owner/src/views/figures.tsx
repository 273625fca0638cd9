/** The agency's own figures. */
import { OwnFigures } from '@samtale/staff/views/own-figures';
import { usePage } from '../context.ts';

export function Figures() {
	const { office } = usePage();
	return (
		<OwnFigures
			slug={office.slug}
			ask={(path) => office.fetch(path)}
			text={(path) => office.text(path)}
		/>
	);
}

/** The own agency's figures for any days. */
import { OwnFigures } from '@samtale/staff/views/own-figures';
import { usePage } from '../context.ts';

export function Part() {
	const { live } = usePage();
	return (
		<OwnFigures
			slug={live.person.value?.agency ?? ''}
			ask={(path) => live.ask(path)}
			text={(path) => live.text(path)}
		/>
	);
}

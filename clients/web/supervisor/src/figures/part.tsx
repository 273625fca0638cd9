/** This part is not built here yet. */
import { NbText } from '@samtale/staff/views/nb-text';

export function Part() {
	return (
		<p class="card">
			<NbText text="live.part_none" />
		</p>
	);
}

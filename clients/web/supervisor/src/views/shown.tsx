/** The part of the tab that is chosen, loaded when it is first wanted. */
import { NbText } from '@samtale/staff/views/nb-text';
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Tab } from '../tabs.ts';

export function Shown({ tab }: { tab: Tab }) {
	const [part, setPart] = useState<{ Part: ComponentType } | null>(null);
	const [failed, setFailed] = useState(false);
	const load = (): void => {
		setFailed(false);
		tab.load().then(setPart, () => setFailed(true));
	};
	useEffect(load, []);
	if (part !== null) {
		return <part.Part />;
	}
	return (
		<p class="card" role="status" data-test="part-state">
			<NbText text={failed ? 'live.part_failed' : 'live.loading'} />{' '}
			{failed && (
				<button type="button" class="ds-button small" data-variant="secondary" onClick={load}>
					<NbText text="staff.lost.try" />
				</button>
			)}
		</p>
	);
}

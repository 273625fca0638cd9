/** What is going on at this moment. Read in this order: figures, alarms, who is on, what comes, who waits, what to do, the day. */
import { useComputed } from '@preact/signals';
import { useState } from 'preact/hooks';
import { usePage } from '../context.ts';
import { cellsReader } from '../facts.ts';
import { Acts } from '../views/act.tsx';
import { Alarms } from '../views/alarms.tsx';
import { Curve } from './curve.tsx';
import { Figures } from './figures.tsx';
import { HeatCard } from './heat-card.tsx';
import { Next } from './next.tsx';
import { People } from './people.tsx';

export function Part() {
	const { live } = usePage();
	const [read] = useState(cellsReader);
	const cells = useComputed(() => read(live.scene.rows('w').value));
	return (
		<div class="now">
			<Figures cells={cells} />
			<div class="stack aside">
				<Alarms />
				<People />
				<Next />
			</div>
			<div class="stack main">
				<HeatCard cells={cells} />
				<Acts cells={cells} />
				<Curve />
			</div>
		</div>
	);
}

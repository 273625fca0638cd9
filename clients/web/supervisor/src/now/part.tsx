/** What is going on at this moment. Read in this order: figures, alarms, who is on, what comes, who waits, what to do, the day. */
import { Acts } from '../views/act.tsx';
import { Alarms } from '../views/alarms.tsx';
import { Curve } from './curve.tsx';
import { Figures } from './figures.tsx';
import { HeatCard } from './heat-card.tsx';
import { Next } from './next.tsx';
import { People } from './people.tsx';

export function Part() {
	return (
		<div class="now">
			<Figures />
			<div class="stack aside">
				<Alarms />
				<People />
				<Next />
			</div>
			<div class="stack main">
				<HeatCard />
				<Acts />
				<Curve />
			</div>
		</div>
	);
}

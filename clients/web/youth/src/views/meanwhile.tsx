/**
 * What may be done while waiting, and may be left: to go to others where nobody is on duty or it takes long, to be told when it is
 * one's turn, to say how it is, and to read.
 */
import { Alert } from './alert.tsx';
import { usePage } from './context.ts';
import { Others } from './door-closed.tsx';
import { T } from './parts.tsx';
import { ReadingList } from './reading.tsx';
import { Mood } from './scale.tsx';

export function Meanwhile() {
	const { state, visit } = usePage();
	const { queue } = state;
	return (
		<>
			{(queue?.band === 0 || !!queue?.overdue) && (
				<>
					<p>
						<T k="youth.door.full.others" />
					</p>
					<Others />
				</>
			)}
			<Alert />
			<section class="card">
				<Mood
					name="before"
					legend="youth.wait.mood"
					chosen={state.before}
					choose={(before) => visit.dispatch({ type: 'later', later: { before } })}
				/>
				<p class="quiet">
					<T k="youth.wait.mood_kept" />
				</p>
			</section>
			<ReadingList />
		</>
	);
}

/** What may be done while waiting, and may be left: to be told when it is one's turn, to say how it is, and to read. */
import { Alert } from './alert.tsx';
import { usePage } from './context.ts';
import { T } from './parts.tsx';
import { ReadingList } from './reading.tsx';
import { Mood } from './scale.tsx';

export function Meanwhile() {
	const { state, visit } = usePage();
	return (
		<>
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

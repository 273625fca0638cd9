/** A line of the log, of people. */
import type { Counsellor, PeopleRow } from '../people.ts';
import type { Key } from '../texts.ts';
import { usePage } from './context.ts';
import { T } from './parts.tsx';

/** Who came and who left, and what they can read. */
export function People({ people }: { people: PeopleRow }) {
	const { texts } = usePage();
	const named = ({ alias, agency }: Counsellor) => ({
		name: alias || texts.t('youth.seal.somebody'),
		agency,
	});
	const said: [Key, Counsellor][] = [
		...people.left.map((who): [Key, Counsellor] => ['youth.people.left', who]),
		...people.came.map((who): [Key, Counsellor] => [`youth.people.${who.history}` as Key, who]),
	];
	return (
		<li class="at" data-test="people">
			{said.map(([key, who], i) => (
				<span key={i}>
					<T k={key} with={named(who)} />{' '}
				</span>
			))}
		</li>
	);
}

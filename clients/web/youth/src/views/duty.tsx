/**
 * The duty to tell, behind "Read more": what binds everybody, and what binds the profession of who answers here. It comes with
 * what the door can do without; the line above it stands from the beginning.
 */
import type { Key } from '../texts.ts';
import { usePage } from './context.ts';
import { T } from './parts.tsx';

/** Country to the beginning of its texts; their last part is Door.profession. */
const STEMS: Record<string, string> = { NO: 'youth.know.duty.no', DK: 'youth.know.duty.dk' };

/** Before there is a country, that of each. */
export function Duty() {
	const { door } = usePage().state;
	const own = STEMS[door.country];
	return (
		<details class="more" data-test="duty">
			<summary>
				<T k="youth.know.duty.more" />
			</summary>
			<div class="stack">
				{(own ? [own] : Object.values(STEMS)).map((stem) => (
					<p key={stem}>
						<T k={`${stem}.${door.profession}` as Key} />
					</p>
				))}
			</div>
		</details>
	);
}

/** What somebody has set and still holds, with the button that undoes it. */
import { useState } from 'preact/hooks';
import { NbText } from '@samtale/staff/views/nb-text';
import { usePage } from '../context.ts';
import { actsOf, type Standing } from '../facts.ts';
import type { Live, Person } from '../live.ts';
import { describe, ofRow } from './described.ts';

/** A supervisor undoes what was done in the own agency, who leads the pool everything. */
function mayUndo({ role, agency }: Person, leads: boolean, { reach }: Standing): boolean {
	return leads || (role === 'supervisor' && reach === agency);
}

async function undoAct(live: Live, { id }: Standing): Promise<boolean> {
	const answer = await live.ask('/api/v1/acts/undo', { id: Number(id) });
	return answer.ok;
}

/** The id of the button, by which it is found. */
export const undoOf = ({ id }: Standing): string => `undo-${id}`;

function Row({ act }: { act: Standing }) {
	const { i18n, live, names } = usePage();
	const [failed, setFailed] = useState(false);
	const [key, params] = describe(i18n, names, ofRow(act));
	const person = live.person.value;
	const undo = async (): Promise<void> => setFailed(!(await undoAct(live, act)));
	return (
		<li data-test={`standing-${act.id}`}>
			<div>
				<NbText text={key} params={params} /> <span class="muted">{act.who}</span>
				{act.text !== '' && <p class="small muted">{act.text}</p>}
				{failed && (
					<p role="alert" class="small">
						<NbText text="act.error.failed" />
					</p>
				)}
			</div>
			{person !== null && mayUndo(person, live.leads.value, act) && (
				<button
					type="button"
					id={undoOf(act)}
					class="ds-button small"
					data-variant="secondary"
					data-test={`undo-${act.id}`}
					onClick={() => void undo()}
				>
					<NbText text="act.undo" />
				</button>
			)}
		</li>
	);
}

export function StandingActs() {
	const { live } = usePage();
	const standing = actsOf(live.scene.rows('act').value);
	return standing.length === 0 ? null : (
		<section class="card" data-test="standing">
			<h2>
				<NbText text="act.standing" />
			</h2>
			<ul class="standing">
				{standing.map((act) => (
					<Row key={act.id} act={act} />
				))}
			</ul>
		</section>
	);
}

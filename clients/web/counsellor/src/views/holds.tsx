/** Duty holds as strips above the rooms: what is being given, and what was given to this person. */
import { useState } from 'preact/hooks';
import { useDesk } from '../context.ts';
import type { HoldShown, HoldsState } from '../holds.ts';
import { Act } from '@samtale/staff/views/act';
import { Icon } from '@samtale/staff/views/icons';
import { NbText } from '@samtale/staff/views/nb-text';
import { momentWords } from '@samtale/staff/spans';

/** Deleting is asked twice: it cannot be undone. */
function Drop({ id }: { id: string }) {
	const { acts } = useDesk();
	const [asking, ask] = useState(false);
	const { drop } = acts.sealing.holds;
	return asking ? (
		<>
			<Act text="staff.hold.drop_no" test="hold-drop-no" act={() => ask(false)} />
			<Act text="staff.hold.drop_yes" test="hold-drop-yes" act={() => drop(id)} />
		</>
	) : (
		<Act text="staff.hold.drop" test="hold-drop" act={() => ask(true)} />
	);
}

const WARNS = ['late', 'unproven', 'stuck'];

/** What the strip says: of lines that do not go, why. */
function headOf({ mine, given, fault, late }: HoldShown): string {
	if (given || fault === '') {
		return mine ? (late ? 'late' : 'giving') : given ? 'held' : 'coming';
	}
	return mine && fault === 'not_proven' ? 'unproven' : 'stuck';
}

function Strip({ hold }: { hold: HoldShown }) {
	const { i18n, names, acts } = useDesk();
	const { id, mine, name, topic, until, given, reading, extended, lines } = hold;
	const { read, keep } = acts.sealing.holds;
	const params = { name, topic: names.topic(topic), time: momentWords(i18n, until) };
	const text = headOf(hold);
	return (
		<section
			class="strip notice hold"
			role="status"
			data-test="held"
			data-at={text}
			data-extended={extended}
		>
			<Icon name={WARNS.includes(text) ? 'warn' : 'locked'} />
			<div>
				<p class="topic">
					<NbText text={`staff.hold.head.${text}`} params={params} />
				</p>
				<p>
					<NbText text="staff.hold.until" params={params} />
				</p>
				{reading && (
					<ol data-test="hold-lines">
						{lines.map((line, i) => (
							<li key={i}>{line ?? i18n.t('staff.room.unreadable')}</li>
						))}
					</ol>
				)}
				<div class="row">
					{given && !mine && (
						<Act
							text={reading ? 'staff.hold.shut' : 'staff.hold.read'}
							test="hold-read"
							act={() => read(id, !reading)}
						/>
					)}
					{given && !mine && !extended && (
						<Act text="staff.hold.keep" test="hold-keep" act={() => keep(id)} />
					)}
					<Drop id={id} />
				</div>
			</div>
		</section>
	);
}

export function HoldStrips({ state }: { state: HoldsState }) {
	const { seen } = useDesk().acts.sealing.holds;
	const { holds, done, problem } = state;
	return (
		<>
			{holds.map((hold) => (
				<Strip key={hold.id} hold={hold} />
			))}
			{done !== '' && (
				<section class="strip notice" role="status" data-test="hold-done">
					<Icon name="tick" />
					<p>
						<NbText text="staff.hold.done" params={{ name: done }} />
					</p>
					<Act text="staff.hold.shut" test="hold-seen" act={seen} />
				</section>
			)}
			{problem !== '' && (
				<section class="strip notice" role="alert" data-test="hold-problem">
					<Icon name="warn" />
					<p>
						<NbText text="staff.hold.problem" />
					</p>
					<Act text="staff.hold.shut" test="hold-seen" act={seen} />
				</section>
			)}
		</>
	);
}

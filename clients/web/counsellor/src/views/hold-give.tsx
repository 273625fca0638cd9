/**
 * Giving lines of a conversation to a supervisor who has to decide: which lines, to whom, and whether
 * the youth is told. Nothing is chosen beforehand but that the youth is told.
 */
import { useEffect, useState } from 'preact/hooks';
import type { Message } from '@samtale/core/talk';
import { useDesk } from '../context.ts';
import type { Room } from '../rooms.ts';
import { clock } from '../words.ts';
import { NbText } from './nb-text.tsx';

interface LinesProps {
	lines: Message[];
	chosen: ReadonlySet<string>;
	choose(chosen: ReadonlySet<string>): void;
}

function Lines({ lines, chosen, choose }: LinesProps) {
	const toggle = (id: string): void => {
		const next = new Set(chosen);
		choose(next.delete(id) ? next : next.add(id));
	};
	return (
		<fieldset class="hold-lines">
			<legend>
				<NbText text="staff.hold.lines" />
			</legend>
			{lines.map(({ id, text }) => (
				<label key={id}>
					<input
						type="checkbox"
						checked={chosen.has(id)}
						data-test="hold-line"
						onChange={() => toggle(id)}
					/>{' '}
					{text}
				</label>
			))}
		</fieldset>
	);
}

function Decider({ id, to, choose }: { id: string; to: string; choose(to: string): void }) {
	const { acts } = useDesk();
	const { deciders } = acts.sealing.holds.state.value;
	return (
		<>
			<label for={id}>
				<b>
					<NbText text={deciders.length > 0 ? 'staff.hold.to' : 'staff.hold.nobody'} />
				</b>
			</label>
			<select
				id={id}
				class="ds-input"
				data-test="hold-to"
				value={to}
				onChange={(event) => choose(event.currentTarget.value)}
			>
				<option value="" />
				{deciders.map(({ staff, name }) => (
					<option key={staff} value={staff}>
						{name}
					</option>
				))}
			</select>
		</>
	);
}

export function HoldGive({ room }: { room: Room }) {
	const { i18n, acts } = useDesk();
	const { holds } = acts.sealing;
	const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
	const [to, chooseTo] = useState('');
	const [danger, setDanger] = useState(false);
	useEffect(() => holds.refresh(), []);
	const lines = room.messages.filter(({ text, offset }) => text !== null && offset > 0);
	const give = (): void => {
		const said = ({ mine, at, text }: Message): string =>
			`${i18n.t(mine ? 'staff.hold.by_me' : 'staff.hold.by_youth')} ${clock(i18n, at)}: ${text}`;
		const given = lines.filter(({ id }) => chosen.has(id)).map(said);
		if (holds.give(room.id, to, given, danger ? '' : i18n.t('staff.hold.told'))) {
			acts.ways.hand(room.id, '');
		}
	};
	return (
		<div class="ask" role="group" aria-label={i18n.t('staff.hold.open')} data-test="hold">
			<p>
				<NbText text="staff.hold.text" />
			</p>
			<Lines lines={lines} chosen={chosen} choose={choose} />
			<Decider id={`hold-${room.number}`} to={to} choose={chooseTo} />
			<label>
				<input
					type="checkbox"
					checked={danger}
					data-test="hold-danger"
					onChange={(event) => setDanger(event.currentTarget.checked)}
				/>{' '}
				<NbText text="staff.hold.danger" />
			</label>
			<div class="row">
				<button
					type="button"
					class="ds-button small"
					data-variant="secondary"
					data-test="hold-cancel"
					onClick={() => acts.ways.hand(room.id, '')}
				>
					{i18n.t('common.cancel')}
				</button>
				<button
					type="button"
					class="ds-button small"
					data-test="hold-give"
					disabled={to === '' || chosen.size === 0}
					onClick={give}
				>
					<NbText text="staff.hold.give" />
				</button>
			</div>
		</div>
	);
}

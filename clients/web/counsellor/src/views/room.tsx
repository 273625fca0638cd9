/**
 * One room in its column: its head; the log; one line of what to know; the field. When it has ended
 * the column stays to be read until it is closed.
 */
import { useDesk } from '../context.ts';
import { isEnding } from '../form-desk.ts';
import { markOf, type Room } from '../rooms.ts';
import { waitWords } from '@samtale/staff/spans';
import { Composer } from './composer.tsx';
import { FormPart, hasForm, Undo } from './form.tsx';
import { Icon } from '@samtale/staff/views/icons';
import { Log } from './log.tsx';
import { KnownNote } from './more.tsx';
import { NotesMark } from './notes.tsx';
import { RoomHead } from './room-head.tsx';

/**
 * One line above the field whose height is always kept, so that the newest message does not move.
 */
function Below({ room, now }: { room: Room; now: number }) {
	const { i18n } = useDesk();
	const mark = markOf(room, now, false);
	if (mark.kind === 'away') {
		return (
			<p class="below tagline">
				<Icon name="away" />
				<b>{i18n.t('staff.room.away', { n: Math.floor(mark.ms / 60_000) })}</b>
			</p>
		);
	}
	if (room.seal === 'making') {
		return (
			<p class="below tagline" data-test="sealing">
				<Icon name="locked" />
				{i18n.t(room.isRefused ? 'staff.seal.refused' : 'staff.seal.making')}
			</p>
		);
	}
	if (room.typing) {
		return (
			<p class="below tagline muted" data-test="typing">
				{i18n.t('staff.room.typing')}
			</p>
		);
	}
	if (mark.kind === 'waits_long') {
		return (
			<p class="below tagline warn">
				<Icon name="warn" />
				<b>{i18n.t('staff.room.waiting_for', { duration: waitWords(i18n, mark.ms) })}</b>
			</p>
		);
	}
	return (
		<p class="below tagline muted">{mark.kind === 'back' ? i18n.t('staff.room.back') : ''}</p>
	);
}

function Ended({ room, isDue }: { room: Room; isDue: boolean }) {
	const { i18n, acts } = useDesk();
	return (
		<div class="write" role="status" data-test="room-ended" data-reason={room.ended}>
			<p>
				<b>{i18n.t(`staff.ended.${room.ended}`)}</b>
			</p>
			<div class="foot">
				<button
					type="button"
					class="ds-button small"
					data-variant="secondary"
					data-test="room-close"
					onClick={() => acts.forms.close(room.id)}
				>
					{i18n.t(isDue ? 'staff.end.close_bare' : 'staff.end.close')}
				</button>
			</div>
		</div>
	);
}

interface RoomProps {
	room: Room;
	active: boolean;
	locked: boolean;
	now: number;
}

export function RoomColumn({ room, active, locked, now }: RoomProps) {
	const { i18n, names, acts } = useDesk();
	const attend = (): void => {
		if (!active) {
			acts.activate(room.id);
		}
	};
	const frozen = locked && room.ended === '';
	const form = acts.forms.state.value[room.id];
	return (
		<section
			class={`room${active ? ' is-active' : ''}${frozen ? ' is-frozen' : ''}${hasForm(room, form) ? ' has-form' : ''}`}
			aria-label={`${i18n.t('staff.room.label', { n: room.number })}: ${names.topic(room.topic)}`}
			data-test="room"
			data-room={room.number}
			data-id={room.id}
			/* The mouse has clicked first: what changes in the head would move the button away from under it. */
			onFocusIn={({ target }) => (target as Element).matches(':focus-visible') && attend()}
			onClick={() => setTimeout(attend)}
		>
			<RoomHead room={room} locked={frozen} now={now} />
			<FormPart room={room} now={now} />
			<Log room={room} />
			{isEnding(form) ? (
				<Undo room={room} form={form!} now={now} />
			) : room.ended === '' ? (
				<>
					<div class="belowrow">
						<Below room={room} now={now} />
						<NotesMark room={room} />
					</div>
					<KnownNote room={room} />
					<Composer room={room} active={active} locked={frozen} />
				</>
			) : (
				<Ended room={room} isDue={hasForm(room, form)} />
			)}
		</section>
	);
}

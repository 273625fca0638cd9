/**
 * Notes of a room: internal paper with its own field, button and keys. Enter makes a new line here,
 * so that a hand that is used to the other field sends nothing; nothing in this file can say
 * anything to the youth.
 */
import { useRef, useState } from 'preact/hooks';
import { TEXT_LIMIT, type Message } from '@samtale/core/message';
import { useDesk } from '../context.ts';
import { unreadNotes } from '../notes.ts';
import type { Room } from '../rooms.ts';
import { clock } from '@samtale/staff/spans';
import { fieldId } from './composer.tsx';
import { Icon } from '@samtale/staff/views/icons';
import { NbText } from '@samtale/staff/views/nb-text';

/** The id of a room's field for notes. */
export const noteFieldId = (number: number): string => `note-${number}`;

function Slip({ note }: { note: Message }) {
	const { i18n } = useDesk();
	const meta = {
		waiting: i18n.t('staff.notes.waiting'),
		refused: i18n.t('staff.notes.refused'),
		sent: clock(i18n, note.at),
		seen: clock(i18n, note.at),
	}[note.state];
	return (
		<div class="slip" data-test="note" data-state={note.state} data-mine={note.mine}>
			<p class="by">
				<b>
					<NbText text={note.mine ? 'staff.notes.mine' : 'staff.notes.colleague'} />
				</b>
				<time>{meta}</time>
			</p>
			<p data-test="note-text">{note.text ?? <NbText text="staff.notes.before" />}</p>
		</div>
	);
}

function Field({ room }: { room: Room }) {
	const { i18n, acts } = useDesk();
	const field = useRef<HTMLTextAreaElement>(null);
	const [fault, setFault] = useState<'' | 'staff.notes.not_yet' | 'staff.write.too_long'>('');
	const id = noteFieldId(room.number);
	const save = (): void => {
		const box = field.current;
		const text = box?.value.trim() ?? '';
		const isSaved = text !== '' && text.length <= TEXT_LIMIT && acts.notes.save(room.id, text);
		if (box !== null && isSaved) {
			box.value = '';
			acts.notes.keep(room.id, '');
		}
		const why = text.length > TEXT_LIMIT ? 'staff.write.too_long' : 'staff.notes.not_yet';
		setFault(isSaved || text === '' ? '' : why);
		box?.focus();
	};
	const onKey = (event: KeyboardEvent): void => {
		if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) {
			event.preventDefault();
			save();
		} else if (event.key === 'Escape') {
			event.preventDefault();
			acts.pane.close();
			document.getElementById(fieldId(room.number))?.focus();
		}
	};
	return (
		<div class="slip field">
			<label class="ds-label" for={id}>
				<NbText text="staff.notes.field" /> ·{' '}
				{i18n.t('staff.room.label', { n: room.number })}
			</label>
			<textarea
				class="ds-input"
				id={id}
				rows={3}
				ref={field}
				key={room.notes.backs}
				defaultValue={acts.notes.draft(room.id)}
				aria-describedby={`${id}-hint`}
				data-test="note-field"
				onKeyDown={onKey}
				onInput={() => acts.notes.keep(room.id, field.current?.value ?? '')}
			/>
			<p id={`${id}-hint`} class="small" role={fault === '' ? undefined : 'alert'}>
				<NbText text={fault === '' ? 'staff.notes.keys' : fault} />
			</p>
			{room.notes.backs > 0 && (
				<p role="status" class="small" data-test="notes-back">
					<NbText text="staff.notes.back" />
				</p>
			)}
			<button
				type="button"
				class="ds-button small staffbtn"
				data-test="note-save"
				onClick={save}
			>
				<Icon name="locked" />
				<NbText text="staff.notes.save" />
			</button>
		</div>
	);
}

/** The newest note stands on top, so that it is seen beside a long talk. */
export function Notes({ room }: { room: Room }) {
	const { i18n, acts } = useDesk();
	const look = (): void => acts.notes.read(room.id);
	return (
		<>
			<section
				class="staff"
				aria-label={i18n.t('staff.notes.log', { n: room.number })}
				data-test="notes"
				onFocusIn={look}
				onClick={look}
			>
				<header>
					<Icon name="locked" />
					<NbText text="staff.notes.head" />
				</header>
				<div
					class="slips"
					role="log"
					tabIndex={0}
					aria-label={i18n.t('staff.notes.log', { n: room.number })}
				>
					{[...room.notes.lines].reverse().map((note) => (
						<Slip key={note.id} note={note} />
					))}
				</div>
				{room.ended === '' && <Field key={room.id} room={room} />}
			</section>
			<p class="small muted">
				<NbText text="staff.notes.gone" />
			</p>
		</>
	);
}

/** In the room's own column: the way to its notes, and whether a colleague has written one. */
export function NotesMark({ room }: { room: Room }) {
	const { i18n, acts } = useDesk();
	const fresh = unreadNotes(room.notes);
	return (
		<button
			type="button"
			class={`staffhint tagline${fresh > 0 ? ' is-new' : ''}`}
			aria-keyshortcuts={acts.keys.map.value.notes || undefined}
			data-test="notes-open"
			data-fresh={fresh}
			onClick={() => {
				acts.activate(room.id);
				acts.pane.open('notes');
			}}
		>
			<Icon name="locked" />
			<span>
				{fresh > 0
					? i18n.t('staff.notes.new', { n: fresh })
					: i18n.t('staff.notes.open')}
			</span>
		</button>
	);
}

/** In the list of rooms; nothing while there is nothing new. */
export function NotesCount({ room }: { room: Room }) {
	const { i18n } = useDesk();
	const fresh = unreadNotes(room.notes);
	return fresh === 0 ? null : (
		<span class="staffhint tagline" data-test="notes-count">
			<Icon name="locked" />
			<span>{i18n.t('staff.notes.new', { n: fresh })}</span>
		</span>
	);
}

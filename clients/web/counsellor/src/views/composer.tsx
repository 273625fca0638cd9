/**
 * The field of a room. Above it stands who will read it; Enter sends, Shift+Enter makes a new line.
 * It works without a connection too: what is said waits in core's outbox and shows as not sent.
 */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { TEXT_LIMIT } from '@samtale/core/message';
import { useDesk } from '../context.ts';
import { usePicking } from '../picking.ts';
import { unsentCount, type Room } from '../rooms.ts';
import { optionId, Picker, pickerId } from './picker.tsx';
import { Icon } from '@samtale/staff/views/icons';

/** The id of a room's field, for whoever moves the focus there on the counsellor's wish. */
export const fieldId = (number: number): string => `write-${number}`;

interface ComposerProps {
	room: Room;
	active: boolean;
	locked: boolean;
}

function Foot({ room, active, locked, send }: ComposerProps & { send: () => void }) {
	const { i18n } = useDesk();
	const unsent = unsentCount(room);
	return (
		<div class="foot">
			{locked || unsent > 0 ? (
				<span data-test="unsent">
					<Icon name="clock" />{' '}
					{unsent > 0
						? i18n.n('staff.write.waiting', unsent)
						: i18n.t('staff.write.nothing')}
				</span>
			) : (
				<span class="hint">
					<kbd>/</kbd> {i18n.t('staff.write.replies')} · {i18n.t('staff.write.keys')}
				</span>
			)}
			<button
				type="button"
				class="ds-button small push"
				data-variant={active && !locked ? 'primary' : 'secondary'}
				data-test="send"
				onClick={send}
			>
				{i18n.t('staff.write.send')}
			</button>
		</div>
	);
}

/** Nothing can be written before this has been read. */
function Restart({ room }: { room: Room }) {
	const { i18n, acts } = useDesk();
	return (
		<div class="write" role="alert" data-test="restart">
			<p>
				<b>{i18n.t('staff.seal.restart.head')}</b> {i18n.t('staff.seal.restart.text')}
			</p>
			<div class="foot">
				<button
					type="button"
					class="ds-button small"
					data-test="understood"
					onClick={() => acts.understood(room.id)}
				>
					{i18n.t('staff.seal.restart.go')}
				</button>
			</div>
		</div>
	);
}

/** A room that was just accepted has the focus: the button that opened it is about to go. */
export function Composer({ room, active, locked }: ComposerProps) {
	const { i18n, names, acts } = useDesk();
	const field = useRef<HTMLTextAreaElement>(null);
	const [tooLong, setTooLong] = useState(false);
	const id = fieldId(room.number);
	const picking = usePicking(room, field);
	const { open } = picking;
	useLayoutEffect(() => {
		const at = document.activeElement;
		if (!room.resumed && (at === document.body || at?.closest('.strip.offer'))) {
			field.current?.focus();
		}
	}, []);
	const send = (): void => {
		const box = field.current;
		const text = box?.value.trim() ?? '';
		setTooLong(text.length > TEXT_LIMIT);
		if (box !== null && text !== '' && text.length <= TEXT_LIMIT && acts.say(room.id, text)) {
			box.value = '';
			acts.write(room.id, '');
		}
		box?.focus();
	};
	const onKey = (event: KeyboardEvent): void => {
		if (picking.key(event)) {
			return;
		}
		if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
			event.preventDefault();
			send();
		}
	};
	const onInput = (): void => {
		const text = field.current?.value ?? '';
		setTooLong(text.length > TEXT_LIMIT);
		acts.write(room.id, text);
		picking.look();
	};
	if (room.seal === 'held') {
		return <Restart room={room} />;
	}
	const target = i18n.t('staff.write.target', { n: room.number, topic: names.topic(room.topic) });
	return (
		<div class="write">
			{open !== null && <Picker {...open} field={id} choose={picking.choose} />}
			<label for={id}>
				{i18n.t('staff.write.to')} <b>{target}</b>
			</label>
			<textarea
				class="ds-input"
				id={id}
				rows={3}
				ref={field}
				key={room.backs}
				defaultValue={acts.draft(room.id)}
				lang={room.languages[0]}
				aria-invalid={tooLong}
				aria-autocomplete="list"
				aria-controls={open ? pickerId(id) : undefined}
				aria-activedescendant={open?.fits.length ? optionId(id, open.chosen) : undefined}
				aria-describedby={tooLong ? `${id}-error` : undefined}
				data-test="composer"
				onKeyDown={onKey}
				onInput={onInput}
				onSelect={picking.look}
			/>
			{room.backs > 0 && <p role="status">{i18n.t('staff.seal.back')}</p>}
			{tooLong && (
				<p class="error" id={`${id}-error`} role="alert">
					<Icon name="warn" />
					{i18n.t('staff.write.too_long')}
				</p>
			)}
			<Foot room={room} active={active} locked={locked} send={send} />
		</div>
	);
}

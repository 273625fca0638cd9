/**
 * What stands in a room's column when it ends: the minutes after it, the form, and the bar in which the end is taken back. The
 * form is ticks alone; every part of it works by keyboard, because its ticks are boxes and radio buttons.
 */
import { useEffect, useState } from 'preact/hooks';
import { useDesk } from '../context.ts';
import { isEnding, secondsToUndo, type RoomForm } from '../form-desk.ts';
import type { Room } from '../rooms.ts';
import { readForm, type Answer, type Question } from '@samtale/staff/form-text';
import { Icon } from '@samtale/staff/views/icons';
import { Act } from '@samtale/staff/views/act';

const WRAP_MS = 300_000;

/** Is there a form to fill in now? Its questions are known, and the room is over or about to be. */
export function hasForm(room: Room, form: RoomForm | undefined): form is RoomForm {
	return form !== undefined && form.form !== '' && (room.ended !== '' || isEnding(form));
}

function parts(ms: number): [number, number] {
	const seconds = Math.max(0, Math.floor(ms / 1000));
	return [Math.floor(seconds / 60), seconds % 60];
}

/** Minutes and seconds, as one reads them. */
export function useLeft(ms: number): string {
	const { i18n } = useDesk();
	const [m, s] = parts(ms);
	return i18n.t('staff.wrap.time', { m, s });
}

/** The same for the narrow strip. */
export function shortLeft(ms: number): string {
	const [m, s] = parts(ms);
	return `${m}.${String(s).padStart(2, '0')}`;
}

/** What is said in bokmål on a page in another language is marked as that. */
function useFormLang(): 'nb' | undefined {
	return useDesk().inNb.has('staff.form.anon') ? 'nb' : undefined;
}

function Timer({ room, form, now }: { room: Room; form: RoomForm; now: number }) {
	const { i18n, acts } = useDesk();
	const left = form.wrapUntil - now;
	const words = useLeft(left);
	if (room.ended === '' || left <= 0) {
		return null;
	}
	const most = form.more ? WRAP_MS : Math.max(2 * WRAP_MS, left);
	return (
		<div class="timer" data-test="wrap">
			<div class="row">
				<b>{i18n.t('staff.wrap.head')}</b>
				<span class="num" data-test="wrap-left">
					{i18n.t('staff.wrap.left', { time: words })}
				</span>
				{form.more && (
					<span class="push">
						<Act text="staff.wrap.more" test="wrap-more" act={() => acts.forms.longer(room.id)} />
					</span>
				)}
			</div>
			<meter min={0} max={most} value={Math.min(left, most)} aria-hidden="true" />
			<span class="small">{i18n.t('staff.wrap.then')}</span>
		</div>
	);
}

function useLabel(): (kind: 'q' | 'a', one: Answer, question: string) => string {
	const { i18n, names } = useDesk();
	return (kind, { word, label }, question) => {
		if (label !== '' || /^\d/.test(word)) {
			return label || word.replace('-', '–');
		}
		if (question === 'topic' && names.isTopic(word)) {
			return names.topic(word);
		}
		if (kind === 'q') {
			return i18n.t(`staff.form.q.${word}`);
		}
		return i18n.t(question === 'kind' ? `staff.form.kind.${word}` : `staff.form.a.${word}`);
	};
}

function Ask({ room, form, question }: { room: Room; form: RoomForm; question: Question }) {
	const { acts } = useDesk();
	const label = useLabel();
	const name = `form-${room.number}-${question.word}`;
	return (
		<fieldset data-test={`form-${question.word}`}>
			<legend>{label('q', question, '')}</legend>
			<div class="pills">
				{question.answers.map((answer) => (
					<label key={answer.word}>
						<input
							class="hide"
							type={question.many ? 'checkbox' : 'radio'}
							name={name}
							checked={form.ticks.includes(`${question.word}:${answer.word}`)}
							onChange={() => acts.forms.pick(room.id, question, answer.word)}
							data-test={`tick-${question.word}-${answer.word}`}
						/>
						<span>{label('a', answer, question.word)}</span>
					</label>
				))}
			</div>
		</fieldset>
	);
}

/** Timer and form, in the place of the log, which can be looked at beside it. */
export function FormPart({ room, now }: { room: Room; now: number }) {
	const { i18n, names, acts } = useDesk();
	const [log, showLog] = useState(false);
	const form = acts.forms.state.value[room.id];
	const lang = useFormLang();
	const shown = hasForm(room, form);
	if (!shown) {
		return null;
	}
	const questions = readForm(form.form, names.topics().map(({ id }) => id));
	return (
		<div class={`ending${log ? ' with-log' : ''}`} lang={lang}>
			<Timer room={room} form={form} now={now} />
			<form
				class="form"
				data-test="form"
				onSubmit={(event) => {
					event.preventDefault();
					acts.forms.done(room.id);
				}}
			>
				<p class="row nowrap top small">
					<Icon name="locked" />
					<span>{i18n.t('staff.form.anon')}</span>
				</p>
				{questions.map((question) => (
					<Ask key={question.word} room={room} form={form} question={question} />
				))}
				<div class="row">
					<button type="submit" class="ds-button" data-test="form-done" disabled={form.done}>
						{i18n.t('staff.form.done')}
					</button>
					<span class="small muted">{i18n.n('staff.form.fields', questions.length)}</span>
					<button
						type="button"
						class="ds-button small push"
						data-variant="tertiary"
						aria-pressed={log}
						data-test="form-log"
						onClick={() => showLog(!log)}
					>
						{i18n.t('staff.form.log')}
					</button>
				</div>
			</form>
		</div>
	);
}

/** The seconds in which nobody has been told. */
export function Undo({ room, form, now }: { room: Room; form: RoomForm; now: number }) {
	const { i18n, acts } = useDesk();
	const lang = useFormLang();
	const n = secondsToUndo(form, now);
	const open = n > 0 && !form.done;
	useEffect(() => {
		const onKey = (event: KeyboardEvent): void => {
			const writes = event.target instanceof HTMLTextAreaElement;
			if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key === 'z' && open && !writes) {
				event.preventDefault();
				acts.forms.undo(room.id);
			}
		};
		document.addEventListener('keydown', onKey);
		return () => document.removeEventListener('keydown', onKey);
	}, [open]);
	return (
		<div class="undo" data-test="undo" lang={lang}>
			{/* Said once: a reader that heard each second would hear nothing else. */}
			<span class="ds-sr-only" role="status">
				{i18n.t('staff.undo.said')}
			</span>
			<span aria-hidden="true">
				{open ? i18n.n('staff.undo.text', n) : i18n.t('staff.undo.sending')}
			</span>
			{open && (
				<span class="row nowrap">
					<Act text="staff.undo.do" test="undo-do" act={() => acts.forms.undo(room.id)} />
					<Act text="staff.undo.now" test="end-now" act={() => acts.forms.endNow(room.id)} />
				</span>
			)}
		</div>
	);
}

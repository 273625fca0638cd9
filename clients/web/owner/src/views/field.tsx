/**
 * One field of the agency: label, what it should be, and beneath it what is wrong, in the daemon's
 * words, and what is kept now while something else stands in it.
 */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Icon } from '@samtale/staff/views/icons';
import { usePage } from '../context.ts';

/** The id of a field's control; its fault and its hint are named after it. */
export const idOf = (field: string): string => field.replace(/\W/g, '-');

/** What is kept now, said while something else is written. */
export function Was({ field }: { field: string }) {
	const { i18n, office } = usePage();
	const was = office.kept.value?.[field] ?? '';
	if (!(field in office.draft.value)) {
		return null;
	}
	const overtaken = office.overtaken.value.has(field);
	return (
		<p class={overtaken ? 'small warn' : 'small muted'} data-test={`was-${field}`}>
			{was === '' ? i18n.t('owner.was.empty') : i18n.t('owner.was.text', { was })}
		</p>
	);
}

interface ExpectedProps {
	/** The id that a control is described by. */
	id: string;
	/** Undefined: nothing is wrong. */
	expected: string | undefined;
	test: string;
}

/** What the daemon expected instead. Its words are English. */
export function Expected({ id, expected, test }: ExpectedProps) {
	const { i18n } = usePage();
	return (
		<div id={id} aria-live="polite">
			{expected !== undefined && (
				<p class="error small" data-test={test}>
					<Icon name="warn" />
					<span>
						{i18n.t('owner.fault.expected', { expected: '' })}
						<span lang="en">{expected}</span>
					</span>
				</p>
			)}
		</div>
	);
}

/** What is wrong with the field. */
export function Fault({ field }: { field: string }) {
	const expected = usePage().office.faults.value[field];
	return <Expected id={`${idOf(field)}-fault`} expected={expected} test={`fault-${field}`} />;
}

interface FieldProps {
	field: string;
	label: string;
	hint?: string;
	/** Lines of a text area; absent: one line. */
	lines?: number;
	/** Of what stands in the field. */
	lang?: string;
	read?(value: string): string;
	write?(text: string): string;
	children?: ComponentChildren;
}

/** A field of text. `read` and `write` turn what is kept into what stands there, and back. */
export function Field({ field, label, hint, lines, lang, read, write, children }: FieldProps) {
	const { office } = usePage();
	const id = idOf(field);
	const value = office.value(field);
	const [typed, setTyped] = useState('');
	/* A line that was just begun is nothing yet: what is typed stays as it is while it means the same. */
	const stands = write !== undefined && write(typed) === value ? typed : read ? read(value) : value;
	const shared = {
		id,
		class: 'ds-input',
		lang,
		value: stands,
		spellcheck: false,
		'aria-invalid': office.faults.value[field] !== undefined,
		'aria-describedby': `${hint === undefined ? '' : `${id}-hint `}${id}-fault`,
		'data-test': `field-${field}`,
		onInput: (event: Event) => {
			const text = (event.currentTarget as HTMLInputElement).value;
			setTyped(text);
			office.write(field, write ? write(text) : text);
		},
	};
	return (
		<div class="field">
			<label class="ds-label" for={id}>
				{label}
			</label>
			{hint !== undefined && (
				<p class="small muted" id={`${id}-hint`}>
					{hint}
				</p>
			)}
			{lines === undefined ? (
				<input {...shared} type="text" />
			) : (
				<textarea {...shared} rows={lines} />
			)}
			{children}
			<Fault field={field} />
			<Was field={field} />
		</div>
	);
}

/**
 * Small pieces that several screens share: the door's mark, a text with its language, a choice, a
 * question. They come with the door: parts that come later must not load each other (rest.ts).
 */
import type { ComponentChildren } from 'preact';
import type { Params } from '@samtale/core/i18n';
import { TEXT_LIMIT } from '@samtale/core/message';
import type { Key } from '../texts.ts';
import { usePage } from './context.ts';

/**
 * The door, open with a lamp behind it or shut. Decoration: the words beside it always say the
 * same.
 */
export function Mark({ open }: { open: boolean }) {
	return open ? (
		<svg class="mark" viewBox="9 2 38 46" aria-hidden="true">
			<path class="light" d="M14 5h20a3 3 0 0 1 3 3v33l8 5H14z" />
			<path
				fill="currentColor"
				d="M11 5.6a2 2 0 0 1 2.6-1.9L24 7.5a2 2 0 0 1 1.4 1.9V46a1.5 1.5 0 0 1-2 1.4l-11-3.9A2 2 0 0 1 11 41.6z"
			/>
			<circle class="light" cx="21.5" cy="27" r="1.8" />
		</svg>
	) : (
		<svg class="mark" viewBox="9 2 38 46" aria-hidden="true">
			<path fill="currentColor" d="M14 5h20a3 3 0 0 1 3 3v38H11V8a3 3 0 0 1 3-3z" />
			<circle class="knob" cx="32" cy="27" r="1.8" />
			<path stroke="currentColor" stroke-width="2" stroke-linecap="round" d="M10 46h36" />
		</svg>
	);
}

/** A text in its own language, when that is not the page's. */
export function T({ k, with: params }: { k: Key; with?: Params }) {
	const { texts } = usePage();
	const { lang } = texts.lang(k);
	const text = texts.t(k, params);
	return lang === undefined ? <>{text}</> : <span lang={lang}>{text}</span>;
}

interface HeadProps {
	k: Key;
	with?: Params;
	hidden?: boolean;
	/** Instead of the look of a heading. */
	look?: string;
}

/** The screen's heading. It takes the focus when the screen comes, except on the first one. */
export function Head({ k, with: params, hidden = false, look = 'ds-heading' }: HeadProps) {
	return (
		<h1
			ref={focusNext}
			tabIndex={-1}
			class={hidden ? `${look} ds-sr-only` : look}
			data-size="lg"
		>
			<T k={k} with={params} />
		</h1>
	);
}

/** Screens shown so far: the first must not take the focus from the browser. */
let screens = 0;

/**
 * A ref: the heading of a new screen takes the focus. Always the same function, so only once a
 * heading.
 */
function focusNext(heading: HTMLElement | null): void {
	if (heading && screens++ > 0) {
		focusNow(heading);
	}
}

/** A ref: what has just come takes the focus. */
export function focusNow(element: HTMLElement | null): void {
	queueMicrotask(() => element?.focus());
}

interface WritingProps {
	k: Key;
	test: string;
	value: string;
	onWrite(text: string): void;
}

/** A field for a text that goes to somebody, with its label above. */
export function Writing({ k, test, value, onWrite }: WritingProps) {
	return (
		<label class="stack">
			<strong>
				<T k={k} />
			</strong>
			<textarea
				class="field ds-input"
				rows={3}
				data-test={test}
				maxLength={TEXT_LIMIT}
				value={value}
				onInput={(event) => onWrite(event.currentTarget.value)}
			/>
		</label>
	);
}

interface OptionProps {
	name: string;
	test: string;
	checked: boolean;
	kind?: 'radio' | 'checkbox';
	onPick(): void;
	children: ComponentChildren;
}

/** One row of a choice: the browser's own radio or checkbox, so old phones draw it too. */
export function Option({ name, test, checked, kind = 'radio', onPick, children }: OptionProps) {
	return (
		<label class="opt">
			<input type={kind} name={name} data-test={test} checked={checked} onChange={onPick} />
			<span>{children}</span>
		</label>
	);
}

export interface AskProps {
	test: string;
	/** Not asked for: it does not take the focus from who is writing. */
	unasked?: boolean;
	/** It is read out at once. */
	alarm?: boolean;
	head: ComponentChildren;
	text: ComponentChildren;
	yes: ComponentChildren;
	no: ComponentChildren;
	onYes(): void;
	onNo(): void;
}

export interface AnswersProps extends Pick<AskProps, 'test' | 'yes' | 'no' | 'onYes' | 'onNo'> {
	/** The yes lacks something. */
	disabled?: boolean;
}

/** Yes and no, side by side. */
export function Answers({ test, yes, no, disabled, onYes, onNo }: AnswersProps) {
	return (
		<div class="row">
			<button
				class="ds-button"
				type="button"
				data-test={`${test}-confirm`}
				disabled={disabled}
				onClick={onYes}
			>
				{yes}
			</button>
			<button
				class="ds-button"
				type="button"
				data-variant="secondary"
				data-test={`${test}-no`}
				onClick={onNo}
			>
				{no}
			</button>
		</div>
	);
}

/** The second tap of two. */
export function Ask({ test, unasked = false, alarm, head, text, yes, no, onYes, onNo }: AskProps) {
	return (
		<section class="sheet" role={alarm ? 'alert' : unasked ? 'status' : undefined} data-test={`${test}-ask`}>
			<h2 ref={unasked ? null : focusNow} tabIndex={-1} class="ds-heading" data-size="xs">
				{head}
			</h2>
			<p>{text}</p>
			<Answers test={test} yes={yes} no={no} onYes={onYes} onNo={onNo} />
		</section>
	);
}

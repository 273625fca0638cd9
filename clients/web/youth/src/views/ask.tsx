/** A question with two answers, above the field. */
import type { ComponentChildren } from 'preact';
import { focusNow } from './parts.tsx';

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

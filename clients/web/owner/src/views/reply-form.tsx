/** One canned reply while it is written, and below it how counsellors find it behind "/". */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '@samtale/staff/views/icons';
import { usePage } from '../context.ts';
import { CODE_LENGTH, faultOf, keptText, shownText, type Reply } from '../reply-book.ts';
import { Problem } from './save-bar.tsx';

interface ReplyFormProps {
	/** The one that is changed; null: a new one. */
	reply: Reply | null;
	language: string;
	/** Those of the same language. */
	others: readonly Reply[];
	close(): void;
}

export function ReplyForm({ reply, language, others, close }: ReplyFormProps) {
	const { i18n, office } = usePage();
	const [code, setCode] = useState(reply?.code ?? '');
	const [text, setText] = useState(reply === null ? '' : shownText(reply));
	const [fault, setFault] = useState<ReturnType<typeof faultOf>>(null);
	const form = useRef<HTMLFormElement>(null);
	const isTouched = code !== (reply?.code ?? '') || text !== (reply === null ? '' : shownText(reply));
	/* Before the next key. */
	useLayoutEffect(() => {
		form.current?.querySelector<HTMLElement>(reply === null ? 'input' : 'textarea')?.focus();
		return () => void (office.writing.value = false);
	}, []);
	useEffect(() => void (office.writing.value = isTouched), [isTouched]);
	const save = async (event: Event): Promise<void> => {
		event.preventDefault();
		const wrong = faultOf({ code, text }, reply === null ? others : []);
		setFault(wrong);
		if (wrong !== null) {
			form.current?.querySelector<HTMLElement>(wrong === 'text' ? 'textarea' : 'input')?.focus();
		} else if (await office.writeReply(code, language, text.trim(), reply === null ? '' : keptText(reply))) {
			close();
		}
	};
	return (
		<form class="stack question" ref={form} data-test="reply-form" onSubmit={(event) => void save(event)}>
			{reply === null ? (
				<div class="field">
					<label class="ds-label" for="reply-code">
						{i18n.t('owner.replies.code')}
					</label>
					<p class="small muted" id="reply-code-hint">
						{i18n.t('owner.replies.code_hint')}
					</p>
					<div class="row nowrap">
						<span aria-hidden="true">/</span>
						<input
							class="ds-input alias"
							id="reply-code"
							value={code}
							maxLength={CODE_LENGTH}
							autocomplete="off"
							autocapitalize="off"
							spellcheck={false}
							aria-invalid={fault === 'code' || fault === 'there'}
							aria-describedby="reply-code-hint reply-fault"
							data-test="reply-code"
							onInput={(event) => setCode(event.currentTarget.value.trim().toLowerCase())}
						/>
					</div>
				</div>
			) : (
				<b>/{code}</b>
			)}
			<div class="field">
				<label class="ds-label" for="reply-text">
					{i18n.t('owner.replies.text')}
				</label>
				<textarea
					class="ds-input"
					id="reply-text"
					lang={language}
					rows={3}
					value={text}
					aria-invalid={fault === 'text'}
					aria-describedby="reply-fault"
					data-test="reply-text"
					onInput={(event) => setText(event.currentTarget.value)}
				/>
			</div>
			<div id="reply-fault" aria-live="polite">
				{fault !== null && (
					<p class="error small" data-test="reply-fault">
						<Icon name="warn" /> {i18n.t(`owner.replies.fault.${fault}`)}
					</p>
				)}
			</div>
			<div class="stack tight">
				<span class="small muted">{i18n.t('owner.replies.preview')}</span>
				<p class="phone" data-test="reply-preview">
					<b>/{code}</b> <span lang={language}>{text}</span>
				</p>
			</div>
			{isTouched && <Problem />}
			{reply !== null && office.problem.value === 'changed' && (
				<p class="small warn" data-test="reply-was">
					{i18n.t('owner.was.text', { was: shownText(reply) })}
				</p>
			)}
			<div class="row">
				<button type="submit" class="ds-button" data-test="reply-save">
					{i18n.t('owner.save.go')}
				</button>
				<button
					type="button"
					class="ds-button"
					data-variant="secondary"
					data-test="reply-cancel"
					onClick={() => {
						office.problem.value = '';
						close();
					}}
				>
					{i18n.t('owner.replies.cancel')}
				</button>
			</div>
		</form>
	);
}

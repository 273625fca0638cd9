/** The agency's canned replies and the network's, a language at a time: put one's own in a place, hide one, write a new one. */
import { useEffect, useState } from 'preact/hooks';
import { usePage } from '../context.ts';
import { HIDDEN, inLanguage, keptText, languagesOf, shownText, standing, type Reply } from '../reply-book.ts';
import { ReplyForm } from './reply-form.tsx';
import { Problem } from './save-bar.tsx';

/** The languages that the pages have; there may be replies in others. */
const LANGUAGES = ['nb', 'nn', 'se', 'da', 'en'];

/** What was done has redrawn the row; whoever works by keyboard goes on there, or where a new one is begun. */
function focusOn(code: string): void {
	setTimeout(() => {
		const first =
			document.querySelector<HTMLElement>(`li[data-test="reply-${code}"] button`) ??
			document.querySelector<HTMLElement>('[data-test="reply-new"]');
		first?.focus();
	});
}

interface ActProps {
	reply: Reply;
	what: 'change' | 'hide' | 'show' | 'back' | 'drop';
	act(): void;
}

function Act({ reply, what, act }: ActProps) {
	const { i18n } = usePage();
	const text = i18n.t(`owner.replies.${what}`);
	return (
		<button
			type="button"
			class="ds-button small"
			data-variant="secondary"
			aria-label={i18n.t('owner.people.of', { what: text, name: `/${reply.code}` })}
			data-test={`reply-${what}`}
			onClick={act}
		>
			{text}
		</button>
	);
}

/** What can be done with a reply, by how it stands. */
function Acts({ reply, edit }: { reply: Reply; edit(): void }) {
	const { office } = usePage();
	const put = (text: string) => (): void => {
		const written = office.writeReply(reply.code, reply.language, text, keptText(reply));
		void written.then(() => focusOn(reply.code));
	};
	const how = standing(reply);
	return (
		<span class="row tight">
			{how === 'hidden' && <Act reply={reply} what="show" act={put('')} />}
			{how !== 'hidden' && <Act reply={reply} what="change" act={edit} />}
			{how === 'changed' && <Act reply={reply} what="back" act={put('')} />}
			{how === 'own' && <Act reply={reply} what="drop" act={put('')} />}
			{(how === 'network' || how === 'changed') && <Act reply={reply} what="hide" act={put(HIDDEN)} />}
		</span>
	);
}

function Row({ reply, edit }: { reply: Reply; edit(): void }) {
	const { i18n } = usePage();
	const how = standing(reply);
	return (
		<li class="stack tight reply" data-test={`reply-${reply.code}`} data-standing={how}>
			<div class="row">
				<b>/{reply.code}</b>
				<span class="small muted">{i18n.t(`owner.replies.standing.${how}`)}</span>
				<span class="push">
					<Acts reply={reply} edit={edit} />
				</span>
			</div>
			<p lang={reply.language} class={how === 'hidden' ? 'muted struck' : undefined}>
				{shownText(reply)}
			</p>
			{how === 'changed' && (
				<p class="small muted">
					{i18n.t('owner.replies.instead')} <span lang={reply.language}>{reply.network}</span>
				</p>
			)}
		</li>
	);
}

export function Replies() {
	const { i18n, office } = usePage();
	const [language, setLanguage] = useState(i18n.language);
	/* The code of the one that is being changed, empty for a new one. */
	const [edited, edit] = useState<string | null>(null);
	useEffect(() => void office.readReplies(), []);
	const all = office.replies.value;
	const rows = inLanguage(all ?? [], language);
	const close = (): void => {
		focusOn(edited ?? '');
		edit(null);
	};
	const name = (code: string): string =>
		i18n.has(`common.language.${code}`) ? i18n.t(`common.language.${code}`) : code;
	return (
		<section class="card stack wide" aria-labelledby="head-replies">
			<h1 id="head-replies">{i18n.t('owner.replies.head')}</h1>
			<p class="small muted">{i18n.t('owner.replies.hint')}</p>
			<div role="status">{edited === null && <Problem />}</div>
			<div class="row bottom">
				<div class="field">
					<label class="ds-label" for="reply-language">
						{i18n.t('owner.replies.language')}
					</label>
					<select
						class="ds-input"
						id="reply-language"
						value={language}
						disabled={office.writing.value}
						data-test="reply-language"
						onChange={(event) => {
							edit(null);
							setLanguage(event.currentTarget.value);
						}}
					>
						{languagesOf(all ?? [], LANGUAGES).map((code) => (
							<option key={code} value={code}>
								{name(code)}
							</option>
						))}
					</select>
				</div>
				{edited === null && (
					<button type="button" class="ds-button" data-test="reply-new" onClick={() => edit('')}>
						{i18n.t('owner.replies.new')}
					</button>
				)}
			</div>
			{edited === '' && <ReplyForm reply={null} language={language} others={rows} close={close} />}
			{all !== null && rows.length === 0 && <p class="muted">{i18n.t('owner.replies.none')}</p>}
			<ul class="stack">
				{rows.map((reply) =>
					reply.code === edited ? (
						<li key={reply.code}>
							<ReplyForm reply={reply} language={language} others={rows} close={close} />
						</li>
					) : (
						<Row
							key={reply.code}
							reply={reply}
							edit={() => !office.writing.value && edit(reply.code)}
						/>
					),
				)}
			</ul>
		</section>
	);
}

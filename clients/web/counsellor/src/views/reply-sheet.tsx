/** One's own canned replies: written, changed and deleted here; those of others are read. */
import { NbText } from '@samtale/staff/views/nb-text';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useDesk } from '../context.ts';
import { CODE_LIMIT, isCode, REPLY_LIMIT, type Reply } from '../replies.ts';
import type { Room } from '../rooms.ts';
import { useSource } from './picker.tsx';

const FAULTS = ['code', 'text', 'full', 'permission', 'session', 'body'];

/** A reply that is being written; `was` is the code it had. */
type Draft = Pick<Reply, 'code' | 'language' | 'text'>;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

function Form({ draft, done }: { draft: Draft; done(): void }) {
	const { i18n, names, acts } = useDesk();
	const form = useRef<HTMLFormElement>(null);
	const [fault, setFault] = useState('');
	const save = async (event: Event): Promise<void> => {
		event.preventDefault();
		const fields = new FormData(form.current ?? undefined);
		const of = (name: string): string => String(fields.get(name) ?? '').trim();
		const code = of('code').replace(/^\//, '').toLowerCase();
		const text = of('text');
		const wrong = !isCode(code) ? 'code' : text === '' || bytesOf(text) > REPLY_LIMIT ? 'text' : '';
		const failure = wrong || (await acts.replies.write(code, of('language'), text));
		setFault(failure);
		if (failure === '') {
			done();
		}
	};
	const languages = [...new Set([draft.language, ...names.languages()])];
	return (
		<form class="stack" ref={form} onSubmit={(event) => void save(event)}>
			{fault !== '' && (
				<p class="error" role="alert" data-test="reply-fault">
					{i18n.t(`staff.reply.fault.${FAULTS.includes(fault) ? fault : 'net'}`)}
				</p>
			)}
			<div class="row top">
				<label class="field">
					<span class="ds-label">{i18n.t('staff.reply.code')}</span>
					<input
						class="ds-input"
						name="code"
						defaultValue={draft.code}
						maxLength={CODE_LIMIT}
						autocomplete="off"
						autocapitalize="off"
						spellcheck={false}
						data-test="reply-code"
					/>
				</label>
				<label class="field">
					<span class="ds-label">{i18n.t('staff.reply.language')}</span>
					<select class="ds-input" name="language" data-test="reply-language" defaultValue={draft.language}>
						{languages.map((language) => (
							<option key={language} value={language} selected={language === draft.language}>
								{names.language(language)}
							</option>
						))}
					</select>
				</label>
			</div>
			<label class="field">
				<span class="ds-label">{i18n.t('staff.reply.text')}</span>
				<textarea class="ds-input" name="text" rows={3} defaultValue={draft.text} data-test="reply-text" />
			</label>
			<div class="row">
				<button type="submit" class="ds-button small" data-test="reply-save">
					<NbText text="staff.reply.save" />
				</button>
				<span class="small muted">
					<NbText text="staff.reply.hint" />
				</span>
			</div>
		</form>
	);
}

export function ReplySheet({ room }: { room: Room | null }) {
	const { i18n, names, acts } = useDesk();
	const source = useSource();
	const empty = { code: '', language: room?.languages[0] ?? i18n.language, text: '' };
	const [draft, edit] = useState<Draft & { key: number }>({ ...empty, key: 0 });
	useEffect(() => acts.replies.refresh(), []);
	const all = [...acts.replies.list.value].sort(
		(a, b) =>
			Number(b.source === 'own') - Number(a.source === 'own') ||
			(a.code < b.code ? -1 : a.code > b.code ? 1 : a.language < b.language ? -1 : 1),
	);
	return (
		<>
			<Form key={draft.key} draft={draft} done={() => edit({ ...empty, key: draft.key + 1 })} />
			<ul class="replies" tabIndex={0} aria-label={i18n.t('staff.reply.head')}>
				{all.map((reply) => (
					<li key={`${reply.source} ${reply.code} ${reply.language}`} data-test="reply-row">
						<b>/{reply.code}</b>{' '}
						<span class="small muted">
							{source(reply)} · {names.language(reply.language)}
						</span>
						<span lang={reply.language}>{reply.text}</span>
						{reply.source === 'own' && (
							<span class="row tight">
								<button
									type="button"
									class="ds-button small"
									data-variant="secondary"
									aria-label={`${i18n.t('staff.reply.change')}: /${reply.code}`}
									data-test="reply-change"
									onClick={() => edit({ ...reply, key: draft.key + 1 })}
								>
									<NbText text="staff.reply.change" />
								</button>
								<button
									type="button"
									class="ds-button small"
									data-variant="tertiary"
									aria-label={`${i18n.t('staff.reply.drop')}: /${reply.code}`}
									data-test="reply-drop"
									onClick={() => void acts.replies.write(reply.code, reply.language, '')}
								>
									<NbText text="staff.reply.drop" />
								</button>
							</span>
						)}
					</li>
				))}
			</ul>
		</>
	);
}

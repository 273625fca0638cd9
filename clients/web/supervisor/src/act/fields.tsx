/** The fields of one kind of act, and its button. */
import { useId } from 'preact/hooks';
import { NbText } from '@samtale/staff/views/nb-text';
import { usePage } from '../context.ts';
import { readIn, type Draft } from './draft.ts';
import { topicIn } from './described.ts';
import { useTargets } from './targets.ts';
import type { Reach } from './use-reach.ts';

/** In which a page can be; the own one is written first. */
const LANGUAGES = ['nb', 'nn', 'se', 'da', 'en'];
/** Bytes of a text are bounded by the daemon; so many letters are always within. */
const TEXT_MOST = 200;

interface FieldsProps {
	draft: Draft;
	/** The agency of a supervisor; empty: the whole pool. */
	own: string;
	/** How many wait in the cells. */
	n: number;
	/** Whom it would reach, as far as that is known. */
	reach: Reach | null;
	set(part: Partial<Draft>): void;
	busy: boolean;
	drop(): void;
}

/** What is written, in the language that is chosen at the preview. */
function Writing({ draft, set }: Pick<FieldsProps, 'draft' | 'set'>) {
	const id = useId();
	const { i18n } = usePage();
	const { texts, language, kind } = draft;
	const label = kind === 'text' ? 'act.textlabel' : kind === 'announce' ? 'act.announcelabel' : 'act.doorlabel';
	return (
		<div class="stack">
			<label class="small" for={id}>
				<b>
					<NbText text={label} />
				</b>
				{' · '}
				<NbText text="act.unsent" />
			</label>
			<textarea
				id={id}
				class="ds-input"
				rows={3}
				maxLength={TEXT_MOST}
				lang={language}
				value={texts[language] ?? ''}
				data-test="act-text-field"
				aria-description={i18n.t(`common.language.${language}`)}
				onInput={(event) => set({ texts: { ...texts, [language]: event.currentTarget.value } })}
			/>
		</div>
	);
}

/** As those read it whom it is for; the other languages are to be chosen here. */
function Preview({ draft, set }: Pick<FieldsProps, 'draft' | 'set'>) {
	const { i18n } = usePage();
	const named = (code: string): string => i18n.t(`common.language.${code}`);
	return (
		<div class="stack">
			<p class="small act-languages">
				<b>
					<NbText
						text={draft.kind === 'announce' ? 'act.preview_staff' : 'act.preview'}
						params={{ language: named(draft.language) }}
					/>
				</b>
				{LANGUAGES.filter((code) => code !== draft.language).map((code) => (
					<span key={code}>
						{' · '}
						<button
							type="button"
							class="link"
							data-test={`act-language-${code}`}
							onClick={() => set({ language: code })}
						>
							{named(code)}
						</button>
					</span>
				))}
			</p>
			<p class="phone small" lang={draft.language} data-test="act-preview">
				{readIn(draft.texts, draft.language) || '\u00a0'}
			</p>
		</div>
	);
}

/** Where a queue can be led. */
function Target({ draft, set }: Pick<FieldsProps, 'draft' | 'set'>) {
	const { i18n, names } = usePage();
	const { topics, agencies } = useTargets();
	return (
		<label class="small stack">
			<b>
				<NbText text="act.to" />
			</b>
			<select
				class="ds-input"
				data-test="act-to"
				value={draft.to}
				onChange={(event) => set({ to: event.currentTarget.value })}
			>
				<option value="">{i18n.t('act.to_none')}</option>
				{topics.map((id) => (
					<option key={id} value={`t${id}`}>
						{i18n.t('act.to_topic', { topic: topicIn(i18n, names, id) })}
					</option>
				))}
				{agencies.map((slug) => (
					<option key={slug} value={`a${slug}`}>
						{names.agency(slug)}
					</option>
				))}
			</select>
		</label>
	);
}

function Level({ draft, set }: Pick<FieldsProps, 'draft' | 'set'>) {
	return (
		<fieldset class="small">
			<legend>
				<b>
					<NbText text="act.level" />
				</b>
			</legend>
			{[1, 2].map((level) => (
				<label key={level} class="row tight">
					<input
						type="radio"
						name="act-level"
						checked={draft.level === level}
						onChange={() => set({ level })}
					/>
					<NbText text={`act.level.${level}`} />
				</label>
			))}
		</fieldset>
	);
}

/** Whose door, or to whose staff; a supervisor has no choice. */
function Place({ draft, own, set }: Pick<FieldsProps, 'draft' | 'own' | 'set'>) {
	const { i18n, names } = usePage();
	const { agencies } = useTargets();
	const ofAgency: readonly Draft['door'][] = draft.to === '' ? ['closed'] : ['closed', 'open'];
	const doors = draft.kind === 'close' ? ofAgency : [];
	return (
		<div class="row">
			<label class="small row tight">
				<NbText text={draft.kind === 'close' ? 'act.door_of' : 'act.staff_of'} />
				<select
					class="ds-input"
					data-test="act-place"
					value={draft.to}
					onChange={(event) => set({ to: event.currentTarget.value, door: 'closed' })}
				>
					{own === '' && <option value="">{i18n.t('live.scope.pool')}</option>}
					{(own === '' ? agencies : [own]).map((slug) => (
						<option key={slug} value={slug}>
							{names.agency(slug)}
						</option>
					))}
				</select>
			</label>
			{doors.map((door) => (
				<label key={door} class="small row tight">
					<input type="radio" name="act-door" checked={draft.door === door} onChange={() => set({ door })} />
					<NbText text={`act.door.${door}`} />
				</label>
			))}
		</div>
	);
}

const BUTTONS: Readonly<Record<Draft['kind'], (draft: Draft) => string>> = {
	text: () => 'act.send',
	redirect: () => 'act.send_redirect',
	scope: () => 'act.send_scope',
	close: ({ door }) => `act.send_door.${door}`,
	announce: () => 'act.send_announce',
};

/** Beside the button, before it is pressed: how many it would reach, or what it would be refused for. */
function Reached({ kind, reach }: { kind: Draft['kind']; reach: Reach | null }) {
	const { i18n } = usePage();
	const code = reach !== null && 'code' in reach ? reach.code : '';
	const own = `act.error.${code}`;
	return (
		<p role="status" class={`small reached${code === '' ? '' : ' error'}`} data-test="act-reach">
			{code !== '' && <NbText text={i18n.has(own) ? own : 'act.error.failed'} />}
			{reach !== null && 'n' in reach && kind !== 'close' && (
				<NbText text={`act.reach.${kind}`} params={{ n: reach.n }} />
			)}
		</p>
	);
}

function Send({ draft, n, reach, set, busy, drop }: FieldsProps) {
	const sure = reach !== null && 'n' in reach ? reach.n : n;
	return (
		<div class="row">
			<label class="row nowrap small">
				<NbText text={draft.kind === 'text' || draft.kind === 'announce' ? 'act.until' : 'act.holds_until'} />
				<input
					class="ds-input num act-until"
					type="time"
					required
					value={draft.until}
					data-test="act-until"
					onInput={(event) => set({ until: event.currentTarget.value })}
				/>
			</label>
			<button type="submit" class="ds-button" disabled={busy} data-test="act-send">
				<NbText text={BUTTONS[draft.kind](draft)} params={{ n: sure }} />
			</button>
			<button type="button" class="ds-button" data-variant="secondary" data-test="act-drop" onClick={drop}>
				<NbText text="act.drop" />
			</button>
			<Reached kind={draft.kind} reach={reach} />
		</div>
	);
}

export function Fields(props: FieldsProps) {
	const { draft, set } = props;
	const isWriting = draft.kind === 'text' || draft.kind === 'announce' || draft.kind === 'close';
	return (
		<div class="act-fields">
			<div class="stack">
				{draft.kind === 'redirect' && <Target draft={draft} set={set} />}
				{draft.kind === 'scope' && <Level draft={draft} set={set} />}
				{(draft.kind === 'close' || draft.kind === 'announce') && (
					<Place draft={draft} own={props.own} set={set} />
				)}
				{isWriting && <Writing draft={draft} set={set} />}
			</div>
			<div class="stack">
				{isWriting ? (
					<Preview draft={draft} set={set} />
				) : (
					<p class="small muted">
						<NbText text={`act.about.${draft.kind}`} />
					</p>
				)}
				<Send {...props} />
			</div>
		</div>
	);
}

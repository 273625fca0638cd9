/** Who answers and with whom they work, in each language, with a hint where it could be plainer; links. */
import { usePage } from '../context.ts';
import { hintsOf } from '../plain.ts';
import { Fault, Field, Was } from './field.tsx';
import { SaveBar } from './save-bar.tsx';

const LANGUAGES = ['nb', 'nn', 'se', 'da', 'en'];
const LINES = ['answers', 'works_with'] as const;
const TEXTS = [
	'profession',
	...LINES.flatMap((line) => LANGUAGES.map((language) => `${line}.${language}`)),
];
const LINKS = ['languages', 'letterbox', 'exit', 'privacy', 'accessibility'];
/** Words around the line in "You write with ...", "They work with ...". */
const AROUND = 3;

function Hints({ field }: { field: string }) {
	const { i18n, office } = usePage();
	return (
		<div aria-live="polite">
			{hintsOf(office.value(field), AROUND).map((hint) => (
				<p key={hint.kind} class="small warn" data-test={`hint-${field}-${hint.kind}`}>
					{i18n.t(`owner.texts.${hint.kind}`, hint.kind === 'long' ? { n: hint.words } : {})}
				</p>
			))}
		</div>
	);
}

function Line({ line }: { line: (typeof LINES)[number] }) {
	const { i18n, office } = usePage();
	const what = i18n.t(`owner.texts.${line}`);
	const missing = office.faults.value[line];
	return (
		<div class="stack">
			<h2>{what}</h2>
			{missing !== undefined && (
				<p class="error small" data-test={`fault-${line}`}>
					{i18n.t('owner.texts.hint')}
				</p>
			)}
			{LANGUAGES.map((language) => (
				<Field
					key={language}
					field={`${line}.${language}`}
					lang={language}
					label={i18n.t('owner.texts.in', {
						what,
						language: i18n.t(`common.language.${language}`),
					})}
				>
					<Hints field={`${line}.${language}`} />
				</Field>
			))}
		</div>
	);
}

/** Empty is the first, as in the daemon. */
const PROFESSIONS = ['public', 'health', 'anyone'];

function Profession() {
	const { i18n, office } = usePage();
	const value = office.value('profession');
	return (
		<div class="field">
			<label class="ds-label" for="profession">
				{i18n.t('owner.texts.profession')}
			</label>
			<p class="small muted" id="profession-hint">
				{i18n.t('owner.texts.profession_hint')}
			</p>
			<div>
				<select
					class="ds-input"
					id="profession"
					value={value === '' ? PROFESSIONS[0] : value}
					aria-describedby="profession-hint profession-fault"
					data-test="field-profession"
					onChange={(event) => office.write('profession', event.currentTarget.value)}
				>
					{PROFESSIONS.map((name) => (
						<option key={name} value={name}>
							{i18n.t(`owner.profession.${name}`)}
						</option>
					))}
				</select>
			</div>
			<Fault field="profession" />
			<Was field="profession" />
		</div>
	);
}

export function Texts() {
	const { i18n } = usePage();
	return (
		<>
			<section class="card stack wide" aria-labelledby="head-texts">
				<h1 id="head-texts">{i18n.t('owner.texts.head')}</h1>
				<p class="small muted">{i18n.t('owner.texts.hint')}</p>
				{LINES.map((line) => (
					<Line key={line} line={line} />
				))}
				<Profession />
				<SaveBar name="texts" fields={TEXTS} />
			</section>
			<section class="card stack wide" aria-labelledby="head-links">
				<h2 id="head-links">{i18n.t('owner.texts.links')}</h2>
				{LINKS.map((field) => (
					<Field
						key={field}
						field={field}
						label={i18n.t(`owner.texts.${field}`)}
						hint={i18n.t(`owner.texts.${field}_hint`)}
					/>
				))}
				<SaveBar name="links" fields={LINKS} />
			</section>
		</>
	);
}

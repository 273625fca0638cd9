/**
 * The two choices that can be changed while waiting: who may answer, and the languages, best first.
 */
import type { Wish } from '../state.ts';
import { usePage, usePlace } from './context.ts';
import { Option } from './parts.tsx';

interface ChoiceProps {
	wish: Pick<Wish, 'who' | 'languages'>;
	change(wish: Partial<Pick<Wish, 'who' | 'languages'>>): void;
}

/** Who may answer; without a municipality there is nothing to choose. */
export function WhoChoice({ wish, change }: ChoiceProps) {
	const { texts } = usePage();
	const place = usePlace();
	if (place === '') {
		return null;
	}
	return (
		<fieldset>
			<legend>{texts.t('youth.choose.who')}</legend>
			<div class="opts">
				{([0, 1, 2] as const).map((n) => (
					<Option
						key={n}
						name="who"
						test={`who-${n}`}
						checked={wish.who === n}
						onPick={() => change({ who: n })}
					>
						{texts.word('youth.choose.who', n, { place })}
						<small>{texts.word('youth.choose.who', `${n}_hint`, { place })}</small>
					</Option>
				))}
			</div>
		</fieldset>
	);
}

/** Languages shown before "more". */
const SHOWN = 4;

/** Languages to write in, in the order they are chosen. */
export function LanguageChoice({ wish, change }: ChoiceProps) {
	const { state, texts } = usePage();
	const codes = state.door.languages;
	const toggle = (code: string) => {
		const chosen = wish.languages;
		change({
			languages: chosen.includes(code) ? chosen.filter((c) => c !== code) : [...chosen, code],
		});
	};
	const row = (code: string) => (
		<Option
			key={code}
			name="language"
			kind="checkbox"
			test={`language-${code}`}
			checked={wish.languages.includes(code)}
			onPick={() => toggle(code)}
		>
			<span lang={code}>{texts.word('common.language_self', code) || code}</span>
			{wish.languages[0] === code && <small>{texts.t('youth.choose.language_first')}</small>}
		</Option>
	);
	return (
		<fieldset>
			<legend>{texts.t('youth.choose.languages')}</legend>
			<div class="opts">{codes.slice(0, SHOWN).map(row)}</div>
			{codes.length > SHOWN && (
				<details
					class="more"
					open={wish.languages.some((code) => codes.indexOf(code) >= SHOWN)}
				>
					<summary>{texts.t('youth.choose.language_more')}</summary>
					<div class="opts">{codes.slice(SHOWN).map(row)}</div>
				</details>
			)}
		</fieldset>
	);
}

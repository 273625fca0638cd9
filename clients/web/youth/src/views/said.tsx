/** What is said below the band to some who wait: a supervisor's text, and that nobody writes the language. */
import { usePage } from './context.ts';

/** What a supervisor writes to all who wait: in the page's language, else in the first it has. */
export function Told() {
	const { state, texts } = usePage();
	const own = state.told.find((one) => one.startsWith(`${texts.language} `));
	const line = own ?? state.told[0] ?? '';
	const [language] = line.split(' ', 1);
	return line === '' ? null : (
		<p class="card" data-test="told" lang={language}>
			{line.slice(language?.length).trim()}
		</p>
	);
}

/** Nobody on duty writes the first language: which one somebody writes now, and one tap to take it. */
export function Language() {
	const { state, texts, visit } = usePage();
	const [other] = state.queue?.languages ?? [];
	if (!other) {
		return null;
	}
	const { languages, who } = state.wish;
	const named = (code = '') => texts.word('common.language', code) || code;
	return (
		<>
			<p>{texts.t('youth.wait.no_language', { language: named(languages[0]) })}</p>
			<button
				class="ds-button"
				type="button"
				data-variant="secondary"
				data-test="go-on-in"
				onClick={() => visit.change({ who, languages: [other, ...languages] })}
			>
				{texts.t('youth.wait.go_on_in', { language: named(other) })}
			</button>
		</>
	);
}

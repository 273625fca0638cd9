/**
 * A text that may stand in bokmål inside the Northern Sami dictionary until a speaker has reviewed
 * it (the list is config/texts/se-in-nb.txt): it is marked with its language then, so that a screen
 * reader says it as bokmål.
 */
import type { Params } from '@samtale/core/i18n';
import { useWords } from '../context.ts';

export function NbText({ text, params }: { text: string; params?: Params }) {
	const { i18n, inNb } = useWords();
	return <span lang={inNb.has(text) ? 'nb' : undefined}>{i18n.t(text, params)}</span>;
}

/**
 * A text that may stand in bokmål inside the Northern Sami dictionary until a speaker has reviewed
 * it (the list is config/texts/se-in-nb.txt): it is marked with its language then, so that a screen
 * reader says it as bokmål.
 */
import { useDesk } from '../context.ts';

export function NbText({ text }: { text: string }) {
	const { i18n, inNb } = useDesk();
	return <span lang={inNb.has(text) ? 'nb' : undefined}>{i18n.t(text)}</span>;
}

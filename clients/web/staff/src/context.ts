/** What every view of a staff page may use without being handed it: the texts of its language. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { I18n } from '@samtale/core/i18n';

export interface Words {
	i18n: I18n;
	/** Keys whose text is bokmål although the page is in another language. */
	inNb: ReadonlySet<string>;
	/** What the staff call their organisation's own login, or empty; absent: there is none. */
	service?: string | undefined;
}

export const WordsContext = createContext<Words | null>(null);

/** The texts around this view. Only views below a WordsContext may ask. */
export function useWords(): Words {
	const words = useContext(WordsContext);
	if (words === null) {
		throw new Error('a view without texts');
	}
	return words;
}

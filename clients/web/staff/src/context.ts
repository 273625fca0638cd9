/**
 * What views use without being handed it: a page's own things, of which each page says what they are, and the texts of its
 * language, which every staff page has.
 */
import { createContext, type Context } from 'preact';
import { useContext } from 'preact/hooks';
import type { I18n } from '@samtale/core/i18n';

export interface Words {
	i18n: I18n;
	/** Keys whose text is bokmål although the page is in another language. */
	inNb: ReadonlySet<string>;
	/** What the staff call their organisation's own login, or empty; absent: there is none. */
	service?: string | undefined;
}

/** The context of what is `named`, and what a view below it asks for it. */
export function contextOf<T>(named: string): [Context<T | null>, () => T] {
	const context = createContext<T | null>(null);
	const use = (): T => {
		const found = useContext(context);
		if (found === null) {
			throw new Error(`a view outside its ${named}`);
		}
		return found;
	};
	return [context, use];
}

/** The texts around a view. */
export const [WordsContext, useWords] = contextOf<Words>('words');

/** A small button for one of several things that can be done; `text` is a key. */
import { NbText } from './nb-text.tsx';

export interface ActProps {
	text: string;
	test: string;
	act(): void;
}

export function Act({ text, test, act }: ActProps) {
	return (
		<button
			type="button"
			class="ds-button small"
			data-variant="secondary"
			data-test={test}
			onClick={act}
		>
			<NbText text={text} />
		</button>
	);
}

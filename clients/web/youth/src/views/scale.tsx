/** A question with few answers side by side, each a radio of the browser's own under its word. */
import type { Key } from '../texts.ts';
import { usePage } from './context.ts';

interface ScaleProps {
	name: string;
	legend: Key;
	/** The words, in the order of their numbers from 1. */
	words: readonly string[];
	/** What the least and the most mean, where numbers are the words. */
	ends?: readonly [Key, Key];
	/** 0: nothing is chosen. */
	chosen: number;
	choose(n: number): void;
}

export function Scale({ name, legend, words, ends, chosen, choose }: ScaleProps) {
	const { texts } = usePage();
	return (
		<fieldset>
			<legend>{texts.t(legend)}</legend>
			<div class={words.length === 3 ? 'scale three' : 'scale'}>
				{words.map((word, i) => (
					<label key={word}>
						<input
							type="radio"
							name={name}
							data-test={`${name}-${i + 1}`}
							checked={chosen === i + 1}
							onChange={() => choose(i + 1)}
						/>
						<span>{word}</span>
					</label>
				))}
			</div>
			{ends && (
				<p class="ends quiet">
					{ends.map((key) => (
						<span key={key}>{texts.t(key)}</span>
					))}
				</p>
			)}
		</fieldset>
	);
}

interface MoodProps extends Pick<ScaleProps, 'name' | 'chosen' | 'choose'> {
	legend?: Key;
}

/** "How are you now", 1 to 5. */
export function Mood({ legend = 'youth.after.mood.label', ...rest }: MoodProps) {
	return (
		<Scale
			{...rest}
			legend={legend}
			words={['1', '2', '3', '4', '5']}
			ends={['youth.after.mood.low', 'youth.after.mood.high']}
		/>
	);
}

/** Whether a line for young people is plain: what the texts of the product itself are held to, too. */

const MOST_WORDS = 14;

export type Hint = { kind: 'long'; words: number } | { kind: 'loud' } | { kind: 'stop' };

/** What could be plainer in a part of a sentence; `around`: words of the sentence it stands in. */
export function hintsOf(text: string, around: number): Hint[] {
	const hints: Hint[] = [];
	const part = text.trim();
	const words = part.split(/[.?]\s/).map((sentence) => sentence.split(/\s+/).length);
	const most = Math.max(...words) + around;
	if (part !== '' && most > MOST_WORDS) {
		hints.push({ kind: 'long', words: most });
	}
	if (part.includes('!')) {
		hints.push({ kind: 'loud' });
	}
	if (part.endsWith('.')) {
		hints.push({ kind: 'stop' });
	}
	return hints;
}

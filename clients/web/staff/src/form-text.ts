/**
 * The questions of a form, from the text in which an agency's field `form` has them (docs/config.md). The daemon has checked
 * it; what is in every form is added here. Pure.
 */
export interface Answer {
	word: string;
	/** Its own words, or empty: those of the dictionary, of a topic its name. */
	label: string;
}

export interface Question extends Answer {
	many: boolean;
	answers: Answer[];
}

const KINDS: Question = {
	word: 'kind',
	label: '',
	many: false,
	answers: ['yes', 'test', 'hoax', 'wrong'].map((word) => ({ word, label: '' })),
};

function named(text: string): Answer {
	const [word = '', label = ''] = text.split('=').map((part) => part.trim());
	return { word, label };
}

/** topics: ids of the pool's, which `pool` stands for. The last question is whether it counts. */
export function readForm(text: string, topics: readonly string[]): Question[] {
	const questions = text.split(';').filter((part) => part.trim() !== '');
	return questions
		.map((part) => {
			const at = part.indexOf(':');
			const head = part.slice(0, at).trim();
			const answers = part.slice(at + 1).split(',').map(named);
			return {
				...named(head.replace(/\*$/, '')),
				many: head.endsWith('*'),
				answers: answers.flatMap((answer) =>
					answer.word === 'pool' ? topics.map((word) => ({ word, label: '' })) : [answer],
				),
			};
		})
		.concat(KINDS);
}

/** Is that tick an answer of this form? Of topics it is said by the daemon alone which there are. */
export function isOf(text: string, tick: string): boolean {
	const at = tick.indexOf(':');
	const [word, answer] = [tick.slice(0, at), tick.slice(at + 1)];
	const question = readForm(text, [answer]).find((one) => one.word === word);
	return question?.answers.some((one) => one.word === answer) ?? false;
}

/** The ticks with one more, or one less; a question that takes one answer lets go of the other. */
export function ticked(ticks: readonly string[], question: Question, answer: string): string[] {
	const tick = `${question.word}:${answer}`;
	const has = ticks.includes(tick);
	const others = ticks.filter(
		(one) => one !== tick && (question.many || !one.startsWith(`${question.word}:`)),
	);
	/* Whether it counts is never left open. */
	return has && question.word !== 'kind' ? others : [...others, tick];
}

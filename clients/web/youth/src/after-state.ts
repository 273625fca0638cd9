/** What became of what was said after the end: of the answers, and of the wish for a code. */
export interface After {
	survey?: 'sending' | 'sent' | 'late';
	code?: 'asked' | 'here' | 'late';
	/** The code, and for how many days it is good. */
	text?: string;
	days?: number;
}

/** Six digits to be read by voice: in two groups for the eye, one by one for a screen reader. */
export function Digits({ digits }: { digits: string }) {
	return (
		<output class="digits" data-test="digits" aria-label={[...digits].join(' ')}>
			<span aria-hidden="true">{digits.slice(0, 3)}</span>
			<span aria-hidden="true">{digits.slice(3)}</span>
		</output>
	);
}

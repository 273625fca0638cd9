/** What is going on at this moment. */
export function Part() {
	return <div class="now" />;
}

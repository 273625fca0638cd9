/** The rest of the page is on its way: one word of patience, and the truth when the network fails. */
import { usePage } from './context.ts';
import { Head, T } from './parts.tsx';

export function ComingScreen() {
	const { entrance } = usePage();
	return (
		<main data-test="coming">
			<div class="col">
				<Head k="youth.coming.head" />
				<p role="status" class={entrance.isCut ? 'card warm' : 'quiet'}>
					{entrance.isCut && <T k="youth.trouble.delayed" />}
				</p>
			</div>
		</main>
	);
}

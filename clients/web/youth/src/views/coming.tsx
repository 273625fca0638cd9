/**
 * The rest of the page is on its way: one word of patience, the truth when the network fails, and the
 * way back.
 */
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
				<Back />
			</div>
		</main>
	);
}

/** The way back. */
export function Back() {
	const { entrance } = usePage();
	return (
		<button
			class="ds-button big"
			type="button"
			data-variant="secondary"
			data-test="back"
			onClick={() => entrance.back()}
		>
			<T k="youth.know.back" />
		</button>
	);
}

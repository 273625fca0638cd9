/**
 * The first message, written while waiting. It goes out by itself only after the tap that says so.
 */
import { usePage } from './context.ts';
import { Writing } from './parts.tsx';

export function FirstMessage() {
	const { visit, state, texts } = usePage();
	const { draft, draftReady } = state;
	if (draftReady) {
		return (
			<section class="card">
				<p>
					<strong>{texts.t('youth.wait.first.set')}</strong>
				</p>
				<p class="said">{draft}</p>
				<button
					class="ds-button"
					type="button"
					data-variant="secondary"
					data-test="first-edit"
					onClick={() => visit.draft(draft)}
				>
					{texts.t('youth.wait.first.edit')}
				</button>
			</section>
		);
	}
	return (
		<section class="card">
			<Writing
				k="youth.wait.first.label"
				test="first"
				value={draft}
				onWrite={(text) => visit.draft(text)}
			/>
			<button
				class="ds-button"
				type="button"
				data-test="first-ready"
				disabled={draft.trim() === ''}
				onClick={() => visit.draft(draft, true)}
			>
				{texts.t('youth.wait.first.ready')}
			</button>
			<p class="quiet">{texts.t('youth.wait.first.local')}</p>
		</section>
	);
}

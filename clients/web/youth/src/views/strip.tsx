/**
 * The one status line of a screen: trouble with the net or the service, and the way on. Empty when
 * all is well.
 */
import { troubleOf } from '../visit-state.ts';
import { usePage } from './context.ts';
import { T } from './parts.tsx';
import { minutes } from '../when.ts';
import type { Key } from '../texts.ts';

/** Trouble that says what becomes of the place in the queue: kept, or not had yet. */
const PLACED = new Set<string>(['net', 'frozen']);

/**
 * `class` is the look while it says something; `inside`: it stands within the screen's status
 * already.
 */
export function Strip({ class: look, inside = false }: { class: string; inside?: boolean }) {
	const { state, texts, visit } = usePage();
	const trouble = troubleOf(state);
	const name = trouble?.trouble ?? '';
	const place = state.asking ? '_ask' : state.step === 'wait' ? '_wait' : '';
	const key = `youth.trouble.${name}${PLACED.has(name) ? place : ''}` as Key;
	const duration = minutes(texts, state.grace || 600);
	return (
		<div class={trouble ? look : 'ds-sr-only'} data-test="strip">
			<p role={inside ? undefined : 'status'}>
				{trouble && (
					<T
						k={key}
						with={{ name: trouble.name || texts.t('youth.seal.somebody'), duration }}
					/>
				)}
			</p>
			{name === 'taken_over' && (
				<button
					class="ds-button"
					type="button"
					data-variant="secondary"
					onClick={() => visit.takeBack()}
				>
					{texts.t('youth.trouble.take_back')}
				</button>
			)}
			{name === 'protocol' && (
				<button
					class="ds-button"
					type="button"
					data-variant="secondary"
					onClick={() => location.reload()}
				>
					{texts.t('youth.trouble.reload')}
				</button>
			)}
		</div>
	);
}

/**
 * The one status line of a screen: trouble with the net or the service, and the way on. Empty when
 * all is well.
 */
import { troubleOf } from '../state.ts';
import { usePage } from './context.ts';
import { minutes } from '../when.ts';
import type { Key } from '../texts.ts';

/**
 * `class` is the look while it says something; `inside`: it stands within the screen's status
 * already.
 */
export function Strip({ class: look, inside = false }: { class: string; inside?: boolean }) {
	const { state, texts, visit } = usePage();
	const trouble = troubleOf(state);
	const waiting = state.step === 'wait';
	const key = (): Key | null => {
		if (!trouble) {
			return null;
		}
		switch (trouble.trouble) {
			case 'net':
				return waiting ? 'youth.trouble.net_wait' : 'youth.trouble.net';
			case 'frozen':
				return waiting ? 'youth.trouble.frozen_wait' : 'youth.trouble.frozen';
			case 'delayed':
				return 'youth.refused.delayed';
			case 'ten_left':
				return 'youth.talk.ten_left';
			default:
				return `youth.trouble.${trouble.trouble}` as Key;
		}
	};
	const text = key();
	const duration = minutes(texts, state.grace || 600);
	return (
		<div class={text ? look : 'ds-sr-only'} data-test="strip">
			<p role={inside ? undefined : 'status'}>
				{text ? texts.t(text, { name: trouble?.name ?? '', duration }) : ''}
			</p>
			{trouble?.trouble === 'taken_over' && (
				<button
					class="ds-button"
					type="button"
					data-variant="secondary"
					onClick={() => visit.takeBack()}
				>
					{texts.t('youth.trouble.take_back')}
				</button>
			)}
			{trouble?.trouble === 'protocol' && (
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

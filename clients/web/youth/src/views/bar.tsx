/**
 * The bar of every screen: leave first in the code and rightmost to the eye, help at its other end.
 */
import { usePage } from './context.ts';
import { HelpPanel } from './help.tsx';
import { T } from './parts.tsx';

export function Bar() {
	const { entrance, state, texts } = usePage();
	const { practice } = state.door;
	return (
		<header class={practice ? 'bar practice' : 'bar'}>
			<button
				class="ds-button exit"
				type="button"
				data-test="leave"
				title={texts.t('youth.bar.leave_keys')}
				{...texts.lang('youth.bar.leave_keys')}
				onClick={() => entrance.leaveQuickly(texts.t('youth.left.status'))}
			>
				{texts.t('youth.bar.leave')}
			</button>
			<details class="help" data-test="help">
				<summary class="ds-button" data-variant="secondary">
					<T k="youth.bar.help" />
				</summary>
				<HelpPanel />
			</details>
			{practice && (
				<p>
					<T k="youth.practice" />{' '}
					{/* The real door takes up nothing of practice. */}
					<a
						class="plain ds-link"
						href="/"
						data-test="practice-out"
						onClick={() => entrance.store.remove('token')}
					>
						<T k="youth.practice_out" />
					</a>
				</p>
			)}
		</header>
	);
}

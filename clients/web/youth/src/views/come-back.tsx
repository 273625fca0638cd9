/** The code to come back with, made when it is asked for. The page does not keep it. */
import { afterwards } from '../afterwards.ts';
import { usePage } from './context.ts';
import { T } from './parts.tsx';

export function ComeBack() {
	const { state, texts, visit } = usePage();
	const { code, text = '', days = 0 } = state.after;
	return (
		<section class="card" data-test="come-back">
			<h2 class="ds-heading" data-size="xs">
				{texts.t('youth.after.code.head')}
			</h2>
			<p>
				<T k="youth.after.code.text" />
			</p>
			{code !== 'here' && code !== 'late' && (
				<button
					class="ds-button"
					type="button"
					data-variant="secondary"
					data-test="code-ask"
					disabled={code === 'asked'}
					onClick={() => afterwards(visit).wantCode()}
				>
					{texts.t('youth.after.code.make')}
				</button>
			)}
			<div role="status" class="stack">
				{code === 'asked' && <p>{texts.t('youth.after.code.asked')}</p>}
				{code === 'late' && (
					<p>
						<T k="youth.after.code.late" />
					</p>
				)}
				{code === 'here' && (
					<>
						<p class="code" data-test="code">
							{text}
						</p>
						<p>{texts.n('youth.after.code.days', days)}</p>
					</>
				)}
			</div>
			{code === 'here' && navigator.clipboard && (
				<button
					class="ds-button"
					type="button"
					data-variant="secondary"
					onClick={() => void navigator.clipboard.writeText(text).catch(() => undefined)}
				>
					{texts.t('youth.after.code.copy')}
				</button>
			)}
		</section>
	);
}

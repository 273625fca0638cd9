/** The five lines once more, over the talk. */
import { usePage } from './context.ts';
import { FiveLines } from './know.tsx';
import { focusNow, T } from './parts.tsx';

export function Know({ close }: { close(): void }) {
	const { texts } = usePage();
	return (
		<section class="sheet">
			<h2 ref={focusNow} tabIndex={-1} class="ds-heading" data-size="xs">
				<T k="youth.know.again" />
			</h2>
			<FiveLines />
			<button class="ds-button" type="button" onClick={close}>
				{texts.t('common.close')}
			</button>
		</section>
	);
}

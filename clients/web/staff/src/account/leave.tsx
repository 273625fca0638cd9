/** Asked before the end of a session that another tab of ours has, too: there it ends a shift. */
import { useWords } from '../context.ts';
import { Icon } from '../views/icons.tsx';
import { NbText } from '../views/nb-text.tsx';

export function Leave({ out, stay }: { out(): void; stay(): void }) {
	const { i18n } = useWords();
	return (
		<div class="note warn" role="alert" data-test="leave">
			<Icon name="warn" />
			<div class="stack">
				<NbText text="account.leave.text" />
				<div class="row">
					<button type="button" class="ds-button small" data-test="leave-go" onClick={out}>
						{i18n.t('account.leave.go')}
					</button>
					<button
						type="button"
						class="ds-button small"
						data-variant="secondary"
						data-test="leave-stay"
						onClick={stay}
					>
						{i18n.t('account.cancel')}
					</button>
				</div>
			</div>
		</div>
	);
}

/** What went wrong, or what was done, where it happened. */
import { useWords } from '../context.ts';
import { Icon } from '../views/icons.tsx';
import { NbText } from '../views/nb-text.tsx';

interface ToldProps {
	good?: boolean;
	/** The daemon's word for it. */
	code?: string;
	text: string;
	params?: Record<string, string | number>;
	/** Tries it once more. */
	again?(): void;
}

export function Told({ good, code, text, params = {}, again }: ToldProps) {
	const { i18n } = useWords();
	return (
		<div
			class={`note ${good ? 'good' : 'bad'}`}
			role={good ? 'status' : 'alert'}
			data-test={good ? 'account-done' : 'account-error'}
			data-code={code}
		>
			<Icon name={good ? 'tick' : 'warn'} />
			<div>
				<NbText text={text} params={params} />
				{again && (
					<p>
						<button
							type="button"
							class="ds-button small"
							data-variant="secondary"
							data-test="account-again"
							onClick={again}
						>
							{i18n.t('staff.login.again')}
						</button>
					</p>
				)}
			</div>
		</div>
	);
}

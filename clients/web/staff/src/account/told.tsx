/** What went wrong, or what was done, where it happened. */
import { Icon } from '../views/icons.tsx';
import { NbText } from '../views/nb-text.tsx';

interface ToldProps {
	good?: boolean;
	/** The daemon's word for it. */
	code?: string;
	text: string;
	params?: Record<string, string | number>;
}

export function Told({ good, code, text, params = {} }: ToldProps) {
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
			</div>
		</div>
	);
}

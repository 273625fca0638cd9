/** A field with its help, of what proves who one is. */
import { NbText } from './nb-text.tsx';

/** Fewest characters of a password, as the daemon counts them. */
export const PASSWORD_MIN = 12;

interface FieldProps {
	name: string;
	text: string;
	invalid: boolean;
	hint: string;
	/** For tests. */
	test: string;
	value?: string;
	complete: 'nickname' | 'new-password' | 'current-password' | 'one-time-code';
	kind?: 'password';
	/** Characters that it takes. */
	long?: number;
}

export function Field({ name, text, invalid, hint, test, value, complete, kind, long }: FieldProps) {
	const type = { type: kind ?? 'text' } as { type: 'text' };
	return (
		<div class="field">
			<label class="ds-label" for={name}>
				<NbText text={text} />
			</label>
			<span class="muted small" id={`${name}-hint`}>
				<NbText text={hint} params={{ n: PASSWORD_MIN }} />
			</span>
			<input
				class="ds-input"
				id={name}
				name={name}
				{...type}
				defaultValue={value}
				autocomplete={complete}
				autocapitalize="off"
				spellcheck={false}
				required
				maxLength={long ?? 128}
				aria-describedby={`${name}-hint`}
				aria-invalid={invalid}
				data-test={test}
			/>
		</div>
	);
}

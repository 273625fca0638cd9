/** What an invitation and an account have in common: a field with its help, and the secret of a code app. */
import { renderSVG } from 'uqr';
import { useMemo } from 'preact/hooks';
import { useWords } from '../context.ts';
import { NbText } from '../views/nb-text.tsx';
import { grouped, PASSWORD_MIN } from './invitation.ts';

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

/** The secret as a picture for the camera and as text; nothing is fetched for it. */
export function Secret({ secret, uri }: { secret: string; uri: string }) {
	const { i18n } = useWords();
	const picture = useMemo(() => {
		const svg = renderSVG(uri, { border: 4, ecc: 'L' });
		return `data:image/svg+xml,${encodeURIComponent(svg)}`;
	}, [uri]);
	return (
		<div class="stack">
			<p>
				<NbText text="join.app_text" />
			</p>
			<img class="qr" src={picture} alt={i18n.t('join.picture')} data-test="join-picture" />
			<p class="small">
				<NbText text="join.secret" />{' '}
				<code data-test="join-secret">{grouped(secret)}</code>
			</p>
		</div>
	);
}

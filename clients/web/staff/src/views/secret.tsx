/** The secret of a code app. */
import { renderSVG } from 'uqr';
import { useMemo } from 'preact/hooks';
import { useWords } from '../context.ts';
import { NbText } from './nb-text.tsx';

/** In groups of four, as it is typed into an app without a camera. */
export const grouped = (secret: string): string => secret.match(/.{1,4}/g)?.join(' ') ?? secret;

/** As a picture for the camera and as text; nothing is fetched for it. */
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

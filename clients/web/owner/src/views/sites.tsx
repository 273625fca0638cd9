/** Which sites may show the door in a frame, and what is pasted into them. */
import { useState } from 'preact/hooks';
import { usePage } from '../context.ts';
import { Field } from './field.tsx';
import { SaveBar } from './save-bar.tsx';

const lines = (sites: string): string => sites.split(' ').join('\n');
const sites = (text: string): string => text.split(/\s+/).filter(Boolean).join(' ');

export function Sites() {
	const { i18n, office } = usePage();
	const [copied, setCopied] = useState(false);
	const { slug } = office;
	const snippet = `<script async src="${location.origin}/e/v1.js" data-agency="${slug}"></script>`;
	const copy = (): void => {
		void navigator.clipboard?.writeText(snippet).then(() => setCopied(true));
	};
	return (
		<section class="card stack wide" aria-labelledby="head-sites">
			<h1 id="head-sites">{i18n.t('owner.sites.head')}</h1>
			<Field
				field="sites"
				label={i18n.t('owner.sites.label')}
				hint={i18n.t('owner.sites.hint')}
				lines={5}
				read={lines}
				write={sites}
			/>
			<SaveBar name="sites" fields={['sites']} />
			<h2>{i18n.t('owner.sites.snippet')}</h2>
			<p class="snippet">
				<code data-test="snippet">{snippet}</code>
			</p>
			<div class="row">
				<button type="button" class="ds-button" data-variant="secondary" onClick={copy}>
					{i18n.t('owner.sites.copy')}
				</button>
				<span role="status" class="good small">
					{copied && i18n.t('owner.sites.copied')}
				</span>
				<a href={`/embed?agency=${slug}&lang=${i18n.language}`} target="_blank" rel="noopener">
					{i18n.t('owner.sites.more')}
				</a>
			</div>
		</section>
	);
}

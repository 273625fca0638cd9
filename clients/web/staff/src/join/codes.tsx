/** The recovery codes, shown this once: to copy or to print. Then on to the desk. */
import { useState } from 'preact/hooks';
import { useWords } from '../context.ts';
import { NbText } from '../views/nb-text.tsx';

export function Codes({ codes }: { codes: string[] }) {
	const { i18n } = useWords();
	const [copied, setCopied] = useState(false);
	const copy = (): void =>
		void navigator.clipboard.writeText(codes.join('\n')).then(
			() => setCopied(true),
			() => undefined,
		);
	return (
		<div class="card stack wide">
			<p>
				<NbText text="join.done.text" />
			</p>
			<ol class="codes" data-test="join-codes">
				{codes.map((code) => (
					<li key={code}>
						<code>{code}</code>
					</li>
				))}
			</ol>
			<div class="row no-print">
				<button class="ds-button" data-variant="secondary" type="button" onClick={copy}>
					{i18n.t('join.done.copy')}
				</button>
				<button
					class="ds-button"
					data-variant="secondary"
					type="button"
					onClick={() => window.print()}
				>
					{i18n.t('join.done.print')}
				</button>
				<span role="status">{copied && i18n.t('join.done.copied')}</span>
			</div>
			<div class="no-print">
				<a class="ds-button" href="/desk" data-test="join-desk">
					{i18n.t('join.done.go')}
				</a>
			</div>
		</div>
	);
}

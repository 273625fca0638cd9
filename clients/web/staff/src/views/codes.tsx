/** The recovery codes, shown this once: to copy or to print. What comes then stands below. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useWords } from '../context.ts';
import { NbText } from './nb-text.tsx';

export function Codes({ codes, children }: { codes: string[]; children?: ComponentChildren }) {
	const { i18n } = useWords();
	const [copied, setCopied] = useState(false);
	const copy = (): void =>
		void navigator.clipboard.writeText(codes.join('\n')).then(
			() => setCopied(true),
			() => undefined,
		);
	return (
		<div class="stack wide">
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
			{children}
		</div>
	);
}

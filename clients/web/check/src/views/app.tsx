/** The page: one row for each thing, what the person can do for it, and all of it as text. */
import { useState } from 'preact/hooks';
import { useWords } from '@samtale/staff/context';
import { Act } from '@samtale/staff/views/act';
import { Icon, type IconName } from '@samtale/staff/views/icons';
import { NbText } from '@samtale/staff/views/nb-text';
import type { Bench } from '../bench.ts';
import { NAMES, report, type Name, type Verdict } from '../results.ts';

const ICONS: Readonly<Record<Verdict, IconName>> = {
	ok: 'tick',
	warn: 'warn',
	bad: 'cross',
	run: 'clock',
	ask: 'hand',
};

/** What only a person can try. */
function Acts({ name, bench }: { name: Name; bench: Bench }) {
	const { i18n } = useWords();
	if (name === 'notify') {
		const text = i18n.t('check.notify.try');
		return <Act text="check.notify.try" test="try-notify" act={() => void bench.notify(text)} />;
	}
	if (name === 'clock') {
		return (
			<span class="small muted">
				<NbText text="check.clock.phone" />
			</span>
		);
	}
	return name === 'sound' ? (
		<div class="row">
			<Act text="check.sound.try" test="try-sound" act={bench.play} />
			<Act text="check.sound.yes" test="heard" act={() => bench.heard(true)} />
			<Act text="check.sound.no" test="not-heard" act={() => bench.heard(false)} />
		</div>
	) : null;
}

function Row({ name, bench }: { name: Name; bench: Bench }) {
	const { verdict, text, params } = bench.results.value[name];
	return (
		<li class="row nowrap top" data-test={`check-${name}`} data-verdict={verdict}>
			<Icon name={ICONS[verdict]} />
			<div class="stack">
				<span>
					<b>
						<NbText text={`check.name.${name}`} />
					</b>{' '}
					(<NbText text={`check.verdict.${verdict}`} />){': '}
					<NbText text={text} {...(params && { params })} />
				</span>
				<Acts name={name} bench={bench} />
			</div>
		</li>
	);
}

export function App({ bench, facts }: { bench: Bench; facts: readonly string[] }) {
	const { i18n } = useWords();
	const [copied, setCopied] = useState(false);
	const text = report(i18n, bench.results.value, facts);
	const mail = new URLSearchParams({ subject: i18n.t('check.head'), body: text });
	const copy = (): void =>
		void navigator.clipboard?.writeText(text).then(
			() => setCopied(true),
			() => undefined,
		);
	return (
		<main class="check">
			<h1>
				<NbText text="check.head" />
			</h1>
			<p>
				<NbText text="check.intro" />
			</p>
			<ul class="card stack">
				{NAMES.map((name) => (
					<Row key={name} name={name} bench={bench} />
				))}
			</ul>
			<section class="card stack">
				<h2>
					<NbText text="check.report" />
				</h2>
				<pre tabIndex={0} data-test="report">
					{text}
				</pre>
				<div class="row">
					<Act text={copied ? 'check.copied' : 'check.copy'} test="copy" act={copy} />
					<a href={`mailto:?${mail.toString().replace(/\+/g, '%20')}`} data-test="mail">
						<NbText text="check.mail" />
					</a>
				</div>
			</section>
		</main>
	);
}

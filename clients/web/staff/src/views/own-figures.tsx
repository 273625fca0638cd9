/** An agency's own figures for any days: the sum that adds up, shares and rates, tables, definitions, and the same as files. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CallAnswer } from '../call.ts';
import { useWords } from '../context.ts';
import { download } from '../download.ts';
import { dayOf, LEAST, numberOf, ownShare, perHour, periods, rate, type Figures, type Period } from '../own-figures.ts';
import { Ledger, Survey, Times, Topics, type Names } from './figure-tables.tsx';
import { NbText } from './nb-text.tsx';

interface OwnFiguresProps {
	slug: string;
	/** Asks the daemon with the session of the login. */
	ask(path: string): Promise<CallAnswer<Figures>>;
	text(path: string): Promise<string | null>;
}

const ADDRESS = '/api/v1/agency/figures';
const PERIODS = [
	{ name: 'this_month', text: 'fig.this_month' },
	{ name: 'last_month', text: 'fig.last_month' },
	{ name: 'this_year', text: 'fig.this_year' },
] as const;
const PARTS = [
	{ column: 'arrived', text: 'rep.sum.arrived', sign: '' },
	{ column: 'answered', text: 'rep.sum.answered', sign: '=' },
	{ column: 'abandoned', text: 'rep.sum.abandoned', sign: '+' },
	{ column: 'refused', text: 'rep.sum.refused', sign: '+' },
	{ column: 'diverted', text: 'rep.sum.diverted', sign: '+' },
	{ column: 'waiting', text: 'rep.sum.waiting', sign: '+' },
];

const query = ({ from, to }: Period): string => new URLSearchParams({ from, to }).toString();

interface Directory {
	topics: { id: string; names: Record<string, string> }[];
	agencies: { slug: string; name: string }[];
}

/** Names of topics and agencies, from the public directory; until it is there, their ids. */
function useNames(): Names {
	const { i18n } = useWords();
	const [directory, setDirectory] = useState<Directory>({ topics: [], agencies: [] });
	useEffect(() => {
		fetch('/api/v1/directory', { credentials: 'omit' })
			.then(async (answer) => setDirectory((await answer.json()) as Directory))
			.catch(() => undefined);
	}, []);
	return {
		topic: (id) => {
			const names = directory.topics.find((topic) => topic.id === id)?.names;
			/* One that only a hand-over reaches is not in the directory; a page may have its short name. */
			const short = `live.topic.${id}`;
			return names?.[i18n.language] ?? names?.['nb'] ?? (i18n.has(short) ? i18n.t(short) : id);
		},
		agency: (slug) => directory.agencies.find((agency) => agency.slug === slug)?.name ?? slug,
	};
}

function Sum({ figures, slug }: { figures: Figures; slug: string }) {
	const { i18n } = useWords();
	const of = numberOf(figures, 'sum', 'all', 'arrived');
	const n = numberOf(figures, 'sum', 'all', 'abandoned') + numberOf(figures, 'sum', 'all', 'refused');
	const share = ownShare(figures);
	const hourly = perHour(figures, slug);
	const percent = (part: number, whole: number): number => Math.round((100 * part) / whole);
	return (
		<section class="card stack" data-test="sum">
			<h2>
				{of > 0 ? (
					<NbText text="rep.unanswered" params={{ n, of, percent: percent(n, of) }} />
				) : (
					<NbText text="fig.none" />
				)}
			</h2>
			<div class="sum-line">
				{PARTS.map(({ column, text, sign }) => (
					<div class="sum-part" key={column}>
						{sign !== '' && <i>{sign}</i>}
						<p>
							<b data-test={`sum-${column}`}>{numberOf(figures, 'sum', 'all', column)}</b>
							<span>
								<NbText text={text} />
							</span>
						</p>
					</div>
				))}
			</div>
			<p class="muted small">
				<NbText text="fig.waiting" />
			</p>
			<dl class="facts">
				<div>
					<dt>
						<NbText text="fig.own_share" />
					</dt>
					<dd data-test="own-share">
						{share.of >= LEAST ? (
							<NbText text="fig.own_share_text" params={{ ...share, percent: percent(share.n, share.of) }} />
						) : (
							<NbText text="fig.few" />
						)}
					</dd>
				</div>
				<div>
					<dt>
						<NbText text="fig.per_hour" />
					</dt>
					<dd data-test="per-hour">
						<NbText
							text="fig.window"
							params={{
								days: numberOf(figures, 'doors', slug, 'days'),
								hours: Math.round(numberOf(figures, 'doors', slug, 'minutes') / 60),
							}}
						/>{' '}
						{hourly !== null && (
							<NbText
								text="fig.per_hour_text"
								params={{
									came: rate(i18n.language, hourly.came),
									answered: rate(i18n.language, hourly.answered),
								}}
							/>
						)}
					</dd>
				</div>
				<div>
					<dt>
						<NbText text="fig.taps" />
					</dt>
					<dd data-test="taps">{numberOf(figures, 'taps', slug, 'taps')}</dd>
				</div>
			</dl>
		</section>
	);
}

/** What the words mean, as on the sheets for everybody. */
function Reading() {
	return (
		<section class="card stack small" data-test="reading">
			<h2>
				<NbText text="rep.read" />
			</h2>
			<p>
				<b>
					<NbText text="rep.visit" />
				</b>{' '}
				<NbText text="rep.read.visit" />{' '}
				<b>
					<NbText text="rep.conversation" />
				</b>{' '}
				<NbText text="rep.read.conversation" /> <NbText text="rep.read.step" />
			</p>
			<p>
				<a href="/figures" target="_blank" rel="noopener">
					<NbText text="fig.frozen" />
				</a>
			</p>
		</section>
	);
}

export function OwnFigures({ slug, ask, text }: OwnFiguresProps) {
	const { i18n } = useWords();
	const names = useNames();
	const [figures, setFigures] = useState<Figures | null>(null);
	const [period, setPeriod] = useState<Period>({ from: '', to: '' });
	const [problem, setProblem] = useState('');
	const [faults, setFaults] = useState<ReadonlySet<string>>(new Set());
	const today = useRef('');

	async function show(wanted: Period | null): Promise<void> {
		const answer = await ask(wanted === null ? ADDRESS : `${ADDRESS}?${query(wanted)}`);
		if (answer.ok) {
			const { from, to } = answer.data;
			today.current ||= to;
			setFigures(answer.data);
			setPeriod({ from, to });
			setProblem('');
			setFaults(new Set());
		} else {
			const wrong = new Set(Object.keys(answer.fields));
			setFaults(wrong);
			setProblem(wrong.size > 0 ? '' : answer.code === 'busy' ? 'fig.busy' : 'fig.failed');
		}
	}
	useEffect(() => void show(null), []);

	async function keep(format: 'csv' | 'json', type: string): Promise<void> {
		const shown = figures === null ? period : { from: figures.from, to: figures.to };
		const file =
			format === 'json'
				? JSON.stringify(figures, null, '\t')
				: await text(`${ADDRESS}?${query(shown)}&format=${format}`);
		if (file === null) {
			setProblem('fig.failed');
		} else {
			/* The mark that fetch takes away tells a spreadsheet that this is UTF-8. */
			const mark = format === 'csv' && !file.startsWith('\uFEFF') ? '\uFEFF' : '';
			download(`samtale-${slug}-${shown.from}-${shown.to}.${format}`, type, mark + file);
		}
	}

	const field = (name: 'from' | 'to', label: string, fault: string) => (
		<div class="field">
			<label class="ds-label" for={`fig-${name}`}>
				<NbText text={label} />
			</label>
			<input
				class="ds-input"
				type="date"
				id={`fig-${name}`}
				value={period[name]}
				aria-invalid={faults.has(name)}
				aria-describedby={faults.has(name) ? `fig-${name}-fault` : undefined}
				data-test={`fig-${name}`}
				onInput={({ currentTarget }) => setPeriod({ ...period, [name]: currentTarget.value })}
			/>
			{faults.has(name) && (
				<p class="error small" id={`fig-${name}-fault`}>
					<NbText text={fault} />
				</p>
			)}
		</div>
	);
	return (
		<div class="own-figures stack wide">
			<div class="stack">
				<h1>
					<NbText text="fig.head" />
				</h1>
				<p class="muted">
					<NbText text="fig.lead" />
				</p>
			</div>
			<form
				class="row period"
				aria-label={i18n.t('fig.period')}
				noValidate
				onSubmit={(event) => {
					event.preventDefault();
					void show(period);
				}}
			>
				{field('from', 'fig.from', 'fig.fault.from')}
				{field('to', 'fig.to', 'fig.fault.to')}
				<button type="submit" class="ds-button" data-test="fig-show">
					<NbText text="fig.show" />
				</button>
				{today.current !== '' &&
					PERIODS.map(({ name, text: label }) => (
						<button
							key={name}
							type="button"
							class="ds-button small"
							data-variant="secondary"
							data-test={`fig-${name}`}
							onClick={() => void show(periods(today.current)[name])}
						>
							<NbText text={label} />
						</button>
					))}
			</form>
			<div role="status" data-test="fig-problem">
				{problem !== '' && (
					<p class="error">
						<NbText text={problem} />
					</p>
				)}
			</div>
			{figures !== null && (
				<>
					<div class="row">
						<h2 data-test="fig-period">
							{dayOf(figures.from)} – {dayOf(figures.to)}
						</h2>
						<button
							type="button"
							class="ds-button small push"
							data-variant="secondary"
							data-test="fig-csv"
							onClick={() => void keep('csv', 'text/csv;charset=utf-8')}
						>
							<NbText text="fig.csv" />
						</button>
						<button
							type="button"
							class="ds-button small"
							data-variant="secondary"
							data-test="fig-json"
							onClick={() => void keep('json', 'application/json')}
						>
							<NbText text="fig.json" />
						</button>
					</div>
					<Sum figures={figures} slug={slug} />
					<div class="figure-cards">
						<Times figures={figures} />
						<Ledger figures={figures} slug={slug} names={names} />
						<Topics figures={figures} names={names} />
						<Survey figures={figures} />
					</div>
					<Reading />
				</>
			)}
		</div>
	);
}

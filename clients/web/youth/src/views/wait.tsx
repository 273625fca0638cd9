/**
 * The queue: the band, who is asked, what changed, and a first message that can be written already.
 */
import { when, minutes } from '../when.ts';
import { usePage, usePlace, useZone } from './context.ts';
import { Head, Mark, T } from './parts.tsx';
import { FirstMessage } from './first.tsx';
import { Log } from './log.tsx';
import { Strip } from './strip.tsx';
import { Ways } from './wait-ways.tsx';

export function WaitScreen() {
	const { entrance, state, texts } = usePage();
	const { Language, Meanwhile, Told } = entrance.late ?? {};
	const { queue } = state;
	const band = queue?.band;
	const duration = minutes(texts, state.grace || 600);
	return (
		<main data-test="wait">
			<div class="col">
				<section class="stack">
					<div class="name">
						<Mark open={band !== 0} />
						<div>
							<Over />
							<div role="status" class="stack">
								{!state.asking && (
									<p
										class="band"
										data-test="band"
										data-band={band}
										/* That nobody writes one's language, or takes the topic, is enough where it is said. */
										hidden={!band && !!(queue?.others || (Language && queue?.languages[0]))}
									>
										{band === undefined
											? texts.t('youth.choose.queueing')
											: texts.word('youth.band', band)}
									</p>
								)}
								{Told && <Told />}
								<Changed />
								{Language && <Language />}
								{!!queue?.overdue && (
									<p data-test="overdue">{texts.t('youth.wait.long')}</p>
								)}
								<Strip class="card warm" inside />
							</div>
						</div>
					</div>
				</section>
				{!state.asking && band !== 0 && !queue?.others && <Steps />}
				<FirstMessage />
				<Before />
				{!state.asking && (
					<>
						<p>
							{texts.t(
								state.screenKept ? 'youth.wait.screen_on' : 'youth.wait.screen_off',
								{ duration },
							)}
						</p>
						{Meanwhile && <Meanwhile />}
					</>
				)}
				<Ways />
			</div>
		</main>
	);
}

/** The talk that waits for somebody else: it can be read meanwhile. */
function Before() {
	const { state } = usePage();
	if (state.messages.length === 0) {
		return null;
	}
	return (
		<details class="card" data-test="before">
			<summary class="ds-button" data-variant="secondary">
				<T k="youth.wait.before" />
			</summary>
			<Log onFresh={() => undefined} />
		</details>
	);
}

/** The small line over the band is the screen's heading; before there is a place there is no band. */
function Over() {
	const { state } = usePage();
	if (state.asking) {
		return <Head k="youth.choose.queueing" look="band" />;
	}
	return (
		<Head
			k={state.queue?.band ? 'youth.wait.head' : 'youth.wait.head_plain'}
			look="over"
		/>
	);
}

/** A talk came back: others are asked because of that, though somebody of the youth's own may be there. */
const GIVEN_BACK: unknown[] = ['swapped', 'requeued'];

/**
 * What the daemon has changed on the way: others are asked, or only one's own and nobody is there. Or what
 * nobody but the youth can change: another topic would be answered.
 */
function Changed() {
	const { state, texts } = usePage();
	const place = usePlace();
	const zone = useZone();
	const { queue, wish } = state;
	if (!queue) {
		return null;
	}
	if (queue.others) {
		return (
			<p>
				<T k="youth.wait.other_topic" />
			</p>
		);
	}
	/* Language (said.tsx) says it then: somebody may be there. */
	if (wish.who === 1 && !queue.languages[0] && (queue.opens_at || !queue.band)) {
		return (
			<p data-test="mine">
				{texts.t(queue.opens_at ? 'youth.wait.mine.opens' : 'youth.wait.mine.unknown', {
					place,
					when: when(texts, queue.opens_at * 1000, Date.now(), zone),
				})}
			</p>
		);
	}
	if (queue.widened && !GIVEN_BACK.includes(state.notice?.trouble)) {
		return (
			<p data-test="widened">
				{place === '' ? (
					texts.t('youth.wait.widened_unsaid')
				) : (
					<T k="youth.wait.widened" with={{ place }} />
				)}
			</p>
		);
	}
	return null;
}

/**
 * Three steps in words; only one's own municipality has one, and "not mine" begins at the second.
 */
function Steps() {
	const { state, texts } = usePage();
	const place = usePlace();
	const level = state.queue?.level ?? 0;
	const all =
		place === '' ? [2] : state.wish.who === 1 ? [0] : state.wish.who === 2 ? [1, 2] : [0, 1, 2];
	return (
		<ol class="steps" aria-label={texts.t('youth.wait.steps')}>
			{all.map((n) => (
				<li
					key={n}
					class={n === level ? 'now' : n > level ? 'later' : ''}
					aria-current={n === level ? 'step' : undefined}
				>
					{texts.word('youth.wait.step', n, { place })}
				</li>
			))}
		</ol>
	);
}

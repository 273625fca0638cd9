/**
 * The door: who is behind it, whether it is open, and one button. A shut door is door-closed.tsx.
 */
import type { Door } from '../data.ts';
import { PAGE_LANGUAGES, type Texts } from '../texts.ts';
import { nameIn } from '../data.ts';
import { isLit } from '../ground.ts';
import { clock, hoursLines, when } from '../when.ts';
import { usePage, useZone } from './context.ts';
import { ClosedDoor, Others } from './door-closed.tsx';
import { Mark, T } from './parts.tsx';

function stateLine(texts: Texts, door: Door, zone: string): string {
	const time = clock(texts, door.until * 1000, zone);
	if (!isLit(door)) {
		return texts.t('youth.band.0');
	}
	if (door.state === 'full') {
		return texts.t('youth.door.state.full');
	}
	if (door.state === 'closing' && door.until > 0) {
		return texts.t('youth.door.state.closing', { time });
	}
	return door.until > 0
		? texts.t('youth.door.state.open', { time })
		: texts.t('youth.door.state.open_now');
}

/** The band in words. */
export function Band({ band }: { band: number }) {
	const { texts } = usePage();
	const said = texts.word('youth.band', band);
	return <>{band === 0 ? said : texts.t('youth.door.wait', { band: said })}</>;
}

export function DoorScreen() {
	const { entrance, state } = usePage();
	const { door } = state;
	const Aside = entrance.aside?.Aside;
	return (
		<main>
			<div class="col">
				{door.said && <p class="card">{door.said}</p>}
				{door.state === 'closed' ? (
					<ClosedDoor />
				) : door.state === 'pool' ? (
					<PoolDoor />
				) : (
					<OpenDoor />
				)}
				{Aside && <Aside />}
				<Foot />
			</div>
		</main>
	);
}

function OpenDoor() {
	const { entrance, state, texts } = usePage();
	const { door } = state;
	const zone = useZone();
	const lit = isLit(door);
	return (
		<>
			<div class="name">
				<Mark open={lit} />
				<h1 class="ds-heading" data-size="lg">
					{door.name}
				</h1>
			</div>
			{!door.practice && (
				<div class="stack">
					<p class={lit ? 'state' : 'state off'}>{stateLine(texts, door, zone)}</p>
					<p>{texts.t('youth.door.lead')}</p>
					<p class="quiet">{texts.t('youth.door.free')}</p>
				</div>
			)}
			<div class="stack">
				<button
					class="ds-button big"
					type="button"
					data-test="start"
					onClick={() => entrance.next()}
				>
					<T
						k={
							door.practice
								? 'youth.door.practise'
								: door.agency === ''
									? 'youth.door.national'
									: 'youth.door.start'
						}
					/>
				</button>
				{lit && (
					<p class="hint">
						<Band band={door.band} />
					</p>
				)}
			</div>
			{(door.state === 'full' || !lit) && (
				<>
					<p>
						<T k="youth.door.full.others" />
					</p>
					<Others />
				</>
			)}
			<About />
		</>
	);
}

/** Closed here, somebody in the pool is on duty: what is possible leads. */
function PoolDoor() {
	const { entrance, state, texts } = usePage();
	const { door } = state;
	const zone = useZone();
	const time = clock(texts, door.until * 1000, zone);
	const agency = door.name;
	return (
		<>
			<div class="name">
				<Mark open />
				<div>
					<p class="over">{agency}</p>
					<h1 class="ds-heading" data-size="lg">
						{texts.t('youth.door.pool.head')}
					</h1>
				</div>
			</div>
			<p>
				{door.until > 0
					? texts.t('youth.door.pool.text', { agency, time })
					: texts.t('youth.door.pool.text_now', { agency })}
			</p>
			<div class="stack">
				<button
					class="ds-button big"
					type="button"
					data-test="start"
					onClick={() => entrance.next()}
				>
					{texts.t('youth.door.pool.start')}
				</button>
				<p class="hint">
					<Band band={door.band} />. {texts.t('youth.door.pool.same')}
				</p>
			</div>
			{door.opens_at > 0 && (
				<section class="card">
					<p>
						{texts.t('youth.door.pool.rather', {
							when: when(texts, door.opens_at * 1000, Date.now(), zone),
						})}
					</p>
					{door.letterbox !== '' && (
						<a class="plain ds-link" href={door.letterbox} rel="noreferrer">
							{texts.t('youth.door.letterbox')}
						</a>
					)}
				</section>
			)}
		</>
	);
}

/** Who answers, and when. */
function About() {
	const { state, texts } = usePage();
	const { door } = state;
	const answers = nameIn(door.answers, texts.language);
	return (
		<>
			{answers.text !== '' && (
				<section class="card">
					<h2 class="ds-heading" data-size="xs">
						{texts.t('youth.door.answers.head')}
					</h2>
					<p>
						{texts.t('youth.door.answers.text', { answers: answers.text })}{' '}
						{door.practice || texts.t('youth.door.answers.others')}
					</p>
				</section>
			)}
			{door.hours.length > 0 && (
				<section class="stack">
					<h2 class="ds-heading" data-size="xs">
						{texts.t('youth.door.hours.head')}
					</h2>
					<p>
						{hoursLines(texts, door.hours).map((line, i) => (
							<span key={i}>
								{line}
								<br />
							</span>
						))}
					</p>
				</section>
			)}
		</>
	);
}

function Foot() {
	const { texts, speak } = usePage();
	return (
		<footer class="stack">
			<label class="stack">
				<span>
					<T k="youth.door.foot.language" />
				</span>
				<select
					class="field ds-input"
					data-test="language"
					value={texts.language}
					onChange={(event) => speak(event.currentTarget.value)}
				>
					{PAGE_LANGUAGES.map((code) => (
						<option key={code} value={code} lang={code}>
							{texts.word('common.language_self', code)}
						</option>
					))}
				</select>
			</label>
			{/* It stands in bokmål in a language whose texts nobody has reviewed, and only there. */}
			{texts.lang('youth.unreviewed').lang && (
				<p class="quiet" data-test="unreviewed">
					<T k="youth.unreviewed" />
				</p>
			)}
		</footer>
	);
}

/**
 * After the end: why, when the text is gone, where else there is help, and the way back to the
 * door.
 */
import type { Key } from '../texts.ts';
import { clock } from '../when.ts';
import { ComeBack } from './come-back.tsx';
import { usePage, useZone } from './context.ts';
import { Services, Silent, useServices } from './help.tsx';
import { Head, T } from './parts.tsx';
import { Survey } from './survey.tsx';

/** Ends in which a conversation was thanked for; the others say what happened first, a wait without one only that. */
const THANKED = new Set(['left', 'counsellor']);

/** This page cannot ask again, and is given nothing to come back with. */
const BLOCKED = 'blocked';

export function AfterScreen() {
	const { state, visit, texts } = usePage();
	const { reason = 'left', talked = false } = state.ended ?? {};
	const queueOnly = reason === 'cancelled' || reason === 'diverted';
	const head: Key =
		queueOnly || (!talked && reason === 'closed')
			? `youth.ended.${reason}`
			: !talked
				? 'youth.trouble.gone'
				: THANKED.has(reason)
					? 'youth.after.head'
					: 'youth.after.over';
	return (
		<main data-test="after" data-reason={reason}>
			<div class="col">
				<div class="stack">
					<Head k={head} />
					{queueOnly ? (
						<p>{texts.t('youth.after.queue_left')}</p>
					) : (
						talked && <Why reason={reason} />
					)}
					{state.draft !== '' && <p data-test="unsent">{texts.t('youth.after.unsent')}</p>}
				</div>
				{talked && visit.over && reason !== BLOCKED && (
					<>
						<Survey />
						<ComeBack />
					</>
				)}
				{reason !== BLOCKED && (
					<button
						class="ds-button big"
						type="button"
						data-variant="secondary"
						onClick={() => visit.again()}
					>
						{texts.t(THANKED.has(reason) ? 'youth.after.again' : 'youth.trouble.again')}
					</button>
				)}
				<Elsewhere />
				<p class="quiet">
					<T k="youth.after.close" />
				</p>
			</div>
		</main>
	);
}

function Why({ reason }: { reason: string }) {
	const { state, texts } = usePage();
	const zone = useZone();
	const gone = (state.ended?.at ?? Date.now()) + state.door.delete_minutes * 60_000;
	const why =
		reason === 'gone' ? texts.t('youth.trouble.gone') : texts.word('youth.ended', reason);
	return (
		<>
			{THANKED.has(reason) && <p>{texts.t('youth.after.over')}</p>}
			{reason !== 'left' && why !== '' && (
				<p {...(reason === BLOCKED && texts.lang('youth.ended.blocked'))}>{why}</p>
			)}
			{state.ended?.cut && (
				<p data-test="cut">
					<T k="youth.seal.cut" />
				</p>
			)}
			<p>
				<T k="youth.after.delete" with={{ time: clock(texts, gone, zone, false) }} />
			</p>
		</>
	);
}

function Elsewhere() {
	const services = useServices();
	if (services.length === 0) {
		return null;
	}
	return (
		<section class="stack">
			<h2 class="ds-heading" data-size="xs">
				<T k="youth.after.help" />
			</h2>
			<Services list={services} />
			<Silent />
		</section>
	);
}

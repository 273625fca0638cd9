/**
 * Topic, urgency, who may answer, languages: everything has an answer already, so the button works
 * at once.
 */
import { nameIn } from '../data.ts';
import { Back } from './coming.tsx';
import { usePage, usePlace } from './context.ts';
import { Band } from './door.tsx';
import { Head, Option, T } from './parts.tsx';
import { Urgent } from './urgent.tsx';
import { LanguageChoice, WhoChoice } from './wish.tsx';

export function ChooseScreen() {
	const { visit, state, texts } = usePage();
	const none = state.wish.languages.length === 0;
	return (
		<main>
			<div class="col">
				<Head k="youth.choose.head" hidden />
				<TopicChoice />
				<UrgencyChoice />
				{state.wish.urgency === 2 && <Urgent />}
				<WhoChoice
					wish={state.wish}
					change={(wish) => visit.dispatch({ type: 'wish', wish })}
				/>
				<LanguageChoice
					wish={state.wish}
					change={(wish) => visit.dispatch({ type: 'wish', wish })}
				/>
				<PlaceLine />
			</div>
			<div class="act">
				<div>
					{state.refused !== null && <Refused code={state.refused} />}
					<button
						class="ds-button big"
						type="button"
						data-test="ask"
						disabled={none}
						onClick={() => visit.ask()}
					>
						{texts.t('youth.choose.queue')}
					</button>
					<p class="hint">
						{none ? (
							texts.t('youth.choose.language_none')
						) : (
							<Band band={state.door.band} />
						)}
					</p>
				</div>
			</div>
		</main>
	);
}

/** Why there is no place, and the way back to the door, which says who else can help. */
function Refused({ code }: { code: string }) {
	const { texts } = usePage();
	return (
		<>
			<p
				class="card warm"
				role="alert"
				{...(code === 'off' && texts.lang('youth.refused.off'))}
			>
				{texts.word('youth.refused', code) || texts.t('youth.refused.state')}
			</p>
			<Back />
		</>
	);
}

function TopicChoice() {
	const { visit, state, texts } = usePage();
	const topics = [...(state.directory?.topics ?? [])].sort((a, b) => a.order - b.order);
	return (
		<fieldset>
			<legend>{texts.t('youth.choose.topic')}</legend>
			<div class="opts">
				{topics.map(({ id, names }) => {
					const name = nameIn(names, texts.language);
					return (
						<Option
							key={id}
							name="topic"
							test={`topic-${id}`}
							checked={state.wish.topic === id}
							onPick={() => visit.dispatch({ type: 'wish', wish: { topic: id } })}
						>
							<span
								lang={name.language === texts.language ? undefined : name.language}
							>
								{name.text}
							</span>
						</Option>
					);
				})}
			</div>
		</fieldset>
	);
}

function UrgencyChoice() {
	const { visit, state, texts } = usePage();
	return (
		<fieldset>
			<legend>
				{texts.t('youth.choose.urgency')}{' '}
				<span class="quiet">{texts.t('youth.choose.urgency_hint')}</span>
			</legend>
			<div class="opts">
				{([0, 1, 2] as const).map((n) => (
					<Option
						key={n}
						name="urgency"
						test={`urgency-${n}`}
						checked={state.wish.urgency === n}
						onPick={() => visit.dispatch({ type: 'wish', wish: { urgency: n } })}
					>
						<T k={`youth.choose.urgency.${n}`} />
					</Option>
				))}
			</div>
		</fieldset>
	);
}

/** The municipality, and the way to change it where the door leaves it open. */
function PlaceLine() {
	const { visit, state, texts } = usePage();
	const place = usePlace();
	if (state.door.practice || (state.door.municipality !== '' && state.door.agency !== '')) {
		return null;
	}
	return (
		<div class="stack">
			<p>
				{place === ''
					? texts.t('youth.choose.place_unsaid')
					: texts.t('youth.choose.place', { place })}
			</p>
			<button
				class="ds-button"
				type="button"
				data-variant="secondary"
				onClick={() => visit.dispatch({ type: 'go', step: 'place' })}
			>
				{texts.t('youth.choose.place_change')}
			</button>
		</div>
	);
}

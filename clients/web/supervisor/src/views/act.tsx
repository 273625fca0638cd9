/** What can be done about the cells that are chosen, about doors and for who is on shift; and what somebody has set and still holds. */
import { useComputed, type ReadonlySignal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { NbText } from '@samtale/staff/views/nb-text';
import { groupsOf, type Group } from '../act/chosen.ts';
import { cellsIn } from '../act/described.ts';
import { bodiesOf, isWhole, KINDS, NEEDS_CELLS, type Draft, type Kind } from '../act/draft.ts';
import { Fields } from '../act/fields.tsx';
import { freshDraft, isActing, ownAgency } from '../act/opening.ts';
import { StandingActs } from '../act/standing.tsx';
import { momentOf } from '../act/until.ts';
import { useReach } from '../act/use-reach.ts';
import { usePage } from '../context.ts';
import type { Cell } from '../facts.ts';
import { LeadHours } from './lead-hours.tsx';

/** One and the same, so that nothing is drawn anew while nothing is chosen. */
const NO_GROUPS: readonly Group[] = [];

interface Props {
	/** Who waits where. */
	cells: ReadonlySignal<readonly Cell[]>;
}

/** The cells as places and topics, and how many wait there. */
function Head({ groups }: { groups: readonly Group[] }) {
	const { i18n, names } = usePage();
	const words = groups.map(({ topic, scopes }) => cellsIn(i18n, names, topic, scopes)).join('; ');
	const n = groups.reduce((sum, group) => sum + group.n, 0);
	return (
		<h2 data-test="act-head">
			{groups.length === 0 ? (
				<NbText text="act.head_none" />
			) : (
				<>
					<NbText text="act.head" params={{ list: words }} />{' '}
					<small>
						<NbText text="act.n" params={{ n }} />
					</small>
				</>
			)}
		</h2>
	);
}

function Kinds({ kind, can, choose }: { kind: Kind | null; can(kind: Kind): boolean; choose(kind: Kind): void }) {
	const { i18n } = usePage();
	return (
		<div class="seg act-kinds" role="group" aria-label={i18n.t('act.what')}>
			{KINDS.filter(can).map((one) => (
				<button
					key={one}
					type="button"
					aria-pressed={one === kind}
					data-test={`act-${one}`}
					onClick={() => choose(one)}
				>
					<NbText text={`act.kind.${one}`} />
				</button>
			))}
		</div>
	);
}

/** What became of the last one: the code of a failure, or how many were reached, of that kind; null: nothing yet. */
type Outcome = { code: string } | { n: number; kind: Kind } | null;

function Said({ outcome }: { outcome: Outcome }) {
	const { i18n } = usePage();
	if (outcome !== null && 'code' in outcome) {
		const own = `act.error.${outcome.code}`;
		return (
			<p role="alert" class="note bad" data-test="act-failed">
				<NbText text={i18n.has(own) ? own : 'act.error.failed'} />
			</p>
		);
	}
	return (
		<p role="status" class="small" data-test="act-done">
			{outcome !== null && <NbText text="act.done" />}{' '}
			{outcome !== null && outcome.n > 0 && (
				<NbText text={outcome.kind === 'announce' ? 'act.reach.announce' : 'act.reached'} params={{ n: outcome.n }} />
			)}
		</p>
	);
}

function Panel({ cells }: Props) {
	const page = usePage();
	const { live, names, chosen } = page;
	const groups = useComputed(() => (chosen.value.size === 0 ? NO_GROUPS : groupsOf(chosen.value, cells.value))).value;
	const own = ownAgency(page);
	const draft = page.draft.value;
	const setDraft = (next: Draft | null): void => void (page.draft.value = next);
	const [outcome, setOutcome] = useState<Outcome>(null);
	const [busy, setBusy] = useState(false);
	const n = groups.reduce((sum, group) => sum + group.n, 0);
	const can = (kind: Kind): boolean => groups.length > 0 || !NEEDS_CELLS.includes(kind);
	const shown = draft !== null && can(draft.kind) ? draft : null;
	const reach = useReach(shown !== null && isWhole(shown) ? bodiesOf(shown, groups, 0) : [], n);
	const choose = (kind: Kind): void => {
		setDraft(shown?.kind === kind ? null : freshDraft(page, kind));
		setOutcome(null);
	};
	const send = async (): Promise<void> => {
		if (shown === null) {
			return;
		}
		setBusy(true);
		const until = momentOf(shown.until, live.now.peek(), names.zone);
		const { kind } = shown;
		let done: NonNullable<Outcome> = { n: 0, kind };
		for (const body of bodiesOf(shown, groups, until)) {
			const answer = await live.ask<{ reached: number }>('/api/v1/acts', body);
			if (!answer.ok) {
				done = { code: answer.code };
				break;
			}
			done = { n: done.n + answer.data.reached, kind };
		}
		setBusy(false);
		setOutcome(done);
		if ('n' in done) {
			setDraft(null);
		}
	};
	return (
		<section class="card act" data-test="act">
			<div class="row act-top">
				<Head groups={groups} />
				<Kinds kind={shown?.kind ?? null} can={can} choose={choose} />
			</div>
			{shown !== null && (
				<form
					onSubmit={(event) => {
						event.preventDefault();
						void send();
					}}
				>
					<Fields
						draft={shown}
						own={own}
						n={n}
						reach={reach}
						set={(part) => setDraft({ ...shown, ...part })}
						busy={busy || !isWhole(shown)}
						drop={() => setDraft(null)}
					/>
				</form>
			)}
			<Said outcome={outcome} />
		</section>
	);
}

/** Below the heat table. The coordinator looks on. */
export function Acts({ cells }: Props) {
	const page = usePage();
	const { live } = page;
	const isLead = live.person.value?.role === 'duty_lead';
	const isKnown = live.scene.at.value !== 0;
	return (
		<>
			{isActing(page) && <Panel cells={cells} />}
			{isLead && isKnown && <LeadHours />}
			<StandingActs />
		</>
	);
}

/** What can be done about the cells that are chosen, about doors and for who is on shift; and what somebody has set and still holds. */
import { useComputed, type ReadonlySignal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { NbText } from '@samtale/staff/views/nb-text';
import { groupsOf, type Group } from '../act/chosen.ts';
import { cellsIn } from '../act/described.ts';
import { bodiesOf, isWhole, KINDS, NEEDS_CELLS, type Draft, type Kind } from '../act/draft.ts';
import { Fields } from '../act/fields.tsx';
import { StandingActs } from '../act/standing.tsx';
import { inAnHour, momentOf } from '../act/until.ts';
import { usePage } from '../context.ts';
import type { Cell } from '../facts.ts';

/** Roles that act; the coordinator looks on. */
const ACTING: readonly string[] = ['supervisor', 'duty_lead'];

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

/** What became of the last one: the code of a failure, or how many were reached; null: nothing yet. */
type Outcome = { code: string } | { n: number } | null;

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
			{outcome !== null && outcome.n > 0 && <NbText text="act.reached" params={{ n: outcome.n }} />}
		</p>
	);
}

function Panel({ cells }: Props) {
	const { i18n, live, names, chosen } = usePage();
	const groups = useComputed(() => (chosen.value.size === 0 ? NO_GROUPS : groupsOf(chosen.value, cells.value))).value;
	const person = live.person.value;
	const own = person?.role === 'supervisor' ? person.agency : '';
	const fresh = (kind: Kind): Draft => ({
		kind,
		texts: {},
		language: i18n.language,
		until: inAnHour(live.now.peek(), names.zone),
		to: kind === 'close' || kind === 'announce' ? own : '',
		level: 2,
		door: 'closed',
	});
	const [draft, setDraft] = useState<Draft | null>(null);
	const [outcome, setOutcome] = useState<Outcome>(null);
	const [busy, setBusy] = useState(false);
	const can = (kind: Kind): boolean => groups.length > 0 || !NEEDS_CELLS.includes(kind);
	const shown = draft !== null && can(draft.kind) ? draft : null;
	const choose = (kind: Kind): void => {
		setDraft(shown?.kind === kind ? null : fresh(kind));
		setOutcome(null);
	};
	const send = async (): Promise<void> => {
		if (shown === null) {
			return;
		}
		setBusy(true);
		const until = momentOf(shown.until, live.now.peek(), names.zone);
		let done: { code: string } | { n: number } = { n: 0 };
		for (const body of bodiesOf(shown, groups, until)) {
			const answer = await live.ask<{ reached: number }>('/api/v1/acts', body);
			if (!answer.ok) {
				done = { code: answer.code };
				break;
			}
			done = { n: done.n + answer.data.reached };
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
						n={groups.reduce((sum, group) => sum + group.n, 0)}
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

/** Below the heat table. */
export function Acts({ cells }: Props) {
	const { live } = usePage();
	return (
		<>
			{ACTING.includes(live.person.value?.role ?? '') && <Panel cells={cells} />}
			<StandingActs />
		</>
	);
}

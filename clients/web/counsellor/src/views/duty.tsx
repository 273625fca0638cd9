/**
 * The guided step "do I have a duty to warn?": numbers first; what is known; with whom; what the two
 * decide; the lines that are kept, sealed to that supervisor; where the youth is. Nothing is done
 * before both have said the same. What is written here stays in this tab until then.
 */
import { cardText } from '@samtale/core/cards';
import type { Message } from '@samtale/core/talk';
import { clock, dayWords } from '@samtale/staff/spans';
import { NbText } from '@samtale/staff/views/nb-text';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useDesk } from '../context.ts';
import { DECISIONS, isDecided, REPORT, type Call } from '../help-desk.ts';
import type { Room } from '../rooms.ts';
import { Act } from '@samtale/staff/views/act';
import { cardWords } from './card.tsx';

const FACTS = ['what', 'when', 'who'] as const;
type Facts = Record<(typeof FACTS)[number], string>;
const factsOf = (text: string): Facts => {
	const lines = text.split('\n');
	return { what: lines[0] ?? '', when: lines[1] ?? '', who: lines[2] ?? '' };
};
/** HELD lives so long, in milliseconds. */
const HOLD_MS = 7 * 86_400_000;

function Step({ head, done, children }: { head: string; done: boolean; children: ComponentChildren }) {
	return (
		<section class={`step${done ? ' done' : ''}`}>
			<div class="stack">
				<h3>
					<NbText text={head} />
				</h3>
				{children}
			</div>
		</section>
	);
}

function FactFields({ id, facts, set }: { id: string; facts: Facts; set(facts: Facts): void }) {
	return (
		<>
			{FACTS.map((fact) => (
				<div key={fact}>
					<label for={`${id}-${fact}`}>
						<NbText text={`staff.duty.${fact}`} />
					</label>
					<input
						id={`${id}-${fact}`}
						class="ds-input"
						data-test={`duty-${fact}`}
						maxLength={200}
						value={facts[fact]}
						onInput={({ currentTarget }) => set({ ...facts, [fact]: currentTarget.value })}
					/>
				</div>
			))}
		</>
	);
}

function Decider({ id, to, choose }: { id: string; to: string; choose(to: string): void }) {
	const { i18n, acts } = useDesk();
	const { deciders, alone } = acts.sealing.holds.state.value;
	return (
		<>
			<label for={id}>
				<NbText text={deciders.length > 0 ? 'staff.duty.to' : 'staff.hold.nobody'} />
			</label>
			<select
				id={id}
				class="ds-input"
				data-test="hold-to"
				value={to}
				onChange={(event) => choose(event.currentTarget.value)}
			>
				<option value="" />
				{deciders.map(({ staff, name, on }) => (
					<option key={staff} value={staff} disabled={!on}>
						{on ? name : i18n.t('staff.duty.off', { name })}
					</option>
				))}
			</select>
			{alone && (
				<p class="note bad" role="note" data-test="duty-alone">
					<NbText text="staff.help.nobody" />
				</p>
			)}
		</>
	);
}

/** What the two say; the other's word comes by itself. */
function Decisions({ room, to, name, call }: { room: Room; to: string; name: string; call?: Call }) {
	const { acts } = useDesk();
	return (
		<fieldset class="choices">
			<legend class="ds-sr-only">
				<NbText text="staff.duty.decide" />
			</legend>
			{DECISIONS.map((decision) => (
				<label key={decision}>
					<input
						type="radio"
						name={`decision-${room.number}`}
						checked={call?.asks === decision}
						disabled={to === ''}
						data-test={`decision-${decision}`}
						onChange={() => acts.help.decide(room.id, to, decision)}
					/>{' '}
					<NbText text={`staff.duty.decision.${decision}`} />
				</label>
			))}
			{call !== undefined && (
				<p role="status" data-test="duty-theirs" data-decides={call.decides}>
					{name}: <NbText text={`staff.duty.decision.${call.decides}`} />
				</p>
			)}
		</fieldset>
	);
}

interface LinesProps {
	lines: Message[];
	chosen: ReadonlySet<string>;
	choose(chosen: ReadonlySet<string>): void;
}

function Lines({ lines, chosen, choose }: LinesProps) {
	const { i18n } = useDesk();
	const toggle = (id: string): void => {
		const next = new Set(chosen);
		choose(next.delete(id) ? next : next.add(id));
	};
	return (
		<fieldset class="hold-lines">
			<legend>
				<NbText text="staff.hold.lines" />
			</legend>
			{lines.map((line) => (
				<label key={line.id}>
					<input
						type="checkbox"
						checked={chosen.has(line.id)}
						data-test="hold-line"
						onChange={() => toggle(line.id)}
					/>{' '}
					{clock(i18n, line.at)} {cardWords((key, params) => i18n.t(key, params), line)}
				</label>
			))}
		</fieldset>
	);
}

/** Why it cannot be confirmed yet; empty: it can. */
function lackOf(call: Call | undefined, isEmpty: boolean): string {
	if (call === undefined || call.asks === 0) {
		return 'staff.duty.lack.mine';
	}
	if (!isDecided(call)) {
		return `staff.duty.lack.${call.decides === 0 ? 'theirs' : 'same'}`;
	}
	return call.asks >= REPORT && isEmpty ? 'staff.duty.lack.lines' : '';
}

export function DutyPane({ room }: { room: Room }) {
	const { i18n, names, acts } = useDesk();
	const { holds } = acts.sealing;
	const call = acts.help.of(room.id);
	const [facts, setFacts] = useState(() => factsOf(acts.help.draft(room.id)));
	const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
	const [named, name] = useState('');
	const [danger, setDanger] = useState(false);
	useEffect(() => holds.refresh(), []);
	const to = named || (call?.supervisor ?? '');
	const supervisor = holds.state.value.deciders.find(({ staff }) => staff === to)?.name ?? '';
	const mine = to !== '' && call?.supervisor === to ? call : undefined;
	const t = (key: string, params?: Record<string, string>): string => i18n.t(key, params);
	const lines = room.messages.filter(({ text, offset }) => text !== null && offset > 0);
	const known = FACTS.filter((fact) => facts[fact].trim() !== '');
	const lack = lackOf(mine, known.length + chosen.size === 0);
	const close = (): void => acts.ways.hand(room.id, '');
	const write = (next: Facts): void => {
		setFacts(next);
		acts.help.write(room.id, FACTS.map((fact) => next[fact]).join('\n').trimEnd());
	};
	const give = (): boolean => {
		const told = known.map((fact) => `${t(`staff.duty.${fact}`)}: ${facts[fact].trim()}`);
		const said = (line: Message): string =>
			`${t(line.mine ? 'staff.hold.by_me' : 'staff.hold.by_youth')} ${clock(i18n, line.at)}: ${cardWords(t, line)}`;
		const given = [...told, ...lines.filter(({ id }) => chosen.has(id)).map(said)];
		return holds.give(room.id, to, given, danger ? '' : t('staff.hold.told'));
	};
	const confirm = (): void => {
		if (lack === '' && (mine?.asks === 1 || give())) {
			acts.help.write(room.id, '');
			close();
		}
	};
	const number = names.country().toLowerCase() === 'dk' ? 'dk' : 'no';
	return (
		<aside class="pane" aria-label={t('staff.duty.label')} data-test="duty">
			<div class="body">
				<h2>
					<NbText text="staff.duty.head" />
				</h2>
				<p class="muted">
					<NbText text="staff.duty.lead" />
				</p>
				<p class="note bad" role="note" data-test="duty-numbers">
					<NbText text={`staff.duty.numbers.${number}`} />
				</p>
				<div class="steps">
					<Step head="staff.duty.facts" done={known.length === FACTS.length}>
						<FactFields id={`duty-${room.number}`} facts={facts} set={write} />
					</Step>
					<Step head="staff.duty.with" done={to !== ''}>
						<Decider id={`hold-${room.number}`} to={to} choose={name} />
					</Step>
					<Step head="staff.duty.decide" done={mine !== undefined && isDecided(mine)}>
						<Decisions room={room} to={to} name={supervisor} call={mine} />
					</Step>
					<Step head="staff.duty.lines" done={chosen.size > 0}>
						<p class="small">
							<NbText
								text="staff.duty.kept"
								params={{ date: dayWords(Date.now() + HOLD_MS) }}
							/>
						</p>
						<Lines lines={lines} chosen={chosen} choose={choose} />
						<label>
							<input
								type="checkbox"
								checked={danger}
								data-test="hold-danger"
								onChange={(event) => setDanger(event.currentTarget.checked)}
							/>{' '}
							<NbText text="staff.duty.danger" />
						</label>
					</Step>
					<Step head="staff.where.head" done={lines.some(({ text }) => text?.startsWith('here'))}>
						<p class="small muted">
							<NbText text="staff.where.text" />
						</p>
						<Act
							text="staff.where.send"
							test="duty-where"
							act={() => acts.card(room.id, cardText('where'))}
						/>
					</Step>
				</div>
				<div class="row">
					<button
						type="button"
						class="ds-button small"
						aria-disabled={lack !== ''}
						aria-describedby={`duty-lack-${room.number}`}
						data-test="hold-give"
						onClick={confirm}
					>
						<NbText text="staff.duty.confirm" />
					</button>
					<Act text="common.cancel" test="hold-cancel" act={close} />
				</div>
				<p class="small" id={`duty-lack-${room.number}`} role="status" data-test="duty-lack">
					{lack !== '' && <NbText text={lack} params={{ name: supervisor }} />}
				</p>
				<p class="small muted">
					<NbText text="staff.duty.audit" />
				</p>
			</div>
		</aside>
	);
}

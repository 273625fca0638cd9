/**
 * Help for a counsellor: the button that calls, what has become of the call, and above the rooms of a
 * supervisor a line for each colleague who calls. No word of a conversation stands here.
 */
import { Icon } from '@samtale/staff/views/icons';
import { NbText } from '@samtale/staff/views/nb-text';
import { useDesk } from '../context.ts';
import { ANSWERS, DECISIONS, type Call } from '../help-desk.ts';
import type { Room } from '../rooms.ts';
import { useEffect } from 'preact/hooks';
import { waitWords } from '@samtale/staff/spans';
import { Act } from '@samtale/staff/views/act';

/** What is said of a room's call: key and parameters; null without one. */
export function callWords(room: Room, call: Call | undefined): [string, { name: string }] | null {
	if (room.beside === 'came') {
		return ['staff.help.with', { name: '' }];
	}
	return call === undefined ? null : [`staff.help.mark.${call.answer}`, { name: call.by }];
}

/** Calls, or takes the call back. */
export function HelpAct({ room }: { room: Room }) {
	const { help } = useDesk().acts;
	const isUp = help.of(room.id) !== undefined;
	return (
		<button
			type="button"
			class={`ds-button small${isUp ? ' calls' : ''}`}
			data-variant="secondary"
			data-test="help"
			aria-pressed={isUp}
			onClick={() => help.ask(room.id, !isUp)}
		>
			<Icon name="flag" />
			<NbText text={isUp ? 'staff.help.back' : 'staff.help.ask'} />
		</button>
	);
}

/** Milliseconds until it is asked again who is on shift, while nobody has answered. */
const LOOK_EVERY = 15_000;

/** Below the buttons of the room: how the call stands, and whether anybody can hear it. */
function HelpState({ call }: { call: Call }) {
	const { holds } = useDesk().acts.sealing;
	const isOpen = call.answer === 0;
	const isUnheard = isOpen && holds.state.value.alone;
	useEffect(() => {
		if (!isOpen) {
			return;
		}
		holds.refresh();
		const timer = setInterval(holds.refresh, LOOK_EVERY);
		return () => clearInterval(timer);
	}, [isOpen]);
	return (
		<p class="tagline bad" role="status" data-test="help-state" data-answer={isUnheard ? 'nobody' : call.answer}>
			<Icon name="flag" />
			<b>
				<NbText
					text={isUnheard ? 'staff.help.nobody' : `staff.help.answer.${call.answer}`}
					params={{ name: call.by }}
				/>
			</b>
		</p>
	);
}

export function HelpLine({ room }: { room: Room }) {
	const call = useDesk().acts.help.of(room.id);
	return call === undefined ? null : <HelpState key={room.id} call={call} />;
}

/** The supervisor was named to decide with: what who calls would do, and what she says. */
function DecideRow({ call }: { call: Call }) {
	const { acts } = useDesk();
	return (
		<div data-test="decide">
			<p>
				<NbText text="staff.duty.asked" params={{ name: call.name }} />{' '}
				<b>
					<NbText text={`staff.duty.decision.${call.asks}`} />
				</b>
			</p>
			<div class="row">
				{DECISIONS.map((decision) => (
					<button
						key={decision}
						type="button"
						class="ds-button small"
						data-variant={call.decides === decision ? 'primary' : 'secondary'}
						aria-pressed={call.decides === decision}
						data-test={`decide-${decision}`}
						onClick={() => acts.help.decide(call.room, call.supervisor, decision)}
					>
						<NbText text={`staff.duty.decision.${decision}`} />
					</button>
				))}
			</div>
		</div>
	);
}

function Strip({ call, staff, now }: { call: Call; staff: string; now: number }) {
	const { i18n, names, acts } = useDesk();
	const duration = waitWords(i18n, Math.max(0, now - call.since));
	return (
		<section class="strip notice call" data-test="call" data-answer={call.answer}>
			<Icon name="flag" tone="bad" />
			<div>
				<p class="topic" role="alert">
					<NbText text="staff.help.calls" params={{ name: call.name }} />
				</p>
				<p>
					{names.topic(call.topic)} · {duration}
					{call.answer > 0 && (
						<>
							{' · '}
							<NbText text={`staff.help.answer.${call.answer}`} params={{ name: call.by }} />
						</>
					)}
				</p>
				<div class="row">
					{ANSWERS.map((answer) => (
						<Act
							key={answer}
							text={`staff.help.say.${answer}`}
							test={`advise-${answer}`}
							act={() => acts.help.advise(call.room, answer)}
						/>
					))}
				</div>
				{call.supervisor === staff && call.asks > 0 && <DecideRow call={call} />}
			</div>
		</section>
	);
}

/** The calls of colleagues, oldest first. */
export function HelpStrips({ calls, staff, now }: { calls: readonly Call[]; staff: string; now: number }) {
	const others = calls.filter(({ own }) => !own).sort((a, b) => a.since - b.since);
	return (
		<>
			{others.map((call) => (
				<Strip key={call.room} call={call} staff={staff} now={now} />
			))}
		</>
	);
}

/** "What does one more counsellor on Thursday change?": two forms, and what the simulator makes of them. */
import { NbText } from '@samtale/staff/views/nb-text';
import { useEffect, useState } from 'preact/hooks';
import { usePage } from '../context.ts';
import { Fields } from './fields.tsx';
import { Outcome } from './outcome.tsx';
import { joinDays, SIDES, type Plan, type Run, type Side } from './plan.ts';

type Plans = Record<Side, Plan>;

interface Problem {
	code: string;
	retryAfter: number;
	faults: ReadonlySet<string>;
}

const plansOf = (run: Run): Plans => ({ today: run.today.form, changed: run.changed.form });

/** As it comes from the daemon, a day an entry; people write them together. */
const neat = (run: Run): Run => ({
	...run,
	...Object.fromEntries(
		SIDES.map((side) => {
			const { form } = run[side];
			return [side, { ...run[side], form: { ...form, hours: joinDays(form.hours), extra: joinDays(form.extra) } }];
		}),
	),
});

export function Part() {
	const { live } = usePage();
	const [run, setRun] = useState<Run | null>(null);
	const [plans, setPlans] = useState<Plans | null>(null);
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<Problem | null>(null);

	async function play(body: object): Promise<void> {
		setBusy(true);
		const answer = await live.ask<Run>('/api/v1/whatif', body);
		setBusy(false);
		if (answer.ok) {
			const found = neat(answer.data);
			setRun(found);
			setPlans((kept) => kept ?? plansOf(found));
			setProblem(null);
		} else {
			const { code, retryAfter, fields } = answer;
			setProblem({ code, retryAfter, faults: new Set(Object.keys(fields)) });
		}
	}

	useEffect(() => void play({}), []);

	const faultsOf = (side: Side): ReadonlySet<string> =>
		new Set(
			[...(problem?.faults ?? [])]
				.filter((name) => name.startsWith(`${side}.`))
				.map((name) => name.slice(side.length + 1)),
		);
	return (
		<form
			class="whatif stack wide"
			noValidate
			onSubmit={(event) => {
				event.preventDefault();
				if (plans !== null && !busy) {
					void play(plans);
				}
			}}
		>
			<div class="stack">
				<h1>
					<NbText text="whatif.head" />
				</h1>
				<p class="muted">
					<NbText text="whatif.lead" />
				</p>
			</div>
			<div class="halves">
				{plans !== null && (
					<div class="stack wide">
						<div class="plans">
							{SIDES.map((side) => (
								<Fields
									key={side}
									side={side}
									plan={plans[side]}
									faults={faultsOf(side)}
									change={(plan) => setPlans({ ...plans, [side]: plan })}
								/>
							))}
						</div>
						<div class="row">
							<button type="submit" class="ds-button" aria-disabled={busy} data-test="play">
								<NbText text={busy ? 'whatif.playing' : 'whatif.play'} />
							</button>
							<div role="status" data-test="whatif-problem">
								{problem !== null && (
									<p class="error">
										<NbText
											text={
												problem.code === 'busy' || problem.code === 'rate'
													? 'whatif.busy'
													: problem.faults.size > 0
														? 'whatif.fault'
														: 'whatif.failed'
											}
											params={{ n: problem.retryAfter }}
										/>
									</p>
								)}
							</div>
						</div>
					</div>
				)}
				{run !== null && <Outcome run={run} />}
			</div>
		</form>
	);
}

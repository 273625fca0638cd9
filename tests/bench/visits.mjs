// ./dev bench visits: whole visits, from the first byte to the last: connect, ask, offer, accept, three messages each way,
// hand-over to a second counsellor, a message, the end. And how soon a free counsellor hears of a youth.
import { load, scaled } from './lib/generator.mjs';
import { withService } from './lib/service.mjs';

const STEADY = { desks: 60, rate: 200, seconds: 10, warm: 2 };

const STEPS = {
	steady: { profile: 'tmpfs', scenario: 'visits', shape: STEADY, figures: { visit_cpu_ms: 'visit_cpu_ms' } },
	steady_fsync: { profile: 'fsync', scenario: 'visits', shape: STEADY, figures: { visit_cpu_ms_fsync: 'visit_cpu_ms' } },
	most_fsync: {
		profile: 'fsync', scenario: 'visits', shape: { ...STEADY, rate: 0, parallel: 48 },
		figures: { visits_per_s_fsync: 'visits_per_s' },
	},
	waiting: {
		profile: 'tmpfs', scenario: 'waiting', shape: { desks: 4, connections: 10_000, seconds: 5, parallel: 16 },
		figures: { ask_to_offer_p50_ms: 'ask_to_offer_p50_ms' },
	},
	burst: { profile: 'fsync', scenario: 'burst', shape: { desks: 7, rooms: 20 }, figures: { burst_assigned: 'assigned' } },
};

export const visits = {
	name: 'visits',
	bars: {
		ask_to_offer_p50_ms: 1, visit_cpu_ms: 2, visit_cpu_ms_fsync: 2.5, visits_per_s_fsync: 300, visits_failed: 0,
		burst_assigned: 20,
	},
	steps: Object.keys(STEPS),

	async run(report, name, { runs, scale }) {
		const { profile, scenario, shape, figures } = STEPS[name];
		const small = scaled(shape, scale);
		await withService({ profile }, async (service) => {
			const staff = await service.staff(small.desks);
			const windows = await load(service, scenario, { staff, ...small, runs });
			report.windows(figures, windows, { profile });
			// Every visit that was begun has ended as it should, or there would be no figure at all.
			if (scenario === 'visits') report.set('visits_failed', 0);
		});
	},
};

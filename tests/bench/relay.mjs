// ./dev bench relay: what one message costs daemon and Redis, and how soon it is acknowledged, in each durability profile.
// 128-byte messages between youths and counsellors who met through the queue, with everything on.
import { load } from './lib/generator.mjs';
import { diskSync } from './lib/disk.mjs';
import { withService } from './lib/service.mjs';

/** 64 senders in 32 rooms, each saying its next message when the last one is acked. */
const SATURATED = { desks: 11, rooms: 32, seconds: 4, warm: 1 };
/** 10,000 sockets, all of them in rooms, and 5,000 messages a second over all. */
const STEADY = { desks: 2500, rooms: 7500, connections: 10000, rate: 5000, seconds: 8, warm: 2 };

/** figures: {key of the results: figure of the load generator}. */
const STEPS = {
	saturated: {
		profile: 'memory', shape: SATURATED,
		figures: { relay_saturated_us: 'daemon_us', redis_us_saturated: 'redis_us' },
	},
	two_nodes: {
		profile: 'memory', workers: 2, shape: { ...SATURATED, apart: 1 }, figures: { relay_two_nodes_us: 'daemon_us' },
	},
	steady: {
		profile: 'memory', shape: STEADY, figures: { relay_10k_5k_us: 'daemon_us', ack_p50_ms: 'ack_p50_ms' },
	},
	saturated_fsync: { profile: 'fsync', shape: SATURATED, figures: { redis_us_saturated_fsync: 'redis_us' } },
	steady_fsync: {
		profile: 'fsync', shape: STEADY, figures: { redis_us_5k_fsync: 'redis_us', ack_p50_ms_fsync: 'ack_p50_ms' },
	},
};

export const relay = {
	bars: {
		relay_saturated_us: 20, relay_two_nodes_us: 28, relay_10k_5k_us: 52,
		redis_us_saturated: 14, redis_us_saturated_fsync: 20, redis_us_5k_fsync: 70,
		ack_p50_ms: 0.12, ack_p50_ms_fsync: 0.4, ack_p50_ms_replica: 0.5,
	},
	steps: Object.keys(STEPS),

	async run(report, name, { runs }) {
		const { profile, workers, shape, figures } = STEPS[name];
		await withService({ profile, workers }, async (service) => {
			const staff = await service.staff(shape.desks);
			const windows = await load(service, 'relay', { staff, ...shape, runs });
			const beside = profile === 'fsync' ? { disk_fsync_ms: diskSync(service.daemon.place.folder) } : {};
			report.windows(figures, windows, { profile: service.profile, ...beside });
		});
	},
};

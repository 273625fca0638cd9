// ./dev bench relay: what one message costs daemon and Redis, and how soon it is acknowledged, in each durability profile.
// 128-byte messages between youths and counsellors who met through the queue, with everything on.
import { diskSync } from './lib/disk.mjs';
import { load, scaled } from './lib/generator.mjs';
import { installPeers, loadPeer } from './lib/peers.mjs';
import { rootOf } from './lib/root.mjs';
import { withService } from './lib/service.mjs';
import { median } from './report.mjs';

/** 64 senders in 32 rooms, each saying its next message when the last one is acked. */
const SATURATED = { desks: 11, rooms: 32, seconds: 4, warm: 1 };
/** Seconds until Node has compiled what is hot. */
const WARM_PEER = 3;
/** 10,000 sockets, all of them in rooms, and 5,000 messages a second over all. */
const STEADY = { desks: 2500, rooms: 7500, connections: 10000, rate: 5000, seconds: 8, warm: 2 };

/** figures: {key of the results: figure of the load generator}. */
const OURS = {
	saturated: {
		profile: 'tmpfs', shape: SATURATED,
		figures: { relay_saturated_us: 'daemon_us', redis_us_saturated: 'redis_us' },
	},
	sealed: {
		profile: 'tmpfs', sealed: true, shape: SATURATED,
		figures: { relay_sealed_us: 'daemon_us', redis_us_sealed: 'redis_us' },
	},
	two_nodes: {
		profile: 'tmpfs', workers: 2, shape: { ...SATURATED, apart: 1 }, figures: { relay_two_nodes_us: 'daemon_us' },
	},
	steady: {
		profile: 'tmpfs', shape: STEADY, figures: { relay_10k_5k_us: 'daemon_us', ack_p50_ms: 'ack_p50_ms' },
	},
	saturated_fsync: { profile: 'fsync', shape: SATURATED, figures: { redis_us_saturated_fsync: 'redis_us' } },
	steady_fsync: {
		profile: 'fsync', shape: STEADY, figures: { redis_us_5k_fsync: 'redis_us', ack_p50_ms_fsync: 'ack_p50_ms' },
	},
	steady_replica: { profile: 'replica', shape: STEADY, figures: { ack_p50_ms_replica: 'ack_p50_ms' } },
};

async function ours(report, { profile, workers, sealed, shape, figures }, { runs, scale }) {
	const small = scaled(shape, scale);
	return withService({ profile, workers }, async (service) => {
		const staff = await service.staff(small.desks);
		const root = sealed ? { sealed: await rootOf(service) } : {};
		const windows = await load(service, 'relay', { staff, ...small, ...root, runs });
		const beside = profile === 'fsync' ? { disk_fsync_ms: diskSync(service.daemon.place.folder) } : {};
		report.windows(figures, windows, { profile, ...beside });
		return windows;
	});
}

/** The other relays and ours, one after the other in each run, so that a busy minute meets all three. */
async function peers(report, { runs, scale }) {
	const made = installPeers();
	const shape = { ...scaled({ ...SATURATED, warm: WARM_PEER }, scale), runs: 1 };
	const us = { ours: [], ws: [], socketio: [] };
	const redisUs = { ours: [], ws: [], socketio: [] };
	const add = (name, [window]) => {
		us[name].push(window.daemon_us);
		redisUs[name].push(window.redis_us);
	};
	for (let run = 0; run < runs; run++) {
		add('ours', await ours(report, { ...OURS.saturated, figures: {} }, { runs: 1, scale }));
		add('ws', await loadPeer('ws', '/', shape));
		add('socketio', await loadPeer('socketio', '/socket.io/?EIO=4&transport=websocket', shape));
	}
	const ratio = (name) => median(us[name].map((value, run) => value / us.ours[run]));
	const beside = (name) => ({
		theirs_us: Math.round(median(us[name])), ours_us: Math.round(median(us.ours)),
		their_redis_us: Math.round(median(redisUs[name])), our_redis_us: Math.round(median(redisUs.ours)),
	});
	report.set('vs_ws_ioredis', ratio('ws'), { ...beside('ws'), ws: made.ws, ioredis: made.ioredis });
	report.set('vs_socketio', ratio('socketio'), { ...beside('socketio'), 'socket.io': made['socket.io'] });
}

export const relay = {
	name: 'relay',
	bars: {
		relay_saturated_us: 20, relay_two_nodes_us: 28, relay_10k_5k_us: 52,
		redis_us_saturated: 14, redis_us_saturated_fsync: 20, redis_us_5k_fsync: 70,
		ack_p50_ms: 0.12, ack_p50_ms_fsync: 0.4, ack_p50_ms_replica: 0.5,
		vs_ws_ioredis: 2.5, vs_socketio: 5,
	},
	/** Figures without a bar: a sealed text is longer than those of the bars. */
	beside: ['relay_sealed_us', 'redis_us_sealed'],
	steps: [...Object.keys(OURS), 'peers'],

	async run(report, name, options) {
		if (name === 'peers') await peers(report, options);
		else await ours(report, OURS[name], options);
	},
};

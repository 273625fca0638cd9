// ./dev bench accept: the daemon's CPU for a new socket, from the first byte to the upgrade. The sockets stay open until
// the window is closed.
import { load, scaled } from './lib/generator.mjs';
import { withService } from './lib/service.mjs';

const STEPS = {
	plain: { shape: { connections: 10_000, parallel: 64 }, figures: { upgrade_plain_us: 'daemon_us' } },
};

export const accept = {
	name: 'accept',
	bars: { upgrade_plain_us: 60 },
	steps: Object.keys(STEPS),

	async run(report, name, { runs, scale }) {
		const { shape, figures } = STEPS[name];
		const small = scaled(shape, scale);
		await withService({}, async (service) => {
			const windows = await load(service, 'accept', { ...small, runs });
			report.windows(figures, windows, { sockets: small.connections });
		});
	},
};

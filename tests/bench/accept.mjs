// ./dev bench accept: the daemon's CPU for a new socket, from the first byte to the upgrade, plain and with a whole TLS
// handshake. The sockets stay open until the window is closed.
import { load, scaled } from './lib/generator.mjs';
import { withService } from './lib/service.mjs';

const STEPS = {
	plain: { tls: false, shape: { connections: 10_000, parallel: 64 }, figures: { upgrade_plain_us: 'daemon_us' } },
	tls: { tls: true, shape: { connections: 4_000, parallel: 64 }, figures: { upgrade_tls_us: 'daemon_us' } },
};

export const accept = {
	name: 'accept',
	bars: { upgrade_plain_us: 60, upgrade_tls_us: 900 },
	steps: Object.keys(STEPS),

	async run(report, name, { runs, scale }) {
		const { tls, shape, figures } = STEPS[name];
		const small = scaled(shape, scale);
		await withService({ tls }, async (service) => {
			const windows = await load(service, 'accept', { ...small, runs });
			report.windows(figures, windows, { sockets: small.connections });
		});
	},
};

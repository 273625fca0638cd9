// A line as slow as a phone's far from the next mast: a proxy that lets every byte wait for half a round trip, lets so many
// bytes through in a second, over all connections together, and lets a new connection wait for a whole round trip.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** Passes on what comes, later. `due` is when the direction is free again, shared by all connections. */
function slowly(from, to, direction, { round_trip_ms, bytes_per_ms }) {
	const waiting = new Set();
	from.on('data', (bytes) => {
		const now = performance.now();
		direction.due = Math.max(direction.due, now) + bytes.length / bytes_per_ms;
		const timer = setTimeout(() => {
			waiting.delete(timer);
			to.write(bytes);
		}, direction.due - now + round_trip_ms / 2);
		waiting.add(timer);
	});
	from.on('error', () => to.destroy());
	from.on('close', () => {
		for (const timer of waiting) clearTimeout(timer);
		to.destroy();
	});
}

/** Listens before a daemon's port; gives {port, close()}. line: {round_trip_ms, bytes_per_ms}. */
export async function openSlowLine(daemonPort, line) {
	const up = { due: 0 };
	const down = { due: 0 };
	const sockets = new Set();
	const server = createServer({ pauseOnConnect: true }, (near) => {
		const far = connect(daemonPort, '127.0.0.1');
		sockets.add(near).add(far);
		slowly(near, far, up, line);
		slowly(far, near, down, line);
		/* The handshake of TCP. */
		setTimeout(() => near.resume(), line.round_trip_ms);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		port: server.address().port,
		close() {
			for (const socket of sockets) socket.destroy();
			server.close();
		},
	};
}

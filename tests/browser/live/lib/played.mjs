// A scene of one's own in a page: the socket is the daemon's, but what it says of the pool is played. For those who do not run inside
// of a test; tests use the relay.
import { encode } from '../../../live/lib/wire.mjs';

/** To be called before the page is opened; gives play(frames), which the page takes as the daemon's. */
export async function playScenes(page) {
	const pages = new Set();
	await page.routeWebSocket(/\/socket$/, (near) => {
		const far = near.connectToServer();
		pages.add(near);
		near.onMessage((message) => far.send(message));
		far.onMessage((message) => near.send(message));
	});
	return (frames) => {
		for (const frame of frames) for (const near of pages) near.send(encode(frame));
	};
}

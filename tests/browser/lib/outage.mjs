// Redis out of reach: killed again each time it comes up.

/** Keeps the daemon's Redis down until what it gives is called; the daemon starts it anew by itself. */
export function keepRedisDown(daemon) {
	let down = true;
	let killed = 0;
	const kill = () => {
		const pid = daemon.redisPid;
		if (!down || pid === killed) return;
		killed = pid;
		process.kill(pid, 'SIGKILL');
	};
	const timer = setInterval(kill, 10);
	kill();
	return () => {
		down = false;
		clearInterval(timer);
	};
}

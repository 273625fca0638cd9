// What counsellors see: which rooms each one's screen shows as its own and writable (P13). A screen lives by the answers and
// the news of its node. A node that cannot renew its lease tells its clients that they are frozen, 7 s after the last
// good beat was sent; a socket that breaks freezes its screen at once.
export const SELF_FENCE = 7000;

const GONE = new Set(['ended', 'revoked']);

/** How a screen shows a visit whose room it is in by invitation: not as its own. */
export const beside = (sid) => `beside ${sid}`;

const shownAs = (sid, invited) => (invited === '1' ? beside(sid) : sid);

export class Screens {
	/** fence: after how long without a good beat a node's clients are frozen. */
	constructor(fence = SELF_FENCE) {
		this.fence = fence;
		this.shown = new Map(); // `${home} ${cid}` -> Map of room to sid
	}

	of(home, cid) {
		return this.shown.get(`${home} ${cid}`) ?? new Map();
	}

	/** One news that a node hands on; it knows those only who have asked it for their shift. */
	hear(node, item) {
		const key = `${node.home} ${item.i}`;
		if (item.t === 'taken' || (item.t === 'shift' && item.st === 'X')) this.shown.delete(key);
		if (item.t === 'opened') this.shown.get(key)?.set(item.r, shownAs(item.vs, item.iv));
		if (GONE.has(item.t)) this.shown.get(key)?.delete(item.r);
	}

	/** The answer to what a node asked for a counsellor. */
	answered(node, name, args, answer) {
		if ((name === 'c_set' || name === 'c_attach') && answer[0] === 'OK') {
			const rooms = new Map();
			for (let i = 4; i + 14 < answer.length; i += 15) rooms.set(answer[i], shownAs(answer[i + 4], answer[i + 13]));
			this.shown.set(`${node.home} ${args[1]}`, rooms);
		}
		if (name === 'c_detach') this.shown.delete(`${node.home} ${args[1]}`);
		if (['end', 'swap', 'invited_leave'].includes(name) && /^(OK|DUP)$/.test(answer[0])) {
			this.shown.get(`${node.home} ${args[0]}`)?.delete(args[1]);
		}
	}

	/** The node is gone, or its lease: nothing that hangs on it shows a room. */
	drop(home) {
		for (const key of this.shown.keys()) {
			if (key.startsWith(`${home} `)) this.shown.delete(key);
		}
	}

	/**
	 * What is wrong. nodes: those that may still believe in their lease, with `stalled`, `beaten` (when the last good beat
	 * was sent) and `unread` news. people: as Redis has them, with rooms (a map of room to sid).
	 */
	check(nodes, people, time) {
		const found = [];
		const writable = new Map(); // sid -> who shows it
		for (const [key, rooms] of this.shown) {
			const [home, cid] = key.split(' ');
			const node = nodes.find((item) => item.home === home);
			if (!node || time - node.beaten > this.fence) continue;
			const own = people.find((item) => item.id === cid && item.n === home)?.rooms ?? new Map();
			for (const [room, sid] of rooms) {
				const told = node.unread.some(({ i, t, r }) => i === cid && (t === 'taken' || (r === room && GONE.has(t))));
				if (told) continue;
				if (!node.stalled && own.get(room) !== sid) found.push(`P13 ${cid} still shows the room ${room}`);
				if (sid.startsWith(beside(''))) continue;
				const other = writable.get(sid);
				if (other && other !== cid) found.push(`P13 ${cid} and ${other} both show ${sid} as theirs`);
				writable.set(sid, cid);
			}
		}
		return found;
	}
}

// The daemon of the storm: all desks open, short timers, and accounts for everybody.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { HOURS_ALWAYS, agencySlugs } from '../../live/lib/demo.mjs';
import { AGENCIES } from './places.mjs';

/** Seconds; everything else is as in the demo. */
const TIMERS = {
	widen_county_seconds: 2, widen_nation_seconds: 2, offer_seconds: 4, received_seconds: 2, ready_seconds: 3,
	grace_waiting_seconds: 10, grace_room_seconds: 12, staff_told_seconds: 2, staff_choose_seconds: 4, staff_lost_seconds: 8,
	park_seconds: 3, wrap_up_seconds: 2,
};
export const GRACE = TIMERS.grace_waiting_seconds;

export function startHouse() {
	const open = { hours: HOURS_ALWAYS, exceptions: '', topic_hours: '' };
	return startDaemon({ keys: TIMERS, agencies: Object.fromEntries(agencySlugs().map((slug) => [slug, open])) });
}

/** How to reach the daemon's Redis with all rights. */
export function loginOf(daemon) {
	const password = readFileSync(join(daemon.state, 'redis-loader.secret'), 'utf8').trim();
	return { socket: join(daemon.state, 'redis', 'redis.sock'), username: 'loader', password };
}

/**
 * So many accounts, spread over the agencies. One an agency is made as an operator would; the others are its copies under
 * other names, because making each password takes as long as checking it.
 */
export async function makeAccounts(daemon, count) {
	const redis = daemon.redis();
	const firsts = new Map(AGENCIES.map((agency) => [agency, daemon.addUser(agency)]));
	const accounts = [];
	for (let i = 0; i < count; i++) {
		const agency = AGENCIES[i % AGENCIES.length];
		const name = i < AGENCIES.length ? agency : `${agency}-${i}`;
		const fields = await redis.hgetall(`{staff}:u:${agency}`);
		const own = { ...fields, id: name === agency ? fields.id : randomBytes(16).toString('hex'), name };
		if (name !== agency) await redis.call('FCALL', 's1_staff_add', 1, '{staff}:', name, ...Object.entries(own).flat());
		accounts.push({ name, agency, password: firsts.get(agency), id: own.id });
	}
	return accounts;
}

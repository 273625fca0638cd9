// The daemon of the storm: all desks open, short timers, and accounts for everybody.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { startDaemon } from '../../live/lib/daemon.mjs';
import { HOURS_ALWAYS, PRACTICE, agencySlugs } from '../../live/lib/demo.mjs';
import { AGENCIES } from './places.mjs';

/** Seconds; everything else is as in the demo. */
const TIMERS = {
	widen_county_seconds: 2, widen_nation_seconds: 2, offer_seconds: 4, received_seconds: 2, ready_seconds: 3,
	grace_waiting_seconds: 10, grace_room_seconds: 12, staff_told_seconds: 2, staff_choose_seconds: 4, staff_lost_seconds: 8,
	park_seconds: 3, wrap_up_seconds: 2, last_entry_seconds: 15, shift_warning_seconds: 8, frame_seconds: 20,
	frame_warning_seconds: 5, frame_extension_seconds: 15,
};
export const GRACE = TIMERS.grace_waiting_seconds;

/** Two agencies close in the middle of the storm, at the first whole minute so many milliseconds from now. */
const CLOSING = ['odder', 'karasjok'];

function hoursUntil(ms) {
	const minute = new Date(Math.ceil((Date.now() + ms) / 60_000) * 60_000);
	const time = minute.toLocaleTimeString('en-GB', { timeZone: 'Europe/Oslo', hour: '2-digit', minute: '2-digit' });
	return time === '00:00' ? HOURS_ALWAYS : `mon-sun 00:00-${time}`;
}

export function startHouse(closesMs) {
	const open = (hours) => ({ hours, exceptions: '', topic_hours: '' });
	const hours = (slug) => (CLOSING.includes(slug) ? hoursUntil(closesMs) : HOURS_ALWAYS);
	const slugs = agencySlugs().filter((slug) => slug !== PRACTICE);
	return startDaemon({ keys: TIMERS, agencies: Object.fromEntries(slugs.map((slug) => [slug, open(hours(slug))])) });
}

/** How to reach the daemon's Redis with all rights. */
export function loginOf(daemon) {
	const password = readFileSync(join(daemon.state, 'redis-loader.secret'), 'utf8').trim();
	return { socket: join(daemon.state, 'redis', 'redis.sock'), username: 'loader', password };
}

/**
 * So many accounts, spread over the agencies. One an agency is made as an operator would; the others are its copies under
 * other names, because making each password takes as long as checking it. Every fifth is a supervisor.
 */
export async function makeAccounts(daemon, count) {
	const redis = daemon.redis();
	const firsts = new Map(AGENCIES.map((agency) => [agency, daemon.addUser(agency)]));
	const accounts = [];
	for (let i = 0; i < count; i++) {
		const agency = AGENCIES[i % AGENCIES.length];
		const name = i < AGENCIES.length ? agency : `${agency}-${i}`;
		const fields = await redis.hgetall(`{staff}:u:${agency}`);
		const role = i % 5 === 4 && name !== agency ? 'supervisor' : 'counsellor';
		const own = { ...fields, id: name === agency ? fields.id : randomBytes(16).toString('hex'), name, role };
		if (name !== agency) await redis.call('FCALL', 's1_staff_add', 1, '{staff}:', name, ...Object.entries(own).flat());
		accounts.push({ name, agency, password: firsts.get(agency), id: own.id, role });
	}
	return accounts;
}

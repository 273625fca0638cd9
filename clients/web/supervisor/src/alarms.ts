/** What each kind of alarm is called, how grave it is, and who may take it. Pure. */
import { civil } from '@samtale/core/civil';
import type { I18n, Params } from '@samtale/core/i18n';
import { may } from '@samtale/core/may';
import { ALARM_TAKE } from '@samtale/core/permissions';
import type { SoundName } from '@samtale/staff/sound';
import type { Kind } from './act/draft.ts';
import type { Names } from './directory.ts';
import { cellsOf, peopleOf, type Alarm } from './facts.ts';
import type { Person } from './live.ts';
import type { Scene } from './scene.ts';

/** What an alarm says: keys of the dictionary and what stands in them. */
export interface Said {
	head: string;
	body: string;
	params: Params;
}

interface Around {
	i18n: I18n;
	names: Names;
	scene: Scene;
	/** Unix milliseconds. */
	now: number;
}

interface AlarmKind {
	icon: 'flag' | 'stop' | 'warn';
	level: 'bad' | 'warn';
	/** Null: it stands and makes no sound. */
	sound: SoundName | null;
	say(alarm: Alarm, around: Around): Said;
	/** What fits it, for who may do something about its cells. */
	acts?: readonly Kind[];
	/** Where somebody waits whom it is about: names of cells. */
	cells?(alarm: Alarm, scene: Scene): string[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Of a surge. */
const SPAN_HOURS = 2;

const minutesSince = (at: number, now: number): number => Math.max(0, Math.floor((now - at) / MINUTE));

function sayHelp({ subject: [agency = '', cid = ''] }: Alarm, { names, scene }: Around): Said {
	const who = peopleOf(scene.rows('p').value).find(({ id }) => id === cid);
	const params = { agency: names.agency(agency), name: who?.alias ?? '' };
	const head = who === undefined ? 'alarm.help.head_of' : 'alarm.help.head';
	return { head, body: 'alarm.help.body', params };
}

function sayWait({ value, limit, subject }: Alarm, { names, scene, now }: Around): Said {
	const [region = '', topic = ''] = subject;
	const cell = cellsOf(scene.rows('w').value).find((one) => one.region === region && one.topic === topic);
	const place = names.place(region);
	const params = { min: minutesSince(Number(value), now), limit, place, topic: names.topic(topic), n: cell?.n ?? 1 };
	return { head: 'alarm.wait.head', body: 'alarm.wait.body', params };
}

/** Of the pool, or of a municipality by its agency's own limit. */
function sayLost({ value, limit, subject }: Alarm, { names }: Around): Said {
	const [region, of] = subject.length > 1 ? subject : [undefined, subject[0]];
	const percent = Math.round((100 * Number(value)) / Math.max(1, Number(of)));
	const params = { n: value, of: of ?? '0', percent, limit };
	return region === undefined
		? { head: 'alarm.lost.head', body: 'alarm.lost.body', params }
		: { head: 'alarm.lost.head', body: 'alarm.lost.own', params: { ...params, place: names.place(region) } };
}

/** "torsdag 18–20": the hours that the visits came in; the first is the one that has most of its minutes in the span. */
function hoursOf(at: number, { i18n, names }: Around): Params {
	const begin = civil(at - SPAN_HOURS * HOUR + HOUR / 2, names.zone);
	return {
		weekday: i18n.t(`common.weekday.${begin.weekday}`),
		from: String(begin.hour),
		to: String((begin.hour + SPAN_HOURS) % 24),
	};
}

function saySurge({ value, limit, subject }: Alarm, around: Around): Said {
	const [topic = '', places = '0', at] = subject;
	const params = { topic: around.names.topic(topic), n: value, places };
	if (limit === '-') {
		return { head: 'alarm.surge.head', body: 'alarm.surge.unknown', params };
	}
	const usual = limit.replace('.', around.i18n.t('alarm.surge.point'));
	const span = hoursOf(Number(at), around);
	return { head: 'alarm.surge.head', body: 'alarm.surge.body', params: { ...params, ...span, usual } };
}

const sayDown = ({ value, subject: [what = 'worker'] }: Alarm): Said => ({
	head: 'alarm.down.head',
	body: what === 'machine' ? 'alarm.down.machine' : 'alarm.down.worker',
	params: { n: value },
});

const KINDS: Readonly<Record<string, AlarmKind>> = {
	help: { icon: 'flag', level: 'bad', sound: 'help', say: sayHelp },
	wait: {
		icon: 'stop',
		level: 'bad',
		sound: 'alarm',
		say: sayWait,
		acts: ['text', 'scope'],
		cells: ({ subject: [region = '', topic = ''] }) => [`${region} ${topic}`],
	},
	lost: { icon: 'stop', level: 'bad', sound: 'alarm', say: sayLost },
	down: { icon: 'stop', level: 'bad', sound: 'alarm', say: sayDown },
	surge: {
		icon: 'warn',
		level: 'warn',
		sound: 'alarm',
		say: saySurge,
		acts: ['redirect'],
		cells: ({ subject: [about = ''] }, scene) =>
			cellsOf(scene.rows('w').value)
				.filter(({ topic }) => topic === about)
				.map(({ region }) => `${region} ${about}`),
	},
	empty: {
		icon: 'warn',
		level: 'warn',
		sound: 'alarm',
		say: ({ subject: [slug = ''] }, { names }) => ({
			head: 'alarm.empty.head',
			body: 'alarm.empty.body',
			params: { agency: names.agency(slug) },
		}),
	},
	unled: {
		icon: 'warn',
		level: 'warn',
		sound: null,
		say: () => ({ head: 'alarm.unled.head', body: 'alarm.unled.body', params: {} }),
	},
};

/** Kinds that are an agency's, by where its slug stands in the subject. */
const OWNERS: Readonly<Record<string, number>> = { help: 0, empty: 0, wait: 2, lost: 2 };

/** Of these what is an agency's is not the pool's too. */
const ALONE = ['wait', 'lost'];

/** The kind of an alarm; one that this page does not know is not shown. */
export const kindOf = ({ kind }: Alarm): AlarmKind | undefined => KINDS[kind];

/** Whether this person could take it. leads: it has the whole pool now. */
export function canTake({ kind, subject }: Alarm, { role, agency }: Person, leads: boolean): boolean {
	const owner = subject[OWNERS[kind] ?? -1];
	const isPools = owner === undefined || !ALONE.includes(kind);
	return may(ALARM_TAKE, role) && (owner === agency || (leads && isPools));
}

const rank = (alarm: Alarm): number =>
	alarm.takenAt !== 0 ? 3 : alarm.kind === 'help' ? 0 : kindOf(alarm)?.level === 'bad' ? 1 : 2;

/** Help first, then danger, then the oldest; what somebody has taken is last. */
export const inOrder = (alarms: readonly Alarm[]): Alarm[] =>
	alarms.filter((alarm) => kindOf(alarm) !== undefined).sort((a, b) => rank(a) - rank(b) || a.since - b.since);

/** Those that this person is to hear: nobody has taken them, and this one could. */
export const ringing = (alarms: readonly Alarm[], person: Person, leads: boolean): Alarm[] =>
	alarms.filter(
		(alarm) => alarm.takenAt === 0 && (kindOf(alarm)?.sound ?? null) !== null && canTake(alarm, person, leads),
	);

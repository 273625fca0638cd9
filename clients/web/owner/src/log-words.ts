/** What a line of the log is about, and what stood there before and after, in the words of the pages where it is changed. */
import type { I18n } from '@samtale/core/i18n';
import type { Line } from './facts.ts';

/** Fields by name, without their language. */
const FIELDS: Readonly<Record<string, string>> = {
	answers: 'owner.texts.answers',
	works_with: 'owner.texts.works_with',
	profession: 'owner.texts.profession',
	languages: 'owner.texts.languages',
	letterbox: 'owner.texts.letterbox',
	exit: 'owner.texts.exit',
	privacy: 'owner.texts.privacy',
	accessibility: 'owner.texts.accessibility',
	name: 'owner.network.name',
	municipality: 'owner.network.place',
	hours: 'owner.nav.hours',
	exceptions: 'owner.dates.head',
	holidays: 'owner.holidays.label',
	topic_hours: 'owner.topics.label',
	theme: 'owner.colours.head',
	sites: 'owner.sites.head',
	form: 'owner.nav.form',
	alarm_wait: 'owner.limit.label',
	alarm_lost: 'owner.limit.lost_label',
};

/** Of what is behind a field's dot: a language, or a scheme of colours. */
const PARTS: Readonly<Record<string, string>> = {
	answers: 'common.language',
	works_with: 'common.language',
	theme: 'owner.colours',
};

/** Values that are words of the daemon. */
const VALUES: Readonly<Record<string, string>> = {
	'staff.role': 'common.role',
	'staff.added': 'common.role',
	profession: 'owner.profession',
	holidays: 'owner.holidays',
};

/** An agency that says nothing is live. */
const LIVE: Readonly<Record<string, string>> = {
	'': 'owner.network.live',
	yes: 'owner.network.live',
	no: 'owner.network.shut',
};

/** What was done, or null for what has no words. */
export function whatWords(i18n: I18n, what: string): string | null {
	const own = `owner.log.${what.replace('.', '_')}`;
	const [field = '', part = ''] = what.split('.');
	if (i18n.has(own)) {
		return i18n.t(own);
	}
	const label = FIELDS[field];
	if (label === undefined) {
		return null;
	}
	const more = `${PARTS[field] ?? ''}.${part}`;
	return i18n.has(more)
		? i18n.t('owner.people.of', { what: i18n.t(label), name: i18n.t(more) })
		: i18n.t(label);
}

/** A value of such a line as it is to be read. */
export function valueWords(i18n: I18n, { what }: Line, value: string): string {
	const key = what === 'live' ? LIVE[value] : `${VALUES[what] ?? ''}.${value}`;
	return key !== undefined && i18n.has(key) ? i18n.t(key) : value;
}

/**
 * Services to refer to: found by name, number or topic, and written as the card that a youth gets. A
 * card is plain text that the counsellor reads before it is sent; its address comes from the
 * directory, without a query, so that no link carries anything about anybody. Pure functions.
 */
import type { I18n } from '@samtale/core/i18n';
import { clock } from '@samtale/staff/spans';

/** A row of GET /api/v1/services. */
export interface Service {
	country: string;
	id: string;
	name: string;
	channel: 'phone' | 'chat' | 'sms';
	/** A number, or an address of the web. */
	address: string;
	hours: string;
	/** Ids of the topics it is for, parted by spaces; empty: whatever it is about. */
	topics: string;
	keeps_record: boolean;
	/** Whether a person has checked its hours. */
	confirmed: boolean;
	open: boolean;
	/** Unix seconds when it closes; 0: at no hour. */
	until: number;
}

/** The address without query and fragment, and without what every browser adds. */
export function plainAddress({ channel, address }: Service): string {
	return channel === 'chat' ? address.replace(/[?#].*$/, '').replace(/^https?:\/\/|\/$/g, '') : address;
}

/** What a list of services is made for. */
export interface Search {
	/** What was typed: words of a name, a number, a topic. */
	query: string;
	/** The topic of the room. */
	topic: string;
	/** The name of a topic. */
	nameOf(topic: string): string;
}

/**
 * The channels of one service together: first what is for this topic above others, then what is
 * open, then by name.
 */
export function grouped(services: readonly Service[], { query, topic, nameOf }: Search): Service[][] {
	const groups = new Map<string, Service[]>();
	const words = query.toLowerCase().split(/\s+/);
	for (const service of services) {
		const topics = service.topics.split(' ').map(nameOf).join(' ');
		const text = `${service.name} ${service.address} ${topics}`.toLowerCase();
		if (words.every((word) => text.includes(word))) {
			groups.set(service.name, [...(groups.get(service.name) ?? []), service]);
		}
	}
	const rank = (group: Service[]): number =>
		(group.some((one) => one.topics.split(' ').includes(topic)) ? 0 : 2) +
		(group.some((one) => one.open) ? 0 : 1);
	return [...groups.values()].sort(
		(a, b) => rank(a) - rank(b) || a[0]!.name.localeCompare(b[0]!.name, 'nb'),
	);
}

/** How it stands at this minute, in words; with its hours where these are numbers in any language. */
export function openWords(i18n: I18n, { confirmed, open, until, hours }: Service): string {
	if (!confirmed) {
		return i18n.t('staff.services.unsure');
	}
	if (open) {
		const time = clock(i18n, until * 1000);
		return until === 0 ? i18n.t('staff.services.open') : i18n.t('staff.services.open_until', { time });
	}
	return /^[\d:;\s-]+$/.test(hours)
		? i18n.t('staff.services.shut_hours', { hours: hours.replaceAll('-', '–') })
		: i18n.t('staff.services.shut');
}

/** What the youth gets: name, each way there with its hours, and whether something is kept of it. */
export function cardOf(i18n: I18n, group: readonly Service[]): string {
	const ways = group.map((service) =>
		i18n.t('staff.services.way', {
			how: i18n.t(`staff.services.channel.${service.channel}`),
			address: plainAddress(service),
			open: openWords(i18n, service),
		}),
	);
	const kept = group.some((one) => one.keeps_record) ? [i18n.t('staff.services.keeps')] : [];
	return [group[0]!.name, ...ways, ...kept].join('\n');
}

/** An act in words: where it holds and what it does, from a row of the scene or a line of the log. */
import type { I18n } from '@samtale/core/i18n';
import type { Names } from '../directory.ts';
import type { Standing } from '../facts.ts';
import { timeOf } from '../times.ts';
import { listed } from './chosen.ts';

export interface Described {
	kind: string;
	/** A slug, or empty: the pool, or none. */
	place: string;
	scopes: readonly string[];
	topic: string;
	target: string;
	level: string;
	/** Unix milliseconds; 0: it was done at once. */
	until: number;
}

const none = (word = ''): string => (word === '-' ? '' : word);

/** The words of a row of the scene stand in the order of their kind. */
export function ofRow({ kind, where, until }: Standing): Described {
	const [first, second, third, fourth] = where.map(none);
	const isOfPlace = kind === 'door' || kind === 'announce';
	const scopes = isOfPlace ? [] : (first ?? '').split(',').filter(Boolean);
	return {
		kind,
		until,
		scopes,
		topic: isOfPlace ? '' : (second ?? ''),
		place: isOfPlace ? (first ?? '') : kind === 'redirect' ? (third ?? '') : '',
		target: kind === 'door' ? (second ?? '') : (fourth ?? ''),
		level: kind === 'scope' ? (third ?? '') : '',
	};
}

/** "Nett i Agder og Rogaland". */
export function cellsIn(i18n: I18n, names: Names, topic: string, scopes: readonly string[]): string {
	const places = scopes.map((scope) => (scope === 'n' ? i18n.t('act.everywhere') : names.place(scope)));
	const list = listed(places, (most, last) => i18n.t('act.and', { list: most, last }));
	return topic === '' ? list : i18n.t('act.cells', { topic: topicIn(i18n, names, topic), list });
}

/** A topic by its short name, where it has one. */
export function topicIn(i18n: I18n, names: Names, id: string): string {
	const key = `live.topic.${id}`;
	return i18n.has(key) ? i18n.t(key).replace(/\u00ad/g, '') : names.topic(id);
}

/** The key of the words of an act, and what goes into them. */
export function describe(i18n: I18n, names: Names, act: Described): [key: string, params: Record<string, string>] {
	const { kind, place, target, topic, scopes, until, level } = act;
	const where = kind === 'door' || kind === 'announce' ? '' : cellsIn(i18n, names, topic, scopes);
	const agency = place === '' ? i18n.t('live.scope.pool') : names.agency(place);
	const to = kind === 'redirect' && place === '' ? topicIn(i18n, names, target) : agency;
	const time = until === 0 ? '' : timeOf(i18n, until, names.zone);
	const own = kind === 'door' ? `door_${target}` : kind === 'scope' ? `scope_${level}` : kind;
	return [`act.does.${own}`, { where, to, place: agency, time }];
}

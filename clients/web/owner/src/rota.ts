/** The rota as a coordinator knows and changes it: watches to come, and who could have one. It draws nothing. */
import { signal } from '@preact/signals';
import { momentIn } from '@samtale/core/civil';
import { call, type CallAnswer } from '@samtale/staff/call';
import type { Office } from './office.ts';

export interface Watch {
	cid: string;
	name: string;
	/** Unix milliseconds. */
	from: number;
	until: number;
}

export interface Leader {
	cid: string;
	name: string;
	agency: string;
}

interface Known {
	watches: readonly Watch[];
	people: readonly Leader[];
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const WHOLE = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/;

/**
 * What a date and two times of the day mean in a zone, by its offset at that moment; an end that is not after its beginning is on
 * the next day. Null: they say nothing.
 */
export function spanOf(date: string, from: string, until: string, zone: string): [number, number] | null {
	const begin = momentOf(date, from, zone);
	const end = momentOf(date, until, zone);
	if (begin === null || end === null) {
		return null;
	}
	if (end > begin) {
		return [begin, end];
	}
	const next = new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
	return [begin, momentOf(next, until, zone) ?? end];
}

function momentOf(date: string, time: string, zone: string): number | null {
	/* Browsers read much as a date that is none. */
	const utc = WHOLE.test(`${date}T${time}`) ? Date.parse(`${date}T${time}:00Z`) : NaN;
	if (Number.isNaN(utc)) {
		return null;
	}
	return momentIn(0, utc / MINUTE_MS, zone);
}

export class Rota {
	/** Null until it is known. */
	readonly known = signal<Known | null>(null);
	/** The code of what a change was refused for; empty: nothing. */
	readonly fault = signal('');

	constructor(
		private readonly office: Office,
		private readonly ask: typeof fetch,
	) {}

	async read(): Promise<void> {
		const answer = await this.send<Known>();
		if (answer.ok) {
			this.known.value = answer.data;
		}
	}

	/** True: it is on the rota. */
	async add(cid: string, from: number, until: number): Promise<boolean> {
		return this.change({ cid, from, until });
	}

	async drop({ cid, from }: Watch): Promise<boolean> {
		return this.change({ cid, from, drop: true });
	}

	private async change(body: object): Promise<boolean> {
		const answer = await this.send(body);
		this.fault.value = answer.ok ? '' : answer.code;
		await this.read();
		return answer.ok;
	}

	private async send<Data>(body?: object): Promise<CallAnswer<Data>> {
		const answer = await call<Data>(this.ask, this.office.bearer, '/api/v1/rota', body);
		if (!answer.ok) {
			this.office.leaveWithoutSession(answer);
		}
		return answer;
	}
}

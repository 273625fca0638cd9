/** What was found, one row a thing, and the same as plain text. No DOM. */
import type { I18n, Params } from '@samtale/core/i18n';
import { ENDINGS } from '@samtale/core/words';
import type { LineState } from './line.ts';

export const NAMES = ['line', 'tls', 'clock', 'sound', 'notify', 'storage', 'browser', 'crypto'] as const;
export type Name = (typeof NAMES)[number];
/** ask: the person has something to do for it. */
export type Verdict = 'ok' | 'warn' | 'bad' | 'run' | 'ask';

export interface Result {
	verdict: Verdict;
	/** Key of the text, and what goes into it. */
	text: string;
	params?: Params;
}

export type Results = Readonly<Record<Name, Result>>;

/** Seconds by which the clock of an approver may be off: docs/encryption.md. Codes come from the phone, by its own clock. */
const CLOCK_OFF = 300;
/** The least code that an application closes with: no proxy does. */
const OWN_CODES = 4000;

export function lineResult(state: LineState, hold: number): Result {
	if (state.kind === 'running') {
		return { verdict: 'run', text: 'check.line.run', params: { n: state.seconds, hold } };
	}
	if (state.kind === 'held') {
		return { verdict: 'ok', text: 'check.line.held', params: { n: state.seconds } };
	}
	const { seconds, code } = state;
	const params = { n: seconds, code };
	if (code === ENDINGS.DRAIN.code) {
		return { verdict: 'warn', text: 'check.line.drain', params };
	}
	if (code >= OWN_CODES) {
		return { verdict: 'bad', text: 'check.line.closed', params };
	}
	return { verdict: 'bad', text: seconds === 0 ? 'check.line.none' : 'check.line.cut', params };
}

/** off: milliseconds by which this computer is ahead of the service. */
export function clockResult(off: number): Result {
	const n = Math.round(Math.abs(off) / 1000);
	if (n <= CLOCK_OFF) {
		return { verdict: 'ok', text: 'check.clock.ok', params: { n } };
	}
	return { verdict: 'bad', text: off > 0 ? 'check.clock.ahead' : 'check.clock.behind', params: { n } };
}

/** No page can see its certificate: it says what can be seen, and who must look at the rest. */
export function tlsResult(protocol: string, host: string): Result {
	return protocol === 'https:'
		? { verdict: 'ask', text: 'check.tls.compare', params: { host } }
		: { verdict: 'warn', text: 'check.tls.none' };
}

/** mark: what an earlier visit left, Unix milliseconds; null: nothing; undefined: nothing can be kept. */
export function storageResult(mark: number | null | undefined, when: (at: number) => string): Result {
	if (mark === undefined) {
		return { verdict: 'bad', text: 'check.storage.none' };
	}
	return mark === null
		? { verdict: 'ask', text: 'check.storage.first' }
		: { verdict: 'ok', text: 'check.storage.kept', params: { when: when(mark) } };
}

/** The text to send to whoever helps with computers. */
export function report(i18n: I18n, results: Results, facts: readonly string[]): string {
	const rows = NAMES.map((name) => {
		const { verdict, text, params } = results[name];
		return `- ${i18n.t(`check.name.${name}`)} [${i18n.t(`check.verdict.${verdict}`)}]: ${i18n.t(text, params)}`;
	});
	return [i18n.t('check.head'), ...facts, '', ...rows].join('\n');
}

/** The line test over a fake socket, and what results say. */
import { createI18n } from '@samtale/core/i18n';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FakeEnv, welcome } from '../../core/test/fakes.ts';
import { tryLine, type LineState } from '../src/line.ts';
import { clockResult, lineResult, NAMES, report, storageResult, tlsResult, type Results } from '../src/results.ts';

const plain = (text: string) => ({ verdict: 'ok' as const, text });

function line(hold = 90) {
	const env = new FakeEnv();
	const told: LineState[] = [];
	let now = 1_000_000;
	let second: (() => void) | null = null;
	tryLine({
		hold,
		socket: () => env.socket('ws://samtale.test/socket'),
		everySecond: (run) => {
			second = run;
			return () => (second = null);
		},
		now: () => now,
		tell: (state) => told.push(state),
		clock: () => undefined,
	});
	const pass = (seconds: number): void => {
		for (let i = 0; i < seconds; i++) {
			now += 1000;
			second?.();
		}
	};
	return { env, told, pass, isOver: () => second === null };
}

describe('the line', () => {
	test('is held for 90 s with signs of life, and then closed', () => {
		const { env, told, pass, isOver } = line();
		env.last.open();
		env.last.down(welcome());
		pass(89);
		expect(told.at(-1)).toEqual({ kind: 'running', seconds: 89 });
		expect(env.last.types()).toEqual(['hello', 'ping', 'ping', 'ping']);
		pass(1);
		expect([told.at(-1), isOver()]).toEqual([{ kind: 'held', seconds: 90 }, true]);
	});

	test('that is cut says after how many seconds', () => {
		const { env, told, pass, isOver } = line();
		env.last.open();
		env.last.down(welcome());
		pass(31);
		env.last.drop(1006);
		expect([told.at(-1), isOver()]).toEqual([{ kind: 'cut', seconds: 31, code: 1006 }, true]);
	});

	test('that never stands is told as such', () => {
		const { env, told } = line();
		env.last.drop(1006);
		expect(lineResult(told.at(-1) as LineState, 90)).toMatchObject({ verdict: 'bad', text: 'check.line.none' });
	});
});

test.each([
	[1012, 31, 'warn', 'check.line.drain'],
	[1012, 0, 'warn', 'check.line.drain'],
	[4008, 31, 'bad', 'check.line.closed'],
	[4003, 0, 'bad', 'check.line.closed'],
	[1006, 31, 'bad', 'check.line.cut'],
	[1001, 31, 'bad', 'check.line.cut'],
])('code %i after %i s is blamed on whoever closed', (code, seconds, verdict, text) => {
	const params = { n: seconds, code };
	expect(lineResult({ kind: 'cut', seconds, code }, 90)).toEqual({ verdict, text, params });
});

test('a clock that is off by more than five minutes is told, and which way', () => {
	expect(clockResult(300_000)).toMatchObject({ verdict: 'ok', params: { n: 300 } });
	expect(clockResult(301_000)).toMatchObject({ verdict: 'bad', text: 'check.clock.ahead' });
	expect(clockResult(-361_000)).toMatchObject({ text: 'check.clock.behind', params: { n: 361 } });
});

test('of the certificate nothing is claimed that a page cannot see', () => {
	expect(tlsResult('https:', 'a.test').verdict).toBe('ask');
	expect(tlsResult('http:', 'a.test').verdict).toBe('warn');
});

test('storage is in order only when an earlier mark is there', () => {
	const verdicts = [undefined, null, 5].map((mark) => storageResult(mark, String).verdict);
	expect(verdicts).toEqual(['bad', 'ask', 'ok']);
});

test.each(['nb', 'nn', 'da', 'en', 'se'])('the report in %s has a line for each thing', (language) => {
	const texts = new URL(`../../../../config/texts/${language}.json`, import.meta.url);
	const i18n = createI18n(language, JSON.parse(readFileSync(texts, 'utf8')) as Record<string, string>);
	const results = Object.fromEntries(NAMES.map((name) => [name, plain('check.crypto.ok')])) as Results;
	const lines = report(i18n, results, ['https://a.test']).split('\n');
	expect(lines).toHaveLength(3 + NAMES.length);
	expect(lines.join('\n')).not.toMatch(/check\./);
});

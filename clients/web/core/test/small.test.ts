/** Seal, texts, bytes and the outbox's memory: small pieces, a few claims each. */
import { describe, expect, test } from 'vitest';
import { fromHex, sameBytes, toHex } from '../src/bytes.ts';
import { createI18n, pluralForm } from '../src/i18n.ts';
import { Outbox } from '../src/outbox.ts';
import { open, seal, SealError, TEXT_LIMIT } from '../src/seal.ts';
import { memoryStore } from '../src/store.ts';
import { LIMITS } from '../src/words.ts';

describe('seal', () => {
	test.each(['production', '', 'Demo'])('profile %j is refused in both directions', (profile) => {
		expect(() => seal(profile, 'hei')).toThrow(SealError);
		expect(() => open(profile, new Uint8Array([0, 65]))).toThrow(SealError);
	});
	test('a text comes back as it was', () => {
		expect(open('demo', seal('demo', 'æøå ŋđ 😢\nlinje to'))).toBe('æøå ŋđ 😢\nlinje to');
		expect(seal('demo', 'a')).toEqual(new Uint8Array([0, 97]));
	});
	test('bytes that are not an unsealed text are refused', () => {
		expect(() => open('demo', new Uint8Array([1, 65]))).toThrow(SealError);
		expect(() => open('demo', new Uint8Array([0, 0xff]))).toThrow(SealError);
		expect(() => open('demo', new Uint8Array(0))).toThrow(SealError);
	});
	test('the longest text fits a frame in any script', () => {
		expect(seal('demo', '한'.repeat(TEXT_LIMIT)).length).toBeLessThanOrEqual(
			LIMITS.LIMIT_PAYLOAD,
		);
		expect(seal('demo', '😢'.repeat(TEXT_LIMIT / 2)).length).toBeLessThanOrEqual(
			LIMITS.LIMIT_PAYLOAD,
		);
	});
});

describe('texts', () => {
	const texts = {
		'a.one': '{n} en',
		'a.two': '{n} to',
		'a.other': '{n} flere',
		hi: 'hei {name}, {name} og {x}',
	};
	test('Northern Sami has a dual, the others have none', () => {
		expect([0, 1, 2, 3].map((n) => pluralForm('se', n))).toEqual([
			'other',
			'one',
			'two',
			'other',
		]);
		expect([0, 1, 2, 3].map((n) => pluralForm('nb', n))).toEqual([
			'other',
			'one',
			'other',
			'other',
		]);
	});
	test('plurals fall back to other', () => {
		const { n } = createI18n('se', { 'b.one': '{n} b', 'b.other': '{n} bb' });
		expect([1, 2, 3].map((count) => n('b', count))).toEqual(['1 b', '2 bb', '3 bb']);
		expect(createI18n('se', texts).n('a', 2)).toBe('2 to');
	});
	test('parameters are replaced, unknown ones stay', () => {
		expect(createI18n('nb', texts).t('hi', { name: 'Ida' })).toBe('hei Ida, Ida og {x}');
	});
	test('a missing key shows itself', () => {
		expect(createI18n('nb', texts).t('nope')).toBe('nope');
	});
});

test('bytes go to hex and back', () => {
	const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
	expect(fromHex(toHex(bytes))).toEqual(bytes);
	expect(() => fromHex('abc')).toThrow(RangeError);
	expect(() => fromHex('zz')).toThrow(RangeError);
	expect(sameBytes(bytes, bytes.slice())).toBe(true);
	expect(sameBytes(bytes, bytes.slice(1))).toBe(false);
});

describe('outbox', () => {
	test('what waits and the next number survive a reload', () => {
		const store = memoryStore();
		const before = new Outbox(store, 'o');
		before.add(new Uint8Array([0, 1]), 5);
		before.add(new Uint8Array([0, 2]), 6);
		before.remove(1);
		const after = new Outbox(store, 'o');
		expect(after.waiting).toEqual([
			{ cseq: 2, key_epoch: 0, payload: new Uint8Array([0, 2]), at: 6 },
		]);
		expect(after.next).toBe(3);
	});
	test('a damaged store is an empty outbox', () => {
		const store = memoryStore();
		store.set('o', '{"what"');
		expect(new Outbox(store, 'o').waiting).toEqual([]);
	});
});

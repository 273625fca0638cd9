import { beforeAll, expect, test } from 'vitest';
import { isExit, placeOf } from '../src/address.ts';
import { KEYS, wordsIn } from '../src/words.ts';

beforeAll(() => {
	const one = (code: string) => KEYS.map((key) => `${code} ${key}`);
	Object.assign(globalThis, { WORDS: { nb: one('nb'), nn: one('nn'), en: one('en') } });
});

test('a language is found by the first part of its tag', () => {
	expect(wordsIn('nn-NO').code).toBe('nn');
	expect(wordsIn('EN_gb').words[0]).toBe('en youth.door.start');
});

test('"no" and whatever is not ours are bokmål', () => {
	for (const tag of ['no', 'no-NO', 'nb', 'de', '', 'nope', 'constructor']) {
		expect(wordsIn(tag).code, tag).toBe('nb');
	}
});

test('the door is at the origin that the script came from', () => {
	expect(placeOf('https://our.host:8443/e/v1.js?x', 'oslo', 'nn')).toEqual({
		origin: 'https://our.host:8443',
		page: 'https://our.host:8443/w/oslo?lang=nn',
	});
});

test('an odd agency cannot change the address, and none leads to the page of all', () => {
	expect(placeOf('https://h/e/v1.js', '../desk?a=b#c', 'nb').page).toBe('https://h/w/..%2Fdesk%3Fa%3Db%23c?lang=nb');
	expect(placeOf('https://h/e/v1.js', '', 'nb').page).toBe('https://h/?lang=nb');
});

test('only an https address and a page of the service are somewhere to leave to', () => {
	expect(isExit('https://www.yr.no/', 'http://a')).toBe(true);
	expect(isExit('http://a/w/oslo', 'http://a')).toBe(true);
	for (const said of ['', 'http://b/', 'http://a.b/', 'javascript:alert(1)', ' https://a/', 'HTTPS://a/', null, 7, ['https://a/']]) {
		expect(isExit(said, 'http://a'), String(said)).toBe(false);
	}
});

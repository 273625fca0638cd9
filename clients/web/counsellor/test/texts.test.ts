/** Every key that the desk's code names has a text, in every language. */
import { expect, test } from 'vitest';
import { testTexts } from '../../staff/test/named-texts.ts';

testTexts(['counsellor', 'staff'], ['staff', 'common'], (plain) => {
	test('has words for every reason', () => {
		const reasons = [
			...['left', 'left_quickly', 'counsellor', 'cancelled', 'away', 'lost', 'closed', 'blocked'].map(
				(r) => `staff.ended.${r}`,
			),
			...['cancelled', 'unconfirmed', 'unanswered'].map((r) => `staff.revoked.${r}`),
			...['role', 'state', 'unknown', 'rate', 'full', 'delayed', 'stale', 'late', 'seal'].map(
				(r) => `staff.refused.${r}`,
			),
			...['login', 'password', 'code', 'code_missing', 'clock', 'used', 'disabled', 'rate', 'busy', 'net', 'expired'].map(
				(r) => `staff.login.error.${r}`,
			),
			...['available', 'paused', 'draining', 'off'].map((r) => `staff.presence.${r}`),
		];
		expect(reasons.filter((key) => !plain.has(key))).toEqual([]);
	});
});

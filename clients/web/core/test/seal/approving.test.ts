/** A device and its approver: the digits, what a relay between them may try, and the certificate that comes of it. */
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
	AGENCY_MODE,
	checkStatement,
	claimedMode,
	readChain,
	SHIFT_MODE,
	type Statement,
} from '../../src/seal/chain.ts';
import type { Bytes } from '../../src/seal/layout.ts';
import { ApproverTry, DeviceTry } from '../../src/seal/staff/approving.ts';
import { makeCertificate } from '../../src/seal/staff/issue.ts';
import { checkRequest, makeRequest } from '../../src/seal/staff/request.ts';
import { TODAY, TRUST } from './a-room.ts';
import { anAgency, newKey, type Agency } from './an-agency.ts';

const random = (size: number): Bytes => new Uint8Array(randomBytes(size));
const oslo: Agency = await anAgency('unge-oslo', AGENCY_MODE);
const statement: Statement = await checkStatement(oslo.statement, TRUST, TODAY);

async function aRequest(agency = 'unge-oslo') {
	const device = newKey();
	const plan = { role: 1, staff: random(16), device: device.point, agency, alias: 'Ida' };
	return { plan, bytes: await makeRequest(plan, device.sign) };
}

/** A device that asks, and the approver of what it has sent. */
async function aPair() {
	const { plan, bytes } = await aRequest();
	const device = await DeviceTry.make(bytes);
	const approver = await ApproverTry.make(device.request, device.commitment);
	return { plan, device, approver };
}

const holder = (index: number) => ({ statement, index, sign: oslo.holders[index]!.sign });

describe('six digits', () => {
	test('are the same on both sides, and others each time', async () => {
		const seen = new Set<string>();
		for (let i = 0; i < 8; i++) {
			const { device, approver } = await aPair();
			const { number, digits } = await device.answered(approver.number);
			expect(digits).toMatch(/^[0-9]{6}$/);
			expect(await approver.opened(number)).toBe(digits);
			seen.add(digits);
		}
		expect(seen.size).toBeGreaterThan(6);
	});
	test('are not shown for a device that opens itself with another number', async () => {
		const { approver } = await aPair();
		await expect(approver.opened(random(32))).rejects.toMatchObject({ verdict: 'not_proven' });
		expect(approver.digits).toBe('');
	});
	test('are not shown for another request than the commitment is to', async () => {
		const { device, approver } = await aPair();
		const { number } = await device.answered(approver.number);
		const swapped = await ApproverTry.make((await aRequest()).bytes, device.commitment);
		await expect(swapped.opened(number)).rejects.toMatchObject({ verdict: 'not_proven' });
	});
	test('differ when somebody between them answers the device with a number of their own', async () => {
		const { device, approver } = await aPair();
		const { number, digits } = await device.answered(random(32));
		expect(await approver.opened(number)).not.toBe(digits);
	});
	test('are made with the first number alone: with a second one they could be looked for', async () => {
		const { device, approver } = await aPair();
		const { digits } = await device.answered(approver.number);
		await expect(device.answered(random(32))).rejects.toMatchObject({ verdict: 'not_proven' });
		expect((await device.answered(approver.number.slice())).digits).toBe(digits);
	});
	test('of what is no request are none', async () => {
		const { bytes } = await aRequest();
		bytes[20]! ^= 1;
		await expect(ApproverTry.make(bytes, random(32))).rejects.toMatchObject({
			verdict: 'not_proven',
		});
	});
});

describe('the certificate', () => {
	test('is not made before there are digits', async () => {
		const { approver } = await aPair();
		await expect(approver.certificate(holder(0), TODAY)).rejects.toMatchObject({
			verdict: 'not_proven',
		});
	});
	test.each([0, 1])('of holder %i says what the request says, and holds', async (index) => {
		const { plan, device, approver } = await aPair();
		await approver.opened((await device.answered(approver.number)).number);
		const certificate = await approver.certificate(holder(index), TODAY);
		const { certificate: shown } = await readChain(oslo.statement, certificate, TRUST);
		expect(shown).toMatchObject({ ...plan, mode: AGENCY_MODE, index, notBefore: TODAY });
		/* The statement ends before thirty days are over. */
		expect(shown.notAfter).toBe(statement.notAfter);
	});
	test('lives thirty days at most', async () => {
		const { device, approver } = await aPair();
		await approver.opened((await device.answered(approver.number)).number);
		const lasting = { ...statement, notAfter: TODAY + 8_000_000 };
		const made = await approver.certificate({ ...holder(0), statement: lasting }, TODAY);
		const { certificate } = await readChain(oslo.statement, made, TRUST);
		expect(certificate.notAfter - TODAY).toBe(2_592_000);
	});
	test('by a key that the statement does not name counts for nothing', async () => {
		const { device, approver } = await aPair();
		await approver.opened((await device.answered(approver.number)).number);
		const forged = await approver.certificate({ ...holder(0), sign: newKey().sign }, TODAY);
		await expect(readChain(oslo.statement, forged, TRUST)).rejects.toThrow();
	});
	test('of shift mode counts for nothing where the statement says agency, whoever has signed it', async () => {
		const { plan, bytes } = await aRequest();
		const { role, staff, device, agency, alias } = await checkRequest(bytes);
		const who = { role, staff, device, agency, alias };
		const times = { notBefore: TODAY, notAfter: TODAY + 3600 };
		const make = (mode: number) =>
			makeCertificate({ mode, index: 0, ...times, ...who }, oslo.holders[0]!.sign);
		expect((await readChain(oslo.statement, await make(AGENCY_MODE), TRUST)).certificate).toMatchObject(plan);
		await expect(readChain(oslo.statement, await make(SHIFT_MODE), TRUST)).rejects.toThrow();
	});
});

test('what a statement claims of the mode is read without a proof, and of no statement nothing', () => {
	expect(claimedMode(oslo.statement)).toBe(AGENCY_MODE);
	expect(claimedMode(random(40))).toBe(0);
	expect(claimedMode(new Uint8Array(0))).toBe(0);
});

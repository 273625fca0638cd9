/** Agency mode at the desk: a computer that asks for approval, and one whose owner gives it. */
import { randomBytes } from 'node:crypto';
import type { DownFrame, UpFrame } from '@samtale/core/frames';
import { toHex } from '@samtale/core/bytes';
import { AGENCY_MODE, readChain, SHIFT_MODE } from '@samtale/core/seal/chain';
import type { Bytes } from '@samtale/core/seal/layout';
import { ApproverTry, DeviceTry } from '@samtale/core/seal/staff/approving';
import type { Cabinet } from '@samtale/core/seal/staff/device';
import type { HolderKeys } from '@samtale/core/seal/staff/holder';
import { makeCertificate } from '@samtale/core/seal/staff/issue';
import { checkRequest, makeRequest } from '@samtale/core/seal/staff/request';
import { ROLES } from '@samtale/core/words';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { TODAY, TRUST } from '../../core/test/seal/a-room.ts';
import { anAgency, newKey, type Key } from '../../core/test/seal/an-agency.ts';
import { back, kept, person as shiftPerson, resumed, until } from './a-desk.ts';

const oslo = await anAgency('unge-oslo', AGENCY_MODE);
const STAFF = new Uint8Array(16).fill(3);
const COLLEAGUE = new Uint8Array(16).fill(9);
const person = { ...shiftPerson, staff: STAFF, statement: oslo.statement } as DownFrame & { alias: string };
const owner = { ...person, role: ROLES.OWNER, alias: 'Eva' } as DownFrame;
const DAY = 86_400;
const random = (): Bytes => new Uint8Array(randomBytes(32));

beforeEach(() => {
	const toFake = ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] as const;
	vi.useFakeTimers({ toFake: [...toFake], now: TODAY * 1000 });
});
afterEach(() => void vi.useRealTimers());

/** IndexedDB's part, in memory. */
function memoryCabinet(): Cabinet & { papers: Map<string, Bytes> } {
	const papers = new Map<string, Bytes>();
	return {
		papers,
		load: async (staff) => papers.get(toHex(staff)) ?? null,
		save: async (staff, certificate) => void papers.set(toHex(staff), certificate),
	};
}

function memoryHolders(key: Key | null): HolderKeys {
	let held = key;
	return { find: async () => held, make: async () => (held ??= newKey()) };
}

/** A desk of that person, on a device and papers that outlive it. */
function aDesk(who: DownFrame, { device = newKey(), cabinet = memoryCabinet(), holder = null as Key | null } = {}) {
	const holders = memoryHolders(holder);
	const made = back(kept(), { device: async () => device, cabinet, holders });
	made.down(resumed(0), who);
	const sent = <T extends UpFrame['type']>(type: T) =>
		made.env.last.sent.filter((frame) => frame.type === type) as Extract<UpFrame, { type: T }>[];
	const { approval, approver } = made.desk.sealing;
	return { ...made, device, cabinet, sent, approval, approver };
}
type ADesk = ReturnType<typeof aDesk>;

const needed = (desk: ADesk) => until(() => desk.approval.state.value?.at === 'needed');

/** The frame of a request as it stands. */
const enrolling = (commitment: Uint8Array, change: object): DownFrame =>
	({ type: 'enrolling', commitment, stage: 0, number: new Uint8Array(0), alias: '', certificate: new Uint8Array(0), left: 600, ...change }) as DownFrame;

/** A desk that has asked, and what an approver makes of it. */
async function asked(more: Parameters<typeof aDesk>[1] = {}) {
	const desk = aDesk(person, more);
	await needed(desk);
	await desk.approval.ask();
	const { request, commitment } = desk.sent('enrol')[0]!;
	const attempt = await ApproverTry.make(request.slice() as Bytes, commitment.slice() as Bytes);
	return { ...desk, commitment, attempt };
}

/** The certificate for a request, by a holder, which ends then. */
async function certify(attempt: ApproverTry, { mode = AGENCY_MODE, until: notAfter = TODAY + 10 * DAY, sign = oslo.holders[1]!.sign } = {}) {
	const { role, staff, device, agency, alias } = attempt.request;
	const times = { notBefore: Math.min(TODAY, notAfter - 3600), notAfter };
	return makeCertificate({ mode, index: 1, ...times, role, staff, device, agency, alias }, sign);
}

describe('a computer that nobody has approved', () => {
	test('asks an approver and not the service', async () => {
		const desk = await asked();
		expect(desk.sent('certify')).toEqual([]);
		expect(desk.approval.state.value?.at).toBe('waiting');
		const { request } = desk.sent('enrol')[0]!;
		const { device, staff } = await checkRequest(request.slice() as Bytes);
		expect([device, staff]).toEqual([desk.device.point, STAFF]);
	});
	test('opens itself once an approver has answered, and shows the digits', async () => {
		const { attempt, commitment, ...desk } = await asked();
		desk.down(enrolling(commitment, { stage: 1, number: attempt.number, alias: 'Eva' }));
		await until(() => desk.approval.state.value?.at === 'digits');
		const { number } = desk.sent('reveal')[0]!;
		expect(desk.approval.state.value).toMatchObject({ by: 'Eva', digits: await attempt.opened(number.slice() as Bytes) });
		desk.down(enrolling(commitment, { stage: 2, number: attempt.number, alias: 'Eva' }));
		await new Promise(setImmediate);
		expect(desk.sent('reveal')).toHaveLength(1);
	});
	test('shows no digits for a second number', async () => {
		const { attempt, commitment, ...desk } = await asked();
		desk.down(enrolling(commitment, { stage: 1, number: attempt.number, alias: 'Eva' }));
		await until(() => desk.approval.state.value?.at === 'digits');
		desk.down(enrolling(commitment, { stage: 1, number: random(), alias: 'Eva' }));
		await until(() => desk.approval.state.value?.at === 'failed');
		expect(desk.approval.state.value?.digits).toBe('');
		expect(desk.sent('reveal')).toHaveLength(1);
	});
	test('that is approved keeps the certificate, and answers with it', async () => {
		const { attempt, commitment, ...desk } = await asked();
		const certificate = await certify(attempt);
		desk.down(enrolling(commitment, { stage: 3, certificate }));
		await until(() => desk.approval.state.value === null);
		expect(desk.cabinet.papers.get(toHex(STAFF))).toEqual(certificate);
		const { mode, certificate: shown } = await desk.desk.sealing.papers.identity();
		expect([mode, shown]).toEqual([AGENCY_MODE, certificate]);
		expect(desk.desk.state.value.uncertified).toBe(false);
	});
	test.each<[string, (attempt: ApproverTry) => Promise<Bytes>]>([
		['of shift mode', (attempt) => certify(attempt, { mode: SHIFT_MODE, until: TODAY + 3600 })],
		['by a key that the statement does not name', (attempt) => certify(attempt, { sign: newKey().sign })],
		['that is over', (attempt) => certify(attempt, { until: TODAY - DAY })],
		[
			'of another device',
			async (attempt) => {
				const other = newKey();
				const plan = { ...attempt.request, device: other.point };
				const again = await DeviceTry.make(await makeRequest(plan, other.sign));
				return certify(await ApproverTry.make(again.request, again.commitment));
			},
		],
	])('takes no certificate %s', async (_name, make) => {
		const { attempt, commitment, ...desk } = await asked();
		desk.down(enrolling(commitment, { stage: 3, certificate: await make(attempt) }));
		await until(() => desk.approval.state.value?.at === 'failed');
		expect(desk.cabinet.papers.size).toBe(0);
	});
	test('that was not approved says when it may ask again', async () => {
		const { attempt, commitment, ...desk } = await asked();
		desk.down(enrolling(commitment, { stage: 1, number: attempt.number, alias: 'Eva' }));
		await until(() => desk.approval.state.value?.at === 'digits');
		desk.down(enrolling(commitment, { stage: 4, number: attempt.number, alias: 'Eva' }));
		await until(() => desk.approval.state.value?.at === 'denied');
		expect(desk.approval.state.value).toMatchObject({ digits: '', until: (TODAY + 600) * 1000 });
	});
	test('that asks too soon is told for how long to wait', async () => {
		const desk = await asked();
		desk.down({ type: 'refused', frame: 73, room: new Uint8Array(0), number: 0, code: 'rate', retry_after: 321 });
		expect(desk.approval.state.value).toMatchObject({ at: 'later', until: (TODAY + 321) * 1000 });
	});
	test('hears what another window of the same browser has asked for', async () => {
		const { attempt, device } = await asked();
		const other = aDesk(person, { device });
		other.down(enrolling(random(), { stage: 1, number: random(), alias: 'Eva' }));
		other.down(enrolling(random(), { stage: 3, certificate: await certify(attempt) }));
		await until(() => other.cabinet.papers.size === 1 && other.approval.state.value === null);
		expect(other.sent('reveal')).toEqual([]);
	});
});

describe('a computer that was approved before', () => {
	/** One that comes back with a certificate that ends then. */
	async function again(until: number, change: object = {}) {
		const { attempt, device, cabinet } = await asked();
		cabinet.papers.set(toHex(STAFF), await certify(attempt, { until }));
		return aDesk({ ...person, ...change } as DownFrame, { device, cabinet });
	}
	test('asks nobody', async () => {
		const desk = await again(TODAY + 10 * DAY);
		expect((await desk.desk.sealing.papers.identity()).mode).toBe(AGENCY_MODE);
		expect(desk.approval.state.value).toBeNull();
		expect([desk.sent('certify'), desk.sent('enrol')]).toEqual([[], []]);
	});
	test('is good to the end, and says so in the last days', async () => {
		const desk = await again(TODAY + 2 * DAY);
		expect((await desk.desk.sealing.papers.identity()).mode).toBe(AGENCY_MODE);
		await needed(desk);
		expect(desk.approval.state.value?.ends).toBe((TODAY + 2 * DAY) * 1000);
	});
	test.each<[string, number, object]>([
		['whose approval is over', TODAY - DAY, {}],
		['of somebody who is called something else now', TODAY + 10 * DAY, { alias: 'Ida M' }],
		['of somebody in another role now', TODAY + 10 * DAY, { role: ROLES.SUPERVISOR }],
	])('%s must be approved again', async (_name, until, change) => {
		const desk = await again(until, change);
		await needed(desk);
		expect(desk.approval.state.value?.ends).toBe(0);
	});
});

/** APPROVAL about a colleague's device. */
const approval = (device: DeviceTry, change: object = {}): DownFrame =>
	({
		type: 'approval',
		staff: COLLEAGUE,
		alias: 'Bo',
		stage: 0,
		request: device.request,
		commitment: device.commitment,
		number: new Uint8Array(0),
		mine: 0,
		left: 600,
		...change,
	}) as DownFrame;

async function aColleague(change: object = {}) {
	const key = newKey();
	const plan = { role: 1, staff: COLLEAGUE.slice() as Bytes, device: key.point, agency: 'unge-oslo', alias: 'Bo', ...change };
	return DeviceTry.make(await makeRequest(plan, key.sign));
}

/** An owner with the second key of the agency, and what a colleague's device asks. */
async function anApprover(holder: Key | null = oslo.holders[1]!, change: object = {}) {
	const desk = aDesk(owner, { holder });
	const device = await aColleague(change);
	const row = () => desk.approver.state.value?.asked[0];
	await until(() => desk.approver.state.value !== null);
	desk.down(approval(device));
	await until(() => row() !== undefined);
	return { desk, device, row, staff: toHex(COLLEAGUE) };
}

describe('an approver', () => {
	test('reads the same digits as the device, and certifies it', async () => {
		const { desk, device, row, staff } = await anApprover();
		expect(row()).toMatchObject({ alias: 'Bo', role: 1, at: 'asks', digits: '' });
		desk.approver.vouch(staff);
		const [vouch] = desk.sent('vouch');
		expect([vouch!.staff, vouch!.commitment]).toEqual([COLLEAGUE, device.commitment]);
		const { number, digits } = await device.answered(vouch!.number.slice() as Bytes);
		desk.down(approval(device, { stage: 1, mine: 1 }), approval(device, { stage: 2, mine: 1, number }));
		await until(() => row()?.at === 'digits');
		expect(row()?.digits).toBe(digits);
		expect(desk.sent('approve')).toEqual([]);
		await desk.approver.confirm(staff);
		const { certificate } = desk.sent('approve')[0]!;
		const chain = await readChain(oslo.statement, certificate.slice() as Bytes, TRUST);
		expect(chain.certificate).toMatchObject({ index: 1, staff: COLLEAGUE.slice(), alias: 'Bo' });
		desk.down(approval(device, { stage: 3, mine: 1, number }));
		await until(() => row()?.at === 'done');
		desk.approver.hide(staff);
		expect(row()).toBeUndefined();
	});
	test('sees no digits of a device that opens itself with another number, and says no', async () => {
		const { desk, device, row, staff } = await anApprover();
		desk.approver.vouch(staff);
		desk.down(approval(device, { stage: 2, mine: 1, number: random() }));
		await until(() => row()?.at === 'broken');
		expect(row()?.digits).toBe('');
		expect(desk.sent('approve').map(({ certificate }) => certificate.length)).toEqual([0]);
		await desk.approver.confirm(staff);
		expect(desk.sent('approve')).toHaveLength(1);
	});
	test('says no to other digits', async () => {
		const { desk, device, row, staff } = await anApprover();
		desk.approver.vouch(staff);
		const { number } = await device.answered(desk.sent('vouch')[0]!.number.slice() as Bytes);
		desk.down(approval(device, { stage: 2, mine: 1, number }));
		await until(() => row()?.at === 'digits');
		desk.approver.deny(staff);
		expect(desk.sent('approve').map(({ certificate }) => certificate.length)).toEqual([0]);
		expect(row()).toMatchObject({ at: 'denied', digits: '' });
	});
	test.each([
		['for somebody else', { staff: new Uint8Array(16) }],
		['for another agency', { agency: 'karasjok' }],
		['under another name', { alias: 'Eva' }],
	])('cannot answer a request %s than the login says', async (_name, change) => {
		const { desk, row, staff } = await anApprover(oslo.holders[1]!, change);
		expect(row()?.at).toBe('broken');
		desk.approver.vouch(staff);
		expect(desk.sent('vouch')).toEqual([]);
	});
	test('who is swapped another request after the answer sees nothing of it as answered', async () => {
		const { desk, row, staff } = await anApprover();
		desk.approver.vouch(staff);
		const other = await aColleague();
		desk.down(approval(other, { stage: 2, mine: 1, number: random() }));
		await until(() => row() === undefined);
		expect(desk.approver.state.value?.asked).toEqual([]);
	});
	test('answers one number only, however often the request comes', async () => {
		const { desk, device, row, staff } = await anApprover();
		desk.approver.vouch(staff);
		desk.down(approval(device));
		await new Promise(setImmediate);
		desk.approver.vouch(staff);
		expect(desk.sent('vouch')).toHaveLength(1);
		expect(row()?.at).toBe('opening');
	});
	test('without a key that the statement names answers nobody', async () => {
		const { desk, staff } = await anApprover(newKey());
		expect(desk.approver.state.value?.key).toBe('unnamed');
		desk.approver.vouch(staff);
		expect(desk.sent('vouch')).toEqual([]);
	});
	test('is not shown what somebody else answers', async () => {
		const { desk, device, row } = await anApprover();
		desk.down(approval(device, { stage: 1 }));
		await until(() => row() === undefined);
	});
});

describe('a holder', () => {
	test('makes a key, whose public half is shown', async () => {
		const desk = aDesk(owner);
		await until(() => desk.approver.state.value?.key === 'none');
		await desk.approver.makeKey();
		const { key, point, isAgencyMode, ends } = desk.approver.state.value!;
		expect([key, isAgencyMode, ends]).toEqual(['unnamed', true, (TODAY + DAY) * 1000]);
		expect(point).toMatch(/^04[0-9a-f]{128}$/);
	});
	test('whose browser keeps no keys gets none', async () => {
		const holders: HolderKeys = { find: async () => null, make: () => Promise.reject(new Error()) };
		const made = back(kept(), { holders });
		made.down(resumed(0), owner);
		const { approver } = made.desk.sealing;
		await until(() => approver.state.value?.key === 'none');
		await approver.makeKey();
		expect(approver.state.value).toMatchObject({ key: 'failed', point: '' });
	});
	test('counsellors are none, and the key of an owner is not asked for a certificate', async () => {
		const desk = aDesk(person);
		await needed(desk);
		expect(desk.approver.state.value).toBeNull();
		const other = aDesk(owner);
		await until(() => other.approver.state.value !== null);
		expect([other.sent('certify'), other.approval.state.value]).toEqual([[], null]);
	});
});

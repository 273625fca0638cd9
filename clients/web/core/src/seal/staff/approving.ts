/**
 * Two sides of one approval (se1.md section 4): the device, which commits itself before it hears the
 * approver's number, and the approver, who shows digits only when the device has kept to it. Both
 * keep their own random number to themselves until its turn; who relays could choose any other
 * so that the digits fit.
 */
import { AGENCY_LIFE, AGENCY_MODE, type Statement } from '../chain.ts';
import { chance, type Signer } from '../crypto.ts';
import { demand, same, within, type Bytes } from '../layout.ts';
import { makeCertificate } from './issue.ts';
import { checkRequest, commitment, digits, type Request } from './request.ts';

const NUMBER = 32;

/** A device's request, good for one try. */
export class DeviceTry {
	/** The approver's number: the first one counts. */
	private heard: Bytes | null = null;

	private constructor(
		readonly request: Bytes,
		/** To be sent with the request. */
		readonly commitment: Bytes,
		private readonly number: Bytes,
	) {}

	static async make(request: Bytes): Promise<DeviceTry> {
		const number = chance.bytes(NUMBER);
		return new DeviceTry(request, await commitment(request, number), number);
	}

	/**
	 * An approver has answered with this number: what to open oneself with, and the digits. Throws
	 * not_proven for a second number, with which digits could be looked for.
	 */
	answered(approver: Bytes): Promise<{ number: Bytes; digits: string }> {
		return within('not_proven', async () => {
			this.heard ??= approver;
			demand(same(this.heard, approver));
			const { request, commitment: committed, number } = this;
			return { number, digits: await digits(request, committed, number, approver) };
		});
	}
}

/** What an approver may certify with. */
export interface Approver {
	statement: Statement;
	/** Which key of the statement it is. */
	index: number;
	sign: Signer;
}

/** A request that an approver has answered; it never looks at another one. */
export class ApproverTry {
	/** To be sent as the answer. */
	readonly number = chance.bytes(NUMBER);
	/** The digits, once the device has kept to its commitment. */
	digits = '';

	private constructor(
		private readonly bytes: Bytes,
		readonly commitment: Bytes,
		/** Who asks, by the request itself. */
		readonly request: Request,
	) {}

	/** Throws not_proven for what is no request. */
	static async make(bytes: Bytes, committed: Bytes): Promise<ApproverTry> {
		return new ApproverTry(bytes, committed, await checkRequest(bytes));
	}

	/** The device has opened itself: throws not_proven when that is not what it had committed to. */
	async opened(device: Bytes): Promise<string> {
		this.digits ||= await digits(this.bytes, this.commitment, device, this.number);
		return this.digits;
	}

	/** The certificate, from `now` (seconds) for as long as it may live. Only once there are digits. */
	certificate({ statement, index, sign }: Approver, now: number): Promise<Bytes> {
		return within('not_proven', async () => {
			const { role, staff, device, agency, alias } = this.request;
			demand(this.digits !== '' && agency === statement.agency);
			const notAfter = Math.min(now + AGENCY_LIFE, statement.notAfter);
			const times = { notBefore: now, notAfter };
			const who = { role, staff, device, agency, alias };
			return makeCertificate({ mode: AGENCY_MODE, index, ...times, ...who }, sign);
		});
	}
}

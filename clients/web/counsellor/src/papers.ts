/**
 * By what right this browser answers: the statement about the agency, and a certificate for the
 * device key that the daemon's signing process gives for the shift. Asked for after each PERSON,
 * unless one is at hand that lives long enough. Rooms wait for `identity`.
 */
import type { RefusedFrame, UpFrame } from '@samtale/core/frames';
import { fetchBundle } from '@samtale/core/seal/bundle';
import { readChain, type Trust } from '@samtale/core/seal/chain';
import { demand, same, type Bytes } from '@samtale/core/seal/layout';
import type { Identity } from '@samtale/core/seal/staff/answering';
import { openDevice, type Device } from '@samtale/core/seal/staff/device';
import { makeRequest } from '@samtale/core/seal/staff/request';
import { ROLES } from '@samtale/core/words';
import type { Of } from './frame-facts.ts';

export interface PapersOptions {
	/** False: no socket; PERSON comes again with the next one. */
	send(frame: UpFrame): boolean;
	/** The daemon's clock, Unix milliseconds. */
	now(): number;
	/** There will be no certificate, so no room can be sealed; false: there is one. */
	failed(failed: boolean): void;
	/** The device key of a person. */
	device?(staff: Uint8Array): Promise<Device>;
	/** What the bundle trusts; null: not now. */
	trust?(): Promise<Trust | null>;
}

/** Everything that a room needs of whoever answers in it. */
export interface Credentials extends Identity {
	agency: string;
	mode: number;
	trust: Trust;
}

/** Milliseconds. left: a certificate that lives less is renewed; retry: of what passes. */
const TIMES = { left: 3_600_000, retry: 3_000 };
/** Roles of certificates by those of logins; others answer nobody, and may not ask. */
const CERTIFIED: Readonly<Record<number, number>> = { [ROLES.COUNSELLOR]: 1, [ROLES.SUPERVISOR]: 2 };
/** Refusals that pass. */
const LATER = new Set(['delayed', 'rate', 'state']);

const copy = (bytes: Uint8Array): Bytes => bytes.slice() as Bytes;

export class Papers {
	private person: Of<'person'> | null = null;
	private device: Device | null = null;
	private current: Credentials | null = null;
	/** Unix milliseconds; the end of the current certificate. */
	private until = 0;
	private waiting: ((found: Credentials) => void)[] = [];
	private timer: ReturnType<typeof setTimeout> | undefined;

	constructor(private readonly options: PapersOptions) {}

	/** Resolves once there is a certificate; what it gives is renewed in place. */
	identity(): Promise<Credentials> {
		const { current } = this;
		return current
			? Promise.resolve(current)
			: new Promise((resolve) => this.waiting.push(resolve));
	}

	/** PERSON: somebody has come in, or is back. */
	async begin(person: Of<'person'>): Promise<void> {
		const { person: before, options } = this;
		const isSame =
			before !== null &&
			same(before.statement, person.statement) &&
			same(before.staff, person.staff);
		if (!isSame) {
			this.current = this.device = null;
		}
		this.person = person;
		if (this.current !== null && this.until - options.now() > TIMES.left) {
			return;
		}
		await this.ask().catch(() => options.failed(true));
	}

	/** CERTIFIED. What does not hold is as good as none. */
	async certified({ certificate }: Of<'certified'>): Promise<void> {
		const { person, device } = this;
		const trust = await (this.options.trust ?? (() => fetchBundle(() => undefined)))();
		if (person !== this.person || person === null || device === null) {
			return;
		}
		if (trust === null) {
			this.later(() => void this.certified({ type: 'certified', certificate }));
			return;
		}
		const papers = [copy(person.statement), copy(certificate)] as const;
		try {
			const { certificate: shown } = await readChain(...papers, trust);
			demand(same(shown.device, device.point) && same(shown.staff, person.staff));
			this.until = shown.notAfter * 1000;
			this.take({
				statement: papers[0],
				certificate: papers[1],
				sign: device.sign,
				agency: shown.agency,
				mode: shown.mode,
				trust,
			});
		} catch {
			this.options.failed(true);
		}
	}

	/** CERTIFY was refused: once more later, or there is none to be had. */
	refused({ code, retry_after }: RefusedFrame): void {
		if (LATER.has(code)) {
			this.later(() => void this.ask(), Math.max(1, retry_after) * 1000);
		} else {
			this.options.failed(true);
		}
	}

	/** Logged out, or somebody else. */
	forget(): void {
		clearTimeout(this.timer);
		this.person = this.current = this.device = null;
		this.waiting = [];
	}

	private async ask(): Promise<void> {
		const { person } = this;
		const role = CERTIFIED[person?.role ?? 0];
		if (person === null || role === undefined) {
			return;
		}
		const { staff, agency, alias } = person;
		const open = this.options.device ?? openDevice;
		const device = this.device ?? (await open(staff));
		const plan = { role, staff: copy(staff), device: device.point, agency, alias };
		const request = await makeRequest(plan, device.sign);
		if (person === this.person) {
			this.device = device;
			this.options.send({ type: 'certify', request });
		}
	}

	private take(found: Credentials): void {
		this.current = Object.assign(this.current ?? found, found);
		this.waiting.splice(0).forEach((resolve) => resolve(found));
		this.options.failed(false);
	}

	private later(act: () => void, wait = TIMES.retry): void {
		clearTimeout(this.timer);
		this.timer = setTimeout(act, wait);
	}
}

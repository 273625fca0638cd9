/**
 * By what right this browser answers: the statement about the agency, and a certificate for the
 * device key. In shift mode the daemon's signing process gives it, asked after each PERSON unless
 * one is at hand that lives long enough; in agency mode an approver has given it, for days. Rooms
 * wait for `identity`.
 */
import { toHex } from '@samtale/core/bytes';
import type { RefusedFrame, UpFrame } from '@samtale/core/frames';
import { fetchBundle } from '@samtale/core/seal/bundle';
import { AGENCY_MODE, checkDates, claimedMode, readChain, type Trust } from '@samtale/core/seal/chain';
import { demand, same, type Bytes } from '@samtale/core/seal/layout';
import type { Identity } from '@samtale/core/seal/staff/answering';
import { browserCabinet, openDevice, type Cabinet, type Device } from '@samtale/core/seal/staff/device';
import { makeRequest } from '@samtale/core/seal/staff/request';
import { ROLES } from '@samtale/core/words';
import type { Need } from './approval.ts';
import type { Of } from './frame-facts.ts';

export interface PapersOptions {
	/** False: no socket; PERSON comes again with the next one. */
	send(frame: UpFrame): boolean;
	/** The daemon's clock, Unix milliseconds. */
	now(): number;
	/** There will be no certificate, so no room can be sealed; false: there is one. */
	failed(failed: boolean): void;
	/** Agency mode: an approver has to be asked, now or soon; null: nobody has to. */
	unapproved(need: Need | null): void;
	/** The device key of a person. */
	device?(staff: Uint8Array): Promise<Device>;
	/** Where certificates of agency mode lie. */
	cabinet?: Cabinet;
	/** What the bundle trusts; null: not now. */
	trust?(): Promise<Trust | null>;
}

/** Everything that a room needs of whoever answers in it. */
export interface Credentials extends Identity {
	/** Who: hexadecimal. */
	staff: string;
	agency: string;
	mode: number;
	trust: Trust;
}

/**
 * Milliseconds. left: a certificate that lives less is renewed; soon: an approver should be asked
 * for another; retry: of what passes.
 */
const TIMES = { left: 3_600_000, soon: 3 * 86_400_000, retry: 3_000 };
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
	private asking: Promise<void> = Promise.resolve();

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
		this.asking = this.ask().catch(() => options.failed(true));
		await this.asking;
	}

	/** CERTIFIED. What does not hold is as good as none. */
	async certified({ certificate }: Of<'certified'>): Promise<void> {
		if ((await this.check(certificate)) === false) {
			this.options.failed(true);
		}
	}

	/** An approver has certified this device. False: it does not hold; null: somebody else is here. */
	async approved(certificate: Uint8Array): Promise<boolean | null> {
		const { person, options } = this;
		/* It may come before the device's own key is found. */
		await this.asking;
		const holds = await this.check(certificate);
		if (holds && person) {
			await (options.cabinet ?? browserCabinet).save(person.staff, copy(certificate));
			options.unapproved(null);
		}
		return holds;
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
		const request = (): Promise<Bytes> => makeRequest(plan, device.sign);
		if (person !== this.person) {
			return;
		}
		this.device = device;
		if (claimedMode(copy(person.statement)) === AGENCY_MODE) {
			await this.look(person, request);
			return;
		}
		const made = await request();
		if (person === this.person) {
			this.options.send({ type: 'certify', request: made });
		}
	}

	/** Agency mode: what this computer was given before, or an approver has to be asked. */
	private async look(person: Of<'person'>, request: Need['request']): Promise<void> {
		const { options } = this;
		const kept = await (options.cabinet ?? browserCabinet).load(person.staff);
		const holds = kept !== null && (await this.check(kept));
		if (person === this.person) {
			const lasts = holds && this.until - options.now() > TIMES.soon;
			options.unapproved(lasts ? null : { request, ends: holds ? this.until : 0 });
		}
	}

	/** Takes a certificate if it is that of this person and device. Null: somebody else is here by now. */
	private async check(bytes: Uint8Array): Promise<boolean | null> {
		const { person, device, options } = this;
		const trust = await this.trusted(person);
		if (person === null || device === null || trust === null) {
			return null;
		}
		const [statement, certificate] = [copy(person.statement), copy(bytes)];
		try {
			const { certificate: shown } = await readChain(statement, certificate, trust);
			demand(same(shown.device, device.point) && same(shown.staff, person.staff));
			if (shown.mode === AGENCY_MODE) {
				demand(shown.role === CERTIFIED[person.role] && shown.alias === person.alias);
				checkDates([shown], Math.floor(options.now() / 1000));
			}
			this.until = shown.notAfter * 1000;
			const { agency, mode } = shown;
			const staff = toHex(shown.staff);
			this.take({ statement, certificate, sign: device.sign, staff, agency, mode, trust });
			return true;
		} catch {
			return false;
		}
	}

	/** The bundle's word, asked for until it comes; null: somebody else is here by now. */
	private async trusted(person: Of<'person'> | null): Promise<Trust | null> {
		const ask = this.options.trust ?? (() => fetchBundle(() => undefined));
		let trust = await ask();
		while (trust === null && person === this.person && person !== null) {
			await new Promise((resolve) => setTimeout(resolve, TIMES.retry));
			trust = await ask();
		}
		return person === this.person ? trust : null;
	}

	private take(found: Credentials): void {
		this.current = Object.assign(this.current ?? found, found);
		this.waiting.splice(0).forEach((resolve) => resolve(found));
		this.options.failed(false);
	}

	private later(act: () => void, wait: number): void {
		clearTimeout(this.timer);
		this.timer = setTimeout(act, wait);
	}
}

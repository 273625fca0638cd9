/**
 * An owner or supervisor whose browser holds a key of the agency: requests of devices come in, are
 * answered one by one, and are certified here once both have read the same digits. Also how such a
 * key is made, and whether the agency's statement names it.
 */
import { signal } from '@preact/signals';
import { toHex } from '@samtale/core/bytes';
import type { UpFrame } from '@samtale/core/frames';
import { may, roleWord } from '@samtale/core/may';
import { VOUCH } from '@samtale/core/permissions';
import { AGENCY_MODE, checkStatement, type Statement, type Trust } from '@samtale/core/seal/chain';
import { demand, same, type Bytes } from '@samtale/core/seal/layout';
import { ApproverTry } from '@samtale/core/seal/staff/approving';
import type { HolderKeys } from '@samtale/core/seal/staff/holder';
import type { OwnKey } from '@samtale/core/seal/staff/own-key';
import type { Of } from './frame-facts.ts';

/** One request as the screen shows it. */
export interface Asked {
	/** Hex id of the person. */
	staff: string;
	alias: string;
	/** 1 counsellor, 2 supervisor. */
	role: number;
	/**
	 * asks: to be answered. opening: the device's turn. digits: to be read. signing: on its way.
	 * broken: what came proves nothing. elsewhere: somebody else has answered.
	 */
	at: 'asks' | 'opening' | 'digits' | 'signing' | 'broken' | 'elsewhere' | 'done' | 'denied';
	digits: string;
	/** Unix milliseconds: then it is forgotten. */
	until: number;
}

export interface ApproverState {
	/** none: no key here. unnamed: the statement does not name it. failed: none could be made. */
	key: 'none' | 'unnamed' | 'named' | 'failed';
	/** The public half in hexadecimal, or empty. */
	point: string;
	/** When the agency's statement ends, Unix milliseconds; 0: there is none that holds. */
	ends: number;
	/** The agency certifies its devices itself. */
	isAgencyMode: boolean;
	asked: readonly Asked[];
}

export interface ApproverOptions {
	/** False: no socket. */
	send(frame: UpFrame): boolean;
	/** The daemon's clock, Unix milliseconds. */
	now(): number;
	holders: HolderKeys;
	/** What the bundle trusts; null: not now. */
	trust(): Promise<Trust | null>;
}

interface Row {
	frame: Of<'approval'>;
	/** Null: what came is no request, or was answered before a reload. */
	attempt: ApproverTry | null;
	/** It has been answered here. */
	isMine: boolean;
	at: Asked['at'];
	until: number;
	isHidden: boolean;
}

/** APPROVAL.stage. */
const [WAITS, VOUCHED, REVEALED, CERTIFIED] = [0, 1, 2, 3];
const MS_PER_S = 1000;
/** What stays on the screen although somebody else has answered. */
const OPEN: readonly Asked['at'][] = ['asks', 'broken'];
const NO = new Uint8Array(0);

const isShown = ({ at, isMine, isHidden }: Row): boolean => !isHidden && (isMine || OPEN.includes(at));

export class Approver {
	/** Null: this person approves nobody. */
	readonly state = signal<ApproverState | null>(null);
	private person: Of<'person'> | null = null;
	private key: OwnKey | null = null;
	private statement: Statement | null = null;
	private index = -1;
	private failed = false;
	private readonly rows = new Map<string, Row>();
	/** Frames are taken one behind the other: what they ask of WebCrypto takes its time. */
	private turn: Promise<void> = Promise.resolve();

	constructor(private readonly options: ApproverOptions) {}

	/** PERSON. */
	async begin(person: Of<'person'>): Promise<void> {
		const { options } = this;
		this.person = may(VOUCH, roleWord(person.role)) ? person : null;
		if (this.person !== null) {
			const { agency, staff, statement } = person;
			const [key, trust] = await Promise.all([options.holders.find(agency, staff), options.trust()]);
			const now = Math.floor(options.now() / MS_PER_S);
			const bytes = statement.slice() as Bytes;
			const said = trust && (await checkStatement(bytes, trust, now).catch(() => null));
			if (person === this.person) {
				this.statement = said?.agency === agency ? said : null;
				this.hold(key);
			}
		}
		this.show();
	}

	/** Makes a key in this browser, for whoever signs the agency's statement. */
	makeKey = async (): Promise<void> => {
		const { person, options } = this;
		if (person !== null) {
			const made = await options.holders.make(person.agency, person.staff).catch(() => null);
			this.failed = made === null;
			this.hold(made);
			this.show();
		}
	};

	/** APPROVAL. */
	told(frame: Of<'approval'>): Promise<void> {
		this.turn = this.turn.then(() => this.take(frame)).then(() => this.show());
		return this.turn;
	}

	/** Answers a request: from here on it is this person's try. */
	vouch = (staff: string): void => {
		const row = this.rows.get(staff);
		if (row?.attempt && row.at === 'asks' && this.index >= 0) {
			const { commitment, number } = row.attempt;
			if (this.options.send({ type: 'vouch', staff: row.frame.staff, commitment, number })) {
				this.set(row, 'opening', true);
			}
		}
	};

	/** The digits are the same. */
	confirm = async (staff: string): Promise<void> => {
		const row = this.rows.get(staff);
		const { statement, index, key } = this;
		if (row?.attempt && row.at === 'digits' && statement && key) {
			/* The own clock: what is certified here shall not live by the relay's. */
			const now = Math.floor(Date.now() / MS_PER_S);
			const approver = { statement, index, sign: key.sign };
			const certificate = await row.attempt.certificate(approver, now);
			if (this.options.send({ type: 'approve', staff: row.frame.staff, certificate })) {
				this.set(row, 'signing', true);
			}
		}
	};

	/** It has been read, whatever came of it. */
	hide = (staff: string): void => {
		const row = this.rows.get(staff);
		if (row) {
			row.isHidden = true;
			this.show();
		}
	};

	/** They are not, or nobody is there. */
	deny = (staff: string): void => {
		const row = this.rows.get(staff);
		if (row && this.options.send({ type: 'approve', staff: row.frame.staff, certificate: NO })) {
			this.set(row, 'denied', true);
		}
	};

	/** VOUCH or APPROVE was refused: somebody else was quicker, or it is over. What follows says how it stands. */
	refused(): void {
		this.rows.forEach((row) => {
			if (row.at === 'opening' || row.at === 'signing') {
				this.set(row, 'elsewhere', row.isMine);
			}
		});
	}

	/** Nobody is here any more. */
	forget(): void {
		this.person = this.key = this.statement = null;
		this.rows.clear();
		this.show();
	}

	private hold(key: OwnKey | null): void {
		this.key = key;
		this.index = this.statement?.keys.findIndex((one) => key && same(one, key.point)) ?? -1;
	}

	private async take(frame: Of<'approval'>): Promise<void> {
		const staff = toHex(frame.staff);
		const before = this.rows.get(staff);
		const isSame = before !== undefined && same(before.frame.commitment, frame.commitment);
		const until = this.options.now() + frame.left * MS_PER_S;
		const row: Row = isSame
			? { ...before, frame, until }
			: { frame, attempt: await this.read(frame), isMine: false, at: 'asks', until, isHidden: false };
		this.rows.set(staff, row);
		row.at = await this.stageOf(row).catch(() => 'broken' as const);
		if (row.at === 'broken' && row.isMine) {
			this.options.send({ type: 'approve', staff: frame.staff, certificate: NO });
		}
	}

	/** Null: it is no request, or not of whom the daemon says. */
	private async read(frame: Of<'approval'>): Promise<ApproverTry | null> {
		try {
			const parts = [frame.request, frame.commitment].map((one) => one.slice() as Bytes);
			const attempt = await ApproverTry.make(parts[0]!, parts[1]!);
			const { staff, agency, alias } = attempt.request;
			demand(same(staff, frame.staff) && agency === this.person?.agency);
			demand(alias === frame.alias);
			return attempt;
		} catch {
			return null;
		}
	}

	/** Where it stands; throws when the device has not kept to its commitment. */
	private async stageOf({ frame, attempt, isMine, at }: Row): Promise<Asked['at']> {
		const { stage, mine, number } = frame;
		if (stage > REVEALED) {
			return stage === CERTIFIED ? 'done' : 'denied';
		}
		demand(attempt !== null);
		if (stage === WAITS) {
			return isMine ? at : 'asks';
		}
		/* Also one that this page has answered before a reload: the own number is gone, and only that one counts. */
		if (mine === 0 || !isMine) {
			return 'elsewhere';
		}
		if (stage === VOUCHED) {
			return 'opening';
		}
		await attempt.opened(number.slice() as Bytes);
		return at === 'signing' ? at : 'digits';
	}

	private set(row: Row, at: Asked['at'], isMine: boolean): void {
		row.at = at;
		row.isMine = isMine;
		this.show();
	}

	private show(): void {
		const { statement, key, index, failed } = this;
		this.state.value = this.person && {
			key: key === null ? (failed ? 'failed' : 'none') : index < 0 ? 'unnamed' : 'named',
			point: key === null ? '' : toHex(key.point),
			ends: (statement?.notAfter ?? 0) * MS_PER_S,
			isAgencyMode: statement?.mode === AGENCY_MODE,
			asked: [...this.rows].filter(([, row]) => isShown(row)).map(([staff, { frame, attempt, at, until }]) => ({
				staff,
				alias: frame.alias,
				role: attempt?.request.role ?? 0,
				at,
				digits: at === 'digits' ? (attempt?.digits ?? '') : '',
				until,
			})),
		};
	}
}

/** Desks with a duty hold between them, over core's fake relay. Only tests move its sockets. */
import { fromHex, toHex } from '@samtale/core/bytes';
import { FRAMES, type DownFrame, type UpFrame } from '@samtale/core/frames';
import { SAY } from '@samtale/core/seal/header';
import { memoryVault, type Vault } from '@samtale/core/seal/staff/vault';
import { memoryStore } from '@samtale/core/store';
import { Relay, ROOM, type End } from '../../core/test/a-talk.ts';
import { ida, person, TODAY, TOPIC, TRUST, type Staff } from '../../core/test/seal/a-room.ts';
import type { Of } from '../src/frame-facts.ts';
import { Holds, type HoldShown } from '../src/holds.ts';

export { until } from '../../core/test/a-talk.ts';

/** Supervisors of Ida's agency. */
export const siri = await person({ agency: 'unge-oslo', alias: 'Siri', role: 2 });
export const eve = await person({ agency: 'unge-oslo', alias: 'Eve', role: 2 });
export const LINES = ['the first that matters', 'and another'];
/** The conversation. */
const ABOUT = '0a'.repeat(16);

export class HoldDesk {
	readonly sent: UpFrame[] = [];
	/** What was said to the youth. */
	readonly said: string[] = [];
	readonly holds: Holds;
	/** Milliseconds that have passed. */
	passed = 0;
	/** Bases for the keys of this person that are there. */
	readonly bases = new Set<Vault>();
	/** How often they were cleared of what no hold needs. */
	kept = 0;
	private readonly end: End;

	constructor(
		readonly relay: Relay,
		private readonly seat: number,
		who: Staff,
	) {
		const talk = {
			handle: (frame: DownFrame) =>
				frame.type === 'refused' ? this.holds.refused(frame) : this.holds.handle(frame as Of<'entry'>),
		};
		this.end = { seat, online: false, socket: 0, talk } as unknown as End;
		this.holds = new Holds({
			store: memoryStore(),
			identity: async () => ({ ...who, staff: toHex(who.id), trust: TRUST }),
			holdVault: async () => this.base(),
			send: (frame) => this.send(frame),
			now: () => TODAY * 1000 + this.passed,
			say: (_room, text) => void this.said.push(text),
		});
		this.dial();
	}

	/** A socket, on which this person is on shift. */
	dial(): void {
		this.end.online = true;
		this.end.socket++;
		this.holds.begin();
		this.holds.follow(true);
	}

	drop(): void {
		this.end.online = false;
		this.relay.ends.delete(this.end);
	}

	/** DECIDERS: who may be given lines, and which holds there are. */
	deciders(staff: [who: Staff, name: string][], isThere = false, on = 1): void {
		this.holds.deciders({
			type: 'deciders',
			holds: isThere ? [ROOM] : [],
			staff: staff.map(([{ id }]) => id),
			names: staff.map(([, name]) => name),
			on: staff.map(() => on),
		});
	}

	give(to: Staff): boolean {
		return this.holds.give(ABOUT, toHex(to.id), LINES, 'told');
	}

	/** REFUSED of the last HOLD, or of another frame. */
	refuses(code: string, frame: number = FRAMES.hold.number, retry_after = 0): void {
		const of = { frame, room: fromHex(ABOUT), number: 0 };
		this.holds.refused({ type: 'refused', ...of, code, retry_after });
	}

	/** HELD; `open`: with the log behind it. */
	held(open: number, more: Partial<Of<'held'>> = {}): void {
		const { relay, seat, end } = this;
		this.holds.held({
			type: 'held',
			hold: ROOM,
			about: seat === 0 ? fromHex(ABOUT) : new Uint8Array(0),
			seat,
			name: seat === 0 ? 'Siri' : 'Ida',
			topic: TOPIC,
			since: 0,
			until: 0,
			extended: 0,
			told: 1,
			given: 0,
			open,
			log_epoch: relay.logEpoch,
			next_cseq: relay.next(seat),
			...more,
		});
		if (open) {
			relay.ends.add(end);
			relay.log.forEach((entry) => relay.down(end, entry));
		}
	}

	/** About once a second; where something is missing for too long, on a new socket. */
	tick(): void {
		if (this.holds.tick()) {
			this.drop();
			this.dial();
			this.held(1);
		}
	}

	/** What the screen shows of the hold. */
	get shown(): HoldShown | undefined {
		return this.holds.state.value.holds[0];
	}
	/** Types of what has gone out, and what CONSULT has asked for. */
	get acts(): string[] {
		return this.sent.map((frame) => (frame.type === 'consult' ? `consult ${frame.on}` : frame.type));
	}

	private base(): Vault {
		const vault = memoryVault();
		this.bases.add(vault);
		const keep = (rooms: readonly string[]) => (this.kept++, vault.keep(rooms));
		return { ...vault, keep, end: async () => void this.bases.delete(vault) };
	}

	private send(frame: UpFrame): boolean {
		if (this.end.online) {
			this.sent.push(frame);
			this.relay.up(this.end, frame);
		}
		return this.end.online;
	}
}

/** Ida's desk, which has given nothing yet and can give to Siri and Eve. */
export function aGiver(): HoldDesk {
	const giver = new HoldDesk(new Relay(), 0, ida);
	giver.deciders([
		[siri, 'Siri'],
		[eve, 'Eve'],
	]);
	return giver;
}

/** The daemon leads the hold to this person's desk. */
export function answers({ relay }: HoldDesk, who: Staff): HoldDesk {
	const desk = new HoldDesk(relay, 1, who);
	desk.held(1);
	return desk;
}

/** Texts that were sealed. */
export const sealed = ({ relay }: HoldDesk): number =>
	relay.log.filter(({ kind }) => kind === SAY).length;

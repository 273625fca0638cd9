/** Somebody who was invited into the room: JOINED and LEFT become seats of the youth's machine. */
import type { DownFrame, JoinedFrame } from '@samtale/core/frames';
import type { Trust } from '@samtale/core/seal/chain';
import type { YouthSeal } from '@samtale/core/seal/youth/youth-seal';
import type { Agency } from './state.ts';

export interface Beside {
	seal: YouthSeal | null;
	trust: Trust | null;
	topic: string;
	/** What the statement says of an agency, or a fault. */
	prove(frame: JoinedFrame, trust: Trust): Promise<Agency>;
}

/** Nothing is asked of a seat whose agency cannot prove itself, so it reads nothing. */
export async function hearBeside(frame: DownFrame, beside: Beside): Promise<void> {
	const { seal, trust, topic, prove } = beside;
	if (frame.type === 'left') {
		await seal?.beside(frame.seat, null);
	} else if (frame.type === 'joined' && trust) {
		const proven = await prove(frame, trust).catch(() => null);
		const named = proven && { agency: proven.slug, topic, minMode: proven.mode };
		await (named && seal?.beside(frame.seat, named));
	}
}

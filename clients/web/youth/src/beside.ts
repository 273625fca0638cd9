/** Somebody who was invited into the room: JOINED and LEFT become seats of the youth's machine. */
import type { DownFrame, JoinedFrame } from '@samtale/core/frames';
import type { Named, YouthSeal } from '@samtale/core/seal/youth/youth-seal';

/**
 * `prove`: what the OFFERs to a newcomer name, by its agency's statement, or a fault. Nothing is asked
 * of a seat whose agency cannot prove itself, so it reads nothing.
 */
export function hearBeside(
	frame: DownFrame,
	seal: YouthSeal | null,
	prove: (frame: JoinedFrame) => Promise<Named>,
): void {
	if (frame.type === 'joined') {
		prove(frame).then((named) => seal?.beside(frame.seat, named)).catch(() => {});
	} else if (frame.type === 'left') {
		void seal?.beside(frame.seat, null);
	}
}

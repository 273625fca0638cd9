/** Which room a frame is about. */
import { sameBytes } from './bytes.ts';
import type { DownFrame } from './frames.ts';

/** Whether it is that room, by its number on the wire. */
export function isAbout(frame: DownFrame, room: Uint8Array): boolean {
	return 'room' in frame && frame.room instanceof Uint8Array && sameBytes(frame.room, room);
}

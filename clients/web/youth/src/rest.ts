/**
 * The rest of the page, from the choices to the end of the talk: the visit, its room and seal, and their screens. It is
 * fetched as one part as soon as the door stands (entrance.ts), so what only later screens need is
 * reached from here and from nothing that the door imports.
 */
import type { Part } from './fetching.ts';
import { ChooseScreen } from './views/choose.tsx';
import { TalkScreen } from './views/talk.tsx';
import { WaitScreen } from './views/wait.tsx';

export { Visit } from './visit.ts';

/** By step. */
export const SCREENS = {
	choose: ChooseScreen,
	wait: WaitScreen,
	talk: TalkScreen,
};

/** Asked for from here and not from the door, so that what both have is in this part alone. */
export const late: Part<typeof import('./late.ts')> = (_again) => import('./late.ts');

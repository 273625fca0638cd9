/**
 * The rest of the page, from the choices to the end of the talk: the visit, its room and seal, and their screens. It is
 * fetched as one part as soon as the door stands (entrance.ts), so what only later screens need is
 * reached from here and from nothing that the door imports.
 */
import type { Part } from './fetching.ts';
import rules from './rest.css?inline';
import { ChooseScreen } from './views/choose.tsx';
import { TalkScreen } from './views/talk.tsx';
import { WaitScreen } from './views/wait.tsx';

/*
 * One rule for all of them, behind those of the page: the policy allows no style element that is not
 * the daemon's, and a file of their own would be one more request.
 */
const style = document.querySelector<HTMLLinkElement>('link[rel=stylesheet]')?.sheet;
style?.insertRule(`@media all{${rules}}`, style.cssRules.length);

export { Visit } from './visit.ts';

/** By step. */
export const SCREENS = {
	choose: ChooseScreen,
	wait: WaitScreen,
	talk: TalkScreen,
};

/** Asked for from here and not from the door, so that what both have is in this part alone. */
export const late: Part<typeof import('./late.ts')> = (_again) => import('./late.ts');

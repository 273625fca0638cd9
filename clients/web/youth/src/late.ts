/**
 * What is needed beside the wait, and once somebody answers, and then by few: what may be done meanwhile, the
 * questions of the talk, the seal's faults, the end. Fetched while one waits (entrance.ts), so that a network that fails later
 * does not hurt. Screens of the rest name it by `entrance.late` and by types only.
 */
import { AfterScreen } from './views/after.tsx';

export { Card } from './views/card.tsx';
export { Asks, Hand, Swap } from './views/hand.tsx';
export { Know } from './views/know-again.tsx';
export { Meanwhile } from './views/meanwhile.tsx';
export { People } from './views/people.tsx';
export { Language, Told } from './views/said.tsx';
export { Sealing } from './views/seal.tsx';

/** By step. */
export const SCREENS = { after: AfterScreen };

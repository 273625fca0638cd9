/**
 * What doors offer beside their one button: a code from before, that somebody wanted to write at a shut door, more about the duty to
 * tell, and the agency's own pages. Fetched behind the rest (entrance.ts), because nothing of it stands between a youth and somebody to talk to.
 */
export { arrive } from './code.ts';
export { Aside } from './views/aside.tsx';
export { Duty } from './views/duty.tsx';
export { Shut } from './views/shut.tsx';

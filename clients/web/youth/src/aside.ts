/**
 * What doors offer beside their one button: a code from before, and that somebody wanted to write at a shut door. Fetched behind
 * the rest (entrance.ts), because nothing of it stands between a youth and somebody to talk to.
 */
export { arrive } from './code.ts';
export { CodeEntry } from './views/code-entry.tsx';
export { Shut } from './views/shut.tsx';

/**
 * What a console shows to whom: a row of permissions.ts asked about a role. It is for what to show alone; whatever somebody tries,
 * the daemon judges.
 */
import { ROLES } from './words.ts';

const WORDS = Object.keys(ROLES).map((name) => name.toLowerCase());

/** The word of a role by its number, which is its place; empty for none. */
export const roleWord = (role: number): string => WORDS[role] ?? '';

/** Whether a role, by its word, may do it, however far. */
export const may = (row: Readonly<Record<string, string>>, role: string): boolean => role in row;

/* Whole byte strings of a sealed room, from the vectors of SE1: the payloads of a conversation between a youth and the counsellor
 * in seat 1, and the papers of her agency. Hexadecimal. */
import { readFileSync } from 'node:fs';

const { defs, positive } = JSON.parse(readFileSync(new URL('se1.json', import.meta.url), 'utf8'));
const made = (op) => positive.find((vector) => vector.op === op).out[op];

export const room = defs.room;
export const statement = defs['statement.shift'];
export const certificate = defs['cert.ida'];
export const request = defs['request.kim'];

/* What a device and its approver say to each other. */
export const commitment = defs['digits.commitment'];
export const deviceNumber = defs['digits.rd'];
export const approverNumber = defs['digits.ra'];

/* In the order of the log. */
export const offer = defs['offer.ida'];
export const answer = defs['answer.ida'];
export const grant = defs['grant.1'];
export const confirm = made('confirm');
export const sayOfYouth = defs['say.youth.3'];
export const note = defs['note.ida.1'];
export const sayOfStaff = defs['say.ida.3'];

// What Redis calls a token or a ticket.
import { createHash } from 'node:crypto';

/** Its SHA-256, the first half; secret: in hexadecimal digits. */
export const nameOf = (secret) => createHash('sha256').update(Buffer.from(secret, 'hex')).digest().subarray(0, 16).toString('base64url');

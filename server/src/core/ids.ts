import { createHash, randomBytes } from 'node:crypto';
import { monotonicFactory } from 'ulid';

/** A new id: sortable by the time it was made, 26 characters. Not a secret. */
export const ulid: () => string = monotonicFactory();

/** A secret of `bytes` random bytes as base64url. */
export const randomToken = (bytes = 32): string => randomBytes(bytes).toString('base64url');

export const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

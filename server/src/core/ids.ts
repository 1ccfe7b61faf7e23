import { createHash, randomBytes } from 'node:crypto';
import { monotonicFactory } from 'ulid';

/** Random bytes are fetched 4 kB at once: an id takes sixteen of them, and the library would ask for each alone. */
let pool = Buffer.alloc(0);
let used = 0;
function draw(): number {
  if (used === pool.length) {
    pool = randomBytes(4096);
    used = 0;
  }
  used += 1;
  return (pool[used - 1] ?? 0) / 256;
}

/** A new id: sortable by the time it was made, 26 characters. Not a secret. */
export const ulid: () => string = monotonicFactory(draw);

/** A secret of `bytes` random bytes as base64url. */
export const randomToken = (bytes = 32): string => randomBytes(bytes).toString('base64url');

export const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');

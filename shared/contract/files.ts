/** Photos: one way in, one way out. */
import * as z from 'zod';
import { type Entry, id, instant } from './parts';

export const files = {
  'POST /files': {
    who: 'signed-in',
    what: '上传一张照片',
    reply: z.object({
      id,
      type: z.enum(['image/jpeg', 'image/png', 'image/webp']),
      width: z.int(),
      height: z.int(),
      bytes: z.int(),
      sha256: z.string(),
      /** Address with a signature, good for 5 minutes. */
      address: z.string(),
      addressUntil: instant,
    }),
    refusals: ['TOO_LARGE', 'WRONG_TYPE', 'FILE_BROKEN', 'TOO_MANY_PIXELS', 'DAY_QUOTA'],
    file: 'in',
    perMinute: 20,
  },
  'GET /files/:id': {
    who: 'public',
    what: '查看一张照片',
    query: z.strictObject({
      until: z.string().regex(/^\d{10,13}$/),
      signature: z.string().regex(/^[0-9A-Za-z_-]{43}$/),
    }),
    reply: z.any(),
    refusals: ['NOT_FOUND', 'LINK_EXPIRED'],
    file: 'out',
  },
  'GET /files/:id/address': {
    who: 'signed-in',
    what: '取一张照片的查看地址',
    reply: z.object({ address: z.string(), addressUntil: instant }),
    refusals: ['NOT_FOUND'],
  },
} as const satisfies Record<string, Entry>;

/** Whether the server lives and can serve. */
import * as z from 'zod';
import type { Entry } from './parts';

export const system = {
  'GET /health': { who: 'public', what: '进程是否存活', reply: z.object({ alive: z.literal(true) }), refusals: [] },
  'GET /ready': {
    who: 'public',
    what: '是否可以提供服务',
    reply: z.object({ ready: z.literal(true) }),
    refusals: ['BUSY'],
  },
  'GET /audit': {
    who: 'audit.read',
    what: '查看操作记录',
    query: z.strictObject({
      before: z
        .string()
        .regex(/^\d{1,15}$/)
        .optional(),
    }),
    reply: z.object({
      items: z.array(
        z.object({
          seq: z.int(),
          at: z.string(),
          what: z.string(),
          by: z.string(),
          object: z.string().nullable(),
          outcome: z.string(),
        }),
      ),
      next: z.string().nullable(),
    }),
    refusals: [],
  },
} as const satisfies Record<string, Entry>;

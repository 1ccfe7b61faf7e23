/** The inbox in the app, and the choice of what to be told elsewhere. */
import * as z from 'zod';
import { noticeKinds, noticeWays } from '../rules/notices';
import { cursor, done, type Entry, id, instant, oneOf } from './parts';

export const notices = {
  'GET /notices': {
    who: 'person',
    what: '查看我的消息',
    query: z.strictObject({ after: cursor.optional() }),
    reply: z.object({
      items: z.array(
        z.object({
          id,
          kind: oneOf(noticeKinds),
          title: z.string(),
          words: z.string(),
          /** Page of the phone that shows it, `transfer/index?id=…`, or null. */
          page: z.string().nullable(),
          at: instant,
          read: z.boolean(),
        }),
      ),
      next: z.string().nullable(),
      unread: z.int(),
    }),
    refusals: [],
  },
  'POST /notices/:id/read': {
    who: 'person',
    what: '标记消息已读',
    reply: z.object({ unread: z.int() }),
    refusals: ['NOT_FOUND'],
    audit: false,
  },
  'POST /notices/read-all': {
    who: 'person',
    what: '全部标记已读',
    reply: z.object({ unread: z.int() }),
    refusals: [],
    audit: false,
  },
  'GET /notice-choices': {
    who: 'person',
    what: '查看消息设置',
    reply: z.object({
      items: z.array(
        z.object({
          kind: oneOf(noticeKinds),
          label: z.string(),
          ways: z.array(z.object({ way: oneOf(noticeWays), label: z.string(), on: z.boolean() })),
        }),
      ),
    }),
    refusals: [],
  },
  'POST /notice-choices': {
    who: 'person',
    what: '更改消息设置',
    body: z.strictObject({ kind: oneOf(noticeKinds), way: oneOf(noticeWays), on: z.boolean() }),
    reply: done,
    refusals: [],
  },
} as const satisfies Record<string, Entry>;

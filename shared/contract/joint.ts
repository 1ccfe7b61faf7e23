/** Joint acts: what waits for a second person, and one's signature under it. */
import * as z from 'zod';
import { jointKinds, jointStates } from '../rules/joint';
import { permissions } from '../rules/roles';
import { cursor, day, type Entry, id, instant, oneOf, reason } from './parts';

const fact = z.object({ label: z.string(), value: z.string() });

/** What is to take effect, in plain words; personal data is masked. */
export const jointAct = z.object({
  id,
  kind: oneOf(jointKinds),
  state: oneOf(jointStates),
  unionId: id,
  unionName: z.string(),
  title: z.string(),
  facts: z.array(fact),
  reason: z.string().nullable(),
  proposedAt: instant,
  dueOn: day,
  overdue: z.boolean(),
  signatures: z.array(z.object({ name: z.string(), unionName: z.string(), as: z.string(), at: instant })),
  /** Permissions whose signature is still missing. */
  missing: z.array(oneOf(permissions)),
  refusal: z.object({ name: z.string(), reason: z.string(), at: instant }).nullable(),
  maySign: z.boolean(),
  mayRecall: z.boolean(),
  needsStepUp: z.boolean(),
  /** The page that shows the thing itself, below the console's address. */
  page: z.string().nullable(),
});

const moves = ['NOT_FOUND', 'JOINT_OVER', 'SAME_PERSON', 'NO_IDENTITY'] as const;

export const joint = {
  'GET /joint-acts': {
    who: 'staff',
    what: '查看双人办理事项',
    query: z.strictObject({
      state: oneOf(jointStates).optional(),
      /** `sign`: what waits for my signature · `mine`: what I proposed. */
      view: z.enum(['sign', 'mine']).optional(),
      after: cursor.optional(),
    }),
    reply: z.object({ items: z.array(jointAct), next: z.string().nullable(), waitingForMe: z.int() }),
    refusals: [],
  },
  'GET /joint-acts/:id': { who: 'staff', what: '查看一件双人办理事项', reply: jointAct, refusals: ['NOT_FOUND'] },
  'POST /joint-acts/:id/sign': {
    who: 'staff',
    what: '复核同意',
    reply: jointAct,
    refusals: [...moves, 'STEP_UP_FIRST', 'JOINT_STALE', 'ID_IN_USE', 'UNION_CLOSED', 'INCOMPATIBLE_ROLES', 'ON_HOLD'],
    once: true,
  },
  'POST /joint-acts/:id/refuse': {
    who: 'staff',
    what: '复核不同意',
    body: z.strictObject({ reason }),
    reply: jointAct,
    refusals: moves,
    once: true,
  },
  'POST /joint-acts/:id/recall': {
    who: 'staff',
    what: '撤回自己提出的双人办理事项',
    reply: jointAct,
    refusals: ['NOT_FOUND', 'JOINT_OVER'],
  },
} as const satisfies Record<string, Entry>;

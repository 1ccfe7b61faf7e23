/** What a service function gets: the open transaction, who asks, and now. */
import type { Permission, Post } from '@niangjia/shared/rules/roles';
import { mayAct, reachOf, roles } from '@niangjia/shared/rules/roles';
import type { EntityManager } from 'typeorm';
import { ulid } from './ids';
import type { Kit } from './kit';
import { Refusal } from './refusal';
import { insert } from './sql';
import { OutboxTable } from './tables';

export type Caller =
  | { kind: 'nobody' }
  | { kind: 'person'; personId: string; sessionId: string }
  | {
      kind: 'staff';
      accountId: string;
      personId: string | null;
      idNumberIndex: string | null;
      sessionId: string;
      stepUpAt: string | null;
      posts: Post[];
    };

export interface Ask {
  db: EntityManager;
  by: Caller;
  now: Date;
  /** IP address of the caller. */
  from: string;
  kit: Kit;
  /** Names the object of this act in the audit, with facts that are not personal. */
  about(object: string, detail?: Record<string, unknown>): void;
  /** Puts a message into the outbox: it is sent after the commit, with retries. */
  tell(kind: string, payload: Record<string, string>): Promise<void>;
}

/** What a service said about its act, for the audit. */
export interface Said {
  object: string | null;
  detail?: Record<string, unknown>;
}

/** An ask for one transaction (or the reader), and what will be said about it. */
export function makeAsk(kit: Kit, db: EntityManager, by: Caller, from = ''): { ask: Ask; said: Said } {
  const said: Said = { object: null };
  const now = kit.now();
  const ask: Ask = {
    db,
    by,
    now,
    from,
    kit,
    about: (object, detail) => Object.assign(said, { object, ...(detail && { detail }) }),
    tell: (kind, payload) => {
      const at = now.toISOString();
      const row = { id: ulid(), kind, payload: JSON.stringify(payload), state: 'waiting' as const, tries: 0 };
      return insert(db, OutboxTable, { ...row, nextAt: at, createdAt: at });
    },
  };
  return { ask, said };
}

/** Who asks, as the audit writes it. */
export const callerName = (by: Caller): string =>
  by.kind === 'person' ? `person:${by.personId}` : by.kind === 'staff' ? `staff:${by.accountId}` : 'nobody';

/** The signed-in person; the route has made sure that there is one. */
export function personOf(ask: Ask): { personId: string; sessionId: string } {
  if (ask.by.kind !== 'person') throw new Refusal('SIGN_IN_FIRST');
  return ask.by;
}

/** The signed-in staff member; the route has made sure that there is one. */
export function staffOf(ask: Ask): Extract<Caller, { kind: 'staff' }> {
  if (ask.by.kind !== 'staff') throw new Refusal('SIGN_IN_FIRST');
  return ask.by;
}

/** Whether the asking staff member holds a permission anywhere. */
export const holds = (posts: readonly Post[], permission: Permission): boolean =>
  posts.some((post) => (roles[post.role].may as readonly string[]).includes(permission));

/** Other people's records are NOT_FOUND: throws unless a post gives the permission for this union path. */
export function mustReach(ask: Ask, permission: Permission, unionPath: string, object: string): void {
  if (!mayAct(staffOf(ask).posts, permission, unionPath)) throw new Refusal('NOT_FOUND', { denied: object });
}

/** SQL condition for "this union and all below it" on a column that holds a union's path: one range of an index. */
export const below = (column: string): string => `(${column} >= ? AND ${column} < ?)`;
/** The two values of `below`. Paths are made of capital letters, digits and slashes, all of which sort before `~`. */
export const rangeOf = (path: string): [string, string] => [path, `${path}~`];

/**
 * SQL condition that keeps only rows within the reach of a permission, for a column that holds a union's path.
 * Without any reach it is never true.
 */
export function withinReach(ask: Ask, permission: Permission, column: string): { sql: string; values: string[] } {
  const paths = reachOf(staffOf(ask).posts, permission);
  if (paths.length === 0) return { sql: '1 = 0', values: [] };
  return { sql: `(${paths.map(() => below(column)).join(' OR ')})`, values: paths.flatMap(rangeOf) };
}

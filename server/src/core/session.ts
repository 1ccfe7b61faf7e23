/**
 * Sessions. An access token is good for 15 minutes, and only while its session lives: every request looks, so that
 * signing out or an ended post counts at once, in every process. A refresh token is good once; an old one that comes
 * back ends the session, because one of its two holders is a thief.
 */
import { dayOf } from '@niangjia/shared/rules/days';
import type { Post, Role } from '@niangjia/shared/rules/roles';
import type { EntityManager } from 'typeorm';
import type { Ask, Caller } from './ask';
import { randomToken, sha256, ulid } from './ids';
import { Refusal } from './refusal';
import { insert, query, update } from './sql';
import { type Session, SessionTable } from './tables';

export const ACCESS_MINUTES = 15;
const DAYS = { person: 90, staff: 1 } as const;
/** Audiences of access tokens: a phone's token opens no desk. */
export const AUDIENCE = { person: 'phone', staff: 'staff' } as const;

export interface Claims {
  sub: string;
  sid: string;
  aud: string;
}

/** Signs and checks access tokens; every defect of a token is the same refusal. */
export interface Tokens {
  sign(claims: Claims, now: Date): string;
  verify(token: string): Claims;
}

export interface IssuedSession {
  access: string;
  refresh: string;
  accessUntil: string;
}

function issue(ask: Ask, session: Pick<Session, 'id' | 'kind' | 'subjectId'>, refresh: string): IssuedSession {
  const claims = { sub: session.subjectId, sid: session.id, aud: AUDIENCE[session.kind] };
  return {
    access: ask.kit.tokens.sign(claims, ask.now),
    refresh: `${session.id}.${refresh}`,
    accessUntil: new Date(ask.now.getTime() + ACCESS_MINUTES * 60_000).toISOString(),
  };
}

/** Opens a session for a person or a staff account. */
export async function openSession(ask: Ask, kind: Session['kind'], subjectId: string): Promise<IssuedSession> {
  const refresh = randomToken();
  const at = ask.now.toISOString();
  const session: Session = {
    id: ulid(),
    kind,
    subjectId,
    refreshHash: sha256(refresh),
    createdAt: at,
    usedAt: at,
    expiresAt: new Date(ask.now.getTime() + DAYS[kind] * 86_400_000).toISOString(),
    endedAt: null,
    stepUpAt: null,
  };
  await insert(ask.db, SessionTable, session);
  return issue(ask, session, refresh);
}

/** Changes a refresh token for a new one. Refusal SESSION_ENDED, and the session ends, when it is not the newest. */
export async function refreshSession(ask: Ask, token: string): Promise<IssuedSession> {
  const [id = '', secret = ''] = token.split('.');
  const [session] = await query<Session>(ask.db, 'SELECT * FROM session WHERE id = ?', [id]);
  const at = ask.now.toISOString();
  if (!session || session.endedAt || session.expiresAt <= at) throw new Refusal('SESSION_ENDED');
  const next = randomToken();
  const changed = await update(
    ask.db,
    SessionTable,
    { id, refreshHash: sha256(secret) },
    { refreshHash: sha256(next), usedAt: at },
  );
  if (changed === 0) {
    await endSession(ask, id);
    throw new Refusal('SESSION_ENDED', { keep: true });
  }
  return issue(ask, session, next);
}

export async function endSession(ask: Ask, sessionId: string): Promise<void> {
  await ask.db.query('UPDATE session SET endedAt = ? WHERE id = ? AND endedAt IS NULL', [ask.now.toISOString(), sessionId]);
}

/** Ends every session of a person or account: account disabled, phone bound to another person. */
export async function endAllSessions(ask: Ask, subjectId: string): Promise<void> {
  await ask.db.query('UPDATE session SET endedAt = ? WHERE subjectId = ? AND endedAt IS NULL', [
    ask.now.toISOString(),
    subjectId,
  ]);
}

/** Who holds this token now. Throws SESSION_ENDED for any token, session or account that is not good any more. */
export async function callerOf(db: EntityManager, tokens: Tokens, token: string, now: Date): Promise<Caller> {
  const claims = tokens.verify(token);
  const at = now.toISOString();
  const [session] = await query<Pick<Session, 'kind' | 'stepUpAt'>>(
    db,
    'SELECT kind, stepUpAt FROM session WHERE id = ? AND subjectId = ? AND endedAt IS NULL AND expiresAt > ?',
    [claims.sid, claims.sub, at],
  );
  if (!session || AUDIENCE[session.kind] !== claims.aud) throw new Refusal('SESSION_ENDED');
  if (session.kind === 'person') return { kind: 'person', personId: claims.sub, sessionId: claims.sid };
  return staffCaller(db, claims, session.stepUpAt, dayOf(now));
}

interface PostRow {
  role: Role | null;
  unionId: string;
  unionName: string;
  unionPath: string;
  personId: string | null;
}

/** Permission comes from the posts of this moment: they are read with every request. */
async function staffCaller(db: EntityManager, claims: Claims, stepUpAt: string | null, today: string): Promise<Caller> {
  const rows = await query<PostRow>(
    db,
    `SELECT a.personId, p.role, p.unionId, u.name AS unionName, u.path AS unionPath
     FROM staff_account a
     LEFT JOIN post p ON p.accountId = a.id AND p.fromOn <= ? AND (p.toOn IS NULL OR p.toOn >= ?)
     LEFT JOIN trade_union u ON u.id = p.unionId
     WHERE a.id = ? AND a.disabledAt IS NULL`,
    [today, today, claims.sub],
  );
  const [first] = rows;
  if (!first) throw new Refusal('SESSION_ENDED');
  const posts: Post[] = rows.flatMap(({ role, unionId, unionName, unionPath }) =>
    role ? [{ role, unionId, unionName, unionPath }] : [],
  );
  return { kind: 'staff', accountId: claims.sub, personId: first.personId, sessionId: claims.sid, stepUpAt, posts };
}

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
import { among, together } from './together';

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
  /** Throws SESSION_ENDED unless the token is ours, whole, and good at this moment. */
  verify(token: string, now: Date): Claims;
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
    throw new Refusal('SESSION_ENDED', { keep: true, denied: `session:${id}` });
  }
  return issue(ask, session, next);
}

export async function endSession(ask: Ask, sessionId: string): Promise<void> {
  await ask.db.query('UPDATE session SET endedAt = ? WHERE id = ? AND endedAt IS NULL', [
    ask.now.toISOString(),
    sessionId,
  ]);
}

/** Ends every session of a person or account: account disabled, phone bound to another person. */
export async function endAllSessions(ask: Ask, subjectId: string): Promise<void> {
  await ask.db.query('UPDATE session SET endedAt = ? WHERE subjectId = ? AND endedAt IS NULL', [
    ask.now.toISOString(),
    subjectId,
  ]);
}

/** Ends every session but the one that asks: what proves the person has changed. */
export async function endOtherSessions(ask: Ask, subjectId: string, sessionId: string): Promise<void> {
  await ask.db.query('UPDATE session SET endedAt = ? WHERE subjectId = ? AND id <> ? AND endedAt IS NULL', [
    ask.now.toISOString(),
    subjectId,
    sessionId,
  ]);
}

interface CallerRow {
  id: string;
  subjectId: string;
  kind: Session['kind'];
  stepUpAt: string | null;
  accountId: string | null;
  personId: string | null;
  idNumberIndex: string | null;
  role: Role | null;
  unionId: string;
  unionName: string;
  unionPath: string;
}

/** Sessions that one look takes together. */
const LOOKS = 128;

/**
 * Who holds a token now: a look at session, account and posts with every request, so that what was ended counts at
 * once. Requests of the same moment are looked up together. The function throws SESSION_ENDED for any token, session
 * or account that is not good any more.
 */
export function callers(db: EntityManager, tokens: Tokens, now: () => Date): (token: string) => Promise<Caller> {
  const look = together<Claims, Caller>(async (claims) => {
    const rows = await sessionRows(db, claims, now());
    return claims.map((one) => {
      const caller = callerIn(rows.get(one.sid) ?? [], one);
      return caller ? { answer: caller } : { error: new Refusal('SESSION_ENDED') };
    });
  }, LOOKS);
  return async (token) => look(tokens.verify(token, now()));
}

async function sessionRows(db: EntityManager, claims: Claims[], now: Date): Promise<Map<string, CallerRow[]>> {
  const today = dayOf(now);
  const ids = among([...new Set(claims.map(({ sid }) => sid))]);
  const rows = await query<CallerRow>(
    db,
    `SELECT s.id, s.subjectId, s.kind, s.stepUpAt, a.id AS accountId, a.personId, a.idNumberIndex, p.role, p.unionId,
       u.name AS unionName, u.path AS unionPath
     FROM session s
     LEFT JOIN staff_account a ON a.id = s.subjectId AND a.disabledAt IS NULL AND a.waitsFor IS NULL
     LEFT JOIN post p ON p.accountId = a.id AND p.fromOn <= ? AND (p.toOn IS NULL OR p.toOn >= ?)
       AND (p.endedAt IS NULL OR p.endedAt > ?)
     LEFT JOIN trade_union u ON u.id = p.unionId
     WHERE s.id IN (${ids.places}) AND s.endedAt IS NULL AND s.expiresAt > ?`,
    [today, today, now.toISOString(), ...ids.values, now.toISOString()],
  );
  const bySession = new Map<string, CallerRow[]>();
  for (const row of rows) bySession.set(row.id, [...(bySession.get(row.id) ?? []), row]);
  return bySession;
}

function callerIn(all: CallerRow[], claims: Claims): Caller | undefined {
  const rows = all.filter(({ subjectId }) => subjectId === claims.sub);
  const [first] = rows;
  if (!first || AUDIENCE[first.kind] !== claims.aud) return undefined;
  if (first.kind === 'person') return { kind: 'person', personId: claims.sub, sessionId: claims.sid };
  if (first.accountId === null) return undefined;
  const posts: Post[] = rows.flatMap(({ role, unionId, unionName, unionPath }) =>
    role ? [{ role, unionId, unionName, unionPath }] : [],
  );
  const { accountId, personId, idNumberIndex, stepUpAt } = first;
  return { kind: 'staff', accountId, personId, idNumberIndex, sessionId: claims.sid, stepUpAt, posts };
}

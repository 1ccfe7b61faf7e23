/**
 * The audit: a hash chain from the first row (security.md F7 to F9). A row is written in the transaction of what it
 * tells. It holds ids, never names or numbers, so that erasing a person leaves the chain whole.
 */
import type { EntityManager } from 'typeorm';
import { sha256 } from './ids';
import { insert, query } from './sql';
import { type AuditHead, type AuditRow, AuditTable } from './tables';

export type AuditEntry = Omit<AuditRow, 'seq' | 'hash' | 'detail'> & { detail?: Record<string, unknown> };

/** What stands before the first row. */
export const GENESIS = '0'.repeat(64);

/** JSON with keys in order, so that the same facts give the same bytes. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** The very bytes under the hash. Golden vectors in the tests hold its order and form: never change it. */
export const auditBytes = (row: Omit<AuditRow, 'hash'>): string =>
  JSON.stringify([1, row.seq, row.at, row.by, row.what, row.object, row.outcome, row.detail, row.requestId]);

export const auditHash = (previous: string, row: Omit<AuditRow, 'hash'>): string =>
  sha256(`${previous}\n${auditBytes(row)}`);

/** Control and direction characters must not forge a line wherever the row is shown. */
const oneLine = (text: string | null): string | null =>
  text === null
    ? null
    : text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);

/** As the column holds it. A character of two halves cut in the middle would be stored as another, and break the chain. */
const fitting = (text: string): string => (oneLine(text) ?? '').slice(0, 80).toWellFormed();

/**
 * Appends a row. Call it last: it takes the one row lock that orders all writers until their commit.
 */
export async function appendAudit(db: EntityManager, entry: AuditEntry): Promise<void> {
  await db.query('UPDATE audit_head SET seq = seq + 1 WHERE id = 1');
  const [head] = await query<AuditHead>(db, 'SELECT seq, hash FROM audit_head WHERE id = 1');
  if (!head) throw new Error('audit_head is missing: run the migrations');
  const row: Omit<AuditRow, 'hash'> = {
    seq: Number(head.seq),
    at: entry.at,
    by: entry.by,
    what: fitting(entry.what),
    object: entry.object && fitting(entry.object),
    outcome: entry.outcome,
    detail: entry.detail ? oneLine(canonical(entry.detail)) : null,
    requestId: entry.requestId,
  };
  const hash = auditHash(head.hash, row);
  await insert(db, AuditTable, { ...row, hash });
  await db.query('UPDATE audit_head SET hash = ? WHERE id = 1', [hash]);
}

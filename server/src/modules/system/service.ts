import { contract } from '@niangjia/shared/contract/index';
import type { Ask } from '../../core/ask';
import { Refusal } from '../../core/refusal';
import { query } from '../../core/sql';
import type { AuditRow } from '../../core/tables';

const PAGE = 50;
const READY_MS = 1000;

/** Whether the database answers within a second. Refusal BUSY. */
export async function checkReady(ask: Ask): Promise<{ ready: true }> {
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Refusal('BUSY')), READY_MS).unref());
  // Whatever is wrong with the database: whoever asks wants to know only whether to send people here.
  const answer = query(ask.db, 'SELECT seq FROM audit_head').catch(() => Promise.reject(new Refusal('BUSY')));
  await Promise.race([answer, late]);
  return { ready: true };
}

const wordsOf = (what: string): string => (what in contract ? contract[what as keyof typeof contract].what : what);

/** Audit rows, newest first, before a number. They hold ids only. */
export async function listAudit(ask: Ask, before?: string) {
  const rows = await query<AuditRow>(
    ask.db,
    `SELECT seq, at, \`by\`, what, object, outcome FROM audit_row WHERE seq < ? ORDER BY seq DESC LIMIT ${PAGE}`,
    [Number(before ?? Number.MAX_SAFE_INTEGER)],
  );
  const last = rows.at(-1);
  return {
    items: rows.map(({ seq, at, by, what, object, outcome }) => ({
      seq: Number(seq),
      at,
      by,
      what: wordsOf(what),
      object,
      outcome,
    })),
    next: rows.length === PAGE && last ? String(last.seq) : null,
  };
}

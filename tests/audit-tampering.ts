/** What somebody with all rights over the database could do to the audit, and what the verifier must say to it. */
import { auditHash, GENESIS } from '@niangjia/server/core/audit';
import type { AuditRow } from '@niangjia/server/core/tables';
import type { EntityManager } from 'typeorm';

export const NOW = new Date('2026-11-23T02:00:00.000Z');
export const entry = (nth: number) => ({
  at: NOW.toISOString(),
  by: 'staff:01ARZ3NDEKTSV4RRFFQ69G5FAV',
  what: 'POST /applications/:id/approve',
  object: `application:${nth}`,
  outcome: 'done' as const,
  requestId: `request-${nth}`,
});

const COLUMNS = 'seq, at, `by`, what, object, outcome, detail, requestId, hash';
const all = (manager: EntityManager): Promise<AuditRow[]> =>
  manager.query(`SELECT ${COLUMNS} FROM audit_row ORDER BY seq`);
const put = (manager: EntityManager, row: AuditRow) =>
  manager.query(`INSERT INTO audit_row (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, [
    row.seq,
    row.at,
    row.by,
    row.what,
    row.object,
    row.outcome,
    row.detail,
    row.requestId,
    row.hash,
  ]);
/** Rewrites everything from a row on, with right hashes, and the head with it. */
async function rewrite(manager: EntityManager, from: number, change: (row: AuditRow) => AuditRow | null) {
  const rows = (await all(manager)).map((row) => ({ ...row, seq: Number(row.seq) }));
  const kept = rows.filter(({ seq }) => seq < from);
  let { hash } = kept.at(-1) ?? { hash: GENESIS };
  await manager.query('DELETE FROM audit_row WHERE seq >= ?', [from]);
  let seq = from;
  for (const row of rows.slice(from - 1)) {
    const next = change(row);
    if (!next) continue;
    hash = auditHash(hash, { ...next, seq });
    await put(manager, { ...next, seq, hash });
    seq += 1;
  }
  await manager.query('UPDATE audit_head SET seq = ?, hash = ? WHERE id = 1', [seq - 1, hash]);
}
const remove = (manager: EntityManager, seq: number) => manager.query('DELETE FROM audit_row WHERE seq = ?', [seq]);
const cut = async (manager: EntityManager) => {
  const [last] = (await all(manager)).slice(9, 10);
  await manager.query('DELETE FROM audit_row WHERE seq > 10');
  await manager.query('UPDATE audit_head SET seq = 10, hash = ? WHERE id = 1', [last?.hash]);
};
const stranger = { ...entry(99), seq: 13, detail: null, hash: '' };

/** What was done, what the chain alone says, what it says with its checkpoints at rows 5 and 12. */
export const tamperings: [string, (manager: EntityManager) => Promise<unknown>, string | null, string][] = [
  [
    'edits a row',
    (m) => m.query(`UPDATE audit_row SET object = 'application:x' WHERE seq = 4`),
    '第 4 行被改动',
    '第 4 行被改动',
  ],
  [
    'edits the last row',
    (m) => m.query(`UPDATE audit_row SET outcome = 'denied' WHERE seq = 12`),
    '第 12 行被改动',
    '第 12 行被改动',
  ],
  [
    'edits a hash',
    (m) => m.query('UPDATE audit_row SET hash = ? WHERE seq = 6', [GENESIS]),
    '第 6 行被改动',
    '第 6 行被改动',
  ],
  ['deletes a row', (m) => remove(m, 7), '第 7 行缺失', '第 7 行缺失'],
  ['deletes the first row', (m) => remove(m, 1), '第 1 行缺失', '第 1 行缺失'],
  [
    'deletes the last row',
    (m) => remove(m, 12),
    '表头记到第 12 行，与最后一行不符',
    '检查点记到第 12 行，表里只有 11 行：末尾被截断',
  ],
  ['inserts a row at the end', (m) => put(m, { ...stranger, hash: GENESIS }), '第 13 行被改动', '第 13 行被改动'],
  [
    'inserts a row with a right hash',
    async (m) => put(m, { ...stranger, hash: auditHash((await all(m)).at(-1)?.hash ?? '', stranger) }),
    '表头记到第 12 行，与最后一行不符',
    '表头记到第 12 行，与最后一行不符',
  ],
  [
    'inserts a row before the first',
    (m) => put(m, { ...stranger, seq: -5, hash: GENESIS }),
    '第 1 行之前多出第 -5 行',
    '第 1 行之前多出第 -5 行',
  ],
  [
    'swaps two rows',
    async (m) => {
      for (const [from, to] of [
        [8, 1008],
        [9, 8],
        [1008, 9],
      ])
        await m.query('UPDATE audit_row SET seq = ? WHERE seq = ?', [to, from]);
    },
    '第 8 行被改动',
    '第 8 行被改动',
  ],
  [
    'empties the table',
    async (m) => {
      await m.query('DELETE FROM audit_row');
      await m.query('UPDATE audit_head SET seq = 0, hash = ? WHERE id = 1', [GENESIS]);
    },
    null,
    '检查点记到第 5 行，表里只有 0 行：末尾被截断',
  ],
  ['cuts the tail and mends the head', cut, null, '检查点记到第 12 行，表里只有 10 行：末尾被截断'],
  [
    'rewrites the whole tail',
    (m) => rewrite(m, 3, (row) => (row.seq === 3 ? { ...row, object: 'application:x' } : row)),
    null,
    '第 5 行与检查点不符，此前有行被重写',
  ],
  [
    'rewrites the tail without one row',
    (m) => rewrite(m, 7, (row) => (row.seq === 7 ? null : row)),
    null,
    '检查点记到第 12 行，表里只有 11 行：末尾被截断',
  ],
];

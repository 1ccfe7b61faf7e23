/** What comes round by itself, and who delivers which message. */
import { checkpointKey, writeCheckpoint } from './core/checkpoint';
import type { Job } from './core/jobs';
import type { Kit } from './core/kit';
import { sendDue } from './core/outbox';
import { query } from './core/sql';
import { sweepFiles } from './modules/files/service';
import { tellDecision } from './modules/membership/tell';

export const deliveries = { 'application-decided': tellDecision };

/** Leaves the audit's head with the witness: at the start, every half hour, and at the end. */
export const witness = (kit: Kit) =>
  writeCheckpoint(kit.db.reader, kit.config.checkpointFolder, checkpointKey(kit.config.keys.index), kit.now());

const before = (kit: Kit, hours: number): string => new Date(kit.now().getTime() - hours * 3600_000).toISOString();

/** Deletes in bites, so that no lock lasts. The table and column names are constants of this file. */
async function sweep(kit: Kit, table: string, column: string, until: string): Promise<void> {
  await kit.db.tx((db) => db.query(`DELETE FROM ${table} WHERE ${column} < ?`, [until]));
}

export const jobs: Job[] = [
  {
    name: 'outbox',
    everySeconds: 2,
    run: async (kit) => {
      await sendDue(kit, deliveries);
      const [count] = await query<{ waiting: number | string }>(
        kit.db.reader,
        `SELECT COUNT(*) AS waiting FROM outbox WHERE state = 'waiting'`,
      );
      kit.metrics.outbox.set(Number(count?.waiting ?? 0));
    },
  },
  {
    name: 'audit-checkpoint',
    everySeconds: 1800,
    run: witness,
  },
  {
    name: 'sweep',
    everySeconds: 3600,
    run: async (kit) => {
      await sweep(kit, 'idempotency', 'createdAt', before(kit, 48));
      await sweep(kit, 'session', 'expiresAt', before(kit, 24));
      await sweep(kit, 'sms_code', 'expiresAt', before(kit, 48));
      await sweep(kit, 'attempt', 'lastAt', before(kit, 31 * 24));
      await sweepFiles(kit);
    },
  },
];

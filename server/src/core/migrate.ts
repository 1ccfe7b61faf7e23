import { prepareCollation } from './boot-check';
import type { Database } from './db';

/**
 * Brings the database to the newest migration. On MySQL one process at a time, by a lock of the server; on a cluster
 * run it from one job only, since that lock is a node's own. Returns how many migrations ran.
 */
export async function migrate(db: Database): Promise<number> {
  if (db.dialect === 'sqlite') return (await db.writer.runMigrations()).length;
  const lock = db.writer.createQueryRunner();
  const [row] = (await lock.query('SELECT DATABASE() AS name')) as { name: string }[];
  const name = `migrate ${row?.name}`.slice(0, 60);
  await lock.query('SET SESSION ' + (db.dialect === 'mariadb' ? 'max_statement_time = 0' : 'max_execution_time = 0'));
  await lock.query('SELECT GET_LOCK(?, 60)', [name]);
  try {
    await prepareCollation(db);
    return (await db.writer.runMigrations()).length;
  } finally {
    await lock.query('SELECT RELEASE_LOCK(?)', [name]);
    await lock.release();
  }
}

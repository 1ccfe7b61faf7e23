import { MigrationExecutor } from 'typeorm';
import { prepareCollation } from './boot-check';
import { type Database, STATEMENT_SECONDS } from './db';

/**
 * Brings the database to the newest migration. On MySQL one process at a time, by a lock of the server; on a cluster
 * run it from one job only, since that lock is a node's own. Returns how many migrations ran.
 */
export async function migrate(db: Database): Promise<number> {
  if (db.dialect === 'sqlite') return (await db.writer.runMigrations()).length;
  const lock = db.writer.createQueryRunner();
  const [row] = (await lock.query('SELECT DATABASE() AS name')) as { name: string }[];
  const name = `migrate ${row?.name}`.slice(0, 60);
  const endAfter = (seconds: number) =>
    lock.query(
      `SET SESSION ${db.dialect === 'mariadb' ? `max_statement_time = ${seconds}` : `max_execution_time = ${seconds * 1000}`}`,
    );
  await endAfter(0);
  const [got] = (await lock.query('SELECT GET_LOCK(?, 60) AS held', [name])) as { held: number | string | null }[];
  try {
    if (Number(got?.held) !== 1) throw new Error('另一个进程正在更新数据库结构，等了一分钟还没有结束');
    await prepareCollation(db.dialect, lock);
    // On this very connection: it holds the lock, and a long change must not be cut off like a request's query.
    const executor = new MigrationExecutor(db.writer, lock);
    executor.transaction = 'each';
    return (await executor.executePendingMigrations()).length;
  } finally {
    await lock.query('SELECT RELEASE_LOCK(?)', [name]);
    await endAfter(STATEMENT_SECONDS);
    await lock.release();
  }
}

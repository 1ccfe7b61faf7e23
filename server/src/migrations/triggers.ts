/** Rules that the database itself holds: they bind whoever writes, also by plain SQL (security.md B6). */
import type { QueryRunner } from 'typeorm';

/** Refuses an insert, update or delete for which `condition` is true; it may use NEW and OLD and look into other tables. */
export async function refuseWhen(
  runner: QueryRunner,
  name: string,
  act: 'INSERT' | 'UPDATE' | 'DELETE',
  table: string,
  condition: string,
  message: string,
): Promise<void> {
  const sqlite = runner.dataSource.options.type === 'better-sqlite3';
  await runner.query(
    sqlite
      ? `CREATE TRIGGER ${name} BEFORE ${act} ON ${table} FOR EACH ROW WHEN ${condition}
         BEGIN SELECT RAISE(ABORT, '${message}'); END`
      : `CREATE TRIGGER ${name} BEFORE ${act} ON ${table} FOR EACH ROW
         BEGIN IF ${condition} THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${message}'; END IF; END`,
  );
}

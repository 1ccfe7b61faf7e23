/** What must be true of the database before anything is served (security.md I1). Each problem is a sentence. */
import type { QueryRunner } from 'typeorm';
import type { Database } from './db';

interface Variables {
  flush: number | string;
  mode: string;
  zone: string;
  charset: string;
  collation: string;
}

const BINARY = { mariadb: 'utf8mb4_nopad_bin', mysql: 'utf8mb4_0900_bin' } as const;
/** What an application's user needs on its own database, and nothing beyond. */
const HARMLESS = /^GRANT (USAGE|PROCESS) ON \*\.\*/;

/** Makes equality of texts mean the same as on SQLite: by their bytes. Before the first migration. */
export async function prepareCollation(dialect: 'mariadb' | 'mysql', runner: QueryRunner): Promise<void> {
  const [row] = (await runner.query('SELECT DATABASE() AS name')) as { name: string }[];
  const name = (row?.name ?? '').replaceAll('`', '');
  // A connection keeps the collation that it found: the tables must be made on the one that changes it.
  await runner.query(`ALTER DATABASE \`${name}\` CHARACTER SET utf8mb4 COLLATE ${BINARY[dialect]}`);
}

/** Problems of the database as it is now; empty when it may serve. `production` asks for durability and few grants. */
export async function checkDatabase(db: Database, production: boolean): Promise<string[]> {
  if (db.writer.options.synchronize) return ['TypeORM 的 synchronize 必须关闭：结构只由迁移改变'];
  if (db.dialect === 'sqlite') return [];
  const problems: string[] = [];
  const [found] = (await db.writer.query(
    `SELECT @@innodb_flush_log_at_trx_commit AS flush, @@sql_mode AS mode, @@time_zone AS zone,
            @@character_set_connection AS charset, @@collation_database AS collation`,
  )) as Variables[];
  if (!found) return ['数据库没有回答自检'];
  if (production && Number(found.flush) !== 1)
    problems.push('innodb_flush_log_at_trx_commit 必须为 1，否则断电会丢失已确认的数据');
  if (!found.mode.includes('STRICT_TRANS_TABLES'))
    problems.push('sql_mode 必须含 STRICT_TRANS_TABLES，否则超长内容会被悄悄截断');
  if (found.zone !== '+00:00') problems.push(`连接时区必须为 +00:00，现在是 ${found.zone}`);
  if (found.charset !== 'utf8mb4') problems.push(`连接字符集必须为 utf8mb4，现在是 ${found.charset}`);
  const tables = (await db.writer.query(
    `SELECT table_name AS name, table_collation AS collation FROM information_schema.tables
     WHERE table_schema = DATABASE() AND table_name <> 'migrations' AND table_collation <> ?`,
    [BINARY[db.dialect]],
  )) as { name: string; collation: string }[];
  for (const { name, collation } of tables)
    problems.push(`表 ${name} 的排序规则是 ${collation}，应为按字节比较的 ${BINARY[db.dialect]}`);
  const columns = (await db.writer.query(
    `SELECT table_name AS name, column_name AS field, collation_name AS collation FROM information_schema.columns
     WHERE table_schema = DATABASE() AND table_name <> 'migrations' AND collation_name <> ?`,
    [BINARY[db.dialect]],
  )) as { name: string; field: string; collation: string }[];
  for (const { name, field, collation } of columns)
    problems.push(`列 ${name}.${field} 的排序规则是 ${collation}，应为按字节比较的 ${BINARY[db.dialect]}`);
  if (production) {
    const grants = ((await db.writer.query('SHOW GRANTS')) as Record<string, string>[]).flatMap((row) =>
      Object.values(row),
    );
    if (grants.some((grant) => / ON \*\.\* /.test(grant) && !HARMLESS.test(grant)))
      problems.push('数据库账号拥有全局权限：请只授予本库的权限');
  }
  return problems;
}

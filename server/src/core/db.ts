/**
 * The database: one writer, one reader, and `tx`, the only way to a manager that writes.
 *
 * SQLite has one connection, and overlapping transactions on it corrupt each other, so `tx` queues there and reads go
 * through a second, read-only connection. MySQL and MariaDB take the pool; a deadlock runs the whole work again.
 * Inside a transaction nothing waits for another machine, a file or a timer.
 */
import { DataSource, type EntityManager, type EntitySchema, type MixedList } from 'typeorm';
import { Refusal } from './refusal';
import { sqliteDriver } from './sqlite';

export type Dialect = 'sqlite' | 'mariadb' | 'mysql';

export interface Database {
  dialect: Dialect;
  /** For migrations and the boot check; services never see it. */
  writer: DataSource;
  /** Committed data, outside any transaction. */
  reader: EntityManager;
  /**
   * One transaction. `again`: the work finds its own earlier effect, so that it may run again after a COMMIT whose
   * outcome is unknown. `expired` is asked before the COMMIT: true rolls back with BUSY.
   */
  tx<T>(work: (db: EntityManager) => Promise<T>, options?: { again?: boolean; expired?: () => boolean }): Promise<T>;
  /** Transactions that were run again, since the start. */
  retries(): number;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `sqlite:/path/to/file`, or `mysql://user:password@host:port/name` (also `mariadb://`). */
  url: string;
  tables: EntitySchema[];
  migrations: MixedList<new () => object>;
  poolSize?: number;
}

const TRIES = 12;
const LOST_FOR_MS = 10_000;
/** No statement of a request outlives this. */
export const STATEMENT_SECONDS = 5;
/** Deadlock, Galera certification; lock wait; record changed since last read: nothing was applied. */
const AGAIN = new Set<unknown>([1213, 1205, 1020, 'SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', 'SQLITE_LOCKED']);
/** Too many connections; the disk. */
const FULL = new Set<unknown>([1040, 1203, 'SQLITE_FULL', 1021, 1114]);
const LOST = new Set<unknown>([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'PROTOCOL_CONNECTION_LOST',
  'ER_SERVER_SHUTDOWN',
  'ER_CONNECTION_KILLED',
  1047,
  1927,
]);

interface Fault {
  errno?: number;
  code?: string;
  message?: string;
}
const faultOf = (error: unknown): Fault => (error as { driverError?: Fault })?.driverError ?? (error as Fault) ?? {};
/** Whether a database error has one of these numbers or codes. */
export const isFault = (codes: Set<unknown>, error: unknown): boolean => {
  const fault = faultOf(error);
  return codes.has(fault.errno) || codes.has(fault.code);
};
/** The connection died: before COMMIT nothing was applied, during COMMIT nobody knows. */
export const isLost = (error: unknown): boolean =>
  isFault(LOST, error) || /closed state|Connection lost|destroyed/i.test(faultOf(error).message ?? '');

/** Nothing was applied, and asking again may help: lost, locked out for too long, no connection or no room free. */
export const isBusy = (error: unknown): boolean =>
  isLost(error) || isFault(AGAIN, error) || isFault(FULL, error) || /Queue limit/.test(faultOf(error).message ?? '');

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return options.url.startsWith('sqlite:') ? openSqlite(options) : openMysql(options);
}

async function openSqlite({ url, tables, migrations }: DatabaseOptions): Promise<Database> {
  const common = {
    type: 'better-sqlite3' as const,
    database: url.slice('sqlite:'.length),
    driver: sqliteDriver(),
    entities: tables,
    statementCacheSize: 500,
    timeout: 5000,
  };
  const writer = await new DataSource({
    ...common,
    migrations,
    migrationsTransactionMode: 'each',
    enableWAL: true,
    prepareDatabase: (db: { pragma(text: string): unknown }) => {
      db.pragma('synchronous = FULL');
      db.pragma('trusted_schema = OFF');
    },
  }).initialize();
  const reading = await new DataSource({ ...common, readonly: true }).initialize();
  let tail: Promise<unknown> = Promise.resolve();
  const core = transactions(writer);
  return {
    dialect: 'sqlite',
    writer,
    reader: reading.manager,
    tx: (work, how) => {
      const run = tail.then(() => core.attempt(work, how));
      tail = run.catch(() => undefined);
      return run;
    },
    retries: core.retries,
    close: async () => {
      await tail;
      await reading.destroy();
      await writer.destroy();
    },
  };
}

async function openMysql({ url, tables, migrations, poolSize = 10 }: DatabaseOptions): Promise<Database> {
  const common = {
    url: url.replace(/^mariadb:/, 'mysql:'),
    entities: tables,
    migrations,
    migrationsTransactionMode: 'each' as const,
    timezone: 'Z',
    charset: 'utf8mb4_unicode_ci',
    supportBigNumbers: true,
    bigNumberStrings: true,
    trace: false,
    poolSize,
    connectTimeout: 3000,
    extra: { maxIdle: poolSize, enableKeepAlive: true, queueLimit: 500 },
  };
  // MariaDB must be spoken to as MariaDB: as MySQL, its JSON and default texts look like drift.
  const probe = await new DataSource({ ...common, type: 'mysql', entities: [], migrations: [] }).initialize();
  const [{ version }] = (await probe.query('SELECT VERSION() AS version')) as [{ version: string }];
  await probe.destroy();
  const dialect: Dialect = /mariadb/i.test(version) ? 'mariadb' : 'mysql';
  const writer = await new DataSource({ ...common, type: dialect }).initialize();
  await prepareConnections(writer, dialect);
  const core = transactions(writer);
  return {
    dialect,
    writer,
    reader: writer.manager,
    tx: core.attempt,
    retries: core.retries,
    close: () => writer.destroy(),
  };
}

interface Pool {
  on(event: 'connection', listener: (connection: { query(sql: string): void }) => void): void;
}

/** Every connection: UTC, strict, read committed, and no statement or lock wait that outlives a request. */
async function prepareConnections(writer: DataSource, dialect: Dialect): Promise<void> {
  const deadline =
    dialect === 'mariadb'
      ? `max_statement_time = ${STATEMENT_SECONDS}`
      : `max_execution_time = ${STATEMENT_SECONDS * 1000}`;
  const isolation = dialect === 'mariadb' ? 'tx_isolation' : 'transaction_isolation';
  const sql =
    `SET SESSION time_zone = '+00:00', ${isolation} = 'READ-COMMITTED', innodb_lock_wait_timeout = 3, ${deadline}, ` +
    `sql_mode = 'STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'`;
  (writer.driver as unknown as { pool: Pool }).pool.on('connection', (connection) => connection.query(sql));
  await writer.query(sql);
}

function transactions(writer: DataSource) {
  let retries = 0;
  return {
    retries: () => retries,
    attempt: async <T>(
      work: (db: EntityManager) => Promise<T>,
      { again = false, expired = () => false }: { again?: boolean; expired?: () => boolean } = {},
    ): Promise<T> => {
      const lostUntil = Date.now() + LOST_FOR_MS;
      for (let nth = 1; ; nth += 1) {
        if (expired()) throw new Refusal('BUSY');
        const runner = writer.createQueryRunner();
        let committing = false;
        try {
          await runner.startTransaction();
          const result = await work(runner.manager);
          if (expired()) throw new Refusal('BUSY');
          committing = true;
          await runner.commitTransaction();
          return result;
        } catch (error) {
          // 1213 has rolled back by itself, 1205 only one statement: roll back whatever it was.
          if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
          const lost = isLost(error) && (!committing || again) && Date.now() < lostUntil;
          if (!lost && (nth >= TRIES || !isFault(AGAIN, error))) throw error;
          retries += 1;
        } finally {
          await runner.release();
        }
        await new Promise((wake) => setTimeout(wake, Math.random() * Math.min(200, 5 * 2 ** Math.min(nth, 10))));
      }
    },
  };
}

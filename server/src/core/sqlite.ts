/**
 * SQLite for TypeORM without a compiler: `node:sqlite` where Node has it, else a package of the same shape, put into
 * the few methods that TypeORM's embedded driver calls. Why this one: docs/decisions/0003.
 */
interface Statement {
  columns(): unknown[];
  all(...values: unknown[]): unknown[];
  run(...values: unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint };
}
interface DatabaseSync {
  prepare(sql: string): Statement;
  exec(sql: string): void;
  close(): void;
}
type Shape = new (file: string, options: { readOnly: boolean; timeout: number }) => DatabaseSync;

/** SQLite's extended result codes, under the names by which TypeORM and db.ts know them. */
const NAMES: Record<number, string> = {
  5: 'SQLITE_BUSY',
  517: 'SQLITE_BUSY_SNAPSHOT',
  6: 'SQLITE_LOCKED',
  8: 'SQLITE_READONLY',
  13: 'SQLITE_FULL',
  19: 'SQLITE_CONSTRAINT',
  275: 'SQLITE_CONSTRAINT_CHECK',
  787: 'SQLITE_CONSTRAINT_FOREIGNKEY',
  1299: 'SQLITE_CONSTRAINT_NOTNULL',
  1555: 'SQLITE_CONSTRAINT_PRIMARYKEY',
  1811: 'SQLITE_CONSTRAINT_TRIGGER',
  2067: 'SQLITE_CONSTRAINT_UNIQUE',
};

function load(): Shape {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const builtIn = major > 22 || (major === 22 && minor >= 13);
  return (builtIn ? require('node:sqlite') : require('@photostructure/sqlite')).DatabaseSync as Shape;
}

function named<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const fault = error as { errcode?: number; sqliteExtendedCode?: number; code?: string };
    const name = NAMES[fault.errcode ?? fault.sqliteExtendedCode ?? -1];
    if (name) fault.code = name;
    throw error;
  }
}

const plain = (values: unknown[]) =>
  values.map((value) => (value === undefined ? null : typeof value === 'boolean' ? Number(value) : value));

/** The class that goes into TypeORM's `driver` option. */
export function sqliteDriver() {
  const Shape = load();
  return class {
    private readonly database: DatabaseSync;

    constructor(file: string, options: { readonly?: boolean; timeout?: number } = {}) {
      this.database = new Shape(file, { readOnly: options.readonly ?? false, timeout: options.timeout ?? 5000 });
    }

    prepare(sql: string) {
      // A deferred BEGIN fails at its first write when another process writes: take the write lock at once.
      const statement = named(() => this.database.prepare(sql === 'BEGIN TRANSACTION' ? 'BEGIN IMMEDIATE' : sql));
      return {
        reader: statement.columns().length > 0,
        all: (...values: unknown[]) => named(() => statement.all(...plain(values))),
        run: (...values: unknown[]) => named(() => statement.run(...plain(values))),
      };
    }

    pragma(text: string) {
      return this.database.prepare(`PRAGMA ${text}`).all();
    }

    exec(sql: string) {
      named(() => this.database.exec(sql));
    }

    close() {
      this.database.close();
    }
  };
}

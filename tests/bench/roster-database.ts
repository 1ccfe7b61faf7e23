/** A database of the bench's own, with one union in it. */
import { join } from 'node:path';
import { type Database, openDatabase } from '@niangjia/server/core/db';
import { ulid } from '@niangjia/server/core/ids';
import { migrate } from '@niangjia/server/core/migrate';
import { insert } from '@niangjia/server/core/sql';
import { migrations } from '@niangjia/server/migrations/index';
import { storeTexts } from '@niangjia/server/modules/unions/consents';
import { type Union, UnionTable } from '@niangjia/server/modules/unions/entity';
import { tables } from '@niangjia/server/tables';

export const union: Union = {
  id: ulid(),
  name: '某片区工会联合会',
  level: 'federation',
  parentId: null,
  path: '/A/',
  districtCode: '370781',
  holding: true,
  phone: null,
  closedAt: null,
} as Union;

export interface Own {
  db: Database;
  url: string;
  drop(): Promise<void>;
}

/** An empty, migrated database with the one union in it. */
export async function emptyDatabase(folder: string, name: string): Promise<Own> {
  const server = process.env.TEST_DATABASE_URL;
  const database = `niangjia_bench_${name}_${process.pid}`;
  const at = (path: string) => Object.assign(new URL(server ?? 'mysql://x/'), { pathname: `/${path}` }).href;
  const admin = server ? await openDatabase({ url: at(''), tables: [], migrations: [], poolSize: 1 }) : undefined;
  await admin?.writer.query(`CREATE DATABASE ${database}`);
  const url = server ? at(database) : `sqlite:${join(folder, `${name}.sqlite`)}`;
  const db = await openDatabase({ url, tables, migrations });
  await migrate(db);
  await db.tx(async (manager) => {
    await storeTexts(manager, '2026-11-22');
    await insert(manager, UnionTable, { ...union, path: `/${union.id}/` });
  });
  return {
    db,
    url,
    drop: async () => {
      await db.close();
      await admin?.writer.query(`DROP DATABASE ${database}`);
      await admin?.close();
    },
  };
}

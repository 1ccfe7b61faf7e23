/**
 * Holds the configured keys against those that the database was written with (security.md X22). With another index
 * key nobody would be found, and everybody could join a second time; so the server does not start.
 */
import type { Database } from './db';
import type { SecretKeys, Secrets } from './secrets';
import { insertOnce, query } from './sql';
import { type KeyWitness, KeyWitnessTable } from './tables';

const WORDS = 'these keys belong to this database';

/** Marks a database that holds demo people and demo accounts, so that it never serves in earnest. */
export const DEMO_MARK = 'demo';

/** Problems as sentences; empty when the keys fit. The first start of an empty database writes the witness. */
export async function checkKeys(
  db: Database,
  keys: SecretKeys,
  secrets: Secrets,
  production: boolean,
): Promise<string[]> {
  const [person] = await query(db.reader, 'SELECT id FROM person LIMIT 1');
  const known = new Map(
    (await query<KeyWitness>(db.reader, 'SELECT name, mark FROM key_witness')).map((row) => [row.name, row.mark]),
  );
  if (known.delete(DEMO_MARK) && production)
    return ['这个数据库装有演示数据和演示账号，不能用于正式运行：请换一个空的数据库'];
  const index = known.get('index');
  if (index === undefined && person)
    return ['数据库里有人员数据，却没有密钥见证：请确认 MASTER_KEYS 和 INDEX_KEY 后联系开发者'];
  if (index !== undefined && index !== secrets.sign(WORDS)) return ['INDEX_KEY 与这个数据库不符：请换回原来的密钥'];
  for (const [name, mark] of known)
    if (name !== 'index') {
      try {
        secrets.openPlain(`witness ${name}`, mark);
      } catch {
        return [`MASTER_KEYS 缺少或弄错了第 ${name.slice('master-'.length)} 版：请换回原来的密钥`];
      }
    }
  const newest = Math.max(...keys.master.keys());
  const name = `master-${newest}`;
  await db.tx(async (manager) => {
    await insertOnce(manager, KeyWitnessTable, { name: 'index', mark: secrets.sign(WORDS) });
    await insertOnce(manager, KeyWitnessTable, { name, mark: secrets.sealPlain(`witness ${name}`, WORDS) });
  });
  return [];
}

/**
 * `npm run staff -- --account NAME --end-posts | --disable | --enable`: what an administrator does at the machine when
 * an officer leaves. It counts at that person's next request, in every process.
 */
import { parseArgs } from 'node:util';
import { addDays, dayOf } from '@niangjia/shared/rules/days';
import type { EntityManager } from 'typeorm';
import { appendAudit } from '../core/audit';
import { loadConfig } from '../core/config';
import { openDatabase } from '../core/db';
import { ulid } from '../core/ids';
import { query } from '../core/sql';
import { migrations } from '../migrations/index';
import type { StaffAccount } from '../modules/people/entity';
import { tables } from '../tables';

type Act = (db: EntityManager, id: string, now: Date) => Promise<unknown>;

const acts: Record<string, Act> = {
  'end-posts': (db, id, now) =>
    db.query('UPDATE post SET toOn = ? WHERE accountId = ? AND (toOn IS NULL OR toOn >= ?)', [
      addDays(dayOf(now), -1),
      id,
      dayOf(now),
    ]),
  disable: (db, id, now) => db.query('UPDATE staff_account SET disabledAt = ? WHERE id = ?', [now.toISOString(), id]),
  // Its 90 days of rest begin anew (B8).
  enable: (db, id, now) =>
    db.query('UPDATE staff_account SET disabledAt = NULL, disableReason = NULL, enabledAt = ? WHERE id = ?', [
      now.toISOString(),
      id,
    ]),
};

async function main(): Promise<void> {
  const flag = { type: 'boolean' as const };
  const { values } = parseArgs({
    options: { account: { type: 'string' }, 'end-posts': flag, disable: flag, enable: flag },
  });
  const chosen = Object.keys(acts).filter((name) => values[name as keyof typeof values]);
  const [name = ''] = chosen;
  const act = acts[name];
  if (!values.account || chosen.length !== 1 || !act)
    throw new Error(
      '请写 --account 账号，并选一项：--end-posts（岗位到昨天为止）、--disable（停用）、--enable（恢复）',
    );
  const { databaseUrl } = loadConfig(process.env);
  const db = await openDatabase({ url: databaseUrl, tables, migrations });
  const [account] = await query<StaffAccount>(db.reader, 'SELECT * FROM staff_account WHERE account = ?', [
    values.account,
  ]);
  if (!account) throw new Error(`没有账号 ${values.account}`);
  const now = new Date();
  await db.tx(async (manager) => {
    await act(manager, account.id, now);
    const row = { at: now.toISOString(), by: 'command line', what: `staff ${name}`, object: `staff:${account.id}` };
    await appendAudit(manager, { ...row, outcome: 'done', requestId: ulid() });
  });
  await db.close();
  process.stdout.write(`已办：${values.account} ${name}\n`);
}

main().then(
  () => process.exit(0),
  (error: Error) => {
    process.stderr.write(`没有办成：${error.message}\n`);
    process.exit(1);
  },
);

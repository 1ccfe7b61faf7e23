/** A database that is wrongly set up, frozen, or killed −9: security.md I1, I2, I3, X1, X2, X13. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendAudit } from '@niangjia/server/core/audit';
import { checkDatabase } from '@niangjia/server/core/boot-check';
import { verifyAudit } from '@niangjia/server/core/checkpoint';
import { type Database, openDatabase } from '@niangjia/server/core/db';
import { migrate } from '@niangjia/server/core/migrate';
import { insert, query } from '@niangjia/server/core/sql';
import { CounterTable } from '@niangjia/server/core/tables';
import { migrations } from '@niangjia/server/migrations/index';
import { tables } from '@niangjia/server/tables';
import { exitOf, forgetBuild, openPrivateMariadb, type PrivateMariadb, pause, startServer, until } from './processes';
import { freshDatabase, onMysql } from './world';

it('I1 a database that TypeORM would change by itself is not served', async () => {
  const own = await freshDatabase();
  expect(await checkDatabase(own.db, false)).toEqual([]);
  const loose = {
    ...own.db,
    writer: Object.create(own.db.writer, { options: { value: { ...own.db.writer.options, synchronize: true } } }),
  };
  expect(await checkDatabase(loose, false)).toEqual(['TypeORM 的 synchronize 必须关闭：结构只由迁移改变']);
  await own.drop();
});

if (onMysql) {
  /** Eight writers until told to stop; what they were told is done, and the longest pause between two answers. */
  async function load(db: Database, mark: string, audited: boolean, kill: () => Promise<void>) {
    const told: string[] = [];
    let stop = false;
    let last = performance.now();
    let gap = 0;
    const writers = Array.from({ length: 8 }, async (_, who) => {
      for (let nth = 0; !stop; nth += 1) {
        const name = `${mark}-${who}-${nth}`;
        const at = new Date().toISOString();
        await db
          .tx(async (manager) => {
            await insert(manager, CounterTable, { name, value: 1 });
            if (!audited) return;
            await appendAudit(manager, {
              at,
              by: 'test',
              what: 'write',
              object: name,
              outcome: 'done',
              requestId: name,
            });
          })
          .then(
            () => {
              told.push(name);
              gap = Math.max(gap, performance.now() - last);
              last = performance.now();
            },
            // Nobody knows: not told.
            () => undefined,
          );
      }
    });
    await pause(700);
    const before = told.length;
    await kill();
    await until(async () => told.length > before + 20, 15);
    stop = true;
    await Promise.all(writers);
    const rows = await query<{ name: string }>(db.reader, 'SELECT name FROM counter WHERE name LIKE ?', [`${mark}-%`]);
    const kept = new Set(rows.map(({ name }) => name));
    return {
      told: told.length,
      lost: told.filter((name) => !kept.has(name)).length,
      twice: rows.length - kept.size,
      gap,
    };
  }
  const open = (url: string, poolSize = 10) => openDatabase({ url, tables, migrations, poolSize });

  describe.each([1, 0] as const)('with innodb_flush_log_at_trx_commit=%i', (flush) => {
    let maria: PrivateMariadb;
    let db: Database;
    beforeAll(async () => {
      maria = await openPrivateMariadb(flush);
      db = await open(maria.url);
      await migrate(db);
    }, 60_000);
    afterAll(async () => {
      await db.close();
      await maria.stop();
      await forgetBuild();
    });

    it(`I2 a kill −9 under load ${flush ? 'loses nothing that was acknowledged, and is over within 10 s' : 'loses acknowledged rows (X2: the harness sees it)'}`, async () => {
      const rounds = [];
      for (let round = 0; round < (flush ? 3 : 1); round += 1)
        rounds.push(
          await load(db, `kill-${round}`, flush === 1, async () => {
            maria.child.kill('SIGKILL');
            await exitOf(maria.child);
            await maria.again();
          }),
        );
      if (process.env.SHOW) console.log(flush, rounds);
      for (const { told, lost, twice, gap } of rounds) {
        expect(told).toBeGreaterThan(40);
        expect(flush ? lost === 0 : lost > 0).toBe(true);
        expect(twice).toBe(0);
        expect(gap).toBeLessThan(10_000);
      }
      expect((await verifyAudit(db.reader, [])).fault).toBe(null);
    }, 90_000);

    it('I1 every wrong setting is named', async () => {
      const one = await open(maria.url, 1);
      const session = async (sql: string, production = false) => {
        await one.writer.query(sql);
        return (await checkDatabase(one, production)).join('\n');
      };
      const broad = await checkDatabase(one, true);
      expect(broad.join('\n')).toContain('全局权限');
      expect(broad.join('\n').includes('innodb_flush_log_at_trx_commit 必须为 1')).toBe(flush === 0);
      expect(await checkDatabase(one, false)).toEqual([]);
      expect(await session(`SET SESSION sql_mode = ''`)).toContain('STRICT_TRANS_TABLES');
      expect(await session(`SET SESSION time_zone = '+08:00'`)).toContain('+08:00');
      expect(await session('SET NAMES latin1')).toContain('现在是 latin1');
      expect(await session('CREATE TABLE odd (a varchar(10)) COLLATE utf8mb4_unicode_ci')).toContain(
        '表 odd 的排序规则是 utf8mb4_unicode_ci',
      );
      expect(await session('CREATE TABLE padded (a varchar(10)) COLLATE utf8mb4_bin')).toContain(
        '表 padded 的排序规则是 utf8mb4_bin',
      );
      expect(await session('ALTER TABLE person MODIFY openid varchar(64) COLLATE utf8mb4_general_ci')).toContain(
        '列 person.openid',
      );
      await one.writer.query(`CREATE USER small@'127.0.0.1' IDENTIFIED BY 'small'`);
      await one.writer.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON running.* TO small@'127.0.0.1'`);
      await one.close();
      const small = await open(Object.assign(new URL(maria.url), { username: 'small', password: 'small' }).href, 1);
      expect((await checkDatabase(small, true)).join('\n')).not.toContain('全局权限');
      await small.close();
    });
  });

  it('I3 a frozen database: every kind of request is 503 within 3 s, six hundred at once too, and all is well again without a restart', async () => {
    const maria = await openPrivateMariadb(1);
    const folder = mkdtempSync(join(tmpdir(), 'niangjia-frozen-'));
    const server = await startServer({ DATABASE_URL: maria.url, DATA_DIR: folder });
    const body = (value: object) => ({
      method: 'POST',
      body: JSON.stringify(value),
      headers: { 'content-type': 'application/json', 'idempotency-key': 'frozen' },
    });
    await fetch(`${server.address}/api/phone-codes`, body({ phone: '19900006001' }));
    const { sms } = (await (await fetch(`${server.address}/stand-in/messages`)).json()) as {
      sms: { params: { code: string } }[];
    };
    const signedIn = await fetch(
      `${server.address}/api/phone-sessions`,
      body({ phone: '19900006001', code: sms.at(-1)?.params.code }),
    );
    const { access } = (await signedIn.json()) as { access: string };
    const authorization = { authorization: `Bearer ${access}` };
    maria.child.kill('SIGSTOP');
    const ask = async (path: string, options: RequestInit = {}) => {
      const start = performance.now();
      const { status } = await fetch(`${server.address}/api${path}`, options);
      return { path, status, took: performance.now() - start };
    };
    const write = body({});
    // The signal is on its way until nothing answers any more.
    await until(async () => (await ask('/ready')).status === 503, 10);
    const answers = await Promise.all([
      ask('/ready'),
      ask('/unions'),
      ask('/me', { headers: authorization }),
      ask('/card/code', { headers: authorization }),
      ask('/applications', { ...write, headers: { ...write.headers, ...authorization } }),
      ask('/phone-codes', body({ phone: '19900006002' })),
      ask('/phone-sessions', body({ phone: '19900006002', code: '000000' })),
      ask('/staff-sessions', body({ account: 'x', password: 'x', otp: '000000' })),
      ask('/wechat-sessions', body({ code: 'login-frozen' })),
      ask('/sessions/refresh', body({ refresh: 'x'.repeat(40) })),
      ask('/files/01ARZ3NDEKTSV4RRFFQ69G5FAV/address', { headers: authorization }),
    ]);
    expect(answers.filter(({ status }) => status !== 503)).toEqual([]);
    expect(answers.filter(({ took }) => took > 3000)).toEqual([]);
    expect((await ask('/health')).status).toBe(200);
    const flood = await Promise.all(Array.from({ length: 700 }, () => ask('/unions').catch(() => ({ status: 0 }))));
    expect(new Set(flood.map(({ status }) => status))).toEqual(new Set([503]));
    maria.child.kill('SIGCONT');
    const recovery = await until(async () => (await ask('/unions')).status === 200, 10);
    if (process.env.SHOW) console.log({ slowest: Math.max(...answers.map(({ took }) => took)), recovery });
    expect((await ask('/me', { headers: authorization })).status).toBe(200);
    server.child.kill('SIGTERM');
    expect(await exitOf(server.child)).toBe(0);
    await maria.stop();
    await forgetBuild();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);
}

/** Starts one server process: database, migrations, checks, demo on a first run, jobs, and the port. */
import { resolve } from 'node:path';
import { dayOf } from '@niangjia/shared/rules/days';
import QRCode from 'qrcode';
import { buildApp } from './app';
import { checkDatabase } from './core/boot-check';
import { type Config, ConfigProblem, loadConfig } from './core/config';
import { type Database, openDatabase } from './core/db';
import { startJobs } from './core/jobs';
import { checkKeys } from './core/key-witness';
import type { Kit } from './core/kit';
import { migrate } from './core/migrate';
import { openSecrets } from './core/secrets';
import { demoAccounts, demoJoinToken, loadDemo, otpNow } from './demo/load';
import { jobs, witness } from './jobs';
import { migrations } from './migrations/index';
import { repeatErasures } from './modules/own-data/witness';
import { h5Address } from './modules/unions/codes';
import { storeTexts } from './modules/unions/consents';
import { serveMetrics, servePages, serveReference } from './pages';
import { makeStandIn } from './stand-in/index';
import { tables } from './tables';

const say = (line: string) => process.stdout.write(`${line}\n`);
const STOP_MS = 9_000;

async function openChecked(config: Config): Promise<Database> {
  // What this process writes is for its own user's eyes.
  process.umask(0o077);
  const db = await openDatabase({ url: config.databaseUrl, tables, migrations });
  const ran = await migrate(db);
  if (ran > 0) say(`数据库结构已更新（${ran} 步）`);
  const problems = [
    ...(await checkDatabase(db, config.production)),
    ...(await checkKeys(db, config.keys, openSecrets(config.keys), config.production)),
  ];
  if (problems.length > 0) throw new ConfigProblem(problems);
  await db.tx((manager) => storeTexts(manager, dayOf(new Date())));
  return db;
}

async function start(): Promise<void> {
  const config = loadConfig(process.env);
  const db = await openChecked(config);
  const root = resolve(process.env.NIANGJIA_ROOT ?? process.cwd());
  const { app, kit } = await buildApp({
    config,
    db,
    beside: async (app, kit) => {
      await serveReference(app);
      serveMetrics(app, kit);
      await servePages(app, root);
      if (config.standIn) await app.register(standInFor(kit), { prefix: '/stand-in' });
    },
  });
  if (!config.production && (await loadDemo(kit))) say('已装入演示数据');
  // Before anybody is served: a restored backup must not bring back who was erased since.
  const again = await repeatErasures(kit);
  if (again > 0) say(`备份恢复后重新删除了 ${again} 人的个人信息`);
  await app.listen({ port: config.port, host: config.host });
  await witness(kit);
  const stopJobs = startJobs(kit, jobs);
  await announce(kit);

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    say(`收到 ${signal}，正在收尾…`);
    setTimeout(() => process.exit(1), STOP_MS).unref();
    setInterval(() => app.server.closeIdleConnections(), 200).unref();
    // Together: a job may wait for WeChat, and meanwhile nothing new may come in.
    await Promise.all([stopJobs(), app.close()]);
    await db.close();
    say('已停止。');
    process.exit(0);
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
}

const standInFor = (kit: Kit) =>
  makeStandIn({
    wechat: kit.config.wechat,
    smsKey: kit.config.sms.key,
    demo: async () =>
      demoAccounts(kit).map((one) => ({
        title: `${one.name}　账号 ${one.account}`,
        lines: [`密码 ${one.password}`, `动态码 ${otpNow(one, kit.now())}（30 秒一换，每个只能用一次）`],
      })),
  }).plugin;

/** Addresses, a code for the phone beside this machine, and who can sign in. */
async function announce(kit: Kit): Promise<void> {
  const { config } = kit;
  if (config.production) {
    say(`娘家已启动：端口 ${config.port}`);
    return;
  }
  const local = `http://localhost:${config.port}`;
  const accounts = demoAccounts(kit);
  const join = h5Address(config.publicUrl, demoJoinToken);
  if (accounts.length > 0 && config.host === '0.0.0.0') {
    say(await QRCode.toString(join, { type: 'terminal', small: true }));
    say(`用手机扫上面的码（同一网络）：${join}`);
    say('');
  }
  say(`手机端　　${local}/　　　　${accounts.length > 0 ? `　入会示例 ${h5Address(local, demoJoinToken)}` : ''}`);
  say(`管理台　　${local}/console/`);
  say(`接口说明　${local}/docs`);
  say(`演示短信和动态码　${local}/stand-in/`);
  say('');
  for (const one of accounts)
    say(
      `账号 ${one.account.padEnd(12)} 密码 ${one.password}　动态码 ${otpNow(one, kit.now())}（看 /stand-in/ 取最新）　${one.name}`,
    );
  say('');
  if (config.host === '0.0.0.0')
    say('演示模式：同一网络的人都能打开 /stand-in/ 看到演示账号。只给本机用请加 HOST=127.0.0.1。');
  say('按 Ctrl+C 停止。');
}

start().catch((error: Error) => {
  const { code } = error as Error & { code?: string };
  const known: Record<string, string> = {
    EADDRINUSE: '端口已被占用：停掉占用它的程序，或用 PORT=3001 npm start 换一个',
    ER_BAD_DB_ERROR: 'DATABASE_URL 里的数据库不存在：请先 CREATE DATABASE',
    ECONNREFUSED: '连不上数据库：请检查 DATABASE_URL 和数据库是否在运行',
  };
  const sentence = known[code ?? ''];
  if (sentence) {
    process.stderr.write(`没有启动成功：${sentence}。\n`);
    process.exit(1);
  }
  process.stderr.write(`${error instanceof ConfigProblem ? error.message : `没有启动成功：${error.message}`}\n`);
  if (!(error instanceof ConfigProblem)) process.stderr.write(`${error.stack ?? ''}\n`);
  process.exit(1);
});

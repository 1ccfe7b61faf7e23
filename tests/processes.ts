/** Real processes for the tests of running: the built server, and a MariaDB of one's own with durable settings. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(__dirname, '..');
const run = promisify(execFile);
export const pause = (milliseconds: number) => new Promise((wake) => setTimeout(wake, milliseconds));

export const freePort = () =>
  new Promise<number>((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });

/** Waits until something is true; fails after `seconds`. Returns after how many milliseconds it was. */
export async function until(what: () => Promise<boolean>, seconds = 20, step = 20): Promise<number> {
  const start = performance.now();
  while (!(await what().catch(() => false))) {
    if (performance.now() - start > seconds * 1000) throw new Error(`not within ${seconds} s: ${what}`);
    await pause(step);
  }
  return performance.now() - start;
}

const ended = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;
export const exitOf = (child: ChildProcess): Promise<number | string | null> =>
  ended(child)
    ? Promise.resolve(child.exitCode ?? child.signalCode)
    : new Promise((done) => child.once('exit', (code, signal) => done(code ?? signal)));

let bundle: Promise<string> | undefined;
/** The server as it is built, in a folder of its own: another command may be building meanwhile. */
const built = (): Promise<string> => {
  bundle ??= (async () => {
    const folder = join(root, 'node_modules/.cache', `niangjia-server-${process.pid}`);
    const code = `import { serverBundle } from './scripts/build.mjs'; import { build } from 'esbuild'; await build({ ...serverBundle(), outdir: ${JSON.stringify(folder)} });`;
    await run(process.execPath, ['--input-type=module', '-e', code], { cwd: root });
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    return folder;
  })();
  return bundle;
};
export const forgetBuild = async () => bundle && rmSync(await bundle, { recursive: true, force: true });

export interface ServerProcess {
  child: ChildProcess;
  address: string;
  output: () => string;
}

/** Starts a server process and waits until it is ready. */
export async function startServer(environment: Record<string, string>): Promise<ServerProcess> {
  const port = await freePort();
  const { NODE_ENV: _, ...inherited } = process.env;
  const env = {
    ...inherited,
    PORT: String(port),
    HOST: '127.0.0.1',
    RATE_LIMIT: '0',
    NIANGJIA_ROOT: tmpdir(),
    ...environment,
  };
  const child = spawn(process.execPath, [join(await built(), 'main.cjs')], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += chunk));
  const address = `http://127.0.0.1:${port}`;
  await until(async () => {
    if (ended(child)) throw new Error(`the server ended: ${text.slice(-500)}`);
    return (await fetch(`${address}/api/ready`)).ok;
  });
  return { child, address, output: () => text };
}

const program = (name: string) =>
  ['/usr/sbin', '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'].map((at) => join(at, name)).find(existsSync);

export interface PrivateMariadb {
  url: string;
  child: ChildProcess;
  /** Starts it again after a kill, on the same data. */
  again(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A MariaDB of one's own. `flush` 1 is durable, as production must be; 0 loses what was said last, on purpose.
 * `settings`: further lines of its configuration, over the small ones below.
 */
export async function openPrivateMariadb(flush: 0 | 1, settings = ''): Promise<PrivateMariadb> {
  // Not in /dev/shm: there InnoDB maps its log as if it were persistent memory, and would lose nothing with any setting.
  const folder = mkdtempSync(join(tmpdir(), 'niangjia-running-'));
  chmodSync(folder, 0o755);
  const asRoot = process.getuid?.() === 0;
  const [, , uid, gid] = asRoot ? (/^mysql:.*$/m.exec(readFileSync('/etc/passwd', 'utf8'))?.[0] ?? '').split(':') : [];
  const own = (at: string) => asRoot && chownSync(at, Number(uid), Number(gid));
  mkdirSync(join(folder, 'data'));
  const port = await freePort();
  const cnf = join(folder, 'my.cnf');
  const password = randomBytes(12).toString('hex');
  writeFileSync(
    cnf,
    `[mysqld]\ndatadir=${folder}/data\nsocket=${folder}/s.sock\npid-file=${folder}/data/pid\nlog-error=${folder}/data/error.log\nport=${port}\nbind-address=127.0.0.1\n${asRoot ? 'user=mysql\n' : ''}skip-log-bin\nskip-name-resolve\ncharacter-set-server=utf8mb4\nperformance_schema=OFF\ninnodb_flush_log_at_trx_commit=${flush}\n${flush ? '' : 'innodb_flush_log_at_timeout=600\n'}innodb_log_file_size=16M\ninnodb_buffer_pool_size=48M\n${settings}`,
  );
  const init = join(folder, 'init.sql');
  writeFileSync(
    init,
    `CREATE USER IF NOT EXISTS app@'127.0.0.1' IDENTIFIED BY '${password}';\nGRANT ALL ON *.* TO app@'127.0.0.1' WITH GRANT OPTION;\nCREATE DATABASE IF NOT EXISTS running;\n`,
  );
  for (const at of [folder, join(folder, 'data'), cnf, init]) own(at);
  const installer = program('mariadb-install-db') ?? 'mysql_install_db';
  await run(installer, [`--defaults-file=${cnf}`, '--auth-root-authentication-method=normal', '--skip-test-db']);
  const start = async () => {
    const child = spawn(program('mariadbd') ?? 'mariadbd', [`--defaults-file=${cnf}`, `--init-file=${init}`], {
      stdio: 'ignore',
    });
    await until(
      async () => readFileSync(join(folder, 'data/error.log'), 'utf8').split('ready for connections').length > starts,
    );
    starts += 1;
    return child;
  };
  let starts = 1;
  const opened: PrivateMariadb = {
    url: `mysql://app:${password}@127.0.0.1:${port}/running`,
    child: await start(),
    again: async () => {
      opened.child = await start();
    },
    stop: async () => {
      opened.child.kill('SIGCONT');
      opened.child.kill('SIGKILL');
      await exitOf(opened.child);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return opened;
}

/** Takes connections and never says a word. */
export async function openHanging(): Promise<{ base: string; calls(): number; close(): void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => void sockets.add(socket.on('error', () => undefined).resume()));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    base: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    calls: () => sockets.size,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

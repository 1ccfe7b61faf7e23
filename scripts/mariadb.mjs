// A private MariaDB for the tests, in memory, gone afterwards. Settings are those measured in stack-server.md §6.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { atEnd, ROOT, run, Stop } from './run.mjs';
import { asRoot, program } from './system.mjs';

const PREFIX = 'niangjia-mariadb-';
const DATABASE = 'niangjia_test';
const ENOUGH = 1024 ** 3;
const START_MS = 40_000;

/** Memory if there is enough of it (a container's /dev/shm may be 64 MB), else the disk. */
function homes() {
  const found = [];
  try {
    const { bavail, bsize } = fs.statfsSync('/dev/shm');
    if (bavail * bsize >= ENOUGH) found.push('/dev/shm');
  } catch {
    // No such folder on this system.
  }
  return [...found, os.tmpdir()];
}

const readPid = (file) => {
  try {
    return Number(fs.readFileSync(file, 'utf8')) || 0;
  } catch {
    return 0;
  }
};

function running(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Only our own server: a process number may have gone to somebody else since. */
function isServerOf(pid, folder) {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(path.join(folder, 'my.cnf'));
  } catch {
    return false;
  }
}

/** Ends the servers and removes the folders of earlier runs whose test process is gone. */
function clearLeftovers() {
  for (const home of new Set(['/dev/shm', os.tmpdir()])) {
    if (!fs.existsSync(home)) continue;
    for (const name of fs.readdirSync(home).filter((one) => one.startsWith(PREFIX))) {
      const folder = path.join(home, name);
      try {
        const owner = readPid(path.join(folder, 'owner'));
        if (owner && running(owner)) continue;
        const pid = readPid(path.join(folder, 'server.pid'));
        if (pid && isServerOf(pid, folder)) process.kill(pid, 'SIGKILL');
        fs.rmSync(folder, { recursive: true, force: true });
      } catch {
        // Another user's, or going away just now.
      }
    }
  }
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = net.createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

function mysqlUser() {
  const line = fs
    .readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((one) => one.startsWith('mysql:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  if (!uid) throw new Stop('没有 mysql 这个系统用户。', { todo: '安装软件包 mariadb-server，然后再试一次。' });
  return { uid: Number(uid), gid: Number(gid) };
}

async function tryConnect(url) {
  // The server's driver: the root itself depends on no database.
  const { createConnection } = createRequire(path.join(ROOT, 'server/package.json'))('mysql2/promise');
  const connection = await createConnection({ uri: url, connectTimeout: 5000 });
  try {
    const [[row]] = await connection.query('select version() as version');
    return { version: row.version, connection };
  } catch (error) {
    connection.destroy();
    throw error;
  }
}

const withoutDatabase = (url) => {
  const bare = new URL(url);
  bare.pathname = '/';
  return bare.href;
};

/** The server that TEST_DATABASE_URL names: reachable, and we may create databases there. */
async function given(url) {
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    throw new Stop('TEST_DATABASE_URL 不是一个地址。', { todo: '写成 mysql://用户:密码@主机:3306/niangjia_test。' });
  }
  if (parsed.pathname.length < 2) parsed.pathname = `/${DATABASE}`;
  const probe = `${parsed.pathname.slice(1)}_probe`;
  try {
    const { version, connection } = await tryConnect(withoutDatabase(parsed.href));
    await connection.query(`create database if not exists \`${probe}\``);
    await connection.query(`drop database \`${probe}\``);
    await connection.end();
    return { url: parsed.href, what: `TEST_DATABASE_URL，${version}`, stop() {} };
  } catch (error) {
    throw new Stop(`TEST_DATABASE_URL 的数据库不能用：${error.message}`, {
      todo: '它要能从这里连上，它的用户要能建库和删库。去掉这个变量，就用临时的 MariaDB。',
    });
  }
}

async function launch(binary, folder, password) {
  const port = await freePort();
  const cnf = path.join(folder, 'my.cnf');
  const init = path.join(folder, 'init.sql');
  fs.writeFileSync(
    cnf,
    `[mysqld]
datadir=${folder}/data
socket=${folder}/my.sock
pid-file=${folder}/data/mariadbd.pid
log-error=${folder}/data/error.log
port=${port}
bind-address=127.0.0.1
${asRoot ? 'user=mysql' : ''}
skip-log-bin
skip-name-resolve
default-time-zone=+00:00
character-set-server=utf8mb4
collation-server=utf8mb4_unicode_ci
max_connections=500
max_allowed_packet=64M
performance_schema=OFF
innodb_flush_log_at_trx_commit=0
innodb_doublewrite=0
innodb_file_per_table=0
innodb_stats_persistent=0
innodb_log_file_size=32M
innodb_buffer_pool_size=128M
`,
  );
  fs.writeFileSync(
    init,
    `CREATE USER IF NOT EXISTS niangjia@'127.0.0.1' IDENTIFIED BY '${password}';\nGRANT ALL ON *.* TO niangjia@'127.0.0.1' WITH GRANT OPTION;\n`,
  );
  if (!fs.existsSync(path.join(folder, 'data/mysql'))) {
    const { uid, gid } = asRoot ? mysqlUser() : { uid: -1, gid: -1 };
    for (const at of ['', 'data', 'my.cnf', 'init.sql']) if (asRoot) fs.chownSync(path.join(folder, at), uid, gid);
    const installer = program('mariadb-install-db', 'mysql_install_db');
    if (!installer)
      throw new Stop('有 mariadbd，没有 mariadb-install-db。', { todo: '安装完整的软件包 mariadb-server。' });
    const made = await run(
      installer,
      [`--defaults-file=${cnf}`, '--auth-root-authentication-method=normal', '--skip-test-db'],
      { deadlineMs: 60_000 },
    );
    if (!made.ok)
      throw new Stop('临时的 MariaDB 没有建起来。', {
        output: made.output,
        todo: `看看 ${folder} 所在的磁盘是否有空间。`,
      });
  }
  const child = spawn(binary, [`--defaults-file=${cnf}`, `--init-file=${init}`], { stdio: 'ignore', detached: true });
  let ended = false;
  child.on('error', () => (ended = true));
  child.on('exit', () => (ended = true));
  if (child.pid) fs.writeFileSync(path.join(folder, 'server.pid'), String(child.pid));
  child.unref();
  const url = `mysql://niangjia:${password}@127.0.0.1:${port}/${DATABASE}`;
  const until = Date.now() + START_MS;
  while (!ended && Date.now() < until) {
    try {
      const { version, connection } = await tryConnect(withoutDatabase(url));
      await connection.end();
      return { url, version };
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  if (child.pid && !ended) process.kill(child.pid, 'SIGKILL');
  return { failed: true };
}

/** The MySQL/MariaDB for this run: the one that TEST_DATABASE_URL names, else a private one. `stop()` ends it at once. */
export async function openMariadb() {
  if (process.env.TEST_DATABASE_URL) return given(process.env.TEST_DATABASE_URL);
  clearLeftovers();
  const binary = program('mariadbd');
  if (!binary)
    throw new Stop('这台机器上没有 mariadbd。', { todo: '安装软件包 mariadb-server，或设置 TEST_DATABASE_URL。' });
  const [home] = homes();
  const folder = fs.mkdtempSync(path.join(home, PREFIX));
  fs.chmodSync(folder, 0o755);
  fs.mkdirSync(path.join(folder, 'data'));
  fs.writeFileSync(path.join(folder, 'owner'), String(process.pid));
  fs.writeFileSync(path.join(folder, 'checkout'), ROOT);
  const stop = () => {
    forget();
    const pid = readPid(path.join(folder, 'server.pid'));
    try {
      if (pid) process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
    try {
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    } catch {
      // It wrote a last file meanwhile: the next run clears the folder.
    }
  };
  const forget = atEnd(stop);
  const password = randomBytes(12).toString('hex');
  // Between looking for a free port and taking it somebody else may have taken it.
  for (let attempt = 1; ; attempt += 1) {
    const { url, version, failed } = await launch(binary, folder, password);
    if (!failed) return { url, what: `临时的 ${version}，在 ${home}`, stop };
    if (attempt === 3) {
      const log = path.join(folder, 'data/error.log');
      const output = fs.existsSync(log) ? fs.readFileSync(log, 'utf8') : '';
      stop();
      throw new Stop('临时的 MariaDB 没有启动。', {
        output,
        todo: '看上面的日志；或者用 TEST_DATABASE_URL 指一个可以建库的 MySQL/MariaDB。',
      });
    }
  }
}

/** Three MariaDB nodes on loopback that hold one database together (Galera), and a door that leads to one of them. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { exitOf, freePort, until } from '../processes';

const PROVIDER = '/usr/lib/galera/libgalera_smm.so';
/** A node that is silent for a second is left out: for machines in one room. */
const TIMERS =
  'evs.keepalive_period=PT0.3S;evs.inactive_check_period=PT0.1S;evs.suspect_timeout=PT1S;evs.inactive_timeout=PT3S;' +
  'evs.install_timeout=PT3S';

export interface Node {
  port: number;
  url: string;
  child: ChildProcess;
}

export async function openGalera(): Promise<{ nodes: Node[]; close(): Promise<void> }> {
  if (!existsSync(PROVIDER)) throw new Error(`${PROVIDER} is missing: install galera-4`);
  const folder = mkdtempSync(join(tmpdir(), 'niangjia-galera-'));
  chmodSync(folder, 0o755);
  // The user of the server must not be root: what rsync receives then belongs to nobody.
  const [, , uid, gid] = (/^mysql:.*$/m.exec(readFileSync('/etc/passwd', 'utf8'))?.[0] ?? '').split(':');
  const own = (at: string) => process.getuid?.() === 0 && chownSync(at, Number(uid), Number(gid));
  own(folder);
  const places = [];
  for (let nth = 1; nth <= 3; nth += 1)
    places.push({ nth, port: await freePort(), group: await freePort(), ist: await freePort(), sst: await freePort() });
  const everybody = places.map(({ group }) => `127.0.0.1:${group}`).join(',');
  const nodes: Node[] = [];
  for (const { nth, port, group, ist, sst } of places) {
    const home = join(folder, `n${nth}`);
    mkdirSync(home);
    const options = `base_host=127.0.0.1;base_port=${group};gmcast.listen_addr=tcp://127.0.0.1:${group};ist.recv_addr=127.0.0.1:${ist};gcache.size=128M;${TIMERS}`;
    const init = join(folder, 'init.sql');
    writeFileSync(
      init,
      `CREATE USER IF NOT EXISTS app@'127.0.0.1' IDENTIFIED BY 'app';\nGRANT ALL ON *.* TO app@'127.0.0.1' WITH GRANT OPTION;\nCREATE DATABASE IF NOT EXISTS running;\n`,
    );
    const cnf = join(folder, `n${nth}.cnf`);
    writeFileSync(
      cnf,
      `[mysqld]\nuser=mysql\ndatadir=${home}\nsocket=${folder}/n${nth}.sock\npid-file=${folder}/n${nth}.pid\nlog-error=${folder}/n${nth}.err\nbind-address=127.0.0.1\nport=${port}\nskip-name-resolve\ncharacter-set-server=utf8mb4\nperformance_schema=OFF\nbinlog_format=ROW\ndefault_storage_engine=InnoDB\ninnodb_autoinc_lock_mode=2\ninnodb_flush_log_at_trx_commit=1\ninnodb_buffer_pool_size=256M\nwsrep_on=ON\nwsrep_provider=${PROVIDER}\nwsrep_cluster_name=rush\nwsrep_cluster_address=gcomm://${everybody}\nwsrep_node_name=n${nth}\nwsrep_node_address=127.0.0.1:${group}\nwsrep_node_incoming_address=127.0.0.1:${port}\nwsrep_sst_method=rsync\nwsrep_sst_receive_address=127.0.0.1:${sst}\nwsrep_slave_threads=2\nwsrep_retry_autocommit=4\nwsrep_provider_options="${options}"\n`,
    );
    for (const at of [home, cnf, init]) own(at);
    await promisify(execFile)('mariadb-install-db', [
      ...[`--defaults-file=${cnf}`, '--user=mysql', '--auth-root-authentication-method=normal', '--skip-test-db'],
    ]);
    const first = nth === 1 ? ['--wsrep-new-cluster', `--init-file=${init}`] : [];
    const child = spawn('/usr/sbin/mariadbd', [`--defaults-file=${cnf}`, ...first], {
      stdio: 'ignore',
      detached: true,
    });
    const node = { port, url: `mysql://app:app@127.0.0.1:${port}/running`, child };
    await until(() => isSynced(node), 60, 200).catch(() => {
      throw new Error(`node ${nth}: ${readFileSync(join(folder, `n${nth}.err`), 'utf8').slice(-2000)}`);
    });
    nodes.push(node);
  }
  return {
    nodes,
    close: async () => {
      for (const { child } of nodes) {
        child.kill('SIGKILL');
        await exitOf(child);
      }
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Whether a node may be written to: in the primary part, with everything that the others have. */
export async function isSynced({ url }: Pick<Node, 'url'>): Promise<boolean> {
  const connection = await createConnection({ uri: url, connectTimeout: 500 });
  try {
    const [rows] = await connection.query(
      `SHOW STATUS WHERE Variable_name IN ('wsrep_local_state', 'wsrep_cluster_status', 'wsrep_ready')`,
    );
    const said = new Map(
      (rows as { Variable_name: string; Value: string }[]).map((row) => [row.Variable_name, row.Value]),
    );
    return (
      said.get('wsrep_local_state') === '4' &&
      said.get('wsrep_cluster_status') === 'Primary' &&
      said.get('wsrep_ready') === 'ON'
    );
  } finally {
    connection.destroy();
  }
}

/** One door for all processes: leads to the first node that may be written to; when that one goes, so do its connections. */
export async function openDoor(nodes: Node[]): Promise<{ port: number; close(): void }> {
  let writer = nodes[0] as Node;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const database = connect(writer.port, '127.0.0.1');
    client.pipe(database).pipe(client);
    for (const [one, other] of [
      [client, database],
      [database, client],
    ] as const) {
      sockets.add(one);
      one
        .on('error', () => undefined)
        .once('close', () => {
          sockets.delete(one);
          other.destroy();
        });
    }
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  let open = true;
  const watch = async () => {
    while (open) {
      await new Promise((wake) => setTimeout(wake, 200));
      if (await isSynced(writer).catch(() => false)) continue;
      for (const node of nodes)
        if (node !== writer && open && (await isSynced(node).catch(() => false))) {
          writer = node;
          for (const socket of sockets) socket.destroy();
          break;
        }
    }
  };
  void watch();
  return {
    port: (server.address() as { port: number }).port,
    close: () => {
      open = false;
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

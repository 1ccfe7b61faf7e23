/**
 * `npm run bench -- galera`: a rush at three processes on three Galera nodes on loopback; the node that is written to is
 * killed in the middle. `-- galera <takers> <stock>`. Prints the longest pause between two vouchers; ends with code 1
 * when the checker finds anything on a node that lives.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { rushClaims } from '../rush/clients';
import { check, forgetChecker, openGround, ticketsFor } from '../rush/ground';
import { isSynced, openDoor, openGalera } from './galera-nodes';
import { serveBench } from './vouchers-server';

const say = (line: string) => process.stdout.write(`${line}\n`);

const portOf = (child: ChildProcess) =>
  new Promise<number>((done, fail) => {
    child.once('message', (answer) => done((answer as { port: number }).port));
    child.once('exit', (code) => fail(new Error(`a server ended with ${code}`)));
  });

async function main(takers: number, stock: number): Promise<void> {
  const cluster = await openGalera();
  const door = await openDoor(cluster.nodes);
  const [victim, ...others] = cluster.nodes;
  const ground = await openGround(`mysql://app:app@127.0.0.1:${door.port}/running`);
  const members = await ground.members(takers);
  const { campaignId, kindId } = await ground.campaign(stock);
  const servers = [1, 2, 3].map(() => fork(__filename, ['serve', ground.url, ground.folder]));
  const ports = await Promise.all(servers.map(portOf));
  const history = ground.history('galera');
  const ended = await rushClaims({
    ...{ addresses: ports.map((port) => `http://127.0.0.1:${port}`), path: `/api/offers/${campaignId}/claim`, kindId },
    ...{ takers: ticketsFor(ground.kit, campaignId, members), history, atOnce: 240, seconds: 120 },
    onGiven: (count) => {
      if (count === Math.floor(stock / 2)) victim?.child.kill('SIGKILL');
    },
  });
  const verdicts = [];
  for (const node of others) {
    if (!(await isSynced(node))) throw new Error('a node that was not killed is not synced');
    verdicts.push(await check(node.url, campaignId, history));
  }
  for (const child of servers) child.disconnect();
  await ground.close();
  door.close();
  await cluster.close();
  await forgetChecker();
  const wrong = verdicts.flatMap((verdict) => verdict.wrong);
  say(`3 个 Galera 节点，3 个进程，${cpus().length} 核，负载 ${loadavg()[0]?.toFixed(1)}，杀掉正在写的节点`);
  say(
    `发出 ${verdicts[0]?.given} / ${stock}，拒绝 ${ended.refused}，没有答复 ${ended.unknown}，最长间隔 ${ended.gap} ms`,
  );
  for (const line of wrong) say(line);
  const checks = { right: wrong.length === 0, all: verdicts.every(({ given }) => given === Math.min(stock, takers)) };
  say(JSON.stringify({ bench: 'galera', figures: { ...ended, takers, stock }, ratios: {}, checks }));
  process.exit(Object.values(checks).every(Boolean) ? 0 : 1);
}

const [, , role = '', ...rest] = process.argv;
const work =
  role === 'serve' ? serveBench(rest[0] ?? '', rest[1] ?? '') : main(Number(role || 12_700), Number(rest[0] || 1000));
work.catch((error: Error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});

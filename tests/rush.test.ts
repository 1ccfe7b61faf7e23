/**
 * The rush (VOU-2; security.md G1, X3, X4, X6): 12,700 takers for 1,000 vouchers at three processes, one of which is
 * killed, as is the database. A checker that is a program of its own reads the clients' history and the database.
 */
import { connect, createServer, type Socket } from 'node:net';
import { query } from '@niangjia/server/core/sql';
import {
  exitOf,
  forgetBuild,
  openPrivateMariadb,
  type PrivateMariadb,
  type ServerProcess,
  startServer,
  until,
} from './processes';
import { type Rush, rushClaims } from './rush/clients';
import { check, forgetChecker, openGround, ticketsFor } from './rush/ground';
import { serveNaive } from './rush/naive';
import { onMysql } from './world';

const TAKERS = 12_700;
const STOCK = 1_000;

/** Stands before the database; once armed, what the database says after a COMMIT does not come back any more. */
async function openDeafProxy(port: number) {
  let armed = false;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const database = connect(port, '127.0.0.1');
    let deaf = false;
    client.on('data', (chunk) => {
      if (armed && chunk.includes('COMMIT')) deaf = true;
      database.write(chunk);
    });
    database.on('data', (chunk) => void (deaf || client.write(chunk)));
    for (const [one, other] of [
      [client, database],
      [database, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => undefined).once('close', () => other.destroy());
    }
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    port: (server.address() as { port: number }).port,
    arm: () => (armed = true),
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

(onMysql ? describe : describe.skip)('on a durable MariaDB of its own', () => {
  let maria: PrivateMariadb;
  let ground: Awaited<ReturnType<typeof openGround>>;
  let members: Awaited<ReturnType<typeof ground.members>>;
  const servers: ServerProcess[] = [];
  beforeAll(async () => {
    maria = await openPrivateMariadb(1, 'innodb_buffer_pool_size=256M\n');
    ground = await openGround(maria.url, async (app, kit) => serveNaive(app, kit));
    for (let nth = 0; nth < 3; nth += 1) servers.push(await startServer(ground.environment));
    members = await ground.members(TAKERS);
  }, 120_000);
  afterAll(async () => {
    for (const { child } of servers) child.kill('SIGKILL');
    await ground.close();
    await maria.stop();
    await forgetBuild();
    await forgetChecker();
  }, 30_000);

  /** A rush of the first `count` members; every tenth of them asks with a second ticket, too, as from a second phone. */
  async function rushOf(
    { name, count, stock }: { name: string; count: number; stock: number },
    different: Partial<Pick<Rush, 'addresses' | 'onGiven'>> & { pathOf?(campaignId: string): string } = {},
  ) {
    const { pathOf = (id: string) => `/api/offers/${id}/claim`, ...rest } = different;
    const { campaignId, kindId } = await ground.campaign(stock);
    const history = ground.history(name);
    const own = members.slice(0, count);
    const takers = own.flatMap((one, nth) => (nth % 10 === 0 ? [one, one] : [one]));
    const ended = await rushClaims({
      addresses: servers.map(({ address }) => address),
      path: pathOf(campaignId),
      ...{ kindId, takers: ticketsFor(ground.kit, campaignId, takers), history, atOnce: 240, seconds: 90 },
      ...rest,
    });
    return { ended, verdict: await check(maria.url, campaignId, history) };
  }

  it('12,700 takers, 1,000 vouchers, 3 processes; one is killed, and so is the database: nothing lost, nothing doubled, nothing too much', async () => {
    const nemesis: Promise<unknown>[] = [];
    const victim = servers[1];
    const { ended, verdict } = await rushOf(
      { name: 'rush', count: TAKERS, stock: STOCK },
      {
        onGiven: (count) => {
          if (count === 0.3 * STOCK) victim?.child.kill('SIGKILL');
          if (count === 0.6 * STOCK)
            nemesis.push(
              (async () => {
                maria.child.kill('SIGKILL');
                await exitOf(maria.child);
                await maria.again();
              })(),
            );
        },
      },
    );
    await Promise.all(nemesis);
    servers[1] = await startServer(ground.environment);
    expect(nemesis).toHaveLength(1);
    expect(victim?.child.signalCode).toBe('SIGKILL');
    if (process.env.SHOW) console.log(ended, verdict);
    expect(verdict.wrong).toEqual([]);
    expect([verdict.given, verdict.unanswered]).toEqual([STOCK, 0]);
    expect(ended.given + ended.refused).toBe(TAKERS + TAKERS / 10);
  }, 120_000);

  it('X6 claims that read and then write are found out on the same ground', async () => {
    const address = await ground.app.listen({ port: 0, host: '127.0.0.1' });
    const { verdict } = await rushOf(
      { name: 'naive', count: 500, stock: 50 },
      { addresses: [address], pathOf: (id) => `/naive/${id}/claim` },
    );
    if (process.env.SHOW) console.log(verdict);
    expect(verdict.given).toBeGreaterThan(50);
    expect(verdict.wrong.join('\n')).toContain('more vouchers than stock');
    expect(verdict.wrong.join('\n')).toContain('left and given are not the stock');
  }, 60_000);

  it('X3 a process that is killed between the COMMIT and its answer: the same ticket brings that voucher, byte for byte', async () => {
    const { campaignId, kindId } = await ground.campaign(10);
    const [taker] = ticketsFor(ground.kit, campaignId, members);
    const { port } = new URL(maria.url);
    const proxy = await openDeafProxy(Number(port));
    const url = Object.assign(new URL(maria.url), { port: String(proxy.port) }).href;
    const doomed = await startServer({ ...ground.environment, DATABASE_URL: url });
    const ask = (address: string) =>
      fetch(`${address}/api/offers/${campaignId}/claim`, {
        method: 'POST',
        headers: { authorization: `Bearer ${taker?.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ kindId, ticket: taker?.ticket }),
      });
    proxy.arm();
    const first = ask(doomed.address).then(
      () => 'answered',
      () => 'cut',
    );
    const rows = () =>
      query<{ id: string }>(ground.db.reader, 'SELECT id FROM voucher WHERE ticket = ?', [taker?.ticketId]);
    await until(async () => (await rows()).length === 1, 2);
    doomed.child.kill('SIGKILL');
    expect(await first).toBe('cut');
    const [one, two] = await Promise.all(servers.slice(0, 2).map(async ({ address }) => (await ask(address)).text()));
    expect(JSON.parse(one ?? '')).toMatchObject({ outcome: 'given', voucher: { id: (await rows())[0]?.id } });
    expect(two).toBe(one);
    expect(await rows()).toHaveLength(1);
    proxy.close();
  }, 60_000);
});

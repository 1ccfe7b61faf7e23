/** The line: what is given back goes to the next, and under any rush the stock stays right. */
import { closeEntries, serveLine } from '@niangjia/server/modules/vouchers/line';
import { closeOver, serveLines } from '@niangjia/server/modules/vouchers/turns';
import { inAsk, plantEntries, plantVouchers } from './entry-plant';
import { type PlantedCampaign, plantCampaign, plantMembers } from './voucher-world';
import { openWorld, refusal, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

type Member = Awaited<ReturnType<typeof plantMembers>>[number];
const as = (member: Member | undefined) => world.as(member?.token ?? '');
const giveBack = (member: Member | undefined, id: string | undefined) =>
  as(member)('POST /vouchers/:id/return', { params: { id: id ?? '' } });
const leave = (member: Member | undefined, id: string | undefined) =>
  as(member)('POST /entries/:id/leave', { params: { id: id ?? '' } });

/** A sold-out campaign: the first of the members have the vouchers, the others wait in the line. */
async function soldOut(total: number, waiting: number, given: PlantedCampaign = {}) {
  const { campaignId, kindIds } = await plantCampaign(world, {
    line: true,
    kinds: [{ title: '电影券', total }],
    ...given,
  });
  const at = { campaignId, kindId: kindIds[0] ?? '' };
  const members = await plantMembers(world, total + waiting);
  const [holders, queue] = [members.slice(0, total), members.slice(total)];
  const vouchers = await plantVouchers(world, at, holders);
  const entries = await plantEntries(world, { ...at, kind: 'line' }, queue);
  return { ...at, holders, queue, vouchers, entries };
}
const entryStates = async (campaignId: string) =>
  (
    await world.sql<{ state: string }>('SELECT state FROM voucher_entry WHERE campaignId = ? ORDER BY number', [
      campaignId,
    ])
  ).map(({ state }) => state);
const ownersOf = async (campaignId: string) =>
  (
    await world.sql<{ personId: string }>(
      `SELECT personId FROM voucher WHERE campaignId = ? AND state = 'issued' ORDER BY id`,
      [campaignId],
    )
  ).map(({ personId }) => personId);
const stock = async (kindId: string) => {
  const [row] = await world.sql<{ total: number; remaining: number }>(
    'SELECT total, remaining FROM voucher_stock WHERE kindId = ?',
    [kindId],
  );
  const [held] = await world.sql<{ n: number | string }>(
    `SELECT COUNT(*) AS n FROM voucher WHERE kindId = ? AND state IN ('issued', 'used', 'expired')`,
    [kindId],
  );
  return { total: row?.total, remaining: row?.remaining, held: Number(held?.n) };
};

describe('giving back', () => {
  it('passes a voucher on to the next in line, who is told', async () => {
    const { campaignId, kindId, holders, queue, vouchers } = await soldOut(1, 2);
    const back = await giveBack(holders[0], vouchers[0]);
    expect(back).toMatchObject({ id: vouchers[0], state: 'returned', returnable: false, extendTo: null });
    expect(await ownersOf(campaignId)).toEqual([queue[0]?.personId]);
    expect(await entryStates(campaignId)).toEqual(['served', 'waiting']);
    expect(await stock(kindId)).toEqual({ total: 1, remaining: 0, held: 1 });
    const [notice] = await world.sql<{ title: string; words: string; page: string }>(
      'SELECT title, words, page FROM notice WHERE personId = ?',
      [queue[0]?.personId],
    );
    const [served] = await world.sql<{ id: string; source: string; batch: string }>(
      `SELECT id, source, batch FROM voucher WHERE campaignId = ? AND state = 'issued'`,
      [campaignId],
    );
    expect(served?.source).toBe('line');
    expect(notice).toMatchObject({ title: '您候补的福利券到了', page: `voucher/one?id=${served?.id}` });
    expect(notice?.words).toContain('有人退回了“电影券”，已发给您，请在 12月23日 周三前使用（含当天）。');
    const [audit] = await world.sql('SELECT seq FROM audit_row WHERE object = ?', [`batch:${served?.batch}`]);
    expect(audit).toBeDefined();
    expect((await refusal(giveBack(holders[0], vouchers[0]))).code).toBe('VOUCHER_RETURNED');
  });

  it('puts it back into the stock where nobody waits, and its holder may take one again', async () => {
    const { campaignId, kindId, holders, vouchers } = await soldOut(1, 0);
    await giveBack(holders[0], vouchers[0]);
    expect(await stock(kindId)).toEqual({ total: 1, remaining: 1, held: 0 });
    const params = { id: campaignId };
    const { ticket } = await as(holders[0])('POST /offers/:id/ticket', { params });
    world.clock.forward(3000);
    const again = await as(holders[0])('POST /offers/:id/claim', { params, body: { kindId, ticket } });
    expect(again.outcome).toBe('given');
    expect(await stock(kindId)).toEqual({ total: 1, remaining: 0, held: 1 });
  });

  it('twice at the same moment has one effect', async () => {
    const { campaignId, kindId, holders, queue, vouchers } = await soldOut(1, 3);
    const calls = await Promise.allSettled([1, 2, 3, 4].map(() => giveBack(holders[0], vouchers[0])));
    expect(calls.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await ownersOf(campaignId)).toEqual([queue[0]?.personId]);
    expect(await stock(kindId)).toEqual({ total: 1, remaining: 0, held: 1 });
  });

  it('is refused for a used, an expired and somebody else’s voucher', async () => {
    const { holders, vouchers, campaignId } = await soldOut(3, 1);
    await world.sql(`UPDATE voucher SET state = 'used' WHERE id = ?`, [vouchers[0]]);
    await world.sql(`UPDATE voucher SET useUntil = '2026-11-22' WHERE id = ?`, [vouchers[1]]);
    const said = [
      giveBack(holders[0], vouchers[0]),
      giveBack(holders[1], vouchers[1]),
      giveBack(holders[0], vouchers[2]),
    ];
    expect(await Promise.all(said.map(async (call) => (await refusal(call)).code))).toEqual([
      'VOUCHER_USED',
      'VOUCHER_EXPIRED',
      'NOT_FOUND',
    ]);
    expect(await entryStates(campaignId)).toEqual(['waiting']);
  });

  it('keeps what is left and what is given equal to the total, when 25 give back while 25 take', async () => {
    const { campaignId, kindId, holders, vouchers } = await soldOut(25, 10);
    const takers = await plantMembers(world, 25);
    const params = { id: campaignId };
    const tickets = await Promise.all(
      takers.map(async (one) => (await as(one)('POST /offers/:id/ticket', { params })).ticket),
    );
    world.clock.forward(3000);
    const persist = async (call: () => Promise<unknown>): Promise<unknown> => {
      for (;;) {
        const said = await call().catch((refused) => refused.code);
        if (said !== 'BUSY') return said;
      }
    };
    await Promise.all([
      ...holders.map((one, nth) => persist(() => giveBack(one, vouchers[nth]))),
      ...takers.map((one, nth) =>
        persist(() => as(one)('POST /offers/:id/claim', { params, body: { kindId, ticket: tickets[nth] ?? '' } })),
      ),
    ]);
    await serveLines(world.kit);
    const { total, remaining, held } = await stock(kindId);
    expect([total, Number(remaining) + held]).toEqual([25, 25]);
    // 10 waited and 25 wanted one: all 25 that came back are in somebody's hand again, none twice.
    expect([remaining, held]).toEqual([0, 25]);
    const owners = await ownersOf(campaignId);
    expect(new Set(owners).size).toBe(25);
    expect((await entryStates(campaignId)).slice(0, 10)).toEqual(Array(10).fill('served'));
  });
});

describe('the line', () => {
  it('passes over who is no member any more and who has taken one meanwhile', async () => {
    const { campaignId, kindId, holders, queue, vouchers } = await soldOut(2, 3);
    await world.sql(`UPDATE membership SET state = 'ended', activePerson = NULL, activeIdNumber = NULL WHERE id = ?`, [
      queue[0]?.membershipId,
    ]);
    await world
      .sql('UPDATE voucher_stock SET total = 3, remaining = 1 WHERE kindId = ?', [kindId])
      .catch(() => undefined);
    await giveBack(holders[0], vouchers[0]);
    expect(await entryStates(campaignId)).toEqual(['left', 'served', 'waiting']);
    // The third takes one by another way, and then a voucher comes back.
    await giveBack(
      queue[1],
      (
        await world.sql<{ id: string }>(`SELECT id FROM voucher WHERE source = 'line' AND campaignId = ?`, [campaignId])
      )[0]?.id,
    );
    expect(await entryStates(campaignId)).toEqual(['left', 'served', 'served']);
    expect(await ownersOf(campaignId)).toEqual([holders[1]?.personId, queue[2]?.personId]);
  });

  it('closes the entry of one who has the voucher already', async () => {
    const { campaignId, kindId, holders, vouchers } = await soldOut(2, 0);
    await plantEntries(world, { campaignId, kindId, kind: 'line' }, [holders[1] as Member]);
    await giveBack(holders[0], vouchers[0]);
    expect(await entryStates(campaignId)).toEqual(['left']);
    expect(await stock(kindId)).toEqual({ total: 2, remaining: 1, held: 1 });
  });

  it('is left once, by its own person, and not after it was served', async () => {
    const { campaignId, holders, queue, vouchers, entries } = await soldOut(1, 2);
    expect((await refusal(leave(queue[1], entries[0]))).code).toBe('NOT_FOUND');
    expect(await leave(queue[0], entries[0])).toEqual({ done: true });
    expect((await refusal(leave(queue[0], entries[0]))).code).toBe('ENTRY_OVER');
    await giveBack(holders[0], vouchers[0]);
    expect(await entryStates(campaignId)).toEqual(['left', 'served']);
    expect((await refusal(leave(queue[1], entries[1]))).code).toBe('ENTRY_OVER');
  });

  it('gets nothing while the campaign is paused, and is served when it goes on', async () => {
    const { campaignId, holders, vouchers } = await soldOut(1, 1);
    const officer = await world.staff('protection');
    const about = { params: { id: campaignId }, body: { reason: '活动现场下大雨' } };
    await officer.api('POST /campaigns/:id/pause', about);
    await giveBack(holders[0], vouchers[0]);
    await serveLines(world.kit);
    expect(await entryStates(campaignId)).toEqual(['waiting']);
    await officer.api('POST /campaigns/:id/resume', about);
    await serveLines(world.kit);
    expect(await entryStates(campaignId)).toEqual(['served']);
  });

  it('gets nothing after the last day of use, and is closed then or when the campaign ends', async () => {
    const over = await soldOut(1, 2);
    await giveBack(over.holders[0], over.vouchers[0]);
    const day = 86_400_000;
    const ended = await soldOut(1, 2);
    await world.sql(`UPDATE campaign SET state = 'ended' WHERE id = ?`, [ended.campaignId]);
    await closeOver(world.kit);
    expect(await entryStates(over.campaignId)).toEqual(['served', 'waiting']);
    expect(await entryStates(ended.campaignId)).toEqual(['left', 'left']);
    world.clock.forward(31 * day);
    expect(await inAsk(world, (ask) => serveLine(ask, over.campaignId))).toEqual({ given: 0, closed: 0 });
    expect(await inAsk(world, (ask) => closeEntries(ask, over.campaignId))).toBe(1);
    expect(await entryStates(over.campaignId)).toEqual(['served', 'left']);
    world.clock.forward(-31 * day);
  });
});

/** What comes round by itself: the last day, the reminder before it, the one extension, and the grant of a list. */

import type { Kit } from '@niangjia/server/core/kit';
import { grantVouchers } from '@niangjia/server/modules/vouchers/grant';
import { expireVouchers, remindHolders } from '@niangjia/server/modules/vouchers/turns';
import { Refused } from '@niangjia/shared/client';
import { deliverAll, inAsk, plantVouchers } from './entry-plant';
import { type PlantedCampaign, plantCampaign, plantMembers } from './voucher-world';
import { openWorld, refusal, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

type Member = Awaited<ReturnType<typeof plantMembers>>[number];
/** 10:00 in Shanghai. */
const on = (day: string) => {
  world.clock.now = new Date(`${day}T02:00:00.000Z`);
};
/** A voucher that was given today in a member's hand. */
async function held(given: PlantedCampaign = {}) {
  const { campaignId, kindIds } = await plantCampaign(world, { kinds: [{ title: '电影券', total: 5 }], ...given });
  const kindId = kindIds[0] ?? '';
  const [member] = (await plantMembers(world, 1)) as [Member];
  const [id = ''] = await plantVouchers(world, { campaignId, kindId }, [member]);
  return { campaignId, kindId, member, id };
}
const stateOf = async (id: string) =>
  (
    await world.sql<{ state: string; closedAt: string | null; useUntil: string }>(
      'SELECT state, closedAt, useUntil FROM voucher WHERE id = ?',
      [id],
    )
  )[0];
const noticesOf = (member: Member) =>
  world.sql<{ title: string; words: string; page: string }>(
    'SELECT title, words, page FROM notice WHERE personId = ? ORDER BY id',
    [member.personId],
  );
async function tokenOf({ personId }: Member): Promise<string> {
  const [session] = await world.sql<{ id: string }>('SELECT id FROM session WHERE subjectId = ?', [personId]);
  return world.kit.tokens.sign({ sub: personId, sid: session?.id ?? '', aud: 'phone' }, world.kit.now());
}
/** As the phone does it: when the server is busy, the same call again. */
async function extend(member: Member, id: string) {
  const api = world.as(await tokenOf(member));
  for (;;) {
    const said = await api('POST /vouchers/:id/extend', { params: { id } }).catch((refused: Refused) => refused);
    if (!(said instanceof Refused)) return said;
    if (said.code !== 'BUSY') throw said;
  }
}

describe('the last day', () => {
  it('is the last on which a voucher is good; on the next it is void, and stays given', async () => {
    on('2026-11-23');
    const { id, kindId } = await held({ useUntil: '2026-12-10' });
    for (const [day, state] of [
      ['2026-12-09', 'issued'],
      ['2026-12-10', 'issued'],
      ['2026-12-11', 'expired'],
    ] as const) {
      on(day);
      await expireVouchers(world.kit);
      expect(await stateOf(id)).toMatchObject({ state });
    }
    expect((await stateOf(id))?.closedAt).toBe('2026-12-11T02:00:00.000Z');
    const [stock] = await world.sql('SELECT total, remaining FROM voucher_stock WHERE kindId = ?', [kindId]);
    expect(stock).toMatchObject({ total: 5, remaining: 4 });
  });

  it('ends at midnight of Shanghai', async () => {
    on('2026-11-23');
    const { id } = await held({ useUntil: '2026-12-10' });
    world.clock.now = new Date('2026-12-10T15:59:59.999Z');
    await expireVouchers(world.kit);
    expect(await stateOf(id)).toMatchObject({ state: 'issued' });
    world.clock.now = new Date('2026-12-10T16:00:00.000Z');
    await expireVouchers(world.kit);
    expect(await stateOf(id)).toMatchObject({ state: 'expired' });
  });

  it('leaves used and returned ones as they are', async () => {
    on('2026-11-23');
    const [used, returned] = [await held({ useUntil: '2026-12-10' }), await held({ useUntil: '2026-12-10' })];
    await world.sql(`UPDATE voucher SET state = 'used' WHERE id = ?`, [used.id]);
    await world.sql(`UPDATE voucher SET state = 'returned', nth = NULL WHERE id = ?`, [returned.id]);
    on('2026-12-11');
    await expireVouchers(world.kit);
    expect([(await stateOf(used.id))?.state, (await stateOf(returned.id))?.state]).toEqual(['used', 'returned']);
  });
});

describe('the reminder', () => {
  it('comes once, from three days before the last day on', async () => {
    on('2026-11-23');
    const { id, member } = await held({ useUntil: '2026-12-10', extendMonths: 3 });
    on('2026-12-06');
    await remindHolders(world.kit);
    expect(await noticesOf(member)).toEqual([]);
    for (const day of ['2026-12-07', '2026-12-08', '2026-12-10', '2026-12-11']) {
      on(day);
      await Promise.all([remindHolders(world.kit), remindHolders(world.kit)]);
    }
    expect(await noticesOf(member)).toEqual([
      expect.objectContaining({
        title: '福利券快到期了',
        words: '“电影券”最后可用日是 12月10日 周四，过期作废。来不及用可以延期 3 个月；用不上可以退回，会发给下一位。',
        page: `voucher/one?id=${id}`,
      }),
    ]);
  });

  it('does not come on the day on which the voucher was given, nor for a used one', async () => {
    on('2026-12-08');
    const [fresh, used] = [await held({ useUntil: '2026-12-10' }), await held({ useUntil: '2026-12-10' })];
    await world.sql(`UPDATE voucher SET state = 'used' WHERE id = ?`, [used.id]);
    await remindHolders(world.kit);
    expect(await noticesOf(fresh.member)).toEqual([]);
    on('2026-12-09');
    await remindHolders(world.kit);
    expect([(await noticesOf(fresh.member)).length, (await noticesOf(used.member)).length]).toEqual([1, 0]);
  });

  it('comes again before the day to which it was extended', async () => {
    on('2026-11-23');
    const { id, member } = await held({ useUntil: '2026-12-10', extendMonths: 3 });
    on('2026-12-08');
    await remindHolders(world.kit);
    await extend(member, id);
    await remindHolders(world.kit);
    expect(await noticesOf(member)).toHaveLength(1);
    on('2027-03-09');
    await remindHolders(world.kit);
    await remindHolders(world.kit);
    const [, second] = await noticesOf(member);
    expect(second?.words).toBe('“电影券”最后可用日是 3月10日 周三，过期作废。用不上可以退回，会发给下一位。');
  });
});

describe('the extension', () => {
  it.each([
    ['2026-11-30', 3, '2027-02-28'],
    ['2027-11-30', 3, '2028-02-29'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2026-12-10', 3, '2027-03-10'],
    ['2026-12-31', 12, '2027-12-31'],
  ])('of %s by %d months leads to %s, once', async (useUntil, extendMonths, to) => {
    on(`${useUntil.slice(0, 8)}01`);
    const { id, member } = await held({ useUntil, extendMonths });
    on(useUntil);
    const [one, other] = await Promise.allSettled([extend(member, id), extend(member, id)]);
    expect([one.status, other.status].sort()).toEqual(['fulfilled', 'rejected']);
    const shown = one.status === 'fulfilled' ? one.value : other.status === 'fulfilled' ? other.value : undefined;
    expect(shown).toMatchObject({ useUntil: to, extendTo: null, state: 'issued' });
    expect((await refusal(extend(member, id))).code).toBe('NOT_EXTENDABLE');
  });

  it('is refused where the campaign has none, and once the last day is over', async () => {
    on('2026-11-23');
    const [none, late] = [
      await held({ useUntil: '2026-12-10' }),
      await held({ useUntil: '2026-12-10', extendMonths: 3 }),
    ];
    expect((await refusal(extend(none.member, none.id))).code).toBe('NOT_EXTENDABLE');
    on('2026-12-11');
    expect((await refusal(extend(late.member, late.id))).code).toBe('VOUCHER_EXPIRED');
    expect((await refusal(extend(none.member, late.id))).code).toBe('NOT_FOUND');
  });
});

describe('the grant of a list', () => {
  const given = async (campaignId: string) =>
    (
      await world.sql<{ personId: string; n: number | string }>(
        'SELECT personId, COUNT(*) AS n FROM voucher WHERE campaignId = ? GROUP BY personId ORDER BY personId',
        [campaignId],
      )
    ).map(({ personId, n }) => [personId, Number(n)]);
  const granting = (listed: Member[], kinds: PlantedCampaign['kinds']) =>
    plantCampaign(world, { way: 'grant', audience: { listed: true }, listed, ...(kinds && { kinds }) });
  const begin = (campaignId: string) => inAsk(world, (ask) => ask.tell('vouchers-granted', { campaignId }));

  it('gives everybody on it one of each kind and tells each once, also after a crash in the middle', async () => {
    on('2026-11-23');
    const members = await plantMembers(world, 230);
    const { campaignId, kindIds } = await granting(members, [
      { title: '慰问券', total: 300 },
      { title: '电影券', total: 300 },
    ]);
    await begin(campaignId);
    // The second piece dies before its commit, then again behind it: the message is delivered once more.
    let calls = 0;
    const { db } = world.kit;
    const dying: Kit = {
      ...world.kit,
      db: {
        ...db,
        tx: (work, how) =>
          db.tx(async (manager) => {
            const done = await work(manager);
            throw Object.assign(new Error('killed'), { done });
          }, how),
      },
    };
    await expect(
      deliverAll(world, 'vouchers-granted', async (kit, payload) => {
        calls += 1;
        await grantVouchers(calls === 2 ? dying : kit, payload);
      }),
    ).rejects.toThrow('killed');
    expect((await given(campaignId)).length).toBe(100);
    await deliverAll(world, 'vouchers-granted', async (kit, payload) => {
      await grantVouchers(kit, payload);
      await grantVouchers(kit, payload);
    });
    expect(await given(campaignId)).toEqual(members.map(({ personId }) => [personId, 2]).sort());
    const [stock] = await world.sql('SELECT total, remaining FROM voucher_stock WHERE kindId = ?', [kindIds[0]]);
    expect(stock).toMatchObject({ total: 300, remaining: 70 });
    const notices = await noticesOf(members[229] as Member);
    expect(notices.map(({ title, words }) => [title, words])).toEqual([
      [
        '工会发给您福利券',
        '青州北部片区工会联合会的“五一送福利”：发给您“慰问券”、“电影券”，请在 12月23日 周三前使用（含当天）。',
      ],
    ]);
  });

  it('stops where it is while the campaign is paused, and gives the rest when it goes on', async () => {
    on('2026-11-23');
    const members = await plantMembers(world, 150);
    const { campaignId } = await granting(members, [{ total: 300 }]);
    const officer = await world.staff('protection');
    const about = { params: { id: campaignId }, body: { reason: '名单有误，先停下' } };
    await begin(campaignId);
    let pieces = 0;
    await deliverAll(world, 'vouchers-granted', async (kit, payload) => {
      pieces += 1;
      await grantVouchers(kit, payload);
      if (pieces === 1) await officer.api('POST /campaigns/:id/pause', about);
    });
    expect([pieces, (await given(campaignId)).length]).toEqual([2, 100]);
    await officer.api('POST /campaigns/:id/resume', about);
    await deliverAll(world, 'vouchers-granted', grantVouchers);
    expect(await given(campaignId)).toEqual(members.map(({ personId }) => [personId, 1]).sort());
  });

  it('gives as many as there are, in the order of the list, and writes down how many are short', async () => {
    on('2026-11-23');
    const members = await plantMembers(world, 5);
    const { campaignId } = await granting(members, [{ total: 3 }]);
    await world.sql(`UPDATE membership SET state = 'ended', activePerson = NULL, activeIdNumber = NULL WHERE id = ?`, [
      members[0]?.membershipId,
    ]);
    await begin(campaignId);
    await deliverAll(world, 'vouchers-granted', grantVouchers);
    const order = members.map(({ personId }) => personId).sort();
    const active = order.filter((personId) => personId !== members[0]?.personId);
    expect((await given(campaignId)).map(([personId]) => personId)).toEqual(active.slice(0, 3));
    const rows = await world.sql<{ detail: string }>(
      `SELECT detail FROM audit_row WHERE what = 'grant' ORDER BY seq DESC`,
    );
    expect(JSON.parse(rows[0]?.detail ?? '')).toMatchObject({ campaign: campaignId, count: 3, short: 1, gone: 1 });
  });
});

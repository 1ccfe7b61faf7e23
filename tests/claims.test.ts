/** VOU-1 to VOU-4, G1, G3, G8: who may take a voucher, when, how many, and that a repeated call finds its first answer. */

import { makeAsk } from '@niangjia/server/core/ask';
import { ulid } from '@niangjia/server/core/ids';
import { holderOf, loadKnown } from '@niangjia/server/modules/vouchers/entitled';
import { readTicket, signTicket } from '@niangjia/server/modules/vouchers/ticket';
import { writeClaims } from '@niangjia/server/modules/vouchers/write';
import { type PlantedCampaign, plantCampaign, plantMembers, plantMerchant } from './voucher-world';
import { openWorld, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** The code of a refusal; `none` when it is not refused. */
const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (refused) => refused.code as string,
  );

type Taker = Awaited<ReturnType<typeof plantMembers>>[number];
const campaign = (given: PlantedCampaign = {}) => plantCampaign(world, given);
const takers = (count: number, union = world.unions.street) => plantMembers(world, count, union);

async function ticketOf(taker: Taker, id: string): Promise<string> {
  const { ticket } = await world.as(taker.token)('POST /offers/:id/ticket', { params: { id } });
  return ticket;
}
const claimWith = (taker: Taker, id: string, kindId: string, ticket: string) =>
  world.as(taker.token)('POST /offers/:id/claim', { params: { id }, body: { kindId, ticket } });

/** Ticket, three seconds, claim. */
async function claim(taker: Taker, id: string, kindId: string) {
  const ticket = await ticketOf(taker, id);
  world.clock.forward(3000);
  return claimWith(taker, id, kindId, ticket);
}
/** Tickets of five seconds ago, without a call for each. */
async function signedFor(all: Taker[], campaignId: string): Promise<string[]> {
  const { kit, clock } = world;
  return kit.db.tx(async (db) => {
    const { ask } = makeAsk(kit, db, { kind: 'nobody' });
    const tickets: string[] = [];
    for (const { personId } of all) {
      const h = holderOf(kit, campaignId, await loadKnown(ask, personId));
      tickets.push(signTicket(kit, { p: personId, c: campaignId, h, n: ulid(), at: clock.now.getTime() - 5000 }));
    }
    return tickets;
  });
}

/** As the phone does it: when the server is busy, the same call again. */
async function persist(call: () => Promise<{ outcome: string }>): Promise<string> {
  for (;;) {
    const said = await call().then(
      ({ outcome }) => outcome,
      (refused) => refused.code as string,
    );
    if (said !== 'BUSY') return said;
  }
}
const stock = async (kindId: string) => {
  const [row] = await world.sql<{ total: number; remaining: number }>(
    'SELECT total, remaining FROM voucher_stock WHERE kindId = ?',
    [kindId],
  );
  const [held] = await world.sql<{ n: number | string }>(
    `SELECT COUNT(*) AS n FROM voucher WHERE kindId = ? AND state <> 'returned'`,
    [kindId],
  );
  return { total: row?.total, remaining: row?.remaining, held: Number(held?.n) };
};

describe('taking', () => {
  it('gives a voucher with its worth, its days and its conditions, and takes one out of the stock', async () => {
    const { campaignId, kindIds } = await campaign();
    const [taker] = await takers(1);
    const answer = await claim(taker as Taker, campaignId, kindIds[0] ?? '');
    expect(answer).toMatchObject({
      outcome: 'given',
      entry: null,
      voucher: {
        worthWords: '满 50 减 40',
        offFen: 4000,
        subsidyFen: 3000,
        merchantFen: 600,
        bankFen: 400,
        state: 'issued',
        useFrom: '2026-11-23',
        useUntil: '2026-12-23',
        returnable: true,
        extendTo: null,
      },
    });
    expect(await stock(kindIds[0] ?? '')).toEqual({ total: 100, remaining: 99, held: 1 });
    const wallet = await world.as((taker as Taker).token)('GET /vouchers', { query: {} });
    expect(wallet.items).toEqual([answer.voucher]);
    const offers = await world.as((taker as Taker).token)('GET /offers', { query: {} });
    expect([offers.usable, offers.ending]).toEqual([1, 0]);
    expect(offers.items.find(({ id }) => id === campaignId)?.vouchers).toHaveLength(1);
  });

  it('G1 1,000 who call at once for 100: exactly 100 have one, each other is told that it is sold out', async () => {
    const { campaignId, kindIds } = await campaign();
    const kindId = kindIds[0] ?? '';
    const all = await takers(1000);
    const tickets = await signedFor(all, campaignId);
    const answers = await Promise.all(
      all.map((taker, nth) => persist(() => claimWith(taker, campaignId, kindId, tickets[nth] ?? ''))),
    );
    const count = (what: string) => answers.filter((one) => one === what).length;
    expect([count('given'), count('SOLD_OUT')]).toEqual([100, 900]);
    expect(await stock(kindId)).toEqual({ total: 100, remaining: 0, held: 100 });
    const [double] = await world.sql(
      'SELECT holder FROM voucher WHERE kindId = ? GROUP BY holder HAVING COUNT(*) > 1',
      [kindId],
    );
    expect(double).toBeUndefined();
  });

  it('the same ticket brings the same voucher again, also twenty times at once and when all are gone', async () => {
    const { campaignId, kindIds } = await campaign({ kinds: [{ total: 1 }] });
    const [taker] = (await takers(1)) as [Taker];
    const ticket = await ticketOf(taker, campaignId);
    world.clock.forward(3000);
    const kindId = kindIds[0] ?? '';
    const answers = await Promise.all(Array.from({ length: 20 }, () => claimWith(taker, campaignId, kindId, ticket)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await claimWith(taker, campaignId, kindId, ticket)).toEqual(answers[0]);
    expect(await stock(kindId)).toEqual({ total: 1, remaining: 0, held: 1 });
  });

  it('a second ticket of the same person brings no second voucher, whether at once or later', async () => {
    const { campaignId, kindIds } = await campaign();
    const [taker] = (await takers(1)) as [Taker];
    const tickets = await Promise.all(Array.from({ length: 10 }, () => ticketOf(taker, campaignId)));
    world.clock.forward(3000);
    const answers = await Promise.all(
      tickets.map((ticket) =>
        claimWith(taker, campaignId, kindIds[0] ?? '', ticket).then(
          ({ outcome }) => outcome as string,
          (error) => error.code as string,
        ),
      ),
    );
    expect(answers.sort()).toEqual([...Array.from({ length: 9 }, () => 'TAKEN_ALREADY'), 'given']);
  });

  it('a person who was entered anew under the same ID number is the same natural person', async () => {
    const { campaignId, kindIds } = await campaign();
    const [first, second] = (await takers(2)) as [Taker, Taker];
    await claim(first, campaignId, kindIds[0] ?? '');
    // The first account is closed and erased; the ID number comes back under another record.
    const [row] = await world.sql<{ idNumberIndex: string }>('SELECT idNumberIndex FROM person WHERE id = ?', [
      first.personId,
    ]);
    await world.kit.db.tx(async (db) => {
      await db.query('UPDATE person SET idNumberIndex = NULL WHERE id = ?', [first.personId]);
      await db.query('UPDATE person SET idNumberIndex = ? WHERE id = ?', [row?.idNumberIndex, second.personId]);
    });
    expect(await refusalOf(claim(second, campaignId, kindIds[0] ?? ''))).toBe('TAKEN_ALREADY');
  });

  it('keeps to the vouchers of a kind, of a campaign and of a day that one person may have', async () => {
    const { campaignId, kindIds } = await campaign({
      perPerson: 3,
      perPersonDay: 2,
      kinds: [{ perPerson: 2 }, { perPerson: 2 }],
      claimUntil: new Date(world.clock.now.getTime() + 10 * 86_400_000).toISOString(),
    });
    const [a = '', b = ''] = kindIds;
    const [taker] = (await takers(1)) as [Taker];
    await claim(taker, campaignId, a);
    await claim(taker, campaignId, a);
    expect(await refusalOf(claim(taker, campaignId, a))).toBe('TAKEN_ALREADY');
    expect(await refusalOf(claim(taker, campaignId, b))).toBe('TAKEN_TODAY');
    const sessions = `UPDATE session SET usedAt = usedAt WHERE subjectId = ?`;
    await world.sql(sessions, [taker.personId]);
    world.clock.forward(24 * 3600_000);
    const [same] = await again([taker]);
    await claim(same as Taker, campaignId, b);
    expect(await refusalOf(claim(same as Taker, campaignId, b))).toBe('TAKEN_ALREADY');
  });
});

/** Tokens of this hour for people planted earlier. */
async function again(planted: Taker[]): Promise<Taker[]> {
  const rows = await Promise.all(
    planted.map(({ personId }) => world.sql<{ id: string }>('SELECT id FROM session WHERE subjectId = ?', [personId])),
  );
  return planted.map((one, nth) => ({
    ...one,
    token: world.kit.tokens.sign({ sub: one.personId, sid: rows[nth]?.[0]?.id ?? '', aud: 'phone' }, world.clock.now),
  }));
}

describe('when', () => {
  it('G3 the second before the window is too early and costs nothing; its first instant counts, its last does not', async () => {
    const from = world.clock.now.getTime() + 60_000;
    const { campaignId, kindIds } = await campaign({
      claimFrom: new Date(from).toISOString(),
      claimUntil: new Date(from + 60_000).toISOString(),
    });
    const kindId = kindIds[0] ?? '';
    const [one, two, three] = (await takers(3)) as [Taker, Taker, Taker];
    const tickets = await Promise.all([one, two, three].map((taker) => ticketOf(taker, campaignId)));
    world.clock.forward(59_999);
    expect(await refusalOf(claimWith(one, campaignId, kindId, tickets[0] ?? ''))).toBe('CLAIM_EARLY');
    world.clock.forward(1);
    expect((await claimWith(one, campaignId, kindId, tickets[0] ?? '')).outcome).toBe('given');
    world.clock.forward(59_999);
    expect((await claimWith(two, campaignId, kindId, tickets[1] ?? '')).outcome).toBe('given');
    world.clock.forward(1);
    expect(await refusalOf(claimWith(three, campaignId, kindId, tickets[2] ?? ''))).toBe('CLAIM_OVER');
    // Whoever has one finds it also afterwards.
    expect((await claimWith(one, campaignId, kindId, tickets[0] ?? '')).outcome).toBe('given');
    expect(await stock(kindId)).toEqual({ total: 100, remaining: 98, held: 2 });
  });

  it('waves open one after the other; what the first left is taken with the second', async () => {
    const now = world.clock.now.getTime();
    const { campaignId, kindIds } = await campaign({
      kinds: [
        {
          total: 3,
          waves: [
            { at: new Date(now).toISOString(), count: 1 },
            { at: new Date(now + 600_000).toISOString(), count: 2 },
          ],
        },
      ],
    });
    const kindId = kindIds[0] ?? '';
    const all = (await takers(4)) as [Taker, Taker, Taker, Taker];
    expect((await claim(all[0], campaignId, kindId)).outcome).toBe('given');
    const error = await claim(all[1], campaignId, kindId).catch((refused) => refused);
    expect([error.code, error.message]).toEqual(['SOLD_OUT', expect.stringContaining('下一批')]);
    world.clock.forward(600_000);
    const later = (await again(all)) as [Taker, Taker, Taker, Taker];
    expect((await claim(later[1], campaignId, kindId)).outcome).toBe('given');
    expect((await claim(later[2], campaignId, kindId)).outcome).toBe('given');
    expect(await refusalOf(claim(later[3], campaignId, kindId))).toBe('SOLD_OUT');
  });

  it('a limit of the day opens anew at midnight in Shanghai', async () => {
    const { campaignId, kindIds } = await campaign({ kinds: [{ perDay: 1 }] });
    const kindId = kindIds[0] ?? '';
    const all = (await takers(3)) as [Taker, Taker, Taker];
    await claim(all[0], campaignId, kindId);
    expect(await refusalOf(claim(all[1], campaignId, kindId))).toBe('ALL_TAKEN_TODAY');
    const midnight = new Date(
      `${new Date(world.clock.now.getTime() + 8 * 3600_000).toISOString().slice(0, 10)}T16:00:00Z`,
    );
    world.clock.forward(midnight.getTime() - world.clock.now.getTime());
    const [, later] = (await again(all)) as [Taker, Taker, Taker];
    expect((await claim(later, campaignId, kindId)).outcome).toBe('given');
  });

  it('a pause and an end by staff count for the next claim', async () => {
    const { campaignId, kindIds } = await campaign();
    const [taker] = (await takers(1)) as [Taker];
    await world.sql(`UPDATE campaign SET state = 'paused' WHERE id = ?`, [campaignId]);
    expect(await refusalOf(claim(taker, campaignId, kindIds[0] ?? ''))).toBe('CLAIM_PAUSED');
    await world.sql(`UPDATE campaign SET state = 'ended' WHERE id = ?`, [campaignId]);
    expect(await refusalOf(claim(taker, campaignId, kindIds[0] ?? ''))).toBe('CLAIM_OVER');
    expect(await stock(kindIds[0] ?? '')).toEqual({ total: 100, remaining: 100, held: 0 });
  });
});

describe('the ticket', () => {
  it('G8 is good from three seconds on, for a quarter of an hour, for its person and its campaign only', async () => {
    const { campaignId, kindIds } = await campaign();
    const other = await campaign();
    const [one, two] = (await takers(2)) as [Taker, Taker];
    const kindId = kindIds[0] ?? '';
    const ticket = await ticketOf(one, campaignId);
    world.clock.forward(2999);
    expect(await refusalOf(claimWith(one, campaignId, kindId, ticket))).toBe('TICKET_EARLY');
    world.clock.forward(1);
    expect(await refusalOf(claimWith(two, campaignId, kindId, ticket))).toBe('TICKET_BAD');
    expect(await refusalOf(claimWith(one, other.campaignId, other.kindIds[0] ?? '', ticket))).toBe('TICKET_BAD');
    expect(await refusalOf(claimWith(one, campaignId, kindId, `${ticket.slice(0, -1)}_`))).toBe('TICKET_BAD');
    expect(await refusalOf(claimWith(one, campaignId, kindId, 'nothing'))).toBe('TICKET_BAD');
    expect(await refusalOf(claimWith(one, campaignId, other.kindIds[0] ?? '', ticket))).toBe('NOT_FOUND');
    world.clock.forward(15 * 60_000 - 3000 + 1);
    const [later] = (await again([one])) as [Taker];
    expect(await refusalOf(claimWith(later, campaignId, kindId, ticket))).toBe('TICKET_OLD');
    expect(await stock(kindId)).toEqual({ total: 100, remaining: 100, held: 0 });
  });

  it.each([
    ['another occupation', { occupations: ['DOMESTIC'] }, '只发给指定工种的会员。'],
    ['another district', { districts: ['440300'] }, '只发给指定地区的工会会员。'],
    ['a list without the name', { listed: true }, '只发给工会名单上的会员。'],
    ['an age that is not reached', { minAge: 100, maxAge: null }, '不在这次活动的年龄范围内。'],
  ])('is refused for %s, and says what would change it', async (_, audience, sentence) => {
    const { campaignId } = await campaign({ audience: audience as never });
    const [taker] = (await takers(1)) as [Taker];
    await world.sql(`UPDATE membership SET occupation = 'COURIER' WHERE id = ?`, [taker.membershipId]);
    const refused = await ticketOf(taker, campaignId).catch((error) => error);
    expect([refused.code, refused.message]).toEqual(['NOT_ENTITLED', expect.stringContaining(sentence)]);
    const { offer } = await world.as(taker.token)('GET /offers/:id', { params: { id: campaignId } });
    expect(offer.barrier?.sentence).toContain(sentence);
  });

  it('VOU-1 VOU-4 leads those who are no members to joining, and refuses those of another area', async () => {
    const { campaignId } = await campaign();
    const person = await world.signIn('19900009991');
    const refused = await person.api('POST /offers/:id/ticket', { params: { id: campaignId } }).catch((error) => error);
    expect([refused.code, refused.message]).toEqual(['NOT_ENTITLED', '先入会，成为会员就能领。']);
    const { items } = await person.api('GET /offers', { query: {} });
    expect(items.find(({ id }) => id === campaignId)?.barrier?.code).toBe('join');
    const [far] = (await takers(1, world.unions.elsewhere)) as [Taker];
    expect(await refusalOf(ticketOf(far, campaignId))).toBe('NOT_ENTITLED');
  });

  it('is no way around a membership that has ended since', async () => {
    const { campaignId, kindIds } = await campaign();
    const [taker] = (await takers(1)) as [Taker];
    const ticket = await ticketOf(taker, campaignId);
    world.clock.forward(3000);
    await world.sql(`UPDATE membership SET state = 'ended', activePerson = NULL, activeIdNumber = NULL WHERE id = ?`, [
      taker.membershipId,
    ]);
    expect(await refusalOf(claimWith(taker, campaignId, kindIds[0] ?? '', ticket))).toBe('NOT_ENTITLED');
  });
});

describe('the line', () => {
  it('takes those who come too late in the order of coming, each once', async () => {
    const { campaignId, kindIds } = await campaign({ line: true, kinds: [{ total: 1 }] });
    const kindId = kindIds[0] ?? '';
    const [one, two, three] = (await takers(3)) as [Taker, Taker, Taker];
    expect((await claim(one, campaignId, kindId)).outcome).toBe('given');
    expect(await claim(two, campaignId, kindId)).toMatchObject({ outcome: 'waiting', entry: { place: 1, number: 1 } });
    expect(await claim(three, campaignId, kindId)).toMatchObject({
      outcome: 'waiting',
      entry: { place: 2, number: 2 },
    });
    expect(await claim(two, campaignId, kindId)).toMatchObject({ outcome: 'waiting', entry: { place: 1, number: 1 } });
    const { offer } = await world.as(three.token)('GET /offers/:id', { params: { id: campaignId } });
    expect(offer.entries).toEqual([expect.objectContaining({ kind: 'line', place: 2, state: 'waiting' })]);
  });
});

describe('what is written together', () => {
  it('has one row in the audit, with a digest of the vouchers, and its chain stays whole', async () => {
    const { campaignId, kindIds } = await campaign();
    const all = await takers(5);
    const tickets = await Promise.all(all.map((taker) => ticketOf(taker, campaignId)));
    world.clock.forward(3000);
    const claims = tickets.map((ticket, nth) => ({
      kindId: kindIds[0] ?? '',
      ticket: readTicket(world.kit, ticket, all[nth]?.personId ?? '', campaignId),
      expired: () => nth === 4,
      requestId: 'R',
    }));
    const outcomes = await writeClaims(world.kit, campaignId, claims);
    expect(outcomes.map((one) => ('answer' in one ? 'given' : (one.error as { code: string }).code))).toEqual([
      'given',
      'given',
      'given',
      'given',
      'BUSY',
    ]);
    const [voucher] = await world.sql<{ batch: string }>('SELECT batch FROM voucher WHERE campaignId = ?', [
      campaignId,
    ]);
    const rows = await world.sql<{ detail: string }>('SELECT detail FROM audit_row WHERE object = ?', [
      `batch:${voucher?.batch}`,
    ]);
    expect(rows).toHaveLength(1);
    expect(JSON.parse(rows[0]?.detail ?? '{}')).toMatchObject({ count: 4, campaign: campaignId });
  });

  it('plain SQL takes no voucher more than there are, gives none of a draft, and changes no holder', async () => {
    const { campaignId, kindIds } = await campaign({ kinds: [{ total: 1 }] });
    const [taker] = (await takers(1)) as [Taker];
    await claim(taker, campaignId, kindIds[0] ?? '');
    await expect(world.sql('UPDATE voucher_stock SET remaining = -1 WHERE kindId = ?', [kindIds[0]])).rejects.toThrow();
    await expect(world.sql('UPDATE voucher_stock SET total = 9 WHERE kindId = ?', [kindIds[0]])).rejects.toThrow();
    await expect(world.sql(`UPDATE voucher SET holder = 'x' WHERE campaignId = ?`, [campaignId])).rejects.toThrow();
  });
});

it('shows each of the shops that take a voucher', async () => {
  const { merchantId, shopId } = await plantMerchant(world);
  const far = await plantMerchant(world, world.unions.elsewhere);
  const { campaignId, kindIds } = await campaign();
  const named = await campaign({ kinds: [{ merchantIds: [merchantId] }] });
  const [taker] = (await takers(1)) as [Taker];
  const { voucher } = await claim(taker, campaignId, kindIds[0] ?? '');
  const shown = await world.as(taker.token)('GET /vouchers/:id', { params: { id: voucher?.id ?? '' } });
  expect(shown.shops.map(({ id }) => id)).toContain(shopId);
  expect(shown.shops.map(({ id }) => id)).not.toContain(far.shopId);
  const { offer } = await world.as(taker.token)('GET /offers/:id', { params: { id: named.campaignId } });
  expect(offer.kinds[0]?.shops).toBe(1);
});

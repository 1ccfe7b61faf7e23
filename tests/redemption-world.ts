/** Shops, cashiers and members with vouchers in hand: where the tests of redemption begin. */
import { makeAsk } from '@niangjia/server/core/ask';
import { ulid } from '@niangjia/server/core/ids';
import { openSession } from '@niangjia/server/core/session';
import { insertMany } from '@niangjia/server/core/sql';
import { personByPhone } from '@niangjia/server/modules/people/person';
import { VoucherTable } from '@niangjia/server/modules/vouchers/entity';
import type { Api } from '@niangjia/shared/client';
import type { Reply } from '@niangjia/shared/contract/index';
import { dayOf } from '@niangjia/shared/rules/days';
import { type PlantedCampaign, plantCampaign, plantMembers, plantMerchant } from './voucher-world';
import { refusal, type World } from './world';

/** A session of a person, good for a quarter of an hour of the world's clock from now on. */
async function sessionOf({ kit, as }: World, personId: string) {
  const session = await kit.db.tx((db) => openSession(makeAsk(kit, db, { kind: 'nobody' }).ask, 'person', personId));
  return { personId, token: session.access, api: as(session.access) };
}

/** Whoever has this phone number, signed in. */
export async function withPhone(world: World, phone: string) {
  const { kit } = world;
  const personId = await kit.db.tx((db) => personByPhone(makeAsk(kit, db, { kind: 'nobody' }).ask, phone));
  return sessionOf(world, personId);
}

export type Till = Awaited<ReturnType<typeof openTill>>;

/** A shop of a merchant of its own, and its cashier, signed in. `again` signs in once more when the clock has moved. */
export async function openTill(world: World, union = world.unions.street) {
  const merchant = await plantMerchant(world, union);
  return { ...merchant, ...(await withPhone(world, merchant.phone)), again: () => withPhone(world, merchant.phone) };
}

export interface Held {
  voucherId: string;
  personId: string;
  token: string;
  api: Api;
  /** Signs the holder in once more. */
  again(): Promise<{ api: Api }>;
}

/** Members, each with one voucher of the first kind of one campaign. */
export async function plantVouchers(world: World, count: number, given: PlantedCampaign = {}) {
  const campaign = await plantCampaign(world, given);
  const [kindId = ''] = campaign.kindIds;
  const members = await plantMembers(world, count);
  const at = world.kit.now().toISOString();
  const rows = members.map(({ personId }) => ({
    ...{ id: ulid(), kindId, campaignId: campaign.campaignId, personId, unionId: world.unions.street.id },
    ...{ occupation: 'FOOD_RIDER' as const, holder: personId.padEnd(64, '0'), nth: 1, ticket: null, batch: ulid() },
    ...{ source: 'grant' as const, state: 'issued' as const, givenAt: at, givenOn: dayOf(at) },
    ...{ useUntil: given.useUntil ?? dayOf(new Date(world.kit.now().getTime() + 30 * 86_400_000)) },
    ...{ extendedAt: null, usedAt: null, closedAt: null, lastStep: 0, remindedAt: null },
  }));
  await world.kit.db.tx((db) => insertMany(db, VoucherTable, rows));
  await world.sql('UPDATE voucher_stock SET remaining = remaining - ? WHERE kindId = ?', [count, kindId]);
  const held: Held[] = members.map(({ personId, token }, nth) => ({
    voucherId: rows[nth]?.id ?? '',
    personId,
    token,
    api: world.as(token),
    again: () => sessionOf(world, personId),
  }));
  return { ...campaign, kindId, held };
}

/** One member with one voucher. */
export async function plantVoucher(world: World, given: PlantedCampaign = {}): Promise<Held & { campaignId: string }> {
  const { held, campaignId } = await plantVouchers(world, 1, given);
  return { ...(held[0] as Held), campaignId };
}

/** The code that the holder's phone shows now. */
export const codeOf = async ({ voucherId, again }: Pick<Held, 'voucherId' | 'again'>): Promise<string> =>
  (await (await again()).api('GET /vouchers/:id/code', { params: { id: voucherId } })).code;

export const lookAs = (till: { api: Api; shopId: string }, code: string) =>
  till.api('POST /redemptions/look', { body: { shopId: till.shopId, code } });
export const passOf = async (till: { api: Api; shopId: string }, held: Held): Promise<string> =>
  (await lookAs(till, await codeOf(held))).pass;
export const redeemBy = (till: { api: Api }, pass: string, spendFen: number | null = 6000) =>
  till.api('POST /redemptions', { body: { pass, spendFen, place: null } });

/** Scans and redeems as one goes. */
export async function useUp(
  till: Till,
  held: Held,
  spendFen: number | null = 6000,
): Promise<Reply<'POST /redemptions'>> {
  const { api } = await till.again();
  const { shopId } = till;
  return redeemBy({ api }, await passOf({ api, shopId }, held), spendFen);
}

/** Code and sentence of a refusal. */
export async function saidBy(call: Promise<unknown>): Promise<[string, string]> {
  const { code, sentence } = (await refusal(call)).body;
  return [code, sentence];
}

export interface Row {
  id: string;
  shopId: string;
  liveVoucher: string | null;
  undoOf: string | null;
  loss: number;
  spendFen: number;
  offFen: number;
  subsidyFen: number;
  merchantFen: number;
  bankFen: number;
  paysFen: number;
  onDay: string;
}
/** All rows of a voucher, in their order. */
export const rowsOf = (world: World, voucherId: string) =>
  world.sql<Row>('SELECT * FROM redemption WHERE voucherId = ? ORDER BY at, id', [voucherId]);
export const stateOf = async (world: World, voucherId: string): Promise<string | undefined> =>
  (await world.sql<{ state: string }>('SELECT state FROM voucher WHERE id = ?', [voucherId]))[0]?.state;

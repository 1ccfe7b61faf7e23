/** Who prepares, pays and releases for the street's union, and a settlement brought as far as a test wants it. */
import type { Redemption } from '@niangjia/server/modules/redemptions/entity';
import { givePayee, type Merchant, openMerchant, plantRedemption, plantUndo } from './settlement-plant';
import { sign, steppedUp } from './two-persons';
import { openWorld, refusal, type StaffMember, type World } from './world';

export let world: World;
export let preparer: StaffMember;
export let payer: StaffMember;
export let releaser: StaffMember;
export async function openSettlements(): Promise<void> {
  world = await openWorld();
  preparer = await world.staff('protection');
  payer = await world.staff('payer');
  releaser = await world.staff('releaser');
}
export const closeSettlements = (): Promise<void> => world.close();

export const about = (id: string) => ({ params: { id } });
export const open = (name?: string): Promise<Merchant> => openMerchant(preparer, world.unions.street.id, name);
export const plant = (merchant: Merchant, onDay: string, rest: Partial<Redemption> = {}) =>
  plantRedemption(world.kit, merchant, { onDay, ...rest });
export const settle = (merchant: Merchant, month: string, by = preparer) =>
  by.api('POST /settlements', { body: { merchantId: merchant.id, month } });
export const look = (id: string, by = preparer) => by.api('GET /settlements/:id', about(id));
export const codes = (...calls: Promise<unknown>[]) =>
  Promise.all(calls.map(async (call) => (await refusal(call)).code));

/** A merchant with an account, and its draft of October over one redemption. */
export async function drafted(): Promise<{ merchant: Merchant; id: string }> {
  const merchant = await open();
  await givePayee(world, preparer, releaser, merchant.id);
  await plant(merchant, '2026-10-08');
  return { merchant, id: (await settle(merchant, '2026-10')).id };
}
export async function submit(id: string, by = preparer) {
  await steppedUp(world, by);
  return by.api('POST /settlements/:id/submit', about(id));
}
export async function released(): Promise<{ merchant: Merchant; id: string }> {
  const made = await drafted();
  const act = await submit(made.id);
  await sign(world, payer, act.id);
  await sign(world, releaser, act.id);
  return made;
}
export async function pay(id: string, paidOn = '2026-11-23', by = payer) {
  await steppedUp(world, by);
  return by.api('POST /settlements/:id/paid', { ...about(id), body: { paidOn, reference: 'PZ-20261123-7' } });
}

/** Seven rows up to the end of October, of which one undoes another; and what does not belong to it. */
export async function october(merchant: Merchant): Promise<Redemption[]> {
  const price = { spendFen: 2600, offFen: 1800, subsidyFen: 1333, merchantFen: 467, bankFen: 0, paysFen: 800 };
  const odd = { spendFen: 5001, offFen: 2007, subsidyFen: 1999, merchantFen: 1, bankFen: 7, paysFen: 2994 };
  const rows = [
    await plant(merchant, '2026-09-30'),
    await plant(merchant, '2026-10-01'),
    await plant(merchant, '2026-10-12', price),
    await plant(merchant, '2026-10-20', odd),
    await plant(merchant, '2026-10-20', { loss: true, source: 'offline' }),
    await plant(merchant, '2026-10-31'),
  ];
  rows.push(await plantUndo(world.kit, merchant, rows[5] as Redemption, '2026-10-31'));
  await plant(merchant, '2026-11-01');
  await plant(await open(), '2026-10-15');
  return rows;
}
export const OCTOBER = {
  lines: 6,
  undone: 1,
  spendFen: 25_601,
  subsidyFen: 9_332,
  merchantFen: 3_468,
  bankFen: 3_007,
  payFen: 12_339,
  lossFen: 3_000,
};

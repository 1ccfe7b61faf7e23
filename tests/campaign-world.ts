/** A world with the persons that a campaign takes, and what they do, step by step. */
import { madeUpIdNumber } from '@niangjia/server/demo/people';
import { steppedUp } from './two-persons';
import { campaignBody, plantMerchant } from './voucher-world';
import { openWorld, refusal, type StaffMember, type World } from './world';

export let world: World;
export let officer: StaffMember;
/** The organiser's head of finance signs for budgets. */
export let finance: StaffMember;
export let stranger: StaffMember;
export const OFFICER = madeUpIdNumber(41_001);

export async function openCampaigns(): Promise<void> {
  world = await openWorld();
  officer = await world.staff('officer', world.unions.street, 'campaigner', OFFICER);
  finance = await world.staff('releaser', world.unions.street);
  stranger = await world.staff('officer', world.unions.elsewhere);
  await plantMerchant(world);
}
export const closeCampaigns = () => world.close();

export const at = (id: string) => ({ params: { id } });
export type Different = Parameters<typeof campaignBody>[1];
export const make = (different?: Different, by = officer) =>
  by.api('POST /campaigns', { body: campaignBody(world, different) });
export async function publish(id: string, by = officer) {
  await steppedUp(world, by);
  return by.api('POST /campaigns/:id/publish', at(id));
}
export const look = (id: string) => officer.api('GET /campaigns/:id', at(id));
export const list = (id: string, numbers: string, by = officer) =>
  by.api('POST /campaigns/:id/list', { ...at(id), body: { numbers } });
export const stock = (id: string, body: { kindId: string; total: number }, by = officer) =>
  by.api('POST /campaigns/:id/stock', { ...at(id), body: { ...body, reason: '报名的人比预计的多' } });
export const because = { reason: '活动现场下大雨' };
export const run = (id: string, verb: 'pause' | 'resume' | 'end', by = officer) =>
  by.api(`POST /campaigns/:id/${verb}`, { ...at(id), body: because });
/** Where each problem of a refused campaign stands, and what it says. */
export async function problems(call: Promise<unknown>): Promise<[string, string][]> {
  const { code, body } = await refusal(call);
  expect(code).toBe('CAMPAIGN_RULES');
  return (body.fields ?? []).map((field) => [field.at, field.sentence]);
}
/** What the database says to a plain statement that it refuses. */
export async function broken(text: string, values: unknown[]): Promise<string> {
  try {
    await world.sql(text, values);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the database let it pass');
}
/** 8 yuan for what costs 26, the rest paid by the union. */
export const PRICE = { minSpendFen: 0, listFen: 2600, offFen: 1800, subsidyFen: 1800, merchantFen: 0, bankFen: 0 };

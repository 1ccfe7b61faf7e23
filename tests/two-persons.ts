/** Staff for acts that take two persons. */
import { randomBytes } from 'node:crypto';
import { madeUpIdNumber, madeUpPhone } from '@niangjia/server/demo/people';
import type { Input, Reply } from '@niangjia/shared/contract/index';
import { dayOf } from '@niangjia/shared/rules/days';
import type { StaffMember, World } from './world';

/** As if the second factor had just been given again. */
export const steppedUp = (world: World, ...members: Pick<StaffMember, 'id'>[]) =>
  Promise.all(
    members.map(({ id }) =>
      world.sql('UPDATE session SET stepUpAt = ? WHERE subjectId = ?', [world.clock.now.toISOString(), id]),
    ),
  );

let nth = 30_000;
/** An ID number that nobody else bears. */
export const freshIdNumber = (): string => madeUpIdNumber((nth += 1));

type GrantBody = Input<'POST /grants'>['body'];

/** Somebody for whom an account is made. */
export const newcomer = (different: Partial<NonNullable<GrantBody['newAccount']>> = {}) => ({
  account: `new-${randomBytes(4).toString('hex')}`,
  name: '林晓梅',
  idNumber: freshIdNumber(),
  phone: madeUpPhone(nth % 10_000),
  ...different,
});

/** A valid body of a grant: a newcomer becomes officer of the street's union from today on. */
export const grantBody = (world: World, different: Partial<GrantBody> = {}): GrantBody => ({
  unionId: world.unions.street.id,
  role: 'officer',
  fromOn: dayOf(world.clock.now),
  toOn: null,
  reason: '片区换届，接任专职干事',
  accountId: null,
  newAccount: different.accountId ? null : newcomer(),
  ...different,
});

export const proposed = (by: StaffMember, body: GrantBody): Promise<Reply<'POST /grants'>> =>
  by.api('POST /grants', { body });

/** Signs with the second factor fresh. */
export async function sign(world: World, by: StaffMember, id: string): Promise<Reply<'POST /joint-acts/:id/sign'>> {
  await steppedUp(world, by);
  return by.api('POST /joint-acts/:id/sign', { params: { id } });
}

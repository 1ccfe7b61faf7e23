/** Rows of the sweeps for what a member sees and takes, and for the figures of a campaign. */

import { makeAsk } from '@niangjia/server/core/ask';
import { ulid } from '@niangjia/server/core/ids';
import { insert } from '@niangjia/server/core/sql';
import { holderOf, loadKnown } from '@niangjia/server/modules/vouchers/entitled';
import { VoucherTable } from '@niangjia/server/modules/vouchers/entity';
import { newVoucher } from '@niangjia/server/modules/vouchers/judge';
import { signTicket } from '@niangjia/server/modules/vouchers/ticket';
import { type PlantedCampaign, plantCampaign } from '../voucher-world';
import { type By, type Call, member, type Scene } from './cast';

type Keys =
  | 'GET /offers'
  | 'GET /offers/:id'
  | 'POST /offers/:id/ticket'
  | 'POST /offers/:id/claim'
  | 'GET /vouchers'
  | 'GET /vouchers/:id'
  | 'GET /campaigns/:id/figures'
  | 'GET /campaigns/:id/vouchers'
  | 'GET /campaigns/:id/unreached';

export const voucherMatrix: Record<Keys, string> = {
  //                                         - WD GNBLSPECRrFfAKYQXOVH g
  'GET /offers': /*                      */ '1 22 33333333333333333333 3',
  'GET /offers/:id': /*                  */ '1 22 33333333333333333333 3',
  'POST /offers/:id/ticket': /*          */ '1 23 33333333333333333333 3',
  'POST /offers/:id/claim': /*           */ '1 23 33333333333333333333 3',
  'GET /vouchers': /*                    */ '1 22 33333333333333333333 3',
  'GET /vouchers/:id': /*                */ '1 22 33333333333333333333 3',
  'GET /campaigns/:id/figures': /*       */ '1 33 23233233332223333332 4',
  'GET /campaigns/:id/vouchers': /*      */ '1 33 23233233333323333333 4',
  'GET /campaigns/:id/unreached': /*     */ '1 33 23233233333323333333 4',
};

const worth = 'bankFen id listFen merchantFen minSpendFen offFen subsidyFen title words worth worthWords';
const voucher = `${worth} bill campaignId campaignTitle extendTo givenAt kindId returnable state unionName useFrom useUntil usedAt usedShop`;
const kindToTake = `${worth} entries left nextWaveAt perPerson shops total`;
const offer =
  'audienceWords[] beacon claimFrom claimUntil commitment drawnAt extendMonths favourNew id line number perPerson perPersonDay ' +
  'phase title unionName unionPhone useFrom useUntil way words';
const at = (prefix: string, fields: string): string =>
  fields
    .split(' ')
    .map((field) => `${prefix}${field}`)
    .join(' ');

/** A voucher's fields under a prefix; for the rows of others too. */
export const voucherAt = (prefix: string): string => at(prefix, voucher);

export const voucherFields: Partial<Record<Keys, string>> = {
  'GET /offers': `ending ${at('items[].', offer)} ${at('items[].kinds[].', kindToTake)} ${at('items[].vouchers[].', voucher)} items[].barrier.code items[].barrier.sentence next now usable`,
  'GET /offers/:id': `now ${at('offer.', offer)} ${at('offer.kinds[].', kindToTake)} ${at('offer.vouchers[].', voucher)} offer.barrier.code offer.barrier.sentence`,
  'POST /offers/:id/ticket': 'from ticket until',
  'POST /offers/:id/claim': `entry outcome ${at('voucher.', voucher)}`,
  'GET /vouchers': `${at('items[].', voucher)} next now`,
  'GET /vouchers/:id': `nameMasked shops[].address shops[].id shops[].merchantName shops[].name shops[].offline ${at('voucher.', voucher)}`,
  'GET /campaigns/:id/figures':
    'at bankFen entitled expired given merchantFen neverReached paysFen persons reached returned rows[].expired ' +
    'rows[].fen rows[].given rows[].key rows[].label rows[].used subsidyFen total used',
  'GET /campaigns/:id/vouchers':
    'items[].givenAt items[].id items[].kindTitle items[].nameMasked items[].offFen items[].shopName items[].source ' +
    'items[].state items[].unionName items[].useUntil items[].usedAt next',
  'GET /campaigns/:id/unreached':
    'items[].joinedOn items[].membershipId items[].nameMasked items[].number items[].occupation items[].unionName next',
};

/** A published campaign of the street's union. */
export const campaignOf = (scene: Scene, given: PlantedCampaign = {}) => plantCampaign(scene.world, given);

/** A ticket as it was handed out `age` milliseconds ago; good now unless told. */
export function ticketFor({ world }: Scene, personId: string, campaignId: string, age = 5000): Promise<string> {
  return world.kit.db.tx(async (db) => {
    const { ask } = makeAsk(world.kit, db, { kind: 'nobody' });
    const holder = holderOf(world.kit, campaignId, await loadKnown(ask, personId));
    return signTicket(world.kit, {
      ...{ p: personId, c: campaignId, h: holder, n: ulid() },
      at: world.clock.now.getTime() - age,
    });
  });
}

/** A voucher of a campaign in a person's hand. */
export async function voucherFor(scene: Scene, personId: string, given: PlantedCampaign = {}): Promise<string> {
  const { world } = scene;
  const { campaignId, kindIds } = await campaignOf(scene, given);
  const [kindId = ''] = kindIds;
  const [campaign] = await world.sql<{ useUntil: string }>('SELECT useUntil FROM campaign WHERE id = ?', [campaignId]);
  const fresh = newVoucher({ batch: ulid(), now: world.clock.now, useUntil: campaign?.useUntil ?? '' });
  await world.kit.db.tx(async (db) => {
    const known = await loadKnown(makeAsk(world.kit, db, { kind: 'nobody' }).ask, personId);
    await insert(db, VoucherTable, {
      ...fresh,
      ...{ kindId, campaignId, personId, unionId: world.unions.street.id, occupation: 'COURIER' },
      ...{ holder: holderOf(world.kit, campaignId, known), nth: 1, ticket: null, source: 'claim' },
    });
    await db.query('UPDATE voucher_stock SET remaining = remaining - 1 WHERE kindId = ?', [kindId]);
  });
  return fresh.id;
}

/** Who calls, or a new member. */
export async function memberOf(scene: Scene, by?: By): Promise<{ token: string; personId: string }> {
  const token = by?.token ?? (await member(scene)).token;
  const { sub } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub: string };
  return { token, personId: sub };
}

const figures = async (scene: Scene, by: By = scene.officer): Promise<Call> => {
  const { personId } = await memberOf(scene);
  const id = await voucherFor(scene, personId);
  const [row] = await scene.world.sql<{ campaignId: string }>('SELECT campaignId FROM voucher WHERE id = ?', [id]);
  await member(scene);
  return { token: by.token, params: { id: row?.campaignId ?? '' } };
};

export const voucherProbes: Record<Keys, (scene: Scene, by?: By) => Promise<Call>> = {
  'GET /offers': async (scene, by) => {
    const { token, personId } = await memberOf(scene, by);
    await voucherFor(scene, personId);
    return { token };
  },
  'GET /offers/:id': async (scene, by) => {
    const { token, personId } = await memberOf(scene, by);
    const id = await voucherFor(scene, personId);
    const [row] = await scene.world.sql<{ campaignId: string }>('SELECT campaignId FROM voucher WHERE id = ?', [id]);
    return { token, params: { id: row?.campaignId ?? '' } };
  },
  'POST /offers/:id/ticket': async (scene, by) => {
    const { token } = await memberOf(scene, by);
    return { token, params: { id: (await campaignOf(scene)).campaignId } };
  },
  'POST /offers/:id/claim': async (scene, by) => {
    const { token, personId } = await memberOf(scene, by);
    const { campaignId, kindIds } = await campaignOf(scene);
    const ticket = await ticketFor(scene, personId, campaignId);
    return { token, params: { id: campaignId }, body: { kindId: kindIds[0], ticket } };
  },
  'GET /vouchers': async (scene, by) => {
    const { token, personId } = await memberOf(scene, by);
    await voucherFor(scene, personId);
    return { token };
  },
  'GET /vouchers/:id': async (scene, by) => {
    const { token, personId } = await memberOf(scene, by);
    return { token, params: { id: await voucherFor(scene, personId) } };
  },
  'GET /campaigns/:id/figures': figures,
  'GET /campaigns/:id/vouchers': figures,
  'GET /campaigns/:id/unreached': figures,
};

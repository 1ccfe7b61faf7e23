/** How the refusals of claiming come about. */
import type { Key } from '@niangjia/shared/contract/index';
import type { PlantedCampaign } from '../voucher-world';
import { send } from './cast';
import { type How, missing, NOWHERE, scene } from './refusal-stage';
import { campaignOf, memberOf, ticketFor, voucherFor, voucherProbes } from './rows-vouchers';

const KEY = 'POST /offers/:id/claim';
const HOUR = 3600_000;
const inHours = (hours: number) => new Date(scene.world.clock.now.getTime() + hours * HOUR).toISOString();

/** A claim in a campaign of this kind; `before` changes the world first. */
const claiming =
  (
    given: PlantedCampaign,
    before?: (at: { campaignId: string; kindId: string; personId: string }) => Promise<unknown>,
  ): How =>
  async () => {
    const { token, personId } = await memberOf(scene);
    const { campaignId, kindIds } = await campaignOf(scene, given);
    const kindId = kindIds[0] ?? '';
    await before?.({ campaignId, kindId, personId });
    const ticket = await ticketFor(scene, personId, campaignId);
    return send(scene, KEY, { token, params: { id: campaignId }, body: { kindId, ticket } });
  };
const withTicket =
  (change: (ticket: string) => Promise<string> | string): How =>
  async () => {
    const call = await voucherProbes[KEY](scene);
    const body = call.body as { kindId: string; ticket: string };
    return send(scene, KEY, { ...call, body: { ...body, ticket: await change(body.ticket) } });
  };
const outOf = ({ kindId }: { kindId: string }) =>
  scene.world.sql('UPDATE voucher_stock SET remaining = 0 WHERE kindId = ?', [kindId]);

export const voucherRefusals: Record<string, How> = {
  'GET /offers/:id NOT_FOUND': missing('GET /offers/:id' as Key),
  'GET /vouchers/:id NOT_FOUND': missing('GET /vouchers/:id' as Key),
  'GET /campaigns/:id/figures NOT_FOUND': missing('GET /campaigns/:id/figures' as Key),
  'GET /campaigns/:id/vouchers NOT_FOUND': missing('GET /campaigns/:id/vouchers' as Key),
  'GET /campaigns/:id/unreached NOT_FOUND': missing('GET /campaigns/:id/unreached' as Key),
  'POST /offers/:id/ticket NOT_FOUND': missing('POST /offers/:id/ticket' as Key),
  'POST /offers/:id/ticket NOT_ENTITLED': async () => {
    const { campaignId } = await campaignOf(scene, { audience: { listed: true } });
    const { token } = await memberOf(scene);
    return send(scene, 'POST /offers/:id/ticket', { token, params: { id: campaignId } });
  },
  [`${KEY} NOT_FOUND`]: async () => {
    const call = await voucherProbes[KEY](scene);
    return send(scene, KEY, { ...call, body: { ...(call.body as object), kindId: NOWHERE } });
  },
  [`${KEY} TICKET_BAD`]: withTicket((ticket) => `${ticket.slice(0, -2)}__`),
  [`${KEY} TICKET_EARLY`]: async () => {
    const { token, personId } = await memberOf(scene);
    const { campaignId, kindIds } = await campaignOf(scene);
    const ticket = await ticketFor(scene, personId, campaignId, 0);
    return send(scene, KEY, { token, params: { id: campaignId }, body: { kindId: kindIds[0], ticket } });
  },
  [`${KEY} TICKET_OLD`]: async () => {
    const { token, personId } = await memberOf(scene);
    const { campaignId, kindIds } = await campaignOf(scene);
    const ticket = await ticketFor(scene, personId, campaignId, HOUR);
    return send(scene, KEY, { token, params: { id: campaignId }, body: { kindId: kindIds[0], ticket } });
  },
  [`${KEY} NOT_ENTITLED`]: claiming({ way: 'grant', audience: { listed: true } }),
  [`${KEY} CLAIM_EARLY`]: claiming({ claimFrom: '2027-01-01T00:00:00.000Z', claimUntil: '2027-02-01T00:00:00.000Z' }),
  [`${KEY} CLAIM_OVER`]: claiming({}, ({ campaignId }) =>
    scene.world.sql(`UPDATE campaign SET state = 'ended' WHERE id = ?`, [campaignId]),
  ),
  [`${KEY} CLAIM_PAUSED`]: claiming({}, ({ campaignId }) =>
    scene.world.sql(`UPDATE campaign SET state = 'paused' WHERE id = ?`, [campaignId]),
  ),
  [`${KEY} SOLD_OUT`]: claiming({}, outOf),
  [`${KEY} ALL_TAKEN_TODAY`]: claiming({ kinds: [{ perDay: 1 }] }, ({ kindId }) =>
    scene.world.sql(`UPDATE voucher_stock SET dayOn = '${inHours(8).slice(0, 10)}', dayGiven = 1 WHERE kindId = ?`, [
      kindId,
    ]),
  ),
  [`${KEY} TAKEN_ALREADY`]: taken({}),
  [`${KEY} TAKEN_TODAY`]: taken({ perPersonDay: 1, kinds: [{ perPerson: 2 }] }),
  [`${KEY} BUSY`]: async () => {
    const call = await voucherProbes[KEY](scene);
    const { db } = scene.world.kit;
    const { tx } = db;
    // The database does not come back in time.
    db.tx = () => new Promise(() => undefined);
    try {
      return await send(scene, KEY, call);
    } finally {
      db.tx = tx;
    }
  },
};

/** Claims once more in a campaign of which one has a voucher already. */
function taken(given: PlantedCampaign): How {
  return async () => {
    const { token, personId } = await memberOf(scene);
    const voucherId = await voucherFor(scene, personId, given);
    const [row] = await scene.world.sql<{ campaignId: string; kindId: string }>(
      'SELECT campaignId, kindId FROM voucher WHERE id = ?',
      [voucherId],
    );
    const ticket = await ticketFor(scene, personId, row?.campaignId ?? '');
    return send(scene, KEY, { token, params: { id: row?.campaignId ?? '' }, body: { kindId: row?.kindId, ticket } });
  };
}

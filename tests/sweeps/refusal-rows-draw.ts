/** How each refusal comes about that a draw, an entry, a return or an extension can meet. */
import { send } from './cast';
import { ask, type How, missing, scene as stage, twice } from './refusal-stage';
import { drawCall, voucherCall } from './rows-draw';

const DRAW = 'POST /campaigns/:id/draw';
const LEAVE = 'POST /entries/:id/leave';
const RETURN = 'POST /vouchers/:id/return';
const EXTEND = 'POST /vouchers/:id/extend';

/** The holder's own voucher, after it has come into a state. */
const when =
  (key: typeof RETURN | typeof EXTEND, change: string): How =>
  async () => {
    const call = await voucherCall(stage, undefined, { extendMonths: 3 });
    await stage.world.sql(`UPDATE voucher SET ${change} WHERE id = ?`, [call.params?.id]);
    return send(stage, key, call);
  };
const used = `state = 'used'`;
const expired = `useUntil = '2026-01-01'`;
const returned = `state = 'returned', nth = NULL`;

export const drawRefusals: Record<string, How> = {
  [`${DRAW} NOT_FOUND`]: missing(DRAW),
  [`${DRAW} CAMPAIGN_STATE`]: () => twice(DRAW),
  [`${DRAW} DRAW_TOO_EARLY`]: async () => {
    const claimUntil = new Date(stage.world.clock.now.getTime() + 60_000).toISOString();
    return send(stage, DRAW, await drawCall(stage, stage.officer, { claimUntil }));
  },
  [`${DRAW} BEACON_MISSING`]: () => ask(DRAW, { body: { beaconValue: null } }),
  [`${DRAW} STEP_UP_FIRST`]: async () => ask(DRAW, { token: (await stage.world.staff('officer')).token }),
  'GET /campaigns/:id/draw NOT_FOUND': missing('GET /campaigns/:id/draw'),
  [`${LEAVE} NOT_FOUND`]: missing(LEAVE),
  [`${LEAVE} ENTRY_OVER`]: () => twice(LEAVE),
  [`${RETURN} NOT_FOUND`]: missing(RETURN),
  [`${RETURN} VOUCHER_USED`]: when(RETURN, used),
  [`${RETURN} VOUCHER_EXPIRED`]: when(RETURN, expired),
  [`${RETURN} VOUCHER_RETURNED`]: () => twice(RETURN),
  [`${EXTEND} NOT_FOUND`]: missing(EXTEND),
  [`${EXTEND} VOUCHER_USED`]: when(EXTEND, used),
  [`${EXTEND} VOUCHER_EXPIRED`]: when(EXTEND, expired),
  [`${EXTEND} VOUCHER_RETURNED`]: when(EXTEND, returned),
  [`${EXTEND} NOT_EXTENDABLE`]: () => twice(EXTEND),
};

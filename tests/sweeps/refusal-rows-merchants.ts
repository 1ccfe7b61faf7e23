/** How each refusal comes about that merchants and settlements can meet. */
import type { Answer, StaffMember } from '../world';
import { type Call, send, steppedUp } from './cast';
import { ask, changed, closed, type How, missing, NOWHERE, scene as stage } from './refusal-stage';
import { castOf, type Keys, merchantProbes, onSettlement, opened, PAID, settlementIn } from './rows-merchants';

/** The call that the probe makes, about a merchant that has ended. */
const ended =
  (key: Keys, over: 'merchant' | 'shop'): How =>
  async () => {
    const call = await merchantProbes[key](stage);
    const at = over === 'merchant' ? '?' : '(SELECT s.merchantId FROM shop s WHERE s.id = ?)';
    const ends = `UPDATE merchant SET endedAt = '2026-11-01T00:00:00.000Z' WHERE id = ${at}`;
    await stage.world.sql(ends, [call.params?.id]);
    return send(stage, key, call);
  };

/** Without the second factor of the last five minutes. */
async function cold(key: Keys, call: Call, by?: StaffMember): Promise<Answer> {
  const { id } = by ?? (await castOf(stage)).preparer;
  await stage.world.sql('UPDATE session SET stepUpAt = NULL WHERE subjectId = ?', [id]);
  return send(stage, key, call);
}
/** By an officer whose natural person nobody knows. */
async function unnamed(key: Keys, call: Call): Promise<Answer> {
  const by = await stage.world.staff('protection');
  await stage.world.sql('UPDATE staff_account SET idNumberIndex = NULL WHERE id = ?', [by.id]);
  await steppedUp(stage, by.token);
  return send(stage, key, { ...call, token: by.token });
}
/** While another act about the same thing waits. */
async function again(key: Keys): Promise<Answer> {
  const call = await merchantProbes[key](stage);
  await send(stage, key, call);
  // A settlement that waits is no draft any more: only the act is left to hold a second one up.
  if (key === 'POST /settlements/:id/submit')
    await stage.world.sql("UPDATE settlement SET state = 'draft' WHERE id = ?", [call.params?.id]);
  return send(stage, key, call);
}

export const merchantRefusals: Record<string, How> = {
  'GET /merchants/:id NOT_FOUND': missing('GET /merchants/:id'),
  'POST /merchants NOT_FOUND': () => changed('POST /merchants', { unionId: NOWHERE }),
  'POST /merchants UNION_CLOSED': () => closed(() => ask('POST /merchants')),
  'POST /merchants CONTRACT_RULES': () => changed('POST /merchants', { contractTo: '2026-01-01' }),
  'POST /merchants/:id NOT_FOUND': missing('POST /merchants/:id'),
  'POST /merchants/:id CONTRACT_RULES': () => changed('POST /merchants/:id', { listFen: 0 }),
  'POST /merchants/:id MERCHANT_ENDED': ended('POST /merchants/:id', 'merchant'),
  'POST /merchants/:id/end NOT_FOUND': missing('POST /merchants/:id/end'),
  'POST /merchants/:id/end MERCHANT_ENDED': ended('POST /merchants/:id/end', 'merchant'),
  'POST /merchants/:id/payee NOT_FOUND': missing('POST /merchants/:id/payee'),
  'POST /merchants/:id/payee STEP_UP_FIRST': async () =>
    cold('POST /merchants/:id/payee', await merchantProbes['POST /merchants/:id/payee'](stage)),
  'POST /merchants/:id/payee NO_IDENTITY': async () =>
    unnamed('POST /merchants/:id/payee', await merchantProbes['POST /merchants/:id/payee'](stage)),
  'POST /merchants/:id/payee JOINT_OPEN': () => again('POST /merchants/:id/payee'),
  'POST /merchants/:id/shops NOT_FOUND': missing('POST /merchants/:id/shops'),
  'POST /merchants/:id/shops MERCHANT_ENDED': ended('POST /merchants/:id/shops', 'merchant'),
  'POST /shops/:id NOT_FOUND': missing('POST /shops/:id'),
  'POST /shops/:id MERCHANT_ENDED': ended('POST /shops/:id', 'shop'),
  'POST /shops/:id/close NOT_FOUND': missing('POST /shops/:id/close'),
  'POST /shops/:id/close MERCHANT_ENDED': ended('POST /shops/:id/close', 'shop'),
  'POST /shops/:id/cashiers NOT_FOUND': missing('POST /shops/:id/cashiers'),
  'POST /shops/:id/cashiers MERCHANT_ENDED': ended('POST /shops/:id/cashiers', 'shop'),
  'POST /shops/:id/cashiers CASHIER_THERE': async () => {
    const call = await merchantProbes['POST /shops/:id/cashiers'](stage);
    await send(stage, 'POST /shops/:id/cashiers', call);
    return send(stage, 'POST /shops/:id/cashiers', call);
  },
  'POST /cashiers/:id/end NOT_FOUND': missing('POST /cashiers/:id/end'),
  'POST /settlements NOT_FOUND': () => changed('POST /settlements', { merchantId: NOWHERE }),
  'POST /settlements MONTH_NOT_OVER': () => changed('POST /settlements', { month: '2026-11' }),
  'POST /settlements NOTHING_TO_SETTLE': async () =>
    changed('POST /settlements', { merchantId: (await opened(stage)).id }),
  'POST /settlements SETTLED_ALREADY': async () => {
    const call = await merchantProbes['POST /settlements'](stage);
    await send(stage, 'POST /settlements', call);
    return send(stage, 'POST /settlements', call);
  },
  'GET /settlements/:id NOT_FOUND': missing('GET /settlements/:id'),
  'GET /settlements/:id/lines NOT_FOUND': missing('GET /settlements/:id/lines'),
  'GET /settlements/:id/file NOT_FOUND': missing('GET /settlements/:id/file'),
  'POST /settlements/:id/submit NOT_FOUND': missing('POST /settlements/:id/submit'),
  'POST /settlements/:id/submit SETTLEMENT_STATE': async () =>
    send(stage, 'POST /settlements/:id/submit', await onSettlement('signing')(stage)),
  'POST /settlements/:id/submit PAYEE_MISSING': async () => {
    const { token } = (await castOf(stage)).preparer;
    await steppedUp(stage, token);
    const id = await settlementIn(stage, 'draft', false);
    return send(stage, 'POST /settlements/:id/submit', { token, params: { id } });
  },
  'POST /settlements/:id/submit STEP_UP_FIRST': async () =>
    cold('POST /settlements/:id/submit', await onSettlement('draft')(stage)),
  'POST /settlements/:id/submit NO_IDENTITY': async () =>
    unnamed('POST /settlements/:id/submit', await onSettlement('draft')(stage)),
  'POST /settlements/:id/submit JOINT_OPEN': () => again('POST /settlements/:id/submit'),
  'POST /settlements/:id/drop NOT_FOUND': missing('POST /settlements/:id/drop'),
  'POST /settlements/:id/drop SETTLEMENT_STATE': async () =>
    send(stage, 'POST /settlements/:id/drop', await onSettlement('signing')(stage)),
  'POST /settlements/:id/paid NOT_FOUND': missing('POST /settlements/:id/paid'),
  'POST /settlements/:id/paid SETTLEMENT_STATE': async () =>
    send(stage, 'POST /settlements/:id/paid', await onSettlement('signing', 'payer', PAID)(stage)),
  'POST /settlements/:id/paid STEP_UP_FIRST': async () =>
    cold(
      'POST /settlements/:id/paid',
      await onSettlement('released', 'payer', PAID)(stage),
      (await castOf(stage)).payer,
    ),
};

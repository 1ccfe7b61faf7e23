/** How each refusal comes about that a campaign can meet, for staff. */
import type { Key } from '@niangjia/shared/contract/index';
import type { Answer } from '../world';
import { type Call, send, steppedUp } from './cast';
import { ask, bodyOf, changed, closed, type How, missing, NOWHERE, scene, twice } from './refusal-stage';
import { campaignProbes } from './rows-campaigns';

const LIST = 'POST /campaigns/:id/list';
const PUBLISH = 'POST /campaigns/:id/publish';
const STOCK = 'POST /campaigns/:id/stock';

/** A good call on a campaign whose state has become another one meanwhile. */
const whenIt =
  (key: keyof typeof campaignProbes, state: 'signing' | 'ended'): How =>
  async () => {
    const call = await campaignProbes[key](scene);
    await scene.world.sql('UPDATE campaign SET state = ? WHERE id = ?', [state, call.params?.id]);
    return send(scene, key, call);
  };

/** Somebody new asks: with the second factor, but without a known person behind the account. */
async function asNobodyKnown(key: Key): Promise<Answer> {
  const { id, token } = await scene.world.staff('officer');
  await scene.world.sql('UPDATE staff_account SET idNumberIndex = NULL WHERE id = ?', [id]);
  await steppedUp(scene, token);
  return ask(key, { token });
}
const withoutFactor = (key: Key) => async () => ask(key, { token: (await scene.world.staff('officer')).token });

/** As if the campaign had come back to a draft and its act had not. */
async function publishedTwice(): Promise<Answer> {
  const call: Call = await campaignProbes[PUBLISH](scene);
  await send(scene, PUBLISH, call);
  await scene.world.sql(`UPDATE campaign SET state = 'draft' WHERE id = ?`, [call.params?.id]);
  return send(scene, PUBLISH, call);
}
async function lessThanGiven(): Promise<Answer> {
  const call = await campaignProbes[STOCK](scene);
  const { kindId } = call.body as { kindId: string };
  await scene.world.sql('UPDATE voucher_stock SET remaining = 50 WHERE kindId = ?', [kindId]);
  return send(scene, STOCK, { ...call, body: { ...(call.body as object), total: 49 } });
}

export const campaignRefusals: Record<string, How> = {
  'GET /campaigns/:id NOT_FOUND': missing('GET /campaigns/:id'),
  'POST /campaigns NOT_FOUND': () => changed('POST /campaigns', { unionId: NOWHERE }),
  'POST /campaigns UNION_CLOSED': async () => {
    const body = await bodyOf('POST /campaigns');
    return closed(() => ask('POST /campaigns', { body }));
  },
  'POST /campaigns CAMPAIGN_RULES': () => changed('POST /campaigns', { favourNew: true }),
  'POST /campaigns/:id NOT_FOUND': missing('POST /campaigns/:id'),
  'POST /campaigns/:id CAMPAIGN_STATE': whenIt('POST /campaigns/:id', 'signing'),
  'POST /campaigns/:id CAMPAIGN_RULES': () => changed('POST /campaigns/:id', { beacon: '收盘点数' }),
  [`${LIST} NOT_FOUND`]: missing(LIST),
  [`${LIST} CAMPAIGN_STATE`]: whenIt(LIST, 'signing'),
  [`${LIST}/clear NOT_FOUND`]: missing(`${LIST}/clear`),
  [`${LIST}/clear CAMPAIGN_STATE`]: whenIt(`${LIST}/clear`, 'signing'),
  [`${PUBLISH} NOT_FOUND`]: missing(PUBLISH),
  [`${PUBLISH} CAMPAIGN_STATE`]: () => twice(PUBLISH),
  [`${PUBLISH} CAMPAIGN_RULES`]: async () => {
    const call = await campaignProbes[PUBLISH](scene);
    const past = new Date(scene.world.clock.now.getTime() - 1).toISOString();
    await scene.world.sql('UPDATE campaign SET claimUntil = ? WHERE id = ?', [past, call.params?.id]);
    return send(scene, PUBLISH, call);
  },
  [`${PUBLISH} STEP_UP_FIRST`]: withoutFactor(PUBLISH),
  [`${PUBLISH} NO_IDENTITY`]: () => asNobodyKnown(PUBLISH),
  [`${PUBLISH} JOINT_OPEN`]: publishedTwice,
  'POST /campaigns/:id/pause NOT_FOUND': missing('POST /campaigns/:id/pause'),
  'POST /campaigns/:id/pause CAMPAIGN_STATE': whenIt('POST /campaigns/:id/pause', 'ended'),
  'POST /campaigns/:id/resume NOT_FOUND': missing('POST /campaigns/:id/resume'),
  'POST /campaigns/:id/resume CAMPAIGN_STATE': whenIt('POST /campaigns/:id/resume', 'ended'),
  'POST /campaigns/:id/end NOT_FOUND': missing('POST /campaigns/:id/end'),
  'POST /campaigns/:id/end CAMPAIGN_STATE': whenIt('POST /campaigns/:id/end', 'ended'),
  [`${STOCK} NOT_FOUND`]: () => changed(STOCK, { kindId: NOWHERE }),
  [`${STOCK} CAMPAIGN_STATE`]: whenIt(STOCK, 'ended'),
  [`${STOCK} STOCK_TAKEN`]: lessThanGiven,
  [`${STOCK} STEP_UP_FIRST`]: withoutFactor(STOCK),
  [`${STOCK} NO_IDENTITY`]: () => asNobodyKnown(STOCK),
  [`${STOCK} JOINT_OPEN`]: () => twice(STOCK),
};

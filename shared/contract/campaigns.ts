/** Campaigns, for staff: made, published with a second person for the budget, run, drawn, looked at. */
import * as z from 'zod';
import { limits } from '../rules/limits';
import { occupations } from '../rules/membership';
import { campaignStates, voucherSources, voucherStates } from '../rules/vouchers';
import { jointAct } from './joint';
import { cursor, day, done, type Entry, givenDay, givenId, id, instant, oneOf, reason, words } from './parts';
import { campaign, campaignRow, fen, givenCampaign } from './voucher-parts';

const acts = ['NOT_FOUND', 'CAMPAIGN_STATE'] as const;
const two = ['STEP_UP_FIRST', 'NO_IDENTITY', 'JOINT_OPEN'] as const;
const count = z.object({ key: z.string(), label: z.string(), given: z.int(), used: z.int(), expired: z.int(), fen });

export const campaigns = {
  'GET /campaigns': {
    who: 'campaigns.read',
    what: '查看福利活动',
    query: z.strictObject({ state: oneOf(campaignStates).optional(), after: cursor.optional() }),
    reply: z.object({ items: z.array(campaignRow), next: z.string().nullable() }),
    refusals: [],
  },
  'GET /campaigns/:id': { who: 'campaigns.read', what: '查看一个福利活动', reply: campaign, refusals: ['NOT_FOUND'] },
  'POST /campaigns': {
    who: 'campaigns.manage',
    what: '新建福利活动',
    body: givenCampaign,
    reply: campaign,
    refusals: ['NOT_FOUND', 'UNION_CLOSED', 'CAMPAIGN_RULES'],
    once: true,
  },
  'POST /campaigns/:id': {
    who: 'campaigns.manage',
    what: '修改福利活动草稿',
    body: givenCampaign,
    reply: campaign,
    refusals: [...acts, 'CAMPAIGN_RULES'],
  },
  /** The persons to whom it is given or kept: member numbers, a line each. Adds to the list of a draft. */
  'POST /campaigns/:id/list': {
    who: 'campaigns.manage',
    what: '设置活动名单',
    body: z.strictObject({ numbers: words(limits.voucher.list) }),
    reply: z.object({
      added: z.int(),
      already: z.int(),
      listed: z.int(),
      /** Lines that name no active member of the organiser: the line as it stands, and why. */
      bad: z.array(z.object({ line: z.int(), text: z.string(), sentence: z.string() })),
    }),
    refusals: [...acts],
  },
  'POST /campaigns/:id/list/clear': {
    who: 'campaigns.manage',
    what: '清空活动名单',
    reply: done,
    refusals: [...acts],
  },
  'POST /campaigns/:id/publish': {
    who: 'campaigns.manage',
    what: '提请发布福利活动',
    reply: jointAct,
    refusals: [...acts, 'CAMPAIGN_RULES', ...two],
    once: true,
  },
  'POST /campaigns/:id/pause': {
    who: 'campaigns.manage',
    what: '暂停领取',
    body: z.strictObject({ reason }),
    reply: campaign,
    refusals: acts,
  },
  'POST /campaigns/:id/resume': {
    who: 'campaigns.manage',
    what: '恢复领取',
    body: z.strictObject({ reason }),
    reply: campaign,
    refusals: acts,
  },
  'POST /campaigns/:id/end': {
    who: 'campaigns.manage',
    what: '结束福利活动',
    body: z.strictObject({ reason }),
    reply: campaign,
    refusals: acts,
  },
  /** Fewer: at once. More: a second person signs for the budget. */
  'POST /campaigns/:id/stock': {
    who: 'campaigns.manage',
    what: '调整福利券数量',
    body: z.strictObject({ kindId: givenId, total: z.int().min(0).max(limits.voucher.total), reason }),
    reply: z.object({ campaign, act: jointAct.nullable() }),
    refusals: [...acts, 'STOCK_TAKEN', ...two],
    once: true,
  },
  /** After the window. `beaconValue`: the public number that was named beforehand. */
  'POST /campaigns/:id/draw': {
    who: 'campaigns.manage',
    what: '抽签',
    body: z.strictObject({ beaconValue: words(120).nullable() }),
    reply: campaign,
    refusals: [...acts, 'DRAW_TOO_EARLY', 'BEACON_MISSING', 'STEP_UP_FIRST'],
    once: true,
  },
  'GET /campaigns/:id/figures': {
    who: 'campaigns.read',
    what: '查看活动统计',
    query: z.strictObject({ by: z.enum(['kind', 'union', 'day', 'occupation']).optional() }),
    reply: z.object({
      at: instant,
      total: z.int(),
      given: z.int(),
      used: z.int(),
      expired: z.int(),
      returned: z.int(),
      /** Persons who were given one, and how many times. */
      persons: z.int(),
      /** Union money of what was used. */
      subsidyFen: fen,
      merchantFen: fen,
      bankFen: fen,
      paysFen: fen,
      /** Members who meet the conditions; those of them who have one, and who never had one of the organiser. */
      entitled: z.int(),
      reached: z.int(),
      neverReached: z.int(),
      rows: z.array(count),
    }),
    refusals: ['NOT_FOUND'],
  },
  /** The vouchers behind a number. */
  'GET /campaigns/:id/vouchers': {
    who: 'vouchers.read',
    what: '查看活动发出的券',
    query: z.strictObject({
      state: oneOf(voucherStates).optional(),
      kindId: givenId.optional(),
      unionId: givenId.optional(),
      day: givenDay.optional(),
      occupation: oneOf(occupations).optional(),
      after: cursor.optional(),
    }),
    reply: z.object({
      items: z.array(
        z.object({
          id,
          kindTitle: z.string(),
          nameMasked: z.string(),
          unionName: z.string(),
          state: oneOf(voucherStates),
          source: oneOf(voucherSources),
          givenAt: instant,
          useUntil: day,
          usedAt: instant.nullable(),
          shopName: z.string().nullable(),
          offFen: fen.nullable(),
        }),
      ),
      next: z.string().nullable(),
    }),
    refusals: ['NOT_FOUND'],
  },
  /** Entitled members who never had a voucher of the organiser, by union: whom to call. */
  'GET /campaigns/:id/unreached': {
    who: 'vouchers.read',
    what: '查看从未领到的会员',
    query: z.strictObject({ unionId: givenId.optional(), after: cursor.optional() }),
    reply: z.object({
      items: z.array(
        z.object({
          membershipId: id,
          number: z.string(),
          nameMasked: z.string(),
          unionName: z.string(),
          occupation: oneOf(occupations),
          joinedOn: day,
        }),
      ),
      next: z.string().nullable(),
    }),
    refusals: ['NOT_FOUND'],
  },
  /** Everything that is needed to draw again, with no name in it: see docs/lottery.md. */
  'GET /campaigns/:id/draw': {
    who: 'public',
    what: '下载抽签的公开数据',
    reply: z.any(),
    refusals: ['NOT_FOUND'],
    file: 'out',
  },
} as const satisfies Record<string, Entry>;

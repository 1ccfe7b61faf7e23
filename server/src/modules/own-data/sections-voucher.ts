import {
  entryKinds,
  entryStates,
  redemptionSources,
  voucherSources,
  voucherStates,
} from '@niangjia/shared/rules/vouchers';
import { list, type Section, worded } from './section';

export const voucherSections: Record<string, Section> = {
  voucher: {
    title: '福利券',
    columns: {
      campaignTitle: '活动',
      title: '券',
      source: '来源',
      state: '状态',
      givenAt: '领到',
      useUntil: '最晚使用',
      extendedAt: '延期',
      usedAt: '使用',
      closedAt: '退回或过期',
    },
    rows: (ask, personId) =>
      worded(
        list(
          `SELECT c.title AS campaignTitle, k.title, v.source, v.state, v.givenAt, v.useUntil, v.extendedAt, v.usedAt, v.closedAt
           FROM voucher v JOIN voucher_kind k ON k.id = v.kindId JOIN campaign c ON c.id = v.campaignId
           WHERE v.personId = ? ORDER BY v.id`,
        )(ask, personId),
        { state: voucherStates, source: voucherSources },
      ),
  },
  voucher_entry: {
    title: '抽签和候补',
    columns: {
      campaignTitle: '活动',
      title: '券',
      kind: '方式',
      number: '编号',
      state: '结果',
      at: '报名',
      closedAt: '结束',
    },
    rows: (ask, personId) =>
      worded(
        list(
          `SELECT c.title AS campaignTitle, k.title, e.kind, e.number, e.state, e.at, e.closedAt
           FROM voucher_entry e JOIN voucher_kind k ON k.id = e.kindId JOIN campaign c ON c.id = e.campaignId
           WHERE e.personId = ? ORDER BY e.id`,
        )(ask, personId),
        { kind: entryKinds, state: entryStates },
      ),
  },
  campaign_person: {
    title: '活动名单',
    columns: { campaignTitle: '活动', number: '会员编号' },
    rows: list(
      `SELECT c.title AS campaignTitle, m.number FROM campaign_person x JOIN campaign c ON c.id = x.campaignId
       JOIN membership m ON m.id = x.membershipId WHERE x.personId = ? ORDER BY x.campaignId`,
    ),
  },
  redemption: {
    title: '福利券的使用',
    columns: {
      title: '券',
      shopName: '门店',
      source: '方式',
      at: '时间',
      spendFen: '消费（分）',
      offFen: '优惠（分）',
      paysFen: '自付（分）',
    },
    rows: (ask, personId) =>
      worded(
        list(
          `SELECT k.title, s.name AS shopName, r.source, r.at, r.spendFen, r.offFen, r.paysFen
           FROM redemption r JOIN voucher_kind k ON k.id = r.kindId JOIN shop s ON s.id = r.shopId
           WHERE r.personId = ? ORDER BY r.id`,
        )(ask, personId),
        { source: redemptionSources },
      ),
  },
};

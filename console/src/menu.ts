/** The menu by job, and the permissions of which one is needed for an item to be shown. */
import { jointKinds } from '@niangjia/shared/rules/joint';
import type { Permission } from '@niangjia/shared/rules/roles';
import type { Me } from './me';

export const jobs = ['处理', '服务', '福利', '查询', '配置', '统计', '审计'] as const;

interface Item {
  job: (typeof jobs)[number];
  to: string;
  label: string;
  /** One of these suffices. */
  needs: readonly Permission[];
}

/** Whoever may propose or sign anything at all. */
const joint = Object.values(jointKinds).flatMap(({ first, others }) => [first, ...others]);

const items: readonly Item[] = [
  { job: '处理', to: '/applications', label: '入会审核', needs: ['applications.read'] },
  { job: '处理', to: '/transfers', label: '转会', needs: ['members.change'] },
  { job: '处理', to: '/requests', label: '会员请求', needs: ['members.change'] },
  { job: '处理', to: '/joint-acts', label: '双人办理', needs: joint },
  { job: '处理', to: '/filing', label: '替职工申请', needs: ['members.file'] },
  { job: '处理', to: '/rosters', label: '名册导入', needs: ['rosters.import'] },
  { job: '处理', to: '/closings', label: '注销申请', needs: ['erasures.propose'] },
  { job: '处理', to: '/undos', label: '撤销核销', needs: ['redemptions.confirm'] },
  { job: '服务', to: '/orders', label: '点单', needs: ['orders.read'] },
  { job: '服务', to: '/visits', label: '服务日历', needs: ['orders.read'] },
  { job: '服务', to: '/plans', label: '周计划', needs: ['orders.plan'] },
  { job: '服务', to: '/menu-items', label: '服务菜单', needs: ['menu.manage'] },
  { job: '服务', to: '/experts', label: '专家和场地', needs: ['menu.manage'] },
  { job: '服务', to: '/events', label: '预约活动', needs: ['events.read'] },
  { job: '服务', to: '/problems', label: '技术难题', needs: ['orders.read'] },
  { job: '福利', to: '/campaigns', label: '福利活动', needs: ['campaigns.read'] },
  { job: '福利', to: '/merchants', label: '合作商家', needs: ['merchants.read'] },
  { job: '福利', to: '/settlements', label: '商家结算', needs: ['settlements.read'] },
  { job: '查询', to: '/members', label: '会员', needs: ['members.read'] },
  { job: '查询', to: '/unions', label: '组织', needs: ['unions.read'] },
  { job: '配置', to: '/posts', label: '岗位', needs: ['posts.read'] },
  { job: '配置', to: '/accounts', label: '账号', needs: ['posts.read'] },
  { job: '配置', to: '/join-codes', label: '入会码', needs: ['codes.read'] },
  { job: '统计', to: '/statistics', label: '会籍统计', needs: ['statistics.read'] },
  { job: '统计', to: '/anomalies', label: '核销异常', needs: ['redemptions.confirm'] },
  { job: '统计', to: '/exports', label: '名单导出', needs: ['exports.ask'] },
  { job: '审计', to: '/holds', label: '信息留存', needs: ['erasures.propose'] },
  { job: '审计', to: '/audit', label: '操作记录', needs: ['audit.read'] },
];

/** A page below an item's address belongs to the item. */
export const isHere = (item: Item, pathname: string): boolean =>
  pathname === item.to || pathname.startsWith(`${item.to}/`);

export const menuOf = (me: Me): Item[] => items.filter(({ needs }) => needs.some((one) => me.may.includes(one)));

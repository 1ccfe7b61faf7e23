/** What people read of an order's way: who holds it, and what happened. */
import { departments, type OrderVerb } from '@niangjia/shared/rules/orders';
import type { ServiceOrder } from './entity';
import type { FoundOrder } from './load';

/** `保障部（潍坊市总工会）` */
export const departmentOf = ({ department, ownerName }: Pick<FoundOrder, 'department' | 'ownerName'>): string =>
  `${departments[department]}（${ownerName}）`;

/** What happened beside the moves. */
export type Beside = 'place' | 'forward' | 'agree' | 'decline' | 'pool' | 'poolAgree' | 'poolDecline' | 'poolLapse';

const happenings: Record<OrderVerb | Beside, string> = {
  place: '提交点单',
  resubmit: '补充后重新提交',
  cancel: '取消点单',
  accept: '受理，开始排队',
  return: '退回补充',
  forward: '转给别的部门',
  merge: '合并到另一张单子',
  keep: '记入需求',
  enter: '服务已上架，开始排队',
  assign: '安排了时间，等专家和单位确认',
  agree: '同意安排的时间',
  decline: '没有同意安排的时间',
  release: '安排取消，回到排队',
  schedule: '时间已排定',
  confirm: '确认服务已办好',
  rate: '评价',
  pool: '提议和附近单位拼单',
  poolAgree: '同意拼单',
  poolDecline: '不拼单',
  poolLapse: '拼单没有成，仍在排队',
};
/** A step as people read it; what is no verb stands there in words already. */
export const sayStep = (what: string): string => happenings[what as OrderVerb | Beside] ?? what;

/** What of an order and its visit says who is next. */
export interface Held extends Pick<FoundOrder, 'state' | 'department' | 'ownerName' | 'unitAgreedAt'> {
  expertAgreedAt: string | null;
  recordedAt: string | null;
}

/** Who has to do the next step; nobody once it is over. `unit`: how whoever looks calls the unit. */
export function holderOf(order: Held, unit: string): string {
  if (['submitted', 'accepted', 'off-menu'].includes(order.state)) return departmentOf(order);
  if (order.state === 'returned' || order.state === 'delivered') return unit;
  if (order.state === 'scheduled') return order.recordedAt === null ? '专家' : unit;
  if (order.state !== 'assigned') return '';
  const missing = [order.expertAgreedAt === null && '专家', order.unitAgreedAt === null && unit].filter(Boolean);
  return missing.join('和');
}

/** The title in an SMS, at most 60 characters with what follows. */
export const aboutOrder = ({ title }: Pick<ServiceOrder, 'title'>, what: string): string => `“${title}”${what}`;

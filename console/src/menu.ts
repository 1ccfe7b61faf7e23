/** The menu by job, and the permission without which an item is not shown. */
import type { Permission } from '@niangjia/shared/rules/roles';
import type { Me } from './me';

interface Item {
  job: '处理' | '配置' | '审计';
  to: string;
  label: string;
  needs: Permission;
}

const items: readonly Item[] = [
  { job: '处理', to: '/', label: '入会审核', needs: 'applications.read' },
  { job: '配置', to: '/join-codes', label: '入会码', needs: 'codes.read' },
  { job: '审计', to: '/audit', label: '操作记录', needs: 'audit.read' },
];

/** A case belongs to the queue, which is home. */
export const isHere = (item: Item, pathname: string): boolean =>
  pathname === item.to || (item.to === '/' && pathname.startsWith('/applications/'));

export const menuOf = (me: Me): Item[] => items.filter((item) => me.may.includes(item.needs));

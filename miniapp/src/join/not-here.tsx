/** A union that cannot be joined here, in words for the person, and the way on. */
import { Refused } from '@niangjia/shared/client';
import type { RefusalCode } from '@niangjia/shared/rules/refusals';
import Taro from '@tarojs/taro';
import { Big } from '../ui/button';
import { Empty } from '../ui/states';

const sentences: Partial<Record<RefusalCode, string>> = {
  NOT_FOUND: '没有这家工会，不能在这里加入。您可以查找附近的工会。',
  UNION_CLOSED: '这家工会现在不接收入会申请，不能在这里加入。您可以查找附近的工会。',
};

/** Nothing when the error is not about the union. */
export const whyNotHere = (error: unknown): string | undefined =>
  error instanceof Refused ? sentences[error.code] : undefined;

export const ToSearch = () => (
  <Big id="search" icon="search" onTap={() => Taro.redirectTo({ url: '/join/search' })}>
    查找工会
  </Big>
);

export const NotHere = ({ why }: { why: string }) => (
  <Empty icon="union" title={why}>
    <ToSearch />
  </Empty>
);

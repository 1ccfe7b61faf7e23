import Taro from '@tarojs/taro';
import { api } from '../api';
import { Row } from '../ui/row';
import { useCall } from '../use-call';
import { readQueues } from './queues';

/** Loads beside the page that it stands on: until it is known that there is a shop, and when it fails, there is no row. */
export const CashierRow = ({ signedIn }: { signedIn: boolean }) => {
  const { data } = useCall(
    async () => (signedIn ? ((await api('GET /cashier').catch(() => undefined))?.shops ?? []) : []),
    String(signedIn),
  );
  const [shop, ...others] = data ?? [];
  if (!shop && readQueues().length === 0) return null;
  return (
    <Row id="cashier" icon="scan" title="核销工作台" onTap={() => Taro.navigateTo({ url: '/cashier/index' })}>
      {shop && (others.length > 0 ? `${others.length + 1} 家门店` : `${shop.merchantName} ${shop.name}`)}
    </Row>
  );
};

/** The three lists of orders: what is in hand, what the menu lacks, what could share a visit. */
import { Segmented } from 'antd';
import { useLocation, useNavigate } from 'react-router';
import { useMay } from '../me';

const tabs = [
  { value: '/orders', label: '点单' },
  { value: '/orders/pools', label: '拼单' },
  { value: '/orders/wishes', label: '菜单外的需求' },
];

export function OrderTabs() {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  if (!useMay('orders.plan')) return null;
  return (
    <Segmented
      id="order-tabs"
      aria-label="看哪一类"
      value={pathname}
      options={tabs}
      onChange={(next) => navigate(next)}
    />
  );
}

import { CheckCircleOutlined, StopOutlined } from '@ant-design/icons';
import { type MenuState, menuStates } from '@niangjia/shared/rules/orders';
import { Tag } from 'antd';

export function ItemChip({ state }: { state: MenuState }) {
  return state === 'offered' ? (
    <Tag color="success" icon={<CheckCircleOutlined />}>
      {menuStates.offered}
    </Tag>
  ) : (
    <Tag icon={<StopOutlined />}>{menuStates.withdrawn}</Tag>
  );
}

import { CheckCircleOutlined, StopOutlined } from '@ant-design/icons';
import { Tag } from 'antd';

export const MerchantChip = ({ running }: { running: boolean }) =>
  running ? (
    <Tag color="success" icon={<CheckCircleOutlined />}>
      合作中
    </Tag>
  ) : (
    <Tag icon={<StopOutlined />}>不在合作</Tag>
  );

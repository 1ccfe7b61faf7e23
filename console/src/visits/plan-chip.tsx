import {
  CheckCircleOutlined,
  CloseCircleOutlined,
  FileDoneOutlined,
  HourglassOutlined,
  LoadingOutlined,
} from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { Tag } from 'antd';

type State = Reply<'GET /plans'>['items'][number]['state'];

const looks = {
  waiting: ['等着排', 'default', <HourglassOutlined key="icon" />],
  working: ['正在排', 'processing', <LoadingOutlined key="icon" />],
  ready: ['排好了，等安排', 'warning', <FileDoneOutlined key="icon" />],
  booked: ['已安排', 'success', <CheckCircleOutlined key="icon" />],
  failed: ['没有排成', 'error', <CloseCircleOutlined key="icon" />],
} as const;

export function PlanChip({ state }: { state: State }) {
  const [word, color, icon] = looks[state];
  return (
    <Tag color={color} icon={icon}>
      {word}
    </Tag>
  );
}

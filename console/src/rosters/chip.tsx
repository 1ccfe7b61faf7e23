import {
  CheckCircleOutlined,
  CloseCircleOutlined,
  FormOutlined,
  LoadingOutlined,
  TeamOutlined,
  UndoOutlined,
} from '@ant-design/icons';
import { type RosterState, type RowState, rosterStates, rowStates } from '@niangjia/shared/rules/rosters';
import { Tag } from 'antd';
import type { ReactNode } from 'react';

const looks: Record<RosterState, readonly [string, ReactNode]> = {
  reading: ['processing', <LoadingOutlined key="icon" />],
  mapping: ['warning', <FormOutlined key="icon" />],
  checking: ['processing', <LoadingOutlined key="icon" />],
  checked: ['warning', <FormOutlined key="icon" />],
  confirming: ['warning', <TeamOutlined key="icon" />],
  entering: ['processing', <LoadingOutlined key="icon" />],
  done: ['success', <CheckCircleOutlined key="icon" />],
  unreadable: ['error', <CloseCircleOutlined key="icon" />],
  recalled: ['default', <UndoOutlined key="icon" />],
};

export function RosterChip({ state }: { state: RosterState }) {
  const [color, icon] = looks[state];
  return (
    <Tag color={color} icon={icon}>
      {rosterStates[state]}
    </Tag>
  );
}

const rowColours: Record<RowState, string> = {
  good: 'success',
  same: 'default',
  bad: 'error',
  stopped: 'warning',
  entered: 'success',
};

export const RowChip = ({ state }: { state: RowState }) => <Tag color={rowColours[state]}>{rowStates[state]}</Tag>;

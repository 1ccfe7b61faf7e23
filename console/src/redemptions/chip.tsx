import { CheckCircleOutlined, CloseCircleOutlined, HourglassOutlined, WarningOutlined } from '@ant-design/icons';
import { type AnomalyKind, anomalyKinds, type UndoState, undoStates } from '@niangjia/shared/rules/vouchers';
import { Tag } from 'antd';
import type { ReactNode } from 'react';

const looks: Record<UndoState, readonly [string, ReactNode]> = {
  asked: ['processing', <HourglassOutlined key="icon" />],
  agreed: ['success', <CheckCircleOutlined key="icon" />],
  refused: ['error', <CloseCircleOutlined key="icon" />],
};

export function UndoChip({ state }: { state: UndoState }) {
  const [color, icon] = looks[state];
  return (
    <Tag color={color} icon={icon}>
      {undoStates[state]}
    </Tag>
  );
}

export const AnomalyChip = ({ kind }: { kind: AnomalyKind }) => (
  <Tag color={kind === 'double' ? 'error' : 'warning'} icon={<WarningOutlined />}>
    {anomalyKinds[kind]}
  </Tag>
);

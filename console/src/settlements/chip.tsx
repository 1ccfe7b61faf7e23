import { CheckCircleOutlined, ClockCircleOutlined, FormOutlined, TeamOutlined } from '@ant-design/icons';
import { type SettlementState, settlementStates } from '@niangjia/shared/rules/vouchers';
import { Tag } from 'antd';
import type { ReactNode } from 'react';

const looks: Record<SettlementState, readonly [string, ReactNode]> = {
  draft: ['processing', <FormOutlined key="icon" />],
  signing: ['warning', <TeamOutlined key="icon" />],
  released: ['warning', <ClockCircleOutlined key="icon" />],
  paid: ['success', <CheckCircleOutlined key="icon" />],
};

export function SettlementChip({ state }: { state: SettlementState }) {
  const [color, icon] = looks[state];
  return (
    <Tag color={color} icon={icon}>
      {settlementStates[state]}
    </Tag>
  );
}

/** `2026-10` -> `2026年10月` */
export const sayMonth = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`;

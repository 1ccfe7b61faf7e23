/** States of campaigns and vouchers: icon, word, colour. */
import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  FormOutlined,
  GiftOutlined,
  PauseCircleOutlined,
  StopOutlined,
  TeamOutlined,
  UndoOutlined,
} from '@ant-design/icons';
import {
  type CampaignState,
  campaignStates,
  type Phase,
  phases,
  type VoucherState,
  voucherStates,
} from '@niangjia/shared/rules/vouchers';
import { Tag } from 'antd';
import type { ReactNode } from 'react';

type Look = readonly [color: 'success' | 'warning' | 'processing' | 'default', icon: ReactNode];

const stateLooks: Record<CampaignState, Look> = {
  draft: ['default', <FormOutlined key="icon" />],
  signing: ['warning', <TeamOutlined key="icon" />],
  published: ['success', <CheckCircleOutlined key="icon" />],
  paused: ['warning', <PauseCircleOutlined key="icon" />],
  ended: ['default', <StopOutlined key="icon" />],
};
const phaseLooks: Record<Phase, Look> = {
  soon: ['processing', <ClockCircleOutlined key="icon" />],
  open: stateLooks.published,
  over: stateLooks.ended,
  paused: stateLooks.paused,
};

/** What is published is told by its phase: that is what members see of it. */
export function CampaignChip({ state, phase }: { state: CampaignState; phase: Phase | null }) {
  const shown = state === 'published' && phase !== null;
  const [color, icon] = shown ? phaseLooks[phase] : stateLooks[state];
  return (
    <Tag color={color} icon={icon}>
      {shown ? phases[phase] : campaignStates[state]}
    </Tag>
  );
}

const voucherLooks: Record<VoucherState, Look> = {
  issued: ['processing', <GiftOutlined key="icon" />],
  used: stateLooks.published,
  expired: ['warning', <ClockCircleOutlined key="icon" />],
  returned: ['default', <UndoOutlined key="icon" />],
};
export function VoucherChip({ state }: { state: VoucherState }) {
  const [color, icon] = voucherLooks[state];
  return (
    <Tag color={color} icon={icon}>
      {voucherStates[state]}
    </Tag>
  );
}

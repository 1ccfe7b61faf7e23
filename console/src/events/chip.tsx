/** States of events and of what is booked of them: icon, word, colour. */
import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  ExclamationCircleOutlined,
  FormOutlined,
  HourglassOutlined,
  StopOutlined,
  UserDeleteOutlined,
} from '@ant-design/icons';
import { type BookingPhase, bookingPhases, type EventState, eventStates } from '@niangjia/shared/rules/events';
import { type ClaimState, claimStates } from '@niangjia/shared/rules/places';
import { Tag } from 'antd';
import type { ReactNode } from 'react';

type Look = readonly [color: 'success' | 'warning' | 'processing' | 'default', icon: ReactNode];

const open: Look = ['success', <CheckCircleOutlined key="icon" />];
const over: Look = ['default', <StopOutlined key="icon" />];
const stateLooks: Record<EventState, Look> = {
  draft: ['default', <FormOutlined key="icon" />],
  open,
  ended: over,
  cancelled: ['default', <UserDeleteOutlined key="icon" />],
};
const phaseLooks: Record<BookingPhase, Look> = {
  soon: ['processing', <ClockCircleOutlined key="icon" />],
  open,
  over,
};

/** What is open is told by its phase: that is what members see of it. */
export function EventChip({ state, phase }: { state: EventState; phase: BookingPhase }) {
  const [color, icon] = state === 'open' ? phaseLooks[phase] : stateLooks[state];
  return (
    <Tag color={color} icon={icon}>
      {state === 'open' ? bookingPhases[phase] : eventStates[state]}
    </Tag>
  );
}

const claimLooks: Record<ClaimState, Look> = {
  booked: ['processing', <ClockCircleOutlined key="icon" />],
  waiting: ['warning', <HourglassOutlined key="icon" />],
  offered: ['warning', <ExclamationCircleOutlined key="icon" />],
  cancelled: over,
  lapsed: over,
  used: open,
};
export function ClaimChip({ state, missed }: { state: ClaimState; missed: boolean }) {
  const [color, icon] = missed ? over : claimLooks[state];
  const words = state === 'offered' ? '待确认' : claimStates[state];
  return (
    <Tag color={color} icon={icon}>
      {missed ? '未到场' : words}
    </Tag>
  );
}

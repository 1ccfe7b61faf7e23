/** States of orders, visits and pools: icon, word, colour. */
import {
  BookOutlined,
  CalendarOutlined,
  CheckCircleOutlined,
  ClockCircleOutlined,
  CloseCircleOutlined,
  HourglassOutlined,
  MergeCellsOutlined,
  OrderedListOutlined,
  RollbackOutlined,
  StarOutlined,
  StopOutlined,
} from '@ant-design/icons';
import {
  type OrderState,
  orderStates,
  type PoolState,
  poolStates,
  type VisitState,
  visitStates,
} from '@niangjia/shared/rules/orders';
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { Clock } from '../ui/chips';

type Look = readonly [color: 'success' | 'warning' | 'error' | 'processing' | 'default', icon: ReactNode];

function Chip({ look: [color, icon], word }: { look: Look; word: string }) {
  return (
    <Tag color={color} icon={icon}>
      {word}
    </Tag>
  );
}

const orderLooks: Record<OrderState, Look> = {
  submitted: ['processing', <HourglassOutlined key="icon" />],
  accepted: ['processing', <OrderedListOutlined key="icon" />],
  assigned: ['warning', <ClockCircleOutlined key="icon" />],
  scheduled: ['success', <CalendarOutlined key="icon" />],
  delivered: ['success', <CheckCircleOutlined key="icon" />],
  rated: ['success', <StarOutlined key="icon" />],
  returned: ['warning', <RollbackOutlined key="icon" />],
  cancelled: ['default', <StopOutlined key="icon" />],
  'off-menu': ['default', <BookOutlined key="icon" />],
  merged: ['default', <MergeCellsOutlined key="icon" />],
};
export const OrderChip = ({ state }: { state: OrderState }) => (
  <Chip look={orderLooks[state]} word={orderStates[state]} />
);

const visitLooks: Record<VisitState, Look> = {
  proposed: orderLooks.assigned,
  agreed: orderLooks.scheduled,
  recorded: orderLooks.delivered,
  cancelled: orderLooks.cancelled,
};
export const VisitChip = ({ state }: { state: VisitState }) => (
  <Chip look={visitLooks[state]} word={visitStates[state]} />
);

const poolLooks: Record<PoolState, Look> = {
  proposed: orderLooks.assigned,
  agreed: orderLooks.scheduled,
  lapsed: orderLooks.cancelled,
};
export const PoolChip = ({ state }: { state: PoolState }) => <Chip look={poolLooks[state]} word={poolStates[state]} />;

const answerLooks = {
  waiting: ['等答复', orderLooks.assigned],
  agreed: ['同意', orderLooks.delivered],
  declined: ['不同意', ['error', <CloseCircleOutlined key="icon" />]],
} as const;
export const AnswerChip = ({ answer }: { answer: keyof typeof answerLooks }) => (
  <Chip look={answerLooks[answer][1]} word={answerLooks[answer][0]} />
);

/** How much of the stage's term is left; nothing where a stage has no term. */
export function StageClock({
  row,
}: {
  row: { urgency: 'overdue' | 'due' | 'calm'; workingDaysLeft: number | null; dueOn: string | null };
}) {
  if (row.dueOn === null || row.workingDaysLeft === null) return null;
  return <Clock row={{ urgency: row.urgency, workingDaysLeft: row.workingDaysLeft }} />;
}

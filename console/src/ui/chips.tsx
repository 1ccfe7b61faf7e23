/** A state is never colour alone: icon, word, colour. */
import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  CloseCircleOutlined,
  ExclamationCircleOutlined,
  HourglassOutlined,
  RollbackOutlined,
  StopOutlined,
  UndoOutlined,
} from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { type ApplicationState, applicationStates } from '@niangjia/shared/rules/membership';
import { Tag } from 'antd';
import type { ReactNode } from 'react';

type Look = readonly [color: 'success' | 'warning' | 'error' | 'processing' | 'default', icon: ReactNode];

const stateLooks: Record<ApplicationState, Look> = {
  submitted: ['processing', <HourglassOutlined key="icon" />],
  returned: ['warning', <RollbackOutlined key="icon" />],
  approved: ['success', <CheckCircleOutlined key="icon" />],
  refused: ['error', <CloseCircleOutlined key="icon" />],
  recalled: ['default', <UndoOutlined key="icon" />],
};

export function StateChip({ state }: { state: ApplicationState }) {
  const [color, icon] = stateLooks[state];
  return (
    <Tag color={color} icon={icon}>
      {applicationStates[state]}
    </Tag>
  );
}

type QueueRow = Reply<'GET /applications'>['items'][number];

const urgencyLooks: Record<QueueRow['urgency'], Look> = {
  overdue: ['error', <ExclamationCircleOutlined key="icon" />],
  due: ['warning', <ClockCircleOutlined key="icon" />],
  calm: ['default', <ClockCircleOutlined key="icon" />],
};

function leftInWords({ urgency, workingDaysLeft }: Pick<QueueRow, 'urgency' | 'workingDaysLeft'>): string {
  // Due on Friday, seen on Saturday: late, though no working day has passed.
  if (urgency === 'overdue' && workingDaysLeft >= 0) return '已超期';
  if (workingDaysLeft < 0) return `已超 ${-workingDaysLeft} 个工作日`;
  return workingDaysLeft === 0 ? '今天到期' : `还剩 ${workingDaysLeft} 个工作日`;
}

/** How much of the term is left. */
export function Clock({ row }: { row: Pick<QueueRow, 'urgency' | 'workingDaysLeft'> }) {
  const [color, icon] = urgencyLooks[row.urgency];
  return (
    <Tag color={color} icon={icon}>
      {leftInWords(row)}
    </Tag>
  );
}

const codeLooks = {
  active: ['使用中', 'success', <CheckCircleOutlined key="icon" />],
  withdrawn: ['已停用', 'default', <StopOutlined key="icon" />],
  expired: ['已过期', 'warning', <ClockCircleOutlined key="icon" />],
} as const;

export function CodeChip({ state }: { state: keyof typeof codeLooks }) {
  const [word, color, icon] = codeLooks[state];
  return (
    <Tag color={color} icon={icon}>
      {word}
    </Tag>
  );
}

/** States of a problem: icon, word, colour; and its clock. */
import {
  CheckCircleOutlined,
  CommentOutlined,
  FileDoneOutlined,
  HourglassOutlined,
  PayCircleOutlined,
  RollbackOutlined,
  StopOutlined,
  UserSwitchOutlined,
} from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { type ProblemState, problemStates } from '@niangjia/shared/rules/problems';
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { Clock } from '../ui/chips';

type Look = readonly [color: 'success' | 'warning' | 'processing' | 'default', icon: ReactNode];

const looks: Record<ProblemState, Look> = {
  filed: ['processing', <HourglassOutlined key="icon" />],
  returned: ['warning', <RollbackOutlined key="icon" />],
  matched: ['processing', <UserSwitchOutlined key="icon" />],
  discussing: ['processing', <CommentOutlined key="icon" />],
  contracted: ['success', <FileDoneOutlined key="icon" />],
  solved: ['success', <CheckCircleOutlined key="icon" />],
  funded: ['success', <PayCircleOutlined key="icon" />],
  withdrawn: ['default', <StopOutlined key="icon" />],
};

export function ProblemChip({ state }: { state: ProblemState }) {
  const [color, icon] = looks[state];
  return (
    <Tag color={color} icon={icon}>
      {problemStates[state]}
    </Tag>
  );
}

type Row = Pick<Reply<'GET /problems'>['items'][number], 'urgency' | 'workingDaysLeft'>;

export const ProblemClock = ({ row: { urgency, workingDaysLeft } }: { row: Row }) =>
  urgency === null || workingDaysLeft === null ? null : <Clock row={{ urgency, workingDaysLeft }} />;

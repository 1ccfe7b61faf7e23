/** A state is never colour alone: icon, word, colour. */
import {
  ArrowUpOutlined,
  CheckCircleOutlined,
  ClockCircleOutlined,
  CloseCircleOutlined,
  ExclamationCircleOutlined,
  FormOutlined,
  HourglassOutlined,
  PauseCircleOutlined,
  RollbackOutlined,
  StopOutlined,
  TeamOutlined,
  UndoOutlined,
} from '@ant-design/icons';
import type { Reply } from '@niangjia/shared/contract/index';
import { type JointState, jointStates } from '@niangjia/shared/rules/joint';
import {
  type MembershipState,
  membershipStates,
  type RequestState,
  requestStates,
  type TransferState,
  transferStates,
} from '@niangjia/shared/rules/members';
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

function Chip({ look: [color, icon], word }: { look: Look; word: string }) {
  return (
    <Tag color={color} icon={icon}>
      {word}
    </Tag>
  );
}

export const StateChip = ({ state }: { state: ApplicationState }) => (
  <Chip look={stateLooks[state]} word={applicationStates[state]} />
);

const { approved: good, refused: bad, submitted: underway, recalled: takenBack } = stateLooks;

const jointLooks: Record<JointState, Look> = { waiting: underway, done: good, refused: bad, recalled: takenBack };
export const JointChip = ({ state }: { state: JointState }) => (
  <Chip look={jointLooks[state]} word={jointStates[state]} />
);

const transferLooks: Record<TransferState, Look> = { asked: underway, done: good, refused: bad, recalled: takenBack };
export const TransferChip = ({ state }: { state: TransferState }) => (
  <Chip look={transferLooks[state]} word={transferStates[state]} />
);

const requestLooks: Record<RequestState, Look> = {
  asked: underway,
  agreed: ['warning', <TeamOutlined key="icon" />],
  done: good,
  refused: bad,
  recalled: takenBack,
};
export const RequestChip = ({ state }: { state: RequestState }) => (
  <Chip look={requestLooks[state]} word={requestStates[state]} />
);

const membershipLooks: Record<MembershipState, Look> = {
  active: good,
  retained: ['warning', <PauseCircleOutlined key="icon" />],
  ended: ['default', <StopOutlined key="icon" />],
};
export const MembershipChip = ({ state }: { state: MembershipState }) => (
  <Chip look={membershipLooks[state]} word={membershipStates[state]} />
);

const postLooks = {
  running: ['在岗', good],
  coming: ['未到任', underway],
  ended: ['已结束', membershipLooks.ended],
} as const;
export const PostChip = ({ state }: { state: keyof typeof postLooks }) => (
  <Chip word={postLooks[state][0]} look={postLooks[state][1]} />
);

const accountLooks = {
  active: ['使用中', good],
  invited: ['待启用', underway],
  disabled: ['已停用', membershipLooks.ended],
} as const;
export const AccountChip = ({ state }: { state: keyof typeof accountLooks }) => (
  <Chip word={accountLooks[state][0]} look={accountLooks[state][1]} />
);

/** The lower union let its term pass: the upper one decides now. */
export const RisenChip = () => <Chip look={['warning', <ArrowUpOutlined key="icon" />]} word="下级超期转来" />;
/** An officer sent it in for a worker (C-16). */
export const FiledChip = () => <Chip look={['processing', <FormOutlined key="icon" />]} word="工会代办" />;
export const ClosedChip = () => <Chip look={['default', <StopOutlined key="icon" />]} word="已撤销" />;
export const OverdueChip = () => <Chip look={['error', <ExclamationCircleOutlined key="icon" />]} word="已超期" />;

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
  return <Chip look={urgencyLooks[row.urgency]} word={leftInWords(row)} />;
}

const codeLooks = {
  active: ['使用中', 'success', <CheckCircleOutlined key="icon" />],
  withdrawn: ['已停用', 'default', <StopOutlined key="icon" />],
  expired: ['已过期', 'warning', <ClockCircleOutlined key="icon" />],
} as const;

export function CodeChip({ state }: { state: keyof typeof codeLooks }) {
  const [word, color, icon] = codeLooks[state];
  return <Chip look={[color, icon]} word={word} />;
}

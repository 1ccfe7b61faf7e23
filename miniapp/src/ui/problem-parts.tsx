import type { Reply } from '@niangjia/shared/contract/index';
import { sayTime } from '@niangjia/shared/rules/days';
import { skills } from '@niangjia/shared/rules/experts';
import { problemStates } from '@niangjia/shared/rules/problems';
import { sayFen } from '@niangjia/shared/rules/vouchers';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Answer } from './answer';
import { Chip } from './chip';
import { Clock } from './clock';
import { Fact, Facts } from './facts';
import { Icon } from './icon';
import { tappable } from './named';
import { problemTones, sayNext } from './problem-look';
import { StarsSaid } from './stars';

type Row = Reply<'GET /problems'>['items'][number];
type Whole = Omit<Reply<'GET /own-problems/:id'>, 'part' | 'work' | 'opinion' | 'readableUntil' | 'may'>;

const Term = ({ dueOn, workingDaysLeft, urgency }: Pick<Row, 'dueOn' | 'workingDaysLeft' | 'urgency'>) =>
  dueOn && workingDaysLeft !== null && urgency ? (
    <Clock dueOn={dueOn} workingDaysLeft={workingDaysLeft} urgency={urgency} />
  ) : null;

/** One problem in a list: what, whose, where it stands. */
export const ProblemRow = ({ row, mark, onTap }: { row: Row; mark?: ReactNode; onTap: () => unknown }) => (
  <View id={`problem-${row.id}`} className="panel row" {...tappable()} onClick={() => void onTap()}>
    <View className="row-body">
      <View>{row.title}</View>
      <View className="second">
        {row.unionName} · {skills[row.field]}
      </View>
      <View className="row-clock">
        <Chip tone={problemTones[row.state]} word={problemStates[row.state]} />
        <Term {...row} />
        {mark}
      </View>
    </View>
    <Icon name="next" />
  </View>
);

/** Where it stands and who does what next; then what is known. */
export const ProblemHead = ({ problem, title }: { problem: Whole; title?: string }) => (
  <Answer tone={problemTones[problem.state]} word={problemStates[problem.state]} title={title ?? sayNext(problem)}>
    <View className="row-clock">
      <Term {...problem} />
    </View>
    <View className="second">{problem.title}</View>
    <View className="small">
      {problem.number}，{sayTime(problem.filedAt)} 提交
    </View>
  </Answer>
);

export const ProblemFacts = ({ problem }: { problem: Whole }) => {
  const { meeting, contract, rating } = problem;
  return (
    <Facts title="难题">
      <Fact name="提出单位">{problem.unionName}</Fact>
      <Fact name="领域">{skills[problem.field]}</Fact>
      {problem.expertNames.length > 0 && <Fact name="专家">{problem.expertNames.join('、')}</Fact>}
      <Fact name="联系人">{problem.contactName}</Fact>
      {meeting && (
        <Fact name="研讨">
          <View>{sayTime(meeting.startAt)}</View>
          {meeting.place && <View>{meeting.place}</View>}
          {meeting.link && <View className="small">{meeting.link}</View>}
          <View className="small">参加：{meeting.who}</View>
        </Fact>
      )}
      {problem.solution && <Fact name="解决方案">{problem.solution}</Fact>}
      {contract && (
        <Fact name="合同">
          <View>
            {contract.number}，{sayFen(contract.amountFen)} 元
          </View>
          <View className="small">{contract.parties}</View>
        </Fact>
      )}
      {problem.fundFen !== null && <Fact name="已批准资助">{sayFen(problem.fundFen)} 元</Fact>}
      {rating && (
        <Fact name="单位评价">
          <StarsSaid stars={rating.stars} />
          {rating.thanks && <View className="small">{rating.thanks}</View>}
        </Fact>
      )}
    </Facts>
  );
};

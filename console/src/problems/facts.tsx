/** What is known of a problem, and of its contract and money. */
import { sayDay, sayTime } from '@niangjia/shared/rules/days';
import { skills } from '@niangjia/shared/rules/experts';
import { expertParts, expertWorkStates } from '@niangjia/shared/rules/problems';
import { sayFen } from '@niangjia/shared/rules/vouchers';
import { Rate } from 'antd';
import { Fact, Facts } from '../ui/fact';
import { ProblemClock } from './chip';
import type { FoundProblem } from './use-problem';

export function ProblemFacts({ problem }: { problem: FoundProblem }) {
  const { meeting, rating } = problem;
  return (
    <Facts title="难题">
      <Fact label="提出单位">{problem.unionName}</Fact>
      <Fact label="领域">{skills[problem.field]}</Fact>
      <Fact label="联系人">
        {problem.contactName} <span className="number">{problem.contactPhoneMasked}</span>
      </Fact>
      {problem.dueOn && (
        <Fact label={`最晚由${problem.holder}办`}>
          {sayDay(problem.dueOn)} <ProblemClock row={problem} />
        </Fact>
      )}
      {problem.experts.map((one) => (
        <Fact key={one.expertId + one.since} label={`${expertParts[one.part]}专家`}>
          {one.name} <span className="second">{one.title}</span> {expertWorkStates[one.state]}
          {one.reason && <span className="second">：{one.reason}</span>}
        </Fact>
      ))}
      {meeting && (
        <Fact label="研讨">
          {sayTime(meeting.startAt)}　{meeting.place}
          {meeting.link && (
            <a href={meeting.link} target="_blank" rel="noopener noreferrer">
              线上会议
            </a>
          )}
          <div className="second">参加：{meeting.who}</div>
        </Fact>
      )}
      <Fact label="情况">
        <span className="problem-words">{problem.words}</span>
      </Fact>
      {problem.solution && (
        <Fact label="解决方案">
          <span className="problem-words">{problem.solution}</span>
        </Fact>
      )}
      {rating && (
        <Fact label="单位评价">
          <Rate disabled value={rating.stars} aria-label={`${rating.stars} 星`} /> {rating.thanks}
        </Fact>
      )}
    </Facts>
  );
}

export function Agreement({ problem: { contract, fundFen, opinions } }: { problem: FoundProblem }) {
  if (!contract) return null;
  return (
    <Facts title="合同和资助">
      <Fact label="合同编号">{contract.number}</Fact>
      <Fact label="各方">{contract.parties}</Fact>
      <Fact label="参加的专家">{contract.expertNames.join('、')}</Fact>
      <Fact label="金额">{sayFen(contract.amountFen)} 元</Fact>
      <Fact label="签订">{contract.signedOn}</Fact>
      {opinions.map((one) => (
        <Fact key={one.at + one.expertName} label={`评审：${one.expertName}`}>
          {one.yes ? '同意' : '不同意'}：{one.reason}
        </Fact>
      ))}
      {fundFen !== null && <Fact label="已批准资助">{sayFen(fundFen)} 元</Fact>}
    </Facts>
  );
}

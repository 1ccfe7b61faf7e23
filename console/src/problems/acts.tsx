/** What may be done with a problem now, one main act first; else plainly who is to act. */
import { TeamOutlined } from '@ant-design/icons';
import type { ProblemAct } from '@niangjia/shared/rules/problems';
import { Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { ContractDialog, FundDialog, ReviewDialog } from './contract-dialogs';
import { FileDialog } from './file-dialog';
import { MatchDialog, MeetDialog, ReasonDialog, SolveDialog } from './manage-dialogs';
import { SayDialog, ThankDialog } from './say-dialogs';
import type { FoundProblem } from './use-problem';

const labels: Record<ProblemAct, readonly [name: string, note: string]> = {
  match: ['对接专家', '按专长和手上的难题推荐'],
  solve: ['记录解决方案', '办结，请单位评价'],
  meet: ['约定研讨', '时间、地点或链接'],
  contract: ['记录合同', '编号、各方、金额'],
  review: ['请专家评审', '不是承接人的专家'],
  fund: ['提请资助', '另一人复核'],
  refile: ['补充后重新提交', '时限重新计算'],
  thank: ['评价和致谢', '转告专家'],
  say: ['补充说明', '文字、照片、视频、文档'],
  return: ['退回补充', '说明缺什么'],
  withdraw: ['撤回难题', '不用办了'],
};
const order = Object.keys(labels) as ProblemAct[];

export function ProblemActs({ problem }: { problem: FoundProblem }) {
  const [act, setAct] = useState<ProblemAct>();
  const close = () => setAct(undefined);
  const props = { problem, close };
  const may = order.filter((one) => problem.may.includes(one));
  return (
    <aside className="panel decision" aria-label="可以办的事">
      <h2>可以办的事</h2>
      {problem.jointId && (
        <p>
          <TeamOutlined /> <Link to={`/joint-acts/${problem.jointId}?view=mine`}>资助等另一人复核，看进度</Link>
        </p>
      )}
      {may.length === 0 && (
        <p id="why-not">{problem.holder ? `现在由${problem.holder}办理，您可以查看。` : '已经办结，可以查看。'}</p>
      )}
      {may.map((one, nth) => (
        <Button
          key={one}
          id={`problem-${one}`}
          className="act"
          block
          type={nth === 0 && one !== 'withdraw' ? 'primary' : 'default'}
          danger={one === 'withdraw'}
          onClick={() => setAct(one)}
        >
          {labels[one][0]} <span className={nth === 0 ? '' : 'second'}>{labels[one][1]}</span>
        </Button>
      ))}
      {act === 'match' && <MatchDialog {...props} />}
      {act === 'meet' && <MeetDialog {...props} />}
      {(act === 'return' || act === 'withdraw') && <ReasonDialog {...props} act={act} />}
      {act === 'solve' && <SolveDialog {...props} />}
      {act === 'contract' && <ContractDialog {...props} />}
      {act === 'review' && <ReviewDialog {...props} />}
      {act === 'fund' && <FundDialog {...props} />}
      {act === 'say' && <SayDialog {...props} />}
      {act === 'thank' && <ThankDialog {...props} />}
      {act === 'refile' && <FileDialog {...props} />}
    </aside>
  );
}

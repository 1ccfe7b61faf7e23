/** One joint act: what is to take effect on the left, one's own signature on the right. */
import { ArrowLeftOutlined } from '@ant-design/icons';
import { sayDay, sayTime } from '@niangjia/shared/rules/days';
import { jointKinds } from '@niangjia/shared/rules/joint';
import { useQuery } from '@tanstack/react-query';
import { App } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { api } from '../api';
import { JointChip } from '../ui/chips';
import { Fact, Facts } from '../ui/fact';
import { useKeys } from '../ui/keys';
import { Page } from '../ui/page';
import { Failed, Loading } from '../ui/states';
import { Signatures } from './signatures';
import { Signing } from './signing';
import { type Act, searchOf, useActs, useFilter } from './use-acts';

/** What stands before and after it in the list from which it was opened. */
function useNeighbours(id: string): { previous: string | undefined; next: string | undefined } {
  const { rows } = useActs(useFilter());
  const at = rows.findIndex((row) => row.id === id);
  return { previous: at > 0 ? rows[at - 1]?.id : undefined, next: at < 0 ? rows[0]?.id : rows[at + 1]?.id };
}

function What({ act }: { act: Act }) {
  return (
    <>
      <Facts title={act.title}>
        <Fact label="种类">{jointKinds[act.kind].label}</Fact>
        {act.facts.every(({ label }) => label !== '工会') && <Fact label="工会">{act.unionName}</Fact>}
        {act.facts.map(({ label, value }) => (
          <Fact key={`${label} ${value}`} label={label}>
            {value}
          </Fact>
        ))}
        <Fact label="提出时间">{sayTime(act.proposedAt)}</Fact>
        {act.state === 'waiting' && <Fact label="最晚办结">{sayDay(act.dueOn)}</Fact>}
        {act.reason && <Fact label="理由">{act.reason}</Fact>}
      </Facts>
      {act.page && (
        <p>
          <Link id="act-page" to={act.page}>
            看这件事本身
          </Link>
        </p>
      )}
    </>
  );
}

export function JointAct() {
  const { id = '' } = useParams();
  const search = searchOf(useFilter());
  const navigate = useNavigate();
  const { message } = App.useApp();
  const { previous, next } = useNeighbours(id);
  const act = useQuery({
    queryKey: ['GET /joint-acts/:id', id],
    queryFn: () => api('GET /joint-acts/:id', { params: { id } }),
  });
  const back = () => navigate(`/joint-acts${search}`);
  const go = (to: string | undefined) => to && navigate(`/joint-acts/${to}${search}`);
  useKeys({ j: () => go(next), k: () => go(previous), q: back });
  return (
    <>
      <Link id="back" to={`/joint-acts${search}`} className="back">
        <ArrowLeftOutlined /> 双人办理
      </Link>
      <Page title="双人办理事项" beside={act.data && <JointChip state={act.data.state} />}>
        {act.isPending && <Loading />}
        {act.isError && !act.data && <Failed error={act.error} retry={() => act.refetch()} />}
        {act.data && (
          <div className="case" key={id}>
            <div className="case-facts">
              <What act={act.data} />
              <Signatures act={act.data} />
            </div>
            <Signing act={act.data} signed={(words) => message.success(words)} />
          </div>
        )}
      </Page>
    </>
  );
}

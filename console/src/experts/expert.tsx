/** One expert: data, leave, and what may be done. */
import { ArrowLeftOutlined } from '@ant-design/icons';
import { dayOf, sayTime } from '@niangjia/shared/rules/days';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { api } from '../api';
import { Fact, Facts } from '../ui/fact';
import { Page } from '../ui/page';
import { Failed, Loading } from '../ui/states';
import { ExpertChip, saySkills } from './chip';
import { ExpertActs } from './expert-acts';
import type { Expert } from './expert-dialog';
import { Leaves } from './leaves';
import './experts.css';

function Data({ expert }: { expert: Expert }) {
  return (
    <Facts title="资料">
      <Fact label="头衔">{expert.title}</Fact>
      <Fact label="手机号">{expert.phoneMasked}</Fact>
      <Fact label="专长">{saySkills(expert.skills)}</Fact>
      <Fact label="工会">{expert.unionName}</Fact>
      <Fact label="常驻地点">{expert.placeName}</Fact>
      <Fact label="最远能去">{expert.reachKm} 公里</Fact>
      <Fact label="次数">
        一天最多 {expert.perDay} 次，一周最多 {expert.perWeek} 次
      </Fact>
      <Fact label="评价">{expert.stars === null ? '还没有' : `${expert.stars} 星`}</Fact>
      <Fact label="已安排">
        <Link id="to-calendar" to={`/visits?view=month&expertId=${expert.id}&from=${dayOf(new Date())}`}>
          {expert.coming} 次，看日历
        </Link>
      </Fact>
      <Fact label="已完成">{expert.recorded} 次</Fact>
      {expert.endedAt && (
        <Fact label="已退出">
          {sayTime(expert.endedAt)}，{expert.endReason}
        </Fact>
      )}
    </Facts>
  );
}

export function ExpertPage() {
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['GET /experts/:id', id],
    queryFn: () => api('GET /experts/:id', { params: { id } }),
  });
  const found = query.data;
  return (
    <>
      <Link id="back" to="/experts" className="back">
        <ArrowLeftOutlined /> 专家
      </Link>
      <Page
        title={found?.name ?? '专家'}
        beside={
          found && (
            <>
              <ExpertChip ended={found.endedAt !== null} />
              <span className="second">{found.number}</span>
            </>
          )
        }
      >
        {query.isPending && <Loading />}
        {query.isError && !found && <Failed error={query.error} retry={() => query.refetch()} />}
        {found && (
          <div className="case" key={id}>
            <div className="case-facts">
              <Data expert={found} />
              <Leaves expert={found} />
            </div>
            <ExpertActs expert={found} />
          </div>
        )}
      </Page>
    </>
  );
}

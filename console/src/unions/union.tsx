/** One union: its numbers, its data, who decides there, what happened to it; and what may be done with it. */
import { ArrowLeftOutlined } from '@ant-design/icons';
import { sayTime } from '@niangjia/shared/rules/days';
import { COMMITTEE_FROM, unionChanges, unionLevels } from '@niangjia/shared/rules/unions';
import { useQuery } from '@tanstack/react-query';
import { Alert, Breadcrumb, Statistic, Tag, Timeline } from 'antd';
import { Link, useParams } from 'react-router';
import { api } from '../api';
import { useMay } from '../me';
import { ClosedChip } from '../ui/chips';
import { Fact, Facts } from '../ui/fact';
import { Page } from '../ui/page';
import { Failed, Loading } from '../ui/states';
import { Acts } from './acts';
import { Profile } from './profile';
import type { Union as Found } from './profile-words';

function Numbers({ union }: { union: Found }) {
  return (
    <section className="panel numbers" aria-label="人数和下级">
      <Statistic title="本级会员" value={union.members} />
      <Statistic title="含下级会员" value={union.membersBelow} />
      <Statistic title="直接下级" value={union.children} />
      <Statistic title="全部下级" value={union.unionsBelow} />
    </section>
  );
}

function Ways({ union }: { union: Found }) {
  const members = useMay('members.read');
  const posts = useMay('posts.read');
  return (
    <p className="ways">
      {members && <Link to={`/members?unionId=${union.id}`}>会员名册</Link>}
      {posts && <Link to={`/posts?unionId=${union.id}`}>岗位（{union.posts}）</Link>}
    </p>
  );
}

function Review({ review }: Found) {
  return (
    <Facts title="入会审核设置">
      <Fact label="由谁审核">{review.decidedBy === 'self' ? '本工会' : '上级工会'}</Fact>
      <Fact label="期限">{review.workingDays} 个工作日</Fact>
      <Fact label="超期">{review.rises ? '自动转上级工会办理' : '不转，只标为超期'}</Fact>
    </Facts>
  );
}

function Changes({ union }: { union: Found }) {
  return (
    <section className="panel" id="union-changes">
      <h2>变更记录</h2>
      {union.changes.length === 0 ? (
        <p className="second">没有变更过。</p>
      ) : (
        <Timeline
          items={union.changes.map((change) => ({
            color: change.kind === 'closed' || change.kind === 'merged' ? 'red' : 'gray',
            content: (
              <>
                <div className="step">
                  <strong>{unionChanges[change.kind]}</strong>
                  <span>{change.by}</span>
                  <time dateTime={change.at}>{sayTime(change.at)}</time>
                </div>
                <p className="step-reason">{change.words}</p>
                {change.reason && <p className="step-reason second">理由：{change.reason}</p>}
              </>
            ),
          }))}
        />
      )}
    </section>
  );
}

export function Union() {
  const { id = '' } = useParams();
  const union = useQuery({
    queryKey: ['GET /union-tree/:id', id],
    queryFn: () => api('GET /union-tree/:id', { params: { id } }),
  });
  const found = union.data;
  return (
    <>
      <Link id="back" to="/unions" className="back">
        <ArrowLeftOutlined /> 组织
      </Link>
      <Page
        title={found?.name ?? '工会'}
        beside={
          found && (
            <>
              <Tag>{unionLevels[found.level]}</Tag>
              {found.closedAt && <ClosedChip />}
            </>
          )
        }
      >
        {union.isPending && <Loading />}
        {union.isError && !found && <Failed error={union.error} retry={() => union.refetch()} />}
        {found && (
          <>
            <Breadcrumb
              className="above"
              items={[
                ...found.above.map((one) => ({ title: <Link to={`/unions/${one.id}`}>{one.name}</Link> })),
                { title: found.name },
              ]}
            />
            <div className="case" key={id}>
              <div className="case-facts">
                {found.needsCommittee && (
                  <Alert
                    type="info"
                    showIcon
                    title={`会员已满 ${COMMITTEE_FROM} 人，应当单独建立基层工会委员会（工会法第十一条）。`}
                  />
                )}
                <Numbers union={found} />
                <Ways union={found} />
                <Profile union={found} />
                <Review {...found} />
                <Changes union={found} />
              </div>
              <Acts union={found} />
            </div>
          </>
        )}
      </Page>
    </>
  );
}

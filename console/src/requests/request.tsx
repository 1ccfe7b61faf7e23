/** One request: what the record says and shall say, what the member wrote, and the answer. */
import { ArrowLeftOutlined } from '@ant-design/icons';
import { sayDay, sayTime } from '@niangjia/shared/rules/days';
import { requestKinds } from '@niangjia/shared/rules/members';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from 'react-router';
import { api } from '../api';
import { searchOfState, useCaseState } from '../ui/case-list';
import { RequestChip, RisenChip } from '../ui/chips';
import { Fact, Facts } from '../ui/fact';
import { useKeys } from '../ui/keys';
import { Page } from '../ui/page';
import { Failed, Loading } from '../ui/states';
import { Answer } from './answer';
import { useRequests } from './requests';

export function MemberRequest() {
  const { id = '' } = useParams();
  const state = useCaseState();
  const search = searchOfState(state);
  const navigate = useNavigate();
  const { rows } = useRequests(state);
  const at = rows.findIndex((row) => row.id === id);
  const request = useQuery({
    queryKey: ['GET /requests/:id', id],
    queryFn: () => api('GET /requests/:id', { params: { id } }),
  });
  const go = (to: string | undefined) => to && navigate(`/requests/${to}${search}`);
  useKeys({
    j: () => go(rows[at + 1]?.id),
    k: () => go(rows[at - 1]?.id),
    q: () => navigate(`/requests${search}`),
  });
  const found = request.data;
  return (
    <>
      <Link id="back" to={`/requests${search}`} className="back">
        <ArrowLeftOutlined /> 会员请求
      </Link>
      <Page
        title={found ? `${requestKinds[found.kind].label} ${found.number}` : '会员请求'}
        beside={
          found && (
            <>
              <RequestChip state={found.state} />
              {found.risen && <RisenChip />}
            </>
          )
        }
      >
        {request.isPending && <Loading />}
        {request.isError && !found && <Failed error={request.error} retry={() => request.refetch()} />}
        {found && (
          <div className="case" key={id}>
            <div className="case-facts">
              <Facts title="提出的人">
                <Fact label="姓名">{found.nameMasked}</Fact>
                <Fact label="手机号">{found.phoneMasked ?? '没有留'}</Fact>
                <Fact label="工会">{found.unionName}</Fact>
                <Fact label="由谁办">{found.decides}</Fact>
                <Fact label="提出时间">{sayTime(found.askedAt)}</Fact>
                <Fact label="最晚办结">{sayDay(found.dueOn)}</Fact>
                {found.words && <Fact label="本人写的">{found.words}</Fact>}
                {found.refusal && <Fact label="没有同意的理由">{found.refusal}</Fact>}
              </Facts>
              {found.facts.length > 0 && (
                <Facts title="要改的内容">
                  {found.facts.map(({ label, value }) => (
                    <Fact key={`${label} ${value}`} label={label}>
                      {value}
                    </Fact>
                  ))}
                </Facts>
              )}
            </div>
            <Answer request={found} />
          </div>
        )}
      </Page>
    </>
  );
}

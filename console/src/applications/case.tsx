/** One application: facts on the left, the decision on the right and always in sight. */
import { ArrowDownOutlined, ArrowLeftOutlined, ArrowUpOutlined } from '@ant-design/icons';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useEffect } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { api } from '../api';
import { FiledChip, RisenChip, StateChip } from '../ui/chips';
import { useKeys } from '../ui/keys';
import { Page } from '../ui/page';
import { Failed, Loading } from '../ui/states';
import { Decision } from './decision';
import { Earlier, Facts } from './facts';
import { Paper } from './paper';
import { Steps } from './steps';
import { useNeighbours } from './use-neighbours';
import { searchOf, useFilter } from './use-queue';

const reviewOf = (id: string) =>
  queryOptions({
    queryKey: ['GET /applications/:id', id],
    queryFn: () => api('GET /applications/:id', { params: { id } }),
  });

export function Case() {
  const { id = '' } = useParams();
  const search = searchOf(useFilter());
  const navigate = useNavigate();
  const { message } = App.useApp();
  const neighbours = useNeighbours(id);
  const review = useQuery(reviewOf(id));
  const client = useQueryClient();
  const { next } = neighbours;
  useEffect(() => {
    if (next) void client.prefetchQuery(reviewOf(next));
  }, [client, next]);
  const back = () => navigate(`/applications${search}`);
  const go = (to: string | undefined) => to && navigate(`/applications/${to}${search}`);
  useKeys({ j: () => go(neighbours.next), k: () => go(neighbours.previous), q: back });

  const decided = (words: string) => {
    const next = neighbours.nextOpen;
    message.success(next ? `${words}。这是下一份。` : `${words}。这一列都办完了。`);
    if (next) go(next);
    else back();
  };

  const acts = (
    <>
      {neighbours.place && <span className="second">{neighbours.place}</span>}
      <Button
        id="previous"
        icon={<ArrowUpOutlined />}
        disabled={!neighbours.previous}
        onClick={() => go(neighbours.previous)}
      >
        上一份 k
      </Button>
      <Button id="next" icon={<ArrowDownOutlined />} disabled={!neighbours.next} onClick={() => go(neighbours.next)}>
        下一份 j
      </Button>
    </>
  );
  return (
    <>
      <Link id="back" to={`/applications${search}`} className="back">
        <ArrowLeftOutlined /> 入会审核
      </Link>
      <Page
        title={review.data ? `入会申请 ${review.data.number}` : '入会申请'}
        beside={
          review.data && (
            <>
              <StateChip state={review.data.state} />
              {review.data.risen && <RisenChip />}
              {review.data.filed && <FiledChip />}
            </>
          )
        }
        acts={acts}
      >
        {review.isPending && <Loading />}
        {review.isError && !review.data && <Failed error={review.error} retry={() => review.refetch()} />}
        {review.data && (
          <div className="case" key={id}>
            <div className="case-facts">
              <Facts review={review.data} />
              <Paper review={review.data} />
              <Earlier review={review.data} />
              <Steps steps={review.data.steps} />
            </div>
            <Decision review={review.data} decided={decided} />
          </div>
        )}
      </Page>
    </>
  );
}

/** Small units near each other that wait for the same: found, to be proposed; and proposed, with their answers. */
import type { Reply } from '@niangjia/shared/contract/index';
import { sayTime } from '@niangjia/shared/rules/days';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import { api, once, sentenceOf } from '../api';
import { Page } from '../ui/page';
import { Failed, Loading, Nothing } from '../ui/states';
import { AnswerChip, PoolChip } from './chip';
import { sayWay } from './say';
import { OrderTabs } from './tabs';
import './orders.css';

type Pools = Reply<'GET /pools'>;
type Found = Pools['found'][number];
type Open = Pools['open'][number];

function FoundPool({ pool, nth }: { pool: Found; nth: number }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const propose = useMutation({
    mutationFn: () => once('POST /pools', { body: { orderIds: pool.orders.map(({ id }) => id) } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['GET /pools'] });
      message.success('已提议，等各单位答复。');
    },
  });
  return (
    <section className="panel pool">
      <div className="panel-head">
        <h2>
          {pool.title}{' '}
          <span className="second">
            {pool.orders.length} 家共 {pool.people} 人，{sayWay('相距', pool.km)}
          </span>
        </h2>
        <Button id={`pool-${nth}`} type="primary" loading={propose.isPending} onClick={() => propose.mutate()}>
          提议拼单
        </Button>
      </div>
      {propose.isError && <Alert type="error" showIcon title={sentenceOf(propose.error)} />}
      <ul className="plain-list">
        {pool.orders.map((order, at) => (
          <li key={order.id} className="share-row">
            <Link to={`/orders/${order.id}`} className="number">
              {order.number}
            </Link>
            <span className="share-name">
              {order.unionName}，{order.people} 人，{order.placeName}
            </span>
            {at === 0 && <span className="second">在这里办</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function OpenPool({ pool }: { pool: Open }) {
  const [first] = pool.orders;
  const navigate = useNavigate();
  return (
    <section className="panel pool">
      <div className="panel-head">
        <h2>
          {pool.title} <PoolChip state={pool.state} />
        </h2>
        {pool.state === 'agreed' && first ? (
          <Button id={`plan-${pool.id}`} type="primary" onClick={() => navigate(`/orders/${first.id}`)}>
            安排时间
          </Button>
        ) : (
          <span className="second">{sayTime(pool.answerBy)} 前答复</span>
        )}
      </div>
      <ul className="plain-list">
        {pool.orders.map((order) => (
          <li key={order.id} className="share-row">
            <Link to={`/orders/${order.id}`} className="number">
              {order.number}
            </Link>
            <span className="share-name">
              {order.unionName}，{order.people} 人
            </span>
            <AnswerChip answer={order.answer} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Pools() {
  const query = useQuery({ queryKey: ['GET /pools'], queryFn: () => api('GET /pools') });
  const { found = [], open = [] } = query.data ?? {};
  return (
    <Page title="点单" acts={<OrderTabs />}>
      {query.isPending && <Loading />}
      {query.isError && <Failed error={query.error} retry={() => query.refetch()} />}
      {query.data && found.length + open.length === 0 && (
        <Nothing words="没有可以拼的点单。同一服务、离得近、人数少、愿意拼的单位会一起出现在这里。" />
      )}
      <div className="stack">
        {open.length > 0 && <h2 id="pools-open">已提议</h2>}
        {open.map((pool) => (
          <OpenPool key={pool.id} pool={pool} />
        ))}
        {found.length > 0 && <h2 id="pools-found">可以拼的</h2>}
        {found.map((pool, nth) => (
          <FoundPool key={pool.orders.map(({ id }) => id).join()} pool={pool} nth={nth} />
        ))}
      </div>
    </Page>
  );
}

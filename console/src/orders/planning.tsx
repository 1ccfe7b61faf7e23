/** Who could come and when, best first with the reasons: one tap proposes it. Or the planner's own choice. */
import type { Reply } from '@niangjia/shared/contract/index';
import { addDays, dayOf, sayTime } from '@niangjia/shared/rules/days';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { api, once, sentenceOf } from '../api';
import { Failed, Loading } from '../ui/states';
import { OwnChoice } from './own-choice';
import { saySpan, sayWay } from './say';
import { type Order, useSettled } from './use-order';

type Suggestion = Reply<'GET /orders/:id/suggestions'>['items'][number];

const SHOWN = 4;

interface CardProps {
  one: Suggestion;
  nth: number;
  busy: boolean;
  disabled: boolean;
  propose: () => void;
}

function Card({ one, nth, busy, disabled, propose }: CardProps) {
  return (
    <li className="suggestion">
      <strong>{saySpan(one.startAt, one.endAt)}</strong>
      <span>
        {one.expertName}，{one.expertTitle}
      </span>
      <span className="second">
        {one.roomName ?? '上门'}，{sayWay('路程', one.km)}，那周已排 {one.weekLoad} / {one.perWeek} 次
        {one.stars !== null && `，${one.stars} 星`}
      </span>
      <div className="suggestion-foot">
        <ul>
          {one.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
        <Button
          id={`propose-${nth}`}
          type={nth === 0 ? 'primary' : 'default'}
          loading={busy}
          disabled={disabled}
          onClick={propose}
        >
          安排这次
        </Button>
      </div>
    </li>
  );
}

/** The orders that are planned together: those that agreed to share, else the one. */
function useTogether(order: Order): string[] {
  const poolId = order.pool?.state === 'agreed' ? order.pool.id : undefined;
  const pools = useQuery({ queryKey: ['GET /pools'], queryFn: () => api('GET /pools'), enabled: poolId !== undefined });
  const shared = pools.data?.open.find(({ id }) => id === poolId);
  return shared ? shared.orders.filter(({ answer }) => answer === 'agreed').map(({ id }) => id) : [order.id];
}

export function Planning({ order }: { order: Order }) {
  const settled = useSettled(order);
  const orderIds = useTogether(order);
  const tomorrow = addDays(dayOf(new Date()), 1);
  const [from, setFrom] = useState(tomorrow);
  const [all, setAll] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const poolId = order.pool?.state === 'agreed' ? order.pool.id : undefined;
  const found = useQuery({
    queryKey: ['GET /orders/:id/suggestions', order.id, poolId, from],
    queryFn: () =>
      api('GET /orders/:id/suggestions', {
        params: { id: order.id },
        query: { ...(poolId && { poolId }), ...(from && { from }) },
      }),
  });
  const propose = useMutation({
    mutationFn: ({ expertId, roomId, startAt }: Suggestion) =>
      once('POST /visits', { body: { orderIds, expertId, roomId, startAt } }),
    onSuccess: () => settled('已安排，等专家和单位确认。'),
    onError: () => void found.refetch(),
  });
  const items = found.data?.items ?? [];
  return (
    <>
      {order.pool?.state === 'proposed' && (
        <Alert
          type="info"
          showIcon
          title="已提议拼单，等单位答复"
          description={`${sayTime(order.pool.answerBy)} 前没有都同意，就各自安排。`}
        />
      )}
      {poolId && <p>和 {orderIds.length - 1} 家附近单位拼单，一起安排。</p>}
      <div className="panel-head">
        <h2>可以这样安排</h2>
        <label className="suggest-from" htmlFor="suggest-from">
          从
          <Input
            id="suggest-from"
            aria-label="从哪天起"
            type="date"
            min={tomorrow}
            value={from}
            onChange={({ target }) => setFrom(target.value)}
          />
        </label>
      </div>
      {propose.isError && <Alert id="propose-error" type="error" showIcon title={sentenceOf(propose.error)} />}
      {found.isPending && <Loading rows={4} />}
      {found.isError && <Failed error={found.error} retry={() => found.refetch()} />}
      {found.data && items.length === 0 && (
        <p id="no-suggestion">{found.data.none ?? '120 天内没有合适的专家和时间。'}</p>
      )}
      <ol className="suggestions" aria-label="建议">
        {items.slice(0, all ? items.length : SHOWN).map((one, nth) => (
          <Card
            key={`${one.expertId} ${one.startAt} ${one.roomId}`}
            one={one}
            nth={nth}
            busy={propose.isPending && propose.variables === one}
            disabled={propose.isPending}
            propose={() => propose.mutate(one)}
          />
        ))}
      </ol>
      {!all && items.length > SHOWN && (
        <Button id="more-suggestions" block onClick={() => setAll(true)}>
          再看 {items.length - SHOWN} 个
        </Button>
      )}
      <Button id="own-choice" className="act" block onClick={() => setChoosing(true)}>
        自己选专家和时间
      </Button>
      {choosing && (
        <OwnChoice
          title={`安排：${order.title}`}
          okText="安排"
          tells={<p>时间立即占住，专家和单位各有 2 个工作日答复。路上和准备的时间会一起算。</p>}
          day={order.days[0]?.day}
          run={(slot) => once('POST /visits', { body: { ...slot, orderIds } })}
          done={() => {
            settled('已安排，等专家和单位确认。');
            setChoosing(false);
          }}
          close={() => setChoosing(false)}
        />
      )}
    </>
  );
}

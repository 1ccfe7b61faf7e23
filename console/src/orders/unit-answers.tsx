/** The unit's answers: to the proposed time, and to sharing a visit. */
import { sayTime } from '@niangjia/shared/rules/days';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { api, sentenceOf } from '../api';
import { ActDialog } from '../ui/act-dialog';
import { Reason } from '../ui/reason';
import { AnswerChip } from './chip';
import { saySpan } from './say';
import { type Order, useSettled } from './use-order';

export function VisitAnswer({ order, visit }: { order: Order; visit: NonNullable<Order['visit']> }) {
  const settled = useSettled(order);
  const [declining, setDeclining] = useState(false);
  const params = { id: order.id };
  const agree = useMutation({
    mutationFn: () =>
      api('POST /orders/:id/answer', { params, body: { visitId: visit.id, agree: true, reason: null } }),
    onSuccess: (after) => settled('已同意这个时间。', after),
  });
  return (
    <>
      <p>
        安排在 <strong>{saySpan(visit.startAt, visit.endAt)}</strong>，{visit.expertName}（{visit.expertTitle}）
      </p>
      {visit.answerBy && (
        <p className="second">{sayTime(visit.answerBy)} 前没有答复，时间让给下一家，排队的位置保留。</p>
      )}
      {agree.isError && <Alert id="answer-error" type="error" showIcon title={sentenceOf(agree.error)} />}
      <Button id="agree" block size="large" type="primary" loading={agree.isPending} onClick={() => agree.mutate()}>
        同意这个时间
      </Button>
      <Button id="decline" className="act" block onClick={() => setDeclining(true)}>
        不合适
      </Button>
      {declining && (
        <ActDialog<{ reason: string }, Order>
          id="decline-visit"
          title="这个时间不合适"
          okText="不同意"
          tells={<p>这个时间让给下一家，本单位排队的位置保留，等下一次安排。</p>}
          run={({ reason }) =>
            api('POST /orders/:id/answer', { params, body: { visitId: visit.id, agree: false, reason } })
          }
          done={(after) => {
            settled('已答复，等下一次安排。', after);
            setDeclining(false);
          }}
          close={() => setDeclining(false)}
        >
          <Reason placeholder="例：那天全厂盘点，人走不开" />
        </ActDialog>
      )}
    </>
  );
}

export function PoolAnswer({ order, pool }: { order: Order; pool: NonNullable<Order['pool']> }) {
  const settled = useSettled(order);
  const answer = useMutation({
    mutationFn: (agree: boolean) =>
      api('POST /orders/:id/pool-answer', { params: { id: order.id }, body: { poolId: pool.id, agree } }),
    onSuccess: (after, agree) => settled(agree ? '已同意拼单。' : '已答复不拼。', after),
  });
  return (
    <>
      <p>
        提议和附近单位一起，在 <strong>{pool.placeName}</strong> 办。{sayTime(pool.answerBy)} 前答复。
      </p>
      <ul className="plain-list" aria-label="一起的单位">
        {pool.others.map((one) => (
          <li key={one.unionName} className="share-row">
            <span className="share-name">
              {one.unionName}，{one.people} 人
            </span>
            <AnswerChip answer={one.answer} />
          </li>
        ))}
      </ul>
      {answer.isError && <Alert id="pool-error" type="error" showIcon title={sentenceOf(answer.error)} />}
      <Button
        id="pool-agree"
        block
        size="large"
        type="primary"
        loading={answer.isPending}
        onClick={() => answer.mutate(true)}
      >
        同意拼单
      </Button>
      <Button id="pool-decline" className="act" block disabled={answer.isPending} onClick={() => answer.mutate(false)}>
        不拼，单独等
      </Button>
    </>
  );
}

import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { mustSignIn, staffApi } from '../api';
import { Notice } from '../ui/answer';
import { Page } from '../ui/page';
import { Failed, Skeleton } from '../ui/states';
import { Way } from '../ui/way';
import { useCall } from '../use-call';
import { goDeskSignIn } from './go';
import { hasActs, OrderActs } from './order-acts';
import { OrderAnswer, OrderFacts, PoolPart, VisitPart } from './order-parts';
import { stopsOf } from './order-words';

definePageConfig({ navigationBarTitleText: '点单进度' });

/** One order: where it stands, who has it, until when; one main act. */
export default function OrderOne() {
  const { id = '', placed } = useRouter().params;
  const [done, setDone] = useState<string>();
  const { data, error, again } = useCall(() => staffApi('GET /orders/:id', { params: { id } }), id);
  const show = () => {
    if (!data || mustSignIn(error))
      return error ? <Failed error={error} again={again} signIn={goDeskSignIn} /> : <Skeleton rows={6} />;
    const isNew = placed && data.state === 'submitted';
    const said = done ?? (isNew ? '已提交。进度会发短信给现场联系人，也随时可以在这里看。' : undefined);
    return (
      <>
        {said && <Notice tone="done">{said}</Notice>}
        <OrderAnswer order={data} />
        <PoolPart order={data} />
        <VisitPart order={data} />
        <Way title="办理经过" stops={stopsOf(data)} />
        <OrderFacts order={data} />
      </>
    );
  };
  return (
    <Page
      title="点单进度"
      bar={
        data &&
        !mustSignIn(error) &&
        hasActs(data) && (
          <OrderActs
            order={data}
            onDone={(words) => {
              setDone(words);
              return again();
            }}
          />
        )
      }
    >
      {show()}
    </Page>
  );
}

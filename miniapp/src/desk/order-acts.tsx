import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { newKey, sentenceOf, staffApi } from '../api';
import { Notice } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { RateSheet } from '../ui/rate-sheet';
import { SureSheet } from '../ui/sure-sheet';
import { cancelReasons, declineReasons, type Order, saySpan } from './order-words';
import { ReasonSheet } from './reason-sheet';

/** Whether the bar has anything in it. */
export const hasActs = ({ may, visit }: Order): boolean =>
  may.some((act) => ['resubmit', 'answer', 'pool', 'rate', 'cancel'].includes(act)) ||
  (may.includes('confirm') && Boolean(visit?.record));

type Asking = 'confirm' | 'rate' | 'decline' | 'cancel';

/** What the unit may do with its order: one main act, the rest in quiet words. */
export const OrderActs = ({ order, onDone }: { order: Order; onDone: (said: string) => Promise<unknown> }) => {
  const [asking, setAsking] = useState<Asking | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const [key] = useState(newKey);
  const { id, visit, pool, may } = order;
  const params = { id };
  const can = (act: Order['may'][number]) => may.includes(act);

  const act = async (work: () => Promise<unknown>, said: string) => {
    setBusy(true);
    setFailure(undefined);
    try {
      await work();
      await onDone(said);
    } catch (error) {
      setFailure(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  };
  const agree = () =>
    act(
      () =>
        staffApi('POST /orders/:id/answer', {
          params,
          body: { visitId: visit?.id ?? '', agree: true, reason: null },
          idempotencyKey: key,
        }),
      '已同意这个时间。',
    );
  const share = (yes: boolean) =>
    act(
      () => staffApi('POST /orders/:id/pool-answer', { params, body: { poolId: pool?.id ?? '', agree: yes } }),
      yes ? '已同意拼单，等其他单位答复。' : '已答复不拼，照原来的位次排队。',
    );
  const main = () => {
    if (can('resubmit'))
      return (
        <Big id="resubmit" onTap={() => Taro.navigateTo({ url: `/desk/order-form?id=${id}` })}>
          补充后重新提交
        </Big>
      );
    if (can('answer') && visit)
      return (
        <Big id="agree" busy={busy} onTap={agree}>
          同意这个时间
        </Big>
      );
    if (can('pool'))
      return (
        <Big id="share" busy={busy} onTap={() => share(true)}>
          同意拼单
        </Big>
      );
    // Before the expert's record there is nothing to confirm: the card says that it is waited for.
    if (can('confirm') && visit?.record)
      return (
        <Big id="done" onTap={() => setAsking('confirm')}>
          确认办好
        </Big>
      );
    if (can('rate'))
      return (
        <Big id="rate" onTap={() => setAsking('rate')}>
          评价
        </Big>
      );
    return null;
  };
  const first = main();
  return (
    <>
      {failure && <Notice tone="needs">{failure}</Notice>}
      {first}
      <View className="words">
        {can('answer') && visit && (
          <Word id="decline" onTap={() => setAsking('decline')}>
            这个时间不行
          </Word>
        )}
        {can('pool') && (
          <Word id="not-share" onTap={() => share(false)}>
            不拼
          </Word>
        )}
        {can('cancel') && (
          <Word id="cancel-order" needs onTap={() => setAsking('cancel')}>
            取消点单
          </Word>
        )}
      </View>
      {asking === 'confirm' && visit && (
        <SureSheet
          title="确认这次服务已办好"
          word="确认办好"
          act={() => staffApi('POST /orders/:id/confirm', { params })}
          onClose={(done) => {
            setAsking(null);
            return done ? onDone('已确认办好，请评价。') : undefined;
          }}
        >
          <View className="gap">
            {saySpan(visit)}，{visit.expertName}；{visit.signedIn} 人签到。确认后不能撤销。
          </View>
        </SureSheet>
      )}
      {asking === 'rate' && (
        <RateSheet
          title="评价这次服务"
          hint="专家和办理部门会看到。"
          max={300}
          act={(stars, words) => staffApi('POST /orders/:id/rate', { params, body: { stars, words } })}
          onClose={() => setAsking(null)}
          onDone={() => onDone('谢谢评价。')}
        />
      )}
      {asking === 'decline' && visit && (
        <ReasonSheet
          title="这个时间不行"
          hint="单子回到排队，位次不变；这个时间让给下一家。专家和办理部门会看到这段话。"
          word="答复不行"
          chips={declineReasons}
          act={(reason, idempotencyKey) =>
            staffApi('POST /orders/:id/answer', {
              params,
              body: { visitId: visit.id, agree: false, reason },
              idempotencyKey,
            })
          }
          onClose={() => setAsking(null)}
          onDone={() => onDone('已答复，单子回到排队，位次不变。')}
        />
      )}
      {asking === 'cancel' && (
        <ReasonSheet
          title="取消点单"
          hint="取消后要重新点、重新排队。办理部门会看到这段话。"
          word="取消点单"
          chips={cancelReasons}
          act={(reason) => staffApi('POST /orders/:id/cancel', { params, body: { reason } })}
          onClose={() => setAsking(null)}
          onDone={() => onDone('已取消。')}
        />
      )}
    </>
  );
};

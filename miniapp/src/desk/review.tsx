import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { newKey, sentenceOf, staffApi } from '../api';
import { Notice } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { Page } from '../ui/page';
import { Sheet } from '../ui/sheet';
import { Failed, Skeleton } from '../ui/states';
import { Steps } from '../ui/steps';
import { useCall } from '../use-call';
import { CaseFacts } from './case-facts';
import { goDeskSignIn, isUrgency } from './go';
import { ReasonSheet } from './reason-sheet';
import { reasonChips } from './reasons';

definePageConfig({ navigationBarTitleText: '审核入会申请' });

const decisions = {
  return: {
    title: '退回补正',
    hint: '写清楚要改哪一项、怎么改。申请人会看到这段话。',
    word: '退回',
    chips: reasonChips.return,
  },
  refuse: {
    title: '不通过',
    hint: '写清楚理由。申请人会看到这段话和复核办法。',
    word: '不通过',
    chips: reasonChips.refuse,
  },
} as const;

/** One case: the facts above, the decision always at hand; after it the next case. */
export default function Review() {
  const { id = '', urgency } = useRouter().params;
  const { data, error, again } = useCall(() => staffApi('GET /applications/:id', { params: { id } }), id);
  const [asking, setAsking] = useState<'return' | 'refuse' | null>(null);
  const [busy, setBusy] = useState(false);
  const [sure, setSure] = useState(false);
  const [failure, setFailure] = useState<string>();
  const [key] = useState(newKey);

  const goOn = async () => {
    const query = { state: 'submitted' as const, ...(isUrgency(urgency) ? { urgency } : {}) };
    // When the queue does not answer, the decision still stands: back to the list, which says what is wrong.
    const queue = await staffApi('GET /applications', { query }).catch(() => undefined);
    const next = queue?.items.find((row) => row.id !== id);
    void Taro.showToast({ title: next ? '已办好，看下一件' : '已办好', icon: 'none' });
    if (next) await Taro.redirectTo({ url: `/desk/review?id=${next.id}${urgency ? `&urgency=${urgency}` : ''}` });
    else if (Taro.getCurrentPages().length > 1) await Taro.navigateBack();
    else await Taro.redirectTo({ url: '/desk/queue' });
  };
  // One tap more: an approval cannot be undone, and the next case has its button at the same place.
  const approve = async () => {
    setSure(false);
    setBusy(true);
    setFailure(undefined);
    try {
      await staffApi('POST /applications/:id/approve', {
        params: { id },
        body: { seen: data?.submittedAt },
        idempotencyKey: key,
      });
      await goOn();
    } catch (problem) {
      setFailure(sentenceOf(problem));
      void again();
    } finally {
      setBusy(false);
    }
  };
  const may = data?.may ?? [];
  const bar = may.length > 0 && (
    <>
      {failure && <Notice tone="needs">{failure}</Notice>}
      {may.includes('approve') && (
        <Big id="approve" busy={busy} onTap={() => setSure(true)}>
          通过
        </Big>
      )}
      <View className="words">
        {may.includes('return') && (
          <Word id="return" onTap={() => setAsking('return')}>
            退回补正
          </Word>
        )}
        <Word id="refuse" needs onTap={() => setAsking('refuse')}>
          不通过
        </Word>
      </View>
    </>
  );
  return (
    <Page title="审核入会申请" bar={bar}>
      {failure && !bar && <Notice tone="needs">{failure}</Notice>}
      {data ? (
        <>
          <CaseFacts {...data} />
          <Steps steps={data.steps} />
        </>
      ) : error ? (
        <Failed error={error} again={again} signIn={goDeskSignIn} />
      ) : (
        <Skeleton rows={6} />
      )}
      {sure && data && (
        <Sheet title={`通过 ${data.nameMasked} 的申请`} onClose={() => setSure(false)}>
          <View>{data.number}，通过后立即成为会员，不能撤销。</View>
          <Big id="confirm" busy={busy} onTap={approve}>
            确定通过
          </Big>
        </Sheet>
      )}
      {asking && (
        <ReasonSheet
          {...decisions[asking]}
          act={(reason, idempotencyKey) => {
            const input = { params: { id }, body: { reason, seen: data?.submittedAt }, idempotencyKey };
            return asking === 'return'
              ? staffApi('POST /applications/:id/return', input)
              : staffApi('POST /applications/:id/refuse', input);
          }}
          onClose={() => setAsking(null)}
          onDone={goOn}
        />
      )}
    </Page>
  );
}

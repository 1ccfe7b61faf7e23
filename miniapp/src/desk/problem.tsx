import type { Reply } from '@niangjia/shared/contract/index';
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { mustSignIn, staffApi } from '../api';
import { Notice } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { Page } from '../ui/page';
import { ProblemFacts, ProblemHead } from '../ui/problem-parts';
import { RateSheet } from '../ui/rate-sheet';
import { Failed, Skeleton } from '../ui/states';
import { Thread } from '../ui/thread';
import { WordsSheet } from '../ui/words-sheet';
import { useCall } from '../use-call';
import { goDeskSignIn } from './go';
import { ReasonSheet } from './reason-sheet';

definePageConfig({ navigationBarTitleText: '技术难题' });

type Problem = Reply<'GET /problems/:id'>;
type Asking = 'say' | 'thank' | 'withdraw';
const managing = ['match', 'meet', 'solve', 'contract', 'review', 'fund'] as const;

const Bar = ({ problem, ask }: { problem: Problem; ask: (what: Asking) => void }) => {
  const can = (act: Problem['may'][number]) => problem.may.includes(act);
  const url = `/desk/problem-file?id=${problem.id}`;
  const main = can('refile') ? (
    <Big id="refile" icon="edit" onTap={() => Taro.navigateTo({ url })}>
      补充后重新提交
    </Big>
  ) : can('thank') ? (
    <Big id="thank" onTap={() => ask('thank')}>
      评价和致谢
    </Big>
  ) : can('say') ? (
    <Big id="say" other icon="edit" onTap={() => ask('say')}>
      补充说明
    </Big>
  ) : null;
  return (
    <>
      {main}
      <View className="words">
        {can('say') && (can('refile') || can('thank')) && (
          <Word id="say" onTap={() => ask('say')}>
            补充说明
          </Word>
        )}
        {can('withdraw') && (
          <Word id="withdraw" needs onTap={() => ask('withdraw')}>
            撤回难题
          </Word>
        )}
      </View>
    </>
  );
};

/** One problem of my union: where it stands, what was said, and what I can do. */
export default function ProblemPage() {
  const { id = '', filed } = useRouter().params;
  const params = { id };
  const { data, error, again } = useCall(() => staffApi('GET /problems/:id', { params }), id);
  const [asking, setAsking] = useState<Asking>();
  const [said, setSaid] = useState(filed ? '已提交。每一步都会写在这里，联系人会收到短信。' : undefined);
  const close = () => setAsking(undefined);
  const done = (words: string) => async () => {
    setSaid(words);
    await again();
  };
  const show = () => {
    if (!data || mustSignIn(error))
      return error ? <Failed error={error} again={again} signIn={goDeskSignIn} /> : <Skeleton rows={6} />;
    return (
      <>
        {said && <Notice tone="done">{said}</Notice>}
        <ProblemHead problem={data} />
        <Thread steps={data.steps} />
        <ProblemFacts problem={data} />
        {managing.some((act) => data.may.includes(act)) && (
          <View className="small">对接、研讨、合同和资助在电脑的管理台办理。</View>
        )}
      </>
    );
  };
  return (
    <Page
      title="技术难题"
      bar={data && !mustSignIn(error) && data.may.length > 0 && <Bar problem={data} ask={setAsking} />}
    >
      {show()}
      {asking === 'say' && (
        <WordsSheet
          title="补充说明"
          hint="受理部门和承接的专家都看得到。"
          word="发出"
          by="staff"
          act={(body, idempotencyKey) => staffApi('POST /problems/:id/say', { params, body, idempotencyKey })}
          onClose={close}
          onDone={done('已补充。')}
        />
      )}
      {asking === 'thank' && (
        <RateSheet
          title="解决得怎么样"
          hint="会转告专家。"
          max={300}
          act={(stars, thanks) => staffApi('POST /problems/:id/thank', { params, body: { stars, thanks } })}
          onClose={close}
          onDone={done('谢谢，已转告专家。')}
        />
      )}
      {asking === 'withdraw' && (
        <ReasonSheet
          title="撤回难题"
          hint="受理部门和专家会看到。撤回后要办，需重新提出。"
          word="撤回"
          chips={['问题已经自己解决', '设备已经更换', '暂时不办了']}
          act={(reason) => staffApi('POST /problems/:id/withdraw', { params, body: { reason } })}
          onClose={close}
          onDone={done('难题已撤回。')}
        />
      )}
    </Page>
  );
}

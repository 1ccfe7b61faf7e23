import type { Reply } from '@niangjia/shared/contract/index';
import { sayTime } from '@niangjia/shared/rules/days';
import { isOpen, occupations } from '@niangjia/shared/rules/membership';
import Taro, { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { api } from '../api';
import { Big, Word } from '../ui/button';
import { sayTerm } from '../ui/clock';
import { Fact, Facts } from '../ui/facts';
import { Page } from '../ui/page';
import { call } from '../ui/phone';
import { Empty, Failed, Skeleton } from '../ui/states';
import { Steps } from '../ui/steps';
import { useCall } from '../use-call';
import { dropServed } from './draft';
import { Outcome } from './outcome';
import { RecallSheet } from './recall-sheet';

definePageConfig({ navigationBarTitleText: '入会申请进度' });

async function load() {
  const all = await api('GET /applications/mine');
  const newest = all.items[0]?.state;
  dropServed(newest, newest === 'approved');
  return all;
}

type Mine = Reply<'GET /applications/mine'>['items'][number];

const acts: Partial<Record<Mine['state'], { id: string; word: string; go: (mine: Mine) => unknown }>> = {
  returned: {
    id: 'mend',
    word: '修改后重新提交',
    go: ({ id }) => Taro.navigateTo({ url: `/join/apply?from=${id}` }),
  },
  approved: { id: 'card', word: '看会员卡', go: () => Taro.navigateTo({ url: '/card/index' }) },
  refused: { id: 'search', word: '重新申请', go: () => Taro.navigateTo({ url: '/join/search' }) },
  recalled: { id: 'search', word: '重新申请', go: () => Taro.navigateTo({ url: '/join/search' }) },
};

const Case = ({ mine, onRecall }: { mine: Mine; onRecall: () => void }) => {
  const open = isOpen(mine.state);
  return (
    <>
      <Outcome {...mine} />
      <Steps
        steps={mine.steps}
        open={mine.state === 'submitted' ? `${sayTerm(mine)}，由${mine.decides}审核` : undefined}
      />
      <Facts title="申请内容">
        <Fact name="受理号">{mine.number}</Fact>
        <Fact name="工会">{mine.unionName}</Fact>
        <Fact name="姓名">{mine.name}</Fact>
        <Fact name="身份证号">{mine.idNumberMasked}</Fact>
        <Fact name="手机号">{mine.phoneMasked ?? '没有登记'}</Fact>
        <Fact name="工种">{occupations[mine.occupation]}</Fact>
        {mine.filedBy && <Fact name="代办">{mine.filedBy}</Fact>}
        <Fact name="提交时间">{sayTime(mine.submittedAt)}</Fact>
      </Facts>
      <Word id="ask" icon="phone" onTap={() => call(mine.askPhone)}>
        打电话问：{mine.askPhone}
      </Word>
      {open && (
        <Word id="recall" onTap={onRecall}>
          撤回申请
        </Word>
      )}
    </>
  );
};

/** The receipt and the way of an application: who decides, by when, what is needed. */
export default function Application() {
  const { id } = useRouter().params;
  const [recalling, setRecalling] = useState(false);
  const { data, error, again } = useCall(load);
  const mine = data?.items.find((one) => !id || one.id === id);
  const act = mine && acts[mine.state];
  const show = () => {
    if (!data) return error ? <Failed error={error} again={again} /> : <Skeleton rows={6} />;
    if (mine) return <Case mine={mine} onRecall={() => setRecalling(true)} />;
    return (
      <Empty icon="list" title="您还没有入会申请。提交后，进度会显示在这里。">
        <Big id="search" onTap={() => Taro.redirectTo({ url: '/join/search' })}>
          查找工会
        </Big>
      </Empty>
    );
  };
  return (
    <Page
      title="入会申请进度"
      bar={
        act && (
          <Big id={act.id} onTap={() => act.go(mine)}>
            {act.word}
          </Big>
        )
      }
    >
      {show()}
      {recalling && mine && (
        <RecallSheet
          id={mine.id}
          onClose={() => {
            setRecalling(false);
            void again();
          }}
        />
      )}
    </Page>
  );
}

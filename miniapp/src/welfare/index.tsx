import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { api } from '../api';
import { isSignedIn } from '../session';
import { goSignIn } from '../sign-in';
import { Answer } from '../ui/answer';
import { Big, Word } from '../ui/button';
import { More } from '../ui/more';
import { Page } from '../ui/page';
import { aheadOf, useServerNow } from '../ui/server-clock';
import { Empty, Failed, Skeleton } from '../ui/states';
import { usePages } from '../use-pages';
import { countsDown, inOrder } from '../voucher/offer-words';
import { NotAMember, SignedOut } from './joining';
import { OfferCard } from './offer-card';

definePageConfig({ navigationBarTitleText: '福利' });

const nobody = { me: null, items: [], next: null, usable: 0, ending: 0, ahead: 0 };

async function load(over: boolean, after?: string) {
  if (!isSignedIn()) return nobody;
  const [me, offers] = await Promise.all([
    api('GET /me'),
    api('GET /offers', { query: { ...(over ? { over: '1' as const } : {}), ...(after ? { after } : {}) } }),
  ]);
  return { me, ...offers, ahead: aheadOf(offers.now) };
}

const Mine = ({ usable, ending, open }: { usable: number; ending: number; open: boolean }) => (
  <Answer
    tone={usable > 0 ? (ending > 0 ? 'waiting' : 'done') : 'quiet'}
    word={ending > 0 ? '快到期' : usable > 0 ? '可使用' : '没有券'}
    title={usable > 0 ? `您有 ${usable} 张券可以用` : '您现在没有能用的券'}
  >
    <View className="second gap">
      {ending > 0
        ? `其中 ${ending} 张快到期，过了最后一天就作废。`
        : usable > 0
          ? '到店出示动态码就能用。'
          : open
            ? '能领的在下面。'
            : '有新活动会在这里出现。'}
    </View>
    <Big id="wallet" icon="ticket" other={usable === 0} onTap={() => Taro.navigateTo({ url: '/voucher/wallet' })}>
      我的福利券
    </Big>
  </Answer>
);

/** What I can use, then what I can take, with why not and what would change it. */
export default function Welfare() {
  const [over, setOver] = useState(false);
  const list = usePages((after) => load(over, after), String(over));
  const { first, items, error, again } = list;
  const ahead = first?.ahead ?? 0;
  const counts = items.some((offer) => countsDown(offer, Date.now() + ahead));
  const now = useServerNow(ahead, counts);

  const show = () => {
    if (!first) return error ? <Failed error={error} again={again} /> : <Skeleton />;
    const { me, usable, ending } = first;
    if (!me) return <SignedOut onSignIn={() => goSignIn().then(again, again)} />;
    return (
      <>
        {(me.membership || usable > 0) && <Mine usable={usable} ending={ending} open={items.length > 0 && !over} />}
        {!me.membership && <NotAMember application={me.application} />}
        {inOrder(items, now).map((offer) => (
          <OfferCard key={offer.id} offer={offer} now={now} />
        ))}
        {items.length === 0 && (
          <Empty icon="gift" title={over ? '还没有结束的活动。' : '现在没有活动。有新活动会在这里出现。'} />
        )}
        <More {...list} />
        <View className="words">
          <Word id="over" icon="list" onTap={() => setOver(!over)}>
            {over ? '看正在进行的活动' : '看结束的活动'}
          </Word>
        </View>
      </>
    );
  };
  return (
    <Page title="福利" tab="welfare/index">
      {show()}
    </Page>
  );
}
